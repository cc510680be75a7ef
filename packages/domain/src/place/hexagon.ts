import { latLngToCell } from 'h3-js'
import { HEXAGON_MAX_PRECISION_M, type PrecisePoint } from './place.ts'

/** Resolution at which a record's hexagon is stored; coarser ones are its parents. Edge about 1.2 km. */
export const STORED_H3_RESOLUTION = 7

/** H3 cell (resolution 7) of a point, or null when the place is known too vaguely for a hexagon. */
export function hexagonOf(point: PrecisePoint | null): bigint | null {
  if (point === null || point.precisionM > HEXAGON_MAX_PRECISION_M) return null
  return BigInt(`0x${latLngToCell(point.lat, point.lon, STORED_H3_RESOLUTION)}`)
}
