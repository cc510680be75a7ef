import type { Position } from './geojson.ts'

/** A point of the fictional country: kilometres east and north of its middle. */
export type PointKm = readonly [xKm: number, yKm: number]

/** The middle of the country, in open ocean: no land within a thousand kilometres. */
const MIDDLE: Position = [-22, -31]
const KM_PER_DEG_LAT = 110.87
const KM_PER_DEG_LON = 111.32 * Math.cos((31 * Math.PI) / 180)

/** Longitude and latitude of a point, to five decimals (about a metre). */
export function toLonLat([xKm, yKm]: PointKm): Position {
  return [round5(MIDDLE[0] + xKm / KM_PER_DEG_LON), round5(MIDDLE[1] + yKm / KM_PER_DEG_LAT)]
}

/** Straight distance in kilometres; right to one per cent within the country. */
export function distanceKm(a: PointKm, b: PointKm): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

/** Whether a point lies inside a ring (even–odd rule). */
export function isInRing([x, y]: PointKm, ring: readonly PointKm[]): boolean {
  let inside = false
  let before = ring[ring.length - 1]
  for (const point of ring) {
    if (before !== undefined && point[1] > y !== before[1] > y) {
      const crossing = point[0] + ((y - point[1]) / (before[1] - point[1])) * (before[0] - point[0])
      if (x < crossing) inside = !inside
    }
    before = point
  }
  return inside
}

/** Signed area of a ring in km²; positive when it runs counter-clockwise. */
export function areaKm2(ring: readonly PointKm[]): number {
  let twice = 0
  let before = ring[ring.length - 1]
  for (const point of ring) {
    if (before !== undefined) twice += before[0] * point[1] - point[0] * before[1]
    before = point
  }
  return twice / 2
}

/** The point of a line that is nearest, and how far along the line it lies. */
export function nearestOnLine(line: readonly PointKm[], point: PointKm): { readonly at: PointKm; readonly km: number } {
  const [px, py] = point
  let [bestX, bestY] = line[0] ?? point
  let bestSquare = (px - bestX) ** 2 + (py - bestY) ** 2
  let [ax, ay] = [bestX, bestY]
  for (const [bx, by] of line) {
    const [dx, dy] = [bx - ax, by - ay]
    const along = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)
    const t = along < 0 ? 0 : along > 1 ? 1 : along
    const [x, y] = [ax + t * dx, ay + t * dy]
    const square = (px - x) * (px - x) + (py - y) * (py - y)
    if (square < bestSquare) {
      bestSquare = square
      bestX = x
      bestY = y
    }
    ax = bx
    ay = by
  }
  return { at: [bestX, bestY], km: Math.sqrt(bestSquare) }
}

function round5(value: number): number {
  return Math.round(value * 1e5) / 1e5
}
