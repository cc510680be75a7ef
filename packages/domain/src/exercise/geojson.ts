/** GeoJSON (RFC 7946) as far as the fictional country needs it: lon before lat, WGS 84. */
export type Position = readonly [lon: number, lat: number]

export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] }

export interface Feature {
  readonly type: 'Feature'
  readonly id: string
  readonly properties: Readonly<Record<string, string | number | null>>
  readonly geometry: Geometry
}

export interface FeatureCollection {
  readonly type: 'FeatureCollection'
  readonly features: readonly Feature[]
}
