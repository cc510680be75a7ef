import { distanceKm, type PointKm } from './local-frame.ts'
import { seededRandom } from './random.ts'

/** How crooked a line becomes: sideways shift as a share of a segment's length, until pieces are this short. */
export interface Crookedness {
  readonly share: number
  readonly untilKm: number
}

/**
 * A line made irregular by midpoint displacement. The same ends give the same line in either direction,
 * so that two areas that share a border share every point of it.
 */
export function crookedLine(points: readonly PointKm[], crookedness: Crookedness): readonly PointKm[] {
  const first = points[0]
  const last = points[points.length - 1]
  if (first === undefined || last === undefined) return []
  const backwards = first[0] > last[0] || (first[0] === last[0] && first[1] > last[1])
  const ordered = backwards ? points.toReversed() : points
  const random = seededRandom(20_260_101, ordered.map(([x, y]) => `${x},${y}`).join(' '))
  const line: PointKm[] = ordered.slice(0, 1)
  for (let i = 1; i < ordered.length; i++) {
    const [a, b] = [ordered[i - 1], ordered[i]]
    if (a !== undefined && b !== undefined) displace(a, b, crookedness, { random, line })
  }
  return backwards ? line.toReversed() : line
}

interface Growing {
  readonly random: { readonly next: () => number }
  readonly line: PointKm[]
}

function displace(a: PointKm, b: PointKm, crookedness: Crookedness, growing: Growing): void {
  const lengthKm = distanceKm(a, b)
  if (lengthKm < crookedness.untilKm) {
    growing.line.push(b)
    return
  }
  const along = 0.5 + (growing.random.next() - 0.5) * 0.24
  const aside = (growing.random.next() - 0.5) * 2 * crookedness.share
  const middle: PointKm = [
    a[0] + (b[0] - a[0]) * along - (b[1] - a[1]) * aside,
    a[1] + (b[1] - a[1]) * along + (b[0] - a[0]) * aside,
  ]
  displace(a, middle, crookedness, growing)
  displace(middle, b, crookedness, growing)
}

/** Corners cut twice (Chaikin), ends kept: for rivers, roads and the ceasefire line. */
export function smoothLine(points: readonly PointKm[]): readonly PointKm[] {
  return cutCorners(cutCorners(points))
}

function cutCorners(points: readonly PointKm[]): readonly PointKm[] {
  const [first, last] = [points[0], points[points.length - 1]]
  if (first === undefined || last === undefined || points.length < 3) return points
  const cut: PointKm[] = [first]
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]]
    if (a === undefined || b === undefined) continue
    cut.push([a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25])
    cut.push([a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75])
  }
  cut.push(last)
  return cut
}
