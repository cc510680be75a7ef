import type { Clusters, Dimension, Picture, SituationRow, TimeStep, Trend } from '@eirene/analysis/situation'
import type { PictureFilter } from '@eirene/domain/situation'

/** How the list is ordered; ties by time, newest first. */
export const SORTS = ['time', 'killed', 'type', 'place'] as const
export type Sort = (typeof SORTS)[number]

/** One figure that was opened: the records behind it are shown in the list. */
export type Opening =
  | { readonly kind: 'bin'; readonly by: Dimension; readonly key: string }
  | { readonly kind: 'spot'; readonly lon: number; readonly lat: number }
  | { readonly kind: 'cluster'; readonly no: number }
  | { readonly kind: 'unplaced' }
  | { readonly kind: 'vague' }

/** What the map shows: hexagons of a size, or single places within these bounds. */
export interface MapView {
  readonly bounds: readonly [number, number, number, number]
  readonly hex: 3 | 4 | 5 | 6 | 7
  /** Places are drawn one by one up to this many; above it only hexagons. 0 asks for hexagons. */
  readonly pointsMax: number
}

/** What the picture is to be computed for. */
export interface PictureOrder {
  readonly filter: PictureFilter
  readonly step: TimeStep
  readonly view: MapView | null
  readonly opening: Opening | null
  readonly sort: Sort
  readonly ascending: boolean
  /** Whether the timeline is wanted by family as well. */
  readonly byFamily: boolean
  /** Whether places and areas are to be counted as well: long lists that only one panel shows. */
  readonly withPlaces: boolean
}

/** Hexagons of the map: H3 cells with their counts, and their corners as flat lon, lat pairs (7 corners each, closed). */
export interface HexLayer {
  readonly cells: readonly string[]
  readonly counts: Float64Array
  readonly corners: readonly Float64Array[]
}

/** Places in view, one entry for each distinct point. `state` and `severity` index INCIDENT_STATES and SEVERITIES. */
export interface PointLayer {
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly count: Uint32Array
  readonly state: Uint8Array
  readonly severity: Uint8Array
  /** Row of the gravest incident at the place. */
  readonly row: Uint32Array
}

export interface FamilySeries {
  readonly family: string
  readonly incidents: Float64Array
}

/** The picture as the views need it. */
export interface PictureAnswer {
  readonly picture: Picture
  readonly families: readonly FamilySeries[]
  readonly hexes: HexLayer | null
  /** Null when there are more places in view than `pointsMax`. */
  readonly points: PointLayer | null
  /** Selected incidents without any known place, and with one known too vaguely for a hexagon. */
  readonly unplaced: number
  readonly vague: number
  /** Rows of the list in its order: those of the opened figure, or all that the filter selects. */
  readonly rows: Uint32Array
  readonly tookMs: number
}

/** What was loaded: sizes and the lists that filters choose from. */
export interface LoadedColumns {
  readonly size: number
  readonly version: number
  readonly firstDay: number
  readonly lastDay: number
  readonly types: readonly string[]
  readonly datasets: readonly string[]
  readonly markings: readonly string[]
  /** Most involved first is not promised; the order is the dictionary's. */
  readonly actors: readonly { readonly id: string; readonly name: string }[]
}

/** Incidents beyond which clusters are not looked for in a browser: the person narrows the picture first. */
export const CLUSTERED_MAX = 60_000

/** Clusters of the selected incidents; null when there are more than CLUSTERED_MAX. */
export type ClustersAnswer = Clusters | null

export type Request =
  | { readonly id: number; readonly ask: 'load'; readonly body: ArrayBuffer }
  | { readonly id: number; readonly ask: 'picture'; readonly order: PictureOrder }
  | { readonly id: number; readonly ask: 'trend'; readonly filter: PictureFilter }
  | { readonly id: number; readonly ask: 'clusters'; readonly filter: PictureFilter }
  | { readonly id: number; readonly ask: 'rows'; readonly rows: readonly number[] }
  | { readonly id: number; readonly ask: 'find'; readonly incidentId: string }

export type Answer =
  | { readonly id: number; readonly answer: 'loaded'; readonly loaded: LoadedColumns }
  | { readonly id: number; readonly answer: 'picture'; readonly picture: PictureAnswer }
  | { readonly id: number; readonly answer: 'trend'; readonly trend: Trend }
  | { readonly id: number; readonly answer: 'clusters'; readonly clusters: ClustersAnswer }
  | { readonly id: number; readonly answer: 'rows'; readonly rows: readonly (SituationRow | undefined)[] }
  | { readonly id: number; readonly answer: 'found'; readonly row: number }
  | { readonly id: number; readonly answer: 'failed'; readonly message: string }
