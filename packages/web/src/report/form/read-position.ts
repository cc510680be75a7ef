import { parseCoordinates, type PrecisePoint } from '@eirene/domain/place'
import { parseMgrs } from '../../map/index.ts'

/** A typed position, latitude first or as a grid reference: null when empty, undefined when it cannot be read. */
export function readPosition(text: string, precisionM: string): PrecisePoint | null | undefined {
  if (text.trim() === '') return null
  const point = parseMgrs(text) ?? parseCoordinates(text)
  if (point === undefined) return undefined
  // Kept to about a metre: more digits would say more than anybody knows.
  const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5
  return { lon: round(point.lon), lat: round(point.lat), precisionM: Number(precisionM) || 1 }
}
