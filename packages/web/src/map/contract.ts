/** What Eirene asks of a map, in no vendor's words. Longitude before latitude, degrees, WGS 84. */
export type LonLat = readonly [lon: number, lat: number]

/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number]

/** Where the map looks. `zoom` counts doublings of scale from the whole world (0) up. */
export interface MapPosition {
  readonly lon: number
  readonly lat: number
  readonly zoom: number
}

export interface Feature {
  readonly type: 'Feature'
  readonly id?: number | string
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null
  readonly properties: Readonly<Record<string, string | number | boolean | null>>
}
export interface FeatureCollection {
  readonly type: 'FeatureCollection'
  readonly features: readonly Feature[]
}

/** What a layer shows that has nothing to show. */
export function emptyCollection(): FeatureCollection {
  return { type: 'FeatureCollection', features: [] }
}

/**
 * Layers whose content follows the picture. `hexes`: polygons with `class` 1–5 and `cell`. `points`: points with `image`
 * (a name given to `setImages`), `count` and `rows`. `precision`: the circle that surely holds the selected place. `area`: the area
 * that filters. `draft`: the area that is being drawn. `towns`: points with `name` and `rank`.
 */
export type DynamicLayer = 'hexes' | 'points' | 'precision' | 'area' | 'draft' | 'towns'

/** What was pressed: a hexagon, a mark, or nothing. */
export interface MapPick {
  readonly layer: 'hexes' | 'points' | null
  readonly properties: Feature['properties']
  readonly at: LonLat
}

export interface MapEvents {
  readonly onPick: (pick: MapPick) => void
  /** After a move has come to rest. */
  readonly onMove: (position: MapPosition, bounds: Bounds) => void
  /** Null when the pointer leaves. */
  readonly onPointer: (at: LonLat | null) => void
  /** While an area is drawn: a corner was set. */
  readonly onCorner: (at: LonLat) => void
}

/** A map in its place. There is one engine; nothing else of it can be reached. */
export interface MapAdapter {
  readonly setFeatures: (layer: DynamicLayer, features: FeatureCollection) => void
  readonly setView: (position: MapPosition) => void
  readonly fit: (bounds: Bounds, options?: { readonly animate?: boolean; readonly maxZoom?: number }) => void
  readonly zoomBy: (steps: number) => void
  /** Images that `points` name in their `image`, drawn for a pixel ratio of 2. Replaces those of the same name. */
  readonly setImages: (images: ReadonlyMap<string, ImageData>) => void
  /** While true, presses set corners and pick nothing. */
  readonly setDrawing: (drawing: boolean) => void
  /** Reads the colours anew from the tokens. */
  readonly recolour: () => void
  /** Metres across one CSS pixel at the centre. */
  readonly metresPerPixel: () => number
  readonly destroy: () => void
}
