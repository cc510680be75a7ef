import { crookedLine, smoothLine } from './crooked-line.ts'
import { facesOf, unionOf, type Edge, type Face } from './faces.ts'
import {
  COAST,
  COAST_VIA,
  DISTRICTS,
  INLAND_BORDERS,
  ISLANDS,
  JUNCTIONS,
  REGIONS,
  SECTOR_NAMES,
  type District,
} from './country-outline.ts'
import { distanceKm, isInRing, nearestOnLine, type PointKm } from './local-frame.ts'
import { BUFFER_HALF_WIDTH_KM, CEASEFIRE_COURSE, RIVERS, ROUTES } from './routes-and-rivers.ts'
import { settlement } from './settlements.ts'

type Ring = readonly PointKm[]

/** West, south, east, north in kilometres. */
type Box = readonly [westKm: number, southKm: number, eastKm: number, northKm: number]

/** The fictional country in kilometres: rings, lines, and which district each area is. */
export interface Country {
  readonly mainland: Ring
  readonly islands: readonly { readonly name: string; readonly ring: Ring }[]
  readonly districts: readonly { readonly district: District; readonly ring: Ring; readonly box: Box }[]
  readonly regions: readonly { readonly pcode: string; readonly ring: Ring }[]
  readonly sectors: readonly { readonly name: string; readonly ring: Ring }[]
  readonly roads: readonly { readonly name: string; readonly surface: string; readonly line: Ring }[]
  readonly rivers: readonly { readonly name: string; readonly line: Ring }[]
  readonly ceasefireLine: Ring
  readonly bufferZone: Ring
}

const COAST_CROOKEDNESS = { share: 0.21, untilKm: 1.5 }
const BORDER_CROOKEDNESS = { share: 0.1, untilKm: 2.5 }

/** Builds the country from its authored outline. The same every time: no seed reaches it. */
export function buildCountry(): Country {
  const faces = facesOf(borderEdges())
  const labelled = faces.map((face) => ({ face, district: districtOfFace(face) }))
  const ofRegion = (pcode: string): Face[] =>
    labelled.filter(({ district }) => district.pcode.startsWith(pcode)).map(({ face }) => face)
  const mainland = unionOf(faces)
  const clip = (line: Ring): Ring => longestRunInside(line, mainland)
  const ceasefireLine = thinned(clip(smoothLine(CEASEFIRE_COURSE)), 5)
  return {
    mainland,
    islands: ISLANDS.map(([name, ring]) => ({ name, ring: crookedRing(ring) })),
    districts: labelled.map(({ face, district }) => ({ district, ring: face.ring, box: boxOf(face.ring) })),
    regions: REGIONS.map(({ pcode }) => ({ pcode, ring: unionOf(ofRegion(pcode)) })),
    sectors: SECTOR_NAMES.map((name) => ({
      name,
      ring: unionOf(REGIONS.filter(({ sector }) => sector === name).flatMap(({ pcode }) => ofRegion(pcode))),
    })),
    roads: ROUTES.map(({ name, surface, through }) => ({ name, surface, line: roadLine(through) })),
    rivers: RIVERS.map(({ name, course }) => ({
      name,
      line: thinned(clip(smoothLine(crookedLine(course, { share: 0.13, untilKm: 4 }))), 3),
    })),
    ceasefireLine,
    bufferZone: bandAround(ceasefireLine, BUFFER_HALF_WIDTH_KM),
  }
}

/** The district in which a point lies; null in the sea. */
export function districtAt(country: Country, point: PointKm): District | null {
  const found = country.districts.find(({ ring, box }) => isInBox(point, box) && isInRing(point, ring))
  if (found !== undefined) return found.district
  if (!country.islands.some(({ ring }) => isInRing(point, ring))) return null
  return country.districts.find(({ district }) => district.name === 'Ilouva')?.district ?? null
}

/** Kilometres from the ceasefire line, and whether a point lies north of it. */
export function fromCeasefireLine(country: Country, point: PointKm): { readonly km: number; readonly north: boolean } {
  const { at, km } = nearestOnLine(country.ceasefireLine, point)
  return { km, north: point[1] > at[1] }
}

function borderEdges(): readonly Edge[] {
  const nodes = new Map<string, PointKm>([...COAST, ...Object.entries(JUNCTIONS)])
  const node = (id: string): PointKm => {
    const point = nodes.get(id)
    if (point === undefined) throw new RangeError(`no node ${id}`)
    return point
  }
  const coast = COAST.map(([from], i): Edge => {
    const to = COAST[(i + 1) % COAST.length]?.[0] ?? from
    return { from, to, line: crookedLine([node(from), ...(COAST_VIA[from] ?? []), node(to)], COAST_CROOKEDNESS) }
  })
  const inland = INLAND_BORDERS.map(([from, to, via]): Edge => ({
    from,
    to,
    line: crookedLine([node(from), ...via, node(to)], BORDER_CROOKEDNESS),
  }))
  return [...coast, ...inland]
}

function districtOfFace(face: Face): District {
  const found = DISTRICTS.filter(({ inside }) => isInRing(inside, face.ring))
  const [district] = found
  if (district === undefined || found.length > 1) {
    throw new RangeError(`an area holds ${found.length} districts: ${found.map(({ name }) => name).join(', ')}`)
  }
  return district
}

function crookedRing(ring: Ring): Ring {
  const first = ring[0]
  if (first === undefined) return ring
  const closed = [...ring, first]
  return closed.flatMap((point, i) => {
    const next = closed[i + 1]
    return next === undefined ? [] : crookedLine([point, next], { share: 0.17, untilKm: 1.2 }).slice(0, -1)
  })
}

function roadLine(through: readonly string[]): Ring {
  const points = through.map((name) => settlement(name).at)
  return smoothLine(crookedLine(points, { share: 0.09, untilKm: 5 }))
}

/** The same line with points at most half a kilometre apart. */
function dense(line: Ring): Ring {
  return line.flatMap((point, i): Ring => {
    const next = line[i + 1]
    if (next === undefined) return [point]
    const pieces = Math.max(1, Math.ceil(distanceKm(point, next) / 0.5))
    return Array.from({ length: pieces }, (_, k): PointKm => {
      const t = k / pieces
      return [point[0] + (next[0] - point[0]) * t, point[1] + (next[1] - point[1]) * t]
    })
  })
}

/** Every nth point and the last one. */
function thinned(line: Ring, every: number): Ring {
  return line.filter((_, i) => i % every === 0 || i === line.length - 1)
}

function boxOf(ring: Ring): Box {
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

function isInBox([x, y]: PointKm, [west, south, east, north]: Box): boolean {
  return x >= west && x <= east && y >= south && y <= north
}

/** The longest stretch of a line that lies on land. */
function longestRunInside(line: Ring, ring: Ring): Ring {
  let best: PointKm[] = []
  let run: PointKm[] = []
  for (const point of dense(line)) {
    if (isInRing(point, ring)) run.push(point)
    else run = []
    if (run.length > best.length) best = run
  }
  return best
}

function bandAround(line: Ring, halfWidthKm: number): Ring {
  const beside = (side: number): PointKm[] =>
    line.map((point, i) => {
      const a = line[Math.max(0, i - 1)] ?? point
      const b = line[Math.min(line.length - 1, i + 1)] ?? point
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
      return [
        point[0] - (side * halfWidthKm * (b[1] - a[1])) / length,
        point[1] + (side * halfWidthKm * (b[0] - a[0])) / length,
      ]
    })
  return [...beside(-1), ...beside(1).toReversed()]
}
