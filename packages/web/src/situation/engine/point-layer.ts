import type { SituationColumns } from '@eirene/analysis/situation'
import { HEXAGON_MAX_PRECISION_M } from '@eirene/domain/place'
import type { MapView, PointLayer } from './protocol.ts'

/** What is noted of the places while the rows are read. */
interface Places {
  readonly at: Map<string, number>
  readonly lon: number[]
  readonly lat: number[]
  readonly count: number[]
  /** Gravest row of each place. */
  readonly row: number[]
}

/** True for a row whose place is known well enough and lies within the bounds; NaN, a place not known, fails every comparison. */
function isInView(columns: SituationColumns, row: number, [west, south, east, north]: MapView['bounds']): boolean {
  const x = columns.lon[row] ?? Number.NaN
  const y = columns.lat[row] ?? Number.NaN
  const isInside = x >= west && x <= east && y >= south && y <= north
  return isInside && (columns.precisionM[row] ?? 0) <= HEXAGON_MAX_PRECISION_M
}

/** Distinct places of the selected rows within the bounds; null when there are more than `pointsMax`. */
export function pointLayer(columns: SituationColumns, selected: Uint32Array, view: MapView): PointLayer | null {
  if (view.pointsMax === 0) return null
  const { profileNo, dictionaries } = columns
  const { stateNo, severityNo } = dictionaries.profiles
  const gravity = (row: number): number => severityNo[profileNo[row] ?? 0] ?? 0
  const places: Places = { at: new Map(), lon: [], lat: [], count: [], row: [] }
  for (const row of selected) {
    if (!isInView(columns, row, view.bounds)) continue
    const x = columns.lon[row] ?? 0
    const y = columns.lat[row] ?? 0
    const at = places.at.get(`${x},${y}`)
    if (at !== undefined) {
      places.count[at] = (places.count[at] ?? 0) + 1
      if (gravity(row) >= gravity(places.row[at] ?? 0)) places.row[at] = row
      continue
    }
    if (places.at.size === view.pointsMax) return null
    places.at.set(`${x},${y}`, places.row.length)
    places.lon.push(x)
    places.lat.push(y)
    places.count.push(1)
    places.row.push(row)
  }
  return {
    lon: Float64Array.from(places.lon),
    lat: Float64Array.from(places.lat),
    count: Uint32Array.from(places.count),
    row: Uint32Array.from(places.row),
    state: Uint8Array.from(places.row, (row) => stateNo[profileNo[row] ?? 0] ?? 0),
    severity: Uint8Array.from(places.row, gravity),
  }
}
