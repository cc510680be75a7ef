import { REGIONS, type District } from './country-outline.ts'
import { districtAt, fromCeasefireLine, type Country } from './country.ts'
import type { Anchor } from './incident-rates.ts'
import { distanceKm, nearestOnLine, type PointKm } from './local-frame.ts'
import type { Random } from './random.ts'
import { SITES, type Site } from './routes-and-rivers.ts'
import { settlement, SETTLEMENTS, type Settlement } from './settlements.ts'

/** Where something happened, in the terms of the scenario. */
export interface Spot {
  /** Null: not tied to a place. */
  readonly at: PointKm | null
  readonly precisionM: number
  readonly district: District | null
  /** Nearest named place. */
  readonly town: Settlement
  /** Post from which it was perceived, for events at a distance from an observation post. */
  readonly post: Site | null
  readonly lineKm: number
  readonly north: boolean
}

/** Finds a spot of the right kind; `heat` says how much more often places near the ceasefire line are chosen. */
export function findSpot(country: Country, anchor: Anchor, heat: number, random: Random): Spot {
  const found = POINT_OF_ANCHOR[anchor](country, heat, random)
  return describeSpot(country, anchor, found)
}

/** A spot some kilometres from another, on land if that one is. */
export function spotNear(country: Country, spot: Spot, spreadKm: number, random: Random): Spot {
  if (spot.at === null) return spot
  for (let attempt = 0; attempt < 12; attempt++) {
    const at: PointKm = [spot.at[0] + random.normal() * spreadKm, spot.at[1] + random.normal() * spreadKm]
    if (spot.district === null || districtAt(country, at) !== null) {
      return { ...describeSpot(country, 'outskirts', { at, precisionM: spot.precisionM }), post: spot.post }
    }
  }
  return spot
}

/** A spot at a settlement of this name. */
export function spotAt(country: Country, name: string): Spot {
  return describeSpot(country, 'settlement', { at: settlement(name).at, precisionM: 2000 })
}

interface Found {
  readonly at: PointKm | null
  readonly precisionM: number
  readonly post?: Site
}
type Finder = (country: Country, heat: number, random: Random) => Found

const POSTS = SITES.filter(({ kind }) => kind === 'observation_post')
const BASES = SITES.filter(({ kind }) => /base|headquarters|team_site/.test(kind))
const PORTS = ['Amarelle', 'Ilouva', 'Ulmarr', 'Estamaye', 'Tessarn', 'Saltève', 'Rivessol'].map(settlement)
const CAMP = SITES.filter(({ kind }) => kind === 'idp_site')
/** The line is not equally restless everywhere. */
const POST_HEAT: Readonly<Record<string, number>> = {
  'OP W1': 0.5,
  'OP W2': 1.1,
  'OP C1': 0.8,
  'OP C2': 1.2,
  'OP C3': 2.4,
  'OP E1': 2,
  'OP E2': 1,
  'OP E3': 0.7,
}

const POINT_OF_ANCHOR: Readonly<Record<Anchor, Finder>> = {
  post: (country, _heat, random) => {
    const post = random.pickWeighted(POSTS, ({ name }) => POST_HEAT[name] ?? 1)
    return { ...onLand(country, post.at, random, () => 1.5 + random.exponential(2.6)), precisionM: 1000, post }
  },
  line: (country, _heat, random) => {
    const hot = random.pickWeighted(POSTS, ({ name }) => POST_HEAT[name] ?? 1)
    const on = nearestOnLine(country.ceasefireLine, [hot.at[0] + random.normal() * 16, hot.at[1]]).at
    return { ...onLand(country, on, random, () => random.exponential(3)), precisionM: 1000 }
  },
  settlement: (country, heat, random) => ({
    at: pickSettlement(country, { heat, exponent: 0.45 }, random).at,
    precisionM: 2000,
  }),
  town: (country, heat, random) => {
    const big = pickSettlement(country, { heat: Math.min(heat, 0.4), exponent: 0.7, over: 12_000 }, random)
    return { ...onLand(country, big.at, random, () => random.next() * 1.4), precisionM: 1000 }
  },
  village: (country, heat, random) => ({
    at: pickSettlement(country, { heat, exponent: 0.2, under: 8000 }, random).at,
    precisionM: 2000,
  }),
  outskirts: (country, heat, random) => {
    const near = pickSettlement(country, { heat, exponent: 0.3 }, random)
    return {
      ...onLand(country, near.at, random, () => 1.8 + random.exponential(4)),
      precisionM: random.chance(0.4) ? 5000 : 2000,
    }
  },
  road: (country, heat, random) => {
    const road = random.pick(country.roads)
    const near = heat > 0.5 && random.chance(0.6) ? surveyOf(country).roadNearLine.get(road.name) : undefined
    return { at: random.pick(near ?? road.line), precisionM: 1000 }
  },
  camp: (country, _heat, random) => ({
    ...onLand(country, (CAMP[0] ?? SITES[0])?.at ?? [0, 0], random, () => random.next() * 1.2),
    precisionM: 500,
  }),
  base: (country, heat, random) => {
    const { lineKmOf } = surveyOf(country)
    const base = random.pickWeighted(BASES, ({ name }) => 0.3 + heat * Math.exp(-(lineKmOf.get(name) ?? 0) / 30))
    return { ...onLand(country, base.at, random, () => 0.2 + random.next() * 0.6), precisionM: 500 }
  },
  port: (_country, _heat, random) => ({ at: random.pick(PORTS).at, precisionM: 2000 }),
  sea: (country, _heat, random) => ({
    at: pointAtSea(country, random),
    precisionM: random.chance(0.5) ? 5000 : 10_000,
  }),
  river: (country, _heat, random) => ({ at: random.pick(random.pick(country.rivers).line), precisionM: 2000 }),
  district: (country, heat, random) => ({
    at: pickSettlement(country, { heat, exponent: 0.35 }, random).at,
    precisionM: 30_000,
  }),
  country: () => ({ at: null, precisionM: 300_000 }),
}

/** How settlements are weighed: by a power of their population within limits, and by nearness to the line. */
interface Choice {
  readonly heat: number
  readonly exponent: number
  readonly over?: number
  readonly under?: number
}

function pickSettlement(
  country: Country,
  { heat, exponent, over = 0, under = Infinity }: Choice,
  random: Random,
): Settlement {
  const { lineKmOf } = surveyOf(country)
  const candidates = SETTLEMENTS.filter(({ population }) => population >= over && population < under)
  return random.pickWeighted(
    candidates,
    ({ name, population }) => population ** exponent * (0.15 + heat * Math.exp(-(lineKmOf.get(name) ?? 0) / 38)),
  )
}

/** Distances that are asked for again and again. */
interface Survey {
  /** Kilometres from the ceasefire line, by name of settlement or site. */
  readonly lineKmOf: ReadonlyMap<string, number>
  /** Points of a road within 25 km of the line, for roads that come so near. */
  readonly roadNearLine: ReadonlyMap<string, readonly PointKm[]>
}

const surveys = new WeakMap<Country, Survey>()

function surveyOf(country: Country): Survey {
  const known = surveys.get(country)
  if (known !== undefined) return known
  const lineKm = (at: PointKm): number => nearestOnLine(country.ceasefireLine, at).km
  const survey: Survey = {
    lineKmOf: new Map([...SETTLEMENTS, ...SITES].map(({ name, at }) => [name, lineKm(at)])),
    roadNearLine: new Map(
      country.roads
        .map(({ name, line }) => [name, line.filter((at) => lineKm(at) < 25)] as const)
        .filter(([, points]) => points.length > 0),
    ),
  }
  surveys.set(country, survey)
  return survey
}

function onLand(country: Country, from: PointKm, random: Random, distance: () => number): { readonly at: PointKm } {
  for (let attempt = 0; attempt < 20; attempt++) {
    const km = distance()
    const angle = random.next() * 2 * Math.PI
    const at: PointKm = [from[0] + km * Math.cos(angle), from[1] + km * Math.sin(angle)]
    if (districtAt(country, at) !== null) return { at }
  }
  return { at: from }
}

function pointAtSea(country: Country, random: Random): PointKm {
  for (;;) {
    const port = random.pick(PORTS)
    const km = 14 + random.exponential(34)
    const angle = random.next() * 2 * Math.PI
    const at: PointKm = [port.at[0] + km * Math.cos(angle), port.at[1] + km * Math.sin(angle)]
    if (districtAt(country, at) === null && nearestOnLine(country.mainland, at).km > 8) return at
  }
}

function describeSpot(country: Country, anchor: Anchor, found: Found): Spot {
  const capital = settlement('Amarelle')
  if (found.at === null) {
    return {
      at: null,
      precisionM: found.precisionM,
      district: null,
      town: capital,
      post: null,
      lineKm: 200,
      north: false,
    }
  }
  const { at } = found
  const district = anchor === 'sea' ? null : districtAt(country, at)
  const { km, north } = fromCeasefireLine(country, at)
  return {
    at,
    precisionM: found.precisionM,
    district,
    town: nearestTown(at),
    post: found.post ?? null,
    lineKm: km,
    north,
  }
}

function nearestTown(at: PointKm): Settlement {
  return SETTLEMENTS.reduce((best, candidate) =>
    distanceKm(candidate.at, at) < distanceKm(best.at, at) ? candidate : best,
  )
}

/** The sector that covers a district; the centre where there is none. */
export function sectorOf(district: District | null): 'West' | 'Centre' | 'East' {
  return REGIONS.find(({ pcode }) => district?.pcode.startsWith(pcode))?.sector ?? 'Centre'
}

/** The name of a district's region. */
export function regionName(district: District | null): string | null {
  return REGIONS.find(({ pcode }) => district?.pcode.startsWith(pcode))?.name ?? null
}
