import { areaKm2, type PointKm } from './local-frame.ts'

/** A border piece between two nodes; `line` runs from `from` to `to`, both included. */
export interface Edge {
  readonly from: string
  readonly to: string
  readonly line: readonly PointKm[]
}

/** One direction of an edge. The area on its left is the one it belongs to. */
interface HalfEdge {
  readonly edgeNo: number
  readonly from: string
  readonly to: string
  readonly line: readonly PointKm[]
}

/** An area bounded by half-edges, counter-clockwise. */
export interface Face {
  readonly halfEdges: readonly HalfEdge[]
  readonly ring: readonly PointKm[]
}

/** The inner areas of a plane net of borders; the outside is left out. */
export function facesOf(edges: readonly Edge[]): readonly Face[] {
  const { halves, leaving } = bothDirections(edges)
  const seen = new Set<HalfEdge>()
  const faces: Face[] = []
  for (const start of halves) {
    if (seen.has(start)) continue
    const halfEdges: HalfEdge[] = []
    for (let half = start; !seen.has(half); half = nextAround(half, leaving)) {
      seen.add(half)
      halfEdges.push(half)
    }
    const ring = ringOf(halfEdges)
    if (areaKm2(ring) > 0) faces.push({ halfEdges, ring })
  }
  return faces
}

/** The outer ring of several neighbouring areas: what is left when shared borders are dropped. */
export function unionOf(faces: readonly Face[]): readonly PointKm[] {
  const halves = faces.flatMap((face) => face.halfEdges)
  const uses = new Map<number, number>()
  for (const { edgeNo } of halves) uses.set(edgeNo, (uses.get(edgeNo) ?? 0) + 1)
  const outer = halves.filter(({ edgeNo }) => uses.get(edgeNo) === 1)
  const start = outer[0]
  if (start === undefined) throw new RangeError('no areas to join')
  const ring: HalfEdge[] = []
  for (let half: HalfEdge | undefined = start; half !== undefined && !ring.includes(half);) {
    ring.push(half)
    const end: string = half.to
    half = outer.find((candidate) => candidate.from === end)
  }
  if (ring.length !== outer.length) throw new RangeError('the areas do not form one piece without holes')
  return ringOf(ring)
}

function bothDirections(edges: readonly Edge[]): { halves: HalfEdge[]; leaving: Map<string, HalfEdge[]> } {
  const halves = edges.flatMap((edge, edgeNo): HalfEdge[] => [
    { edgeNo, from: edge.from, to: edge.to, line: edge.line },
    { edgeNo, from: edge.to, to: edge.from, line: edge.line.toReversed() },
  ])
  const leaving = new Map<string, HalfEdge[]>()
  for (const half of halves) leaving.set(half.from, [...(leaving.get(half.from) ?? []), half])
  for (const list of leaving.values()) list.sort((a, b) => bearing(a) - bearing(b))
  return { halves, leaving }
}

/** The next border of the area on the left: the first one clockwise from the way back. */
function nextAround(half: HalfEdge, leaving: ReadonlyMap<string, readonly HalfEdge[]>): HalfEdge {
  const around = leaving.get(half.to) ?? []
  const back = around.findIndex((candidate) => candidate.edgeNo === half.edgeNo)
  const next = around[(back - 1 + around.length) % around.length]
  if (next === undefined) throw new RangeError(`no border leaves ${half.to}`)
  return next
}

function bearing({ line }: HalfEdge): number {
  const [a, b] = [line[0], line[line.length - 1]]
  return a === undefined || b === undefined ? 0 : Math.atan2(b[1] - a[1], b[0] - a[0])
}

function ringOf(halfEdges: readonly HalfEdge[]): readonly PointKm[] {
  return halfEdges.flatMap(({ line }) => line.slice(0, -1))
}
