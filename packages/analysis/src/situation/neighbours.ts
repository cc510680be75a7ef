/** Mean radius of the Earth, metres (IUGG). */
const EARTH_RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180

/** Great-circle distance on a sphere, metres (haversine). */
export function distanceM(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const u = Math.sin(((lat2 - lat1) * RADIANS) / 2)
  const v = Math.sin(((lon2 - lon1) * RADIANS) / 2)
  const a = u * u + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * v * v
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(a)))
}

/** Points in space and time, parallel arrays; `day` ascending. Degrees and local days. */
export interface SpaceTimePoints {
  readonly lon: Float64Array
  readonly lat: Float64Array
  readonly day: Int32Array
}

/** Calls `visit` with each point within the radius and the days of point `of`, itself included. */
export type VisitNeighbours = (of: number, visit: (neighbour: number) => void) => void

/**
 * A way to the neighbours of a point that looks only where they can be: a grid of latitude bands about one radius high, each
 * cut in cells as wide as the radius is there, the points of a cell in the order of their days. It knows that the globe closes
 * at 180° and at the poles.
 */
export function neighboursWithin(points: SpaceTimePoints, radiusM: number, withinDays: number): VisitNeighbours {
  const { lon, lat, day } = points
  const angle = Math.min(Math.PI / 2, radiusM / EARTH_RADIUS_M)
  const bandDeg = Math.max(angle / RADIANS, 0.001)
  // A point is within the radius when the square of the chord through the globe is at most this.
  const chord2 = (2 * Math.sin(angle / 2)) ** 2
  const bandOf = (y: number): number => Math.floor((y + 90) / bandDeg)
  const cellsIn = (band: number): number => {
    const furthest = Math.max(Math.abs(band * bandDeg - 90), Math.abs((band + 1) * bandDeg - 90))
    return Math.max(1, Math.floor((360 * Math.cos(Math.min(furthest, 89.9) * RADIANS)) / bandDeg))
  }
  const cellOf = (x: number, cells: number): number =>
    Math.floor((((((x + 180) % 360) + 360) % 360) / 360) * cells) % cells
  const vectors = vectorsOf(points)
  const grid = new Map<number, number[]>()
  const keyOf = (band: number, cell: number): number => band * 4_194_304 + cell
  day.forEach((_, i) => {
    const band = bandOf(lat[i] ?? 0)
    const key = keyOf(band, cellOf(lon[i] ?? 0, cellsIn(band)))
    const list = grid.get(key)
    if (list === undefined) grid.set(key, [i])
    else list.push(i)
  })

  const inCell = (list: readonly number[], of: number, visit: (neighbour: number) => void): void => {
    const x = vectors[of * 3] ?? 0
    const y = vectors[of * 3 + 1] ?? 0
    const z = vectors[of * 3 + 2] ?? 0
    const last = (day[of] ?? 0) + withinDays
    for (let at = firstFromDay(list, day, (day[of] ?? 0) - withinDays); at < list.length; at++) {
      const other = list[at] ?? 0
      if ((day[other] ?? 0) > last) return
      const dx = (vectors[other * 3] ?? 0) - x
      const dy = (vectors[other * 3 + 1] ?? 0) - y
      const dz = (vectors[other * 3 + 2] ?? 0) - z
      if (dx * dx + dy * dy + dz * dz <= chord2) visit(other)
    }
  }
  return (of, visit) => {
    const y = lat[of] ?? 0
    const x = lon[of] ?? 0
    // How far east and west the circle reaches: all the way round when it holds a pole.
    const reach =
      Math.abs(y) + bandDeg >= 90 ? 180 : Math.asin(Math.min(1, Math.sin(angle) / Math.cos(y * RADIANS))) / RADIANS
    for (let band = bandOf(y) - 1; band <= bandOf(y) + 1; band++) {
      const cells = cellsIn(band)
      const first = cellOf(x - reach, cells)
      const span = Math.min(cells - 1, Math.ceil((2 * reach * cells) / 360))
      for (let i = 0; i <= span; i++) {
        const list = grid.get(keyOf(band, (first + i) % cells))
        if (list !== undefined) inCell(list, of, visit)
      }
    }
  }
}

/** Place in a list (ascending by day) of the first point that is not before `from`. */
function firstFromDay(list: readonly number[], day: Int32Array, from: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((day[list[middle] ?? 0] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}

/** Points on the unit sphere, three numbers each. */
function vectorsOf({ lon, lat }: SpaceTimePoints): Float64Array {
  const vectors = new Float64Array(lon.length * 3)
  lon.forEach((x, i) => {
    const phi = (lat[i] ?? 0) * RADIANS
    vectors[i * 3] = Math.cos(phi) * Math.cos(x * RADIANS)
    vectors[i * 3 + 1] = Math.cos(phi) * Math.sin(x * RADIANS)
    vectors[i * 3 + 2] = Math.sin(phi)
  })
  return vectors
}

/** Middle of some points on the globe; degrees. */
export function centreOf(
  points: readonly (readonly [lon: number, lat: number])[],
): readonly [lon: number, lat: number] {
  const sum = [0, 0, 0] as [number, number, number]
  for (const [lon, lat] of points) {
    sum[0] += Math.cos(lat * RADIANS) * Math.cos(lon * RADIANS)
    sum[1] += Math.cos(lat * RADIANS) * Math.sin(lon * RADIANS)
    sum[2] += Math.sin(lat * RADIANS)
  }
  return [Math.atan2(sum[1], sum[0]) / RADIANS, Math.atan2(sum[2], Math.hypot(sum[0], sum[1])) / RADIANS]
}

/** Corners of the smallest convex ring around some points, in the plane of lon and lat; undefined for points on one line. */
export function hullOf(points: readonly (readonly [lon: number, lat: number])[]): [number, number][] | undefined {
  const sorted = points.map(([x, y]): [number, number] => [x, y]).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  const chain = (list: readonly [number, number][]): [number, number][] => {
    const hull: [number, number][] = []
    for (const point of list) {
      for (;;) {
        const [a, b] = [hull.at(-2), hull.at(-1)]
        if (a === undefined || b === undefined) break
        if ((b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) > 0) break
        hull.pop()
      }
      hull.push(point)
    }
    return hull.slice(0, -1)
  }
  const ring = [...chain(sorted), ...chain(sorted.toReversed())]
  return ring.length >= 3 ? ring : undefined
}
