import { INCIDENT_TYPE_CODES, INCIDENT_STATES, incidentFamily, type IncidentFamilyCode } from '../incident/index.ts'
import { buildCountry, districtAt, fromCeasefireLine } from './country.ts'
import { DISTRICTS } from './country-outline.ts'
import { HOUR_WEIGHTS, INCIDENT_RATES } from './incident-rates.ts'
import { toLonLat } from './local-frame.ts'
import { PARTIES } from './parties.ts'
import { seededBits } from './random.ts'
import { SETTLEMENTS } from './settlements.ts'

/**
 * Very many events as columns, for benchmarks. Row i of every column belongs to event i; oldest first.
 * Dictionaries: `types`, `states`, `actors` and `districts` hold what the numbers stand for.
 */
export interface ManyEvents {
  readonly count: number
  /** Milliseconds since the epoch. */
  readonly occurredAtMs: Float64Array
  readonly lon: Float32Array
  readonly lat: Float32Array
  readonly precisionM: Int32Array
  readonly typeNo: Uint8Array
  readonly stateNo: Uint8Array
  /** Best estimate of people killed; -1 is not known, which is not zero. */
  readonly killedBest: Int16Array
  readonly actorANo: Uint8Array
  readonly actorBNo: Uint8Array
  readonly districtNo: Uint8Array
  /** 0 the ordinary marking, 1 confidential, 2 and above compartments. */
  readonly markingNo: Uint8Array
  readonly types: readonly string[]
  readonly states: readonly string[]
  readonly actors: readonly string[]
  readonly districts: readonly string[]
}

/** Walker's alias table: one draw from many weights by one comparison. */
interface Alias {
  readonly p: Float64Array
  readonly other: Uint16Array
}

const HOUR_MS = 3_600_000
/** Ten years of hours, so that ten million events are about as dense as a large conflict. */
const SPAN_HOURS = 10 * 8766
const START_MS = Date.UTC(2015, 0, 1)

/**
 * Generates `count` events: clustered in space (settlements and the line), in time (season, week, hour) and by
 * contagion (three in ten follow an event shortly before, near it). The same seed gives the same columns.
 *
 * Units    about 0.2 µs an event and 34 bytes an event.
 * Errors   RangeError if `count` is not a whole number from 1 to 50 million.
 * Limits   Types, parties and places are drawn apart from each other: good for load, not for stories.
 */
export function generateManyEvents(seed: number, count: number): ManyEvents {
  if (!Number.isInteger(count) || count < 1 || count > 50_000_000) throw new RangeError('count: 1 to 50,000,000')
  const columns = emptyColumns(count)
  fillTimes(columns, seededBits(seed, 'many times'))
  fillPlaces(columns, seededBits(seed, 'many places'))
  fillKinds(columns, seededBits(seed, 'many kinds'))
  return columns
}

function emptyColumns(count: number): ManyEvents {
  return {
    count,
    occurredAtMs: new Float64Array(count),
    lon: new Float32Array(count),
    lat: new Float32Array(count),
    precisionM: new Int32Array(count),
    typeNo: new Uint8Array(count),
    stateNo: new Uint8Array(count),
    killedBest: new Int16Array(count),
    actorANo: new Uint8Array(count),
    actorBNo: new Uint8Array(count),
    districtNo: new Uint8Array(count),
    markingNo: new Uint8Array(count),
    types: INCIDENT_TYPE_CODES,
    states: INCIDENT_STATES,
    actors: PARTIES.map(({ name }) => name),
    districts: DISTRICTS.map(({ pcode }) => pcode),
  }
}

/** Gives each hour its share, so that the rows come out in order without sorting. */
function fillTimes({ count, occurredAtMs }: ManyEvents, bits: () => number): void {
  const weights = new Float64Array(SPAN_HOURS)
  let sum = 0
  for (let hour = 0; hour < SPAN_HOURS; hour++) {
    const day = Math.floor(hour / 24)
    const season = 1 + 0.35 * Math.sin((2 * Math.PI * day) / 365.25) + (0.6 * hour) / SPAN_HOURS
    const week = [0.8, 1, 1, 1, 1, 1.15, 1.25][day % 7] ?? 1
    weights[hour] = season * week * (HOUR_WEIGHTS.evening[hour % 24] ?? 1)
    sum += weights[hour] ?? 0
  }
  let row = 0
  let due = 0
  for (let hour = 0; hour < SPAN_HOURS && row < count; hour++) {
    due += ((weights[hour] ?? 0) / sum) * count
    const until = hour === SPAN_HOURS - 1 ? count : Math.min(count, Math.round(due))
    const here = until - row
    for (let k = 0; k < here; k++, row++) {
      occurredAtMs[row] = START_MS + hour * HOUR_MS + Math.floor(((k + bits() / 4294967296) / here) * HOUR_MS)
    }
  }
}

function fillPlaces({ count, lon, lat, precisionM, districtNo }: ManyEvents, bits: () => number): void {
  const country = buildCountry()
  const places = SETTLEMENTS.map(({ at, population }) => ({
    at: toLonLat(at),
    districtNo: Math.max(
      0,
      DISTRICTS.findIndex((district) => district === districtAt(country, at)),
    ),
    weight: population ** 0.4 * (0.2 + Math.exp(-fromCeasefireLine(country, at).km / 40)),
  }))
  const alias = aliasOf(places.map(({ weight }) => weight))
  const lons = Float64Array.from(places, ({ at }) => at[0])
  const lats = Float64Array.from(places, ({ at }) => at[1])
  const districtNos = Uint8Array.from(places, (place) => place.districtNo)
  for (let row = 0; row < count; row++) {
    const u = bits()
    const near = (bits() + bits() + bits()) / 4294967296 - 1.5
    const aside = (bits() + bits() + bits()) / 4294967296 - 1.5
    if (row > 64 && (u & 1023) < 307) {
      const before = row - 1 - (u >>> 26)
      lon[row] = (lon[before] ?? 0) + near * 0.03
      lat[row] = (lat[before] ?? 0) + aside * 0.03
      districtNo[row] = districtNos[0] === undefined ? 0 : (districtNo[before] ?? 0)
    } else {
      const place = drawAlias(alias, u, bits())
      lon[row] = (lons[place] ?? 0) + near * 0.16
      lat[row] = (lats[place] ?? 0) + aside * 0.16
      districtNo[row] = districtNos[place] ?? 0
    }
    precisionM[row] = PRECISIONS_M[u >>> 29] ?? 2000
  }
}

const PRECISIONS_M = [100, 500, 1000, 1000, 2000, 2000, 5000, 30_000]
const STATE_WEIGHTS = [1, 44, 12, 15, 20, 2, 3, 2, 3, 1]
const DEADLY: readonly IncidentFamilyCode[] = ['ARM', 'ERV', 'CIV']

function fillKinds(columns: ManyEvents, bits: () => number): void {
  const { count, typeNo, stateNo, killedBest, actorANo, actorBNo, markingNo } = columns
  const types = aliasOf(
    INCIDENT_TYPE_CODES.map((code) => INCIDENT_RATES.find((rate) => rate.code === code)?.perTwelveWeeks ?? 1),
  )
  const states = aliasOf(STATE_WEIGHTS)
  const families = INCIDENT_TYPE_CODES.map((code) => incidentFamily(code))
  const deadly = Uint8Array.from(families, (family) => (family !== undefined && DEADLY.includes(family) ? 1 : 0))
  const compartment = Uint8Array.from(families, (family) =>
    family === 'SXV' ? 2 : family === 'CAC' ? 3 : family === 'TIP' ? 4 : 0,
  )
  for (let row = 0; row < count; row++) {
    const [u, v] = [bits(), bits()]
    const type = drawAlias(types, u, v)
    typeNo[row] = type
    stateNo[row] = drawAlias(states, v, bits())
    actorANo[row] = u % 8
    actorBNo[row] = 1 + ((u >>> 8) % 12)
    killedBest[row] = deadly[type] === 1 ? killedOf(v) : 0
    const inside = compartment[type] ?? 0
    markingNo[row] = inside > 0 ? inside : v % 16 === 0 ? 1 : 0
  }
}

/** Six in a hundred not known; else a long tail, as deaths per event have. */
function killedOf(v: number): number {
  const p = v / 4294967296
  if (p < 0.06) return -1
  if (p < 0.55) return 0
  return Math.min(400, Math.floor(((1 - p) / 0.45) ** -0.7))
}

function aliasOf(weights: readonly number[]): Alias {
  const n = weights.length
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / n
  const p = Float64Array.from(weights, (weight) => weight / mean)
  const other = Uint16Array.from(weights, (_, i) => i)
  const small = weights.flatMap((_, i) => ((p[i] ?? 0) < 1 ? [i] : []))
  const large = weights.flatMap((_, i) => ((p[i] ?? 0) >= 1 ? [i] : []))
  for (;;) {
    const [less, more] = [small.pop(), large.pop()]
    if (less === undefined || more === undefined) return { p, other }
    other[less] = more
    p[more] = (p[more] ?? 0) - (1 - (p[less] ?? 0))
    if ((p[more] ?? 0) < 1) small.push(more)
    else large.push(more)
  }
}

function drawAlias({ p, other }: Alias, u: number, v: number): number {
  const i = Math.floor((u / 4294967296) * p.length)
  return v / 4294967296 < (p[i] ?? 0) ? i : (other[i] ?? 0)
}
