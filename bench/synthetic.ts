import { randomFrom, type SituationRow } from '@eirene/analysis/situation'
import { INCIDENT_STATES } from '@eirene/domain/incident'
import { hexagonOf } from '@eirene/domain/place'

const FAMILIES = ['ARM', 'CIV', 'IED', 'EXP', 'DEM', 'AID', 'CRM', 'PRP', 'CFV', 'MAR'] as const
const TYPES = FAMILIES.flatMap((family) => [1, 2, 3, 4, 5, 6].map((no) => `${family}-0${no}`))
const DATASETS = ['mission', 'ucdp-ged', 'insecurity-insight'] as const
const RULES = ['mission', 'ucdp', 'awsd'] as const
/** Most readable first, as in a mission. */
const MARKINGS = ['open', 'restricted', 'compartment'] as const
const SEED = 2021
const DAY_MS = 86_400_000

/** First day of the made-up years, and how many days they run. */
const SYNTHETIC_FROM_MS = Date.UTC(2015, 0, 1)
const SYNTHETIC_DAYS = 2922

/** Ids that sort by number: the form of a UUIDv7, made by counting. */
function countedId(no: number): string {
  const hex = no.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${hex}`
}

/**
 * So many incidents in the order of time: 60 codes, 10 states, 3 datasets and 3 markings unevenly spread, 400 parties in pairs,
 * places scattered around 3,000 towns, one in twenty without a place. The same for the same count, on every machine.
 */
export function* syntheticRows(count: number): Generator<SituationRow> {
  const random = randomFrom(SEED)
  const skewed = (n: number): number => Math.floor(random() * random() * n)
  const towns = Array.from({ length: 3000 }, (_, no) => ({
    name: `Town ${no}`,
    lon: 14 + random() * 13,
    lat: 2 + random() * 9,
    adm1: `Prefecture ${no % 16}`,
  }))
  const parties = Array.from({ length: 400 }, (_, no) => ({ id: countedId(2 ** 40 + no), name: `Party ${no}` }))
  const of = <T>(list: readonly T[]): T => list[skewed(list.length)] as T // the index lies in the list
  const spread = (): number => (random() - 0.5) * (random() - 0.5) * 0.4
  for (let no = 0; no < count; no++) {
    const town = of(towns)
    const point =
      random() < 0.05 ? null : { lon: round(town.lon + spread()), lat: round(town.lat + spread()), precisionM: 2000 }
    const best = random() < 0.1 ? null : Math.floor(random() ** 8 * 60)
    const dataset = skewed(3)
    yield {
      id: countedId(no),
      occurredAtMs: SYNTHETIC_FROM_MS + Math.floor((no * SYNTHETIC_DAYS * DAY_MS) / count),
      typeCode: of(TYPES),
      state: INCIDENT_STATES[1 + skewed(9)] ?? 'reported',
      killed: { low: best === null ? 0 : Math.floor(best / 2), best, high: best === null ? null : best * 2 },
      countingRule: RULES[dataset] ?? 'mission',
      point,
      h3: hexagonOf(point),
      actors: random() < 0.5 ? [of(parties)] : [of(parties), of(parties)],
      dataset: DATASETS[dataset] ?? 'mission',
      marking: of(MARKINGS),
      placeName: point === null ? '' : town.name,
      adm1: town.adm1,
      countryIso3: 'CAF',
    }
  }
}

/** To 1e-5 degrees, about a metre: what a device gives. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
