/** A point and how surely it is known: the circle of `precisionM` around it holds the true place. WGS 84. */
export interface PrecisePoint {
  readonly lon: number
  readonly lat: number
  /** Metres, 1 … 2,000,000. */
  readonly precisionM: number
}

/** Beyond this radius a record is listed but not put into a hexagon. */
export const HEXAGON_MAX_PRECISION_M = 150_000
/** Largest radius that a place may be given, metres. */
export const PRECISION_MAX_M = 2_000_000

/** Where something happened. A place may be unknown (`point` null) and still be named. */
export interface IncidentPlace {
  readonly point: PrecisePoint | null
  /** As the source names it; empty when it does not. */
  readonly name: string
  readonly adm1: string | null
  readonly adm2: string | null
  /** ISO 3166-1 alpha-3 where it is known. */
  readonly countryIso3: string | null
}

/** An area on the map: one ring, lon/lat pairs, not closed. */
export type Ring = readonly (readonly [lon: number, lat: number])[]
