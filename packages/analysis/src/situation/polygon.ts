import type { Ring } from '@eirene/domain/place'

/** A ring made ready for many tests. */
export interface Area {
  /** lon, lat, lon, lat, … of the corners. */
  readonly corners: Float64Array
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/**
 * Prepares a ring (lon/lat pairs in degrees, not closed).
 *
 * Limits   The ring lies in the plane of longitude and latitude as it is given: an edge is straight there, not on the globe,
 *          and never crosses the antimeridian. An area across 180° is two areas, one on either side.
 */
export function areaOf(ring: Ring): Area {
  const lons = ring.map(([lon]) => lon)
  const lats = ring.map(([, lat]) => lat)
  return {
    corners: Float64Array.from(ring.flat()),
    west: Math.min(...lons),
    south: Math.min(...lats),
    east: Math.max(...lons),
    north: Math.max(...lats),
  }
}

/**
 * Whether a point lies in the area (even-odd rule). Half-open like every range here: of a rectangle the western and southern
 * edges belong to it, the eastern and northern do not, so areas that touch never share a point. NaN lies nowhere.
 */
export function isInArea(area: Area, lon: number, lat: number): boolean {
  const { corners } = area
  if (!(lon >= area.west && lon <= area.east && lat >= area.south && lat <= area.north)) return false
  let inside = false
  let x1 = corners[corners.length - 2] ?? 0
  let y1 = corners[corners.length - 1] ?? 0
  for (let i = 0; i < corners.length; i += 2) {
    const x2 = corners[i] ?? 0
    const y2 = corners[i + 1] ?? 0
    if (y1 > lat !== y2 > lat && lon < ((x1 - x2) * (lat - y2)) / (y1 - y2) + x2) inside = !inside
    x1 = x2
    y1 = y2
  }
  return inside
}

/** A box of degrees; west ≤ east and south ≤ north, both included. */
export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** True when an edge may touch the box; false is certain. */
function isNearEdge(area: Area, box: Box): boolean {
  const { corners } = area
  let x1 = corners[corners.length - 2] ?? 0
  let y1 = corners[corners.length - 1] ?? 0
  for (let i = 0; i < corners.length; i += 2) {
    const x2 = corners[i] ?? 0
    const y2 = corners[i + 1] ?? 0
    const isApart =
      Math.max(x1, x2) < box.west ||
      Math.min(x1, x2) > box.east ||
      Math.max(y1, y2) < box.south ||
      Math.min(y1, y2) > box.north
    if (!isApart && !isOnOneSide({ x1, y1, x2, y2 }, box)) return true
    x1 = x2
    y1 = y2
  }
  return false
}

/** Slack in degrees² against rounding: a box this near to an edge counts as touched. */
const SLACK = 1e-9

function isOnOneSide(edge: { x1: number; y1: number; x2: number; y2: number }, box: Box): boolean {
  const dx = edge.x2 - edge.x1
  const dy = edge.y2 - edge.y1
  const side = (x: number, y: number): number => dx * (y - edge.y1) - dy * (x - edge.x1)
  const a = side(box.west, box.south)
  const b = side(box.east, box.south)
  const c = side(box.east, box.north)
  const d = side(box.west, box.north)
  return (a > SLACK && b > SLACK && c > SLACK && d > SLACK) || (a < -SLACK && b < -SLACK && c < -SLACK && d < -SLACK)
}

/** Where a whole box lies: `edge` when its points must be tested one by one. */
export function placeOfBox(area: Area, box: Box): 'inside' | 'outside' | 'edge' {
  if (box.east < area.west || box.west > area.east || box.north < area.south || box.south > area.north) return 'outside'
  if (isNearEdge(area, box)) return 'edge'
  return isInArea(area, box.west, box.south) ? 'inside' : 'outside'
}
