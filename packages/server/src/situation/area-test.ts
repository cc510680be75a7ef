import { areaOf, isInArea } from '@eirene/analysis/situation'
import type { PrecisePoint, Ring } from '@eirene/domain/place'

/** Whether a point lies in the area; without an area everything does, also what has no place. */
export function areaTest(ring: Ring | undefined): (point: PrecisePoint | null) => boolean {
  if (ring === undefined) return () => true
  const area = areaOf(ring)
  return (point) => point !== null && isInArea(area, point.lon, point.lat)
}
