import type { Geography } from '@eirene/domain/operation'
import type { Bounds } from '../../map/index.ts'

export interface NamedPlace {
  readonly name: string
  readonly lon: number
  readonly lat: number
}

/** The part of GeoJSON that the form draws and lists. */
interface Shape {
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null
  readonly properties: Readonly<Record<string, unknown>> | null
}

function shapesOf(geography: Geography | null, layer: string): readonly Shape[] {
  const collection = geography?.[layer]
  if (typeof collection !== 'object' || collection === null) return []
  const features: unknown = Reflect.get(collection, 'features')
  // GeoJSON of the operation, made by its own generator or checked at import.
  return Array.isArray(features) ? (features as readonly Shape[]) : []
}

/** Named points of the operation's own geography. */
export function listOwnPlaces(geography: Geography | null): readonly NamedPlace[] {
  return ['places', 'bases'].flatMap((layer) =>
    shapesOf(geography, layer).flatMap(({ geometry, properties }) => {
      const name = properties?.['name']
      const at = geometry?.type === 'Point' ? (geometry.coordinates as readonly number[]) : []
      const [lon, lat] = at
      return typeof name === 'string' && lon !== undefined && lat !== undefined ? [{ name, lon, lat }] : []
    }),
  )
}

/** Names of districts and regions, for matters whose place is told no closer. */
export function listAreas(geography: Geography | null): readonly string[] {
  const names = ['adm2', 'adm1'].flatMap((layer) =>
    shapesOf(geography, layer).flatMap(({ properties }) => {
      const name = properties?.['name']
      return typeof name === 'string' ? [name] : []
    }),
  )
  return [...new Set(names)].sort((a, b) => a.localeCompare(b))
}

/** Rings and lines of a layer as lists of lon/lat pairs. */
export function listLines(geography: Geography | null, layer: string): readonly (readonly (readonly number[])[])[] {
  return shapesOf(geography, layer).flatMap(({ geometry }) => {
    // GeoJSON: the type says how deep the coordinates are nested.
    switch (geometry?.type) {
      case 'Polygon':
      case 'MultiLineString':
        return geometry.coordinates as readonly (readonly (readonly number[])[])[]
      case 'MultiPolygon':
        return (geometry.coordinates as readonly (readonly (readonly (readonly number[])[])[])[]).flat()
      case 'LineString':
        return [geometry.coordinates as readonly (readonly number[])[]]
      default:
        return []
    }
  })
}

/** What the small map shows: the operation's land, else what the reader may see of it; null when neither is known. */
export function mapBounds(geography: Geography | null, bounds: Bounds | null): Bounds | null {
  const points = listLines(geography, 'land').flat()
  if (points.length === 0) return bounds
  const lons = points.map(([lon = 0]) => lon)
  const lats = points.map(([, lat = 0]) => lat)
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b))
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b))
  return [least(lons), least(lats), most(lons), most(lats)]
}
