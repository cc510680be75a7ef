import type { IncidentState } from '@eirene/domain/incident'
import type { Ring } from '@eirene/domain/place'

/** A place on a printed map: one incident. */
export interface MapPoint {
  readonly lon: number
  readonly lat: number
  readonly precisionM: number
  readonly state: IncidentState
  readonly name: string
}

/** An operation's own geography (a fictional country) as GeoJSON layers by name; null: the world's. */
export type OwnGeography = Readonly<Record<string, unknown>> | null

export interface MapTexts {
  readonly direction: 'ltr' | 'rtl'
  readonly states: Readonly<Record<IncidentState, string>>
  readonly disputed: string
  readonly sector: string
  readonly ceasefireLine: string
  readonly precision: string
  readonly hexagons: string
  readonly disclaimer: string
  readonly unplaced: string
  readonly none: string
  readonly title: string
}

export interface MapOrder {
  readonly points: readonly MapPoint[]
  /** Incidents that have no point at all. */
  readonly withoutPoint: number
  readonly area: Ring | null
  readonly geography: OwnGeography
  readonly texts: MapTexts
}
