import { INCIDENT_STATES } from '@eirene/domain/incident'
import { hexagonOf } from '@eirene/domain/place'
import type { SituationRow } from '@eirene/domain/situation'

/** A generator of numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A UUID of version 7 in form, from a generator and a number that orders it. */
function randomId(random: () => number, no: number): string {
  const hex = (digits: number): string =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const head = no.toString(16).padStart(12, '0')
  return `${head.slice(0, 8)}-${head.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
}

const CODES = ['ARM-01', 'ARM-02', 'CIV-01', 'CIV-03', 'IED-01', 'EXP-02', 'DEM-01', 'AID-01'] as const
const DATASETS = ['mission', 'ucdp-ged', 'insecurity-insight'] as const
const RULES = ['mission', 'ucdp', 'awsd'] as const
const TOWNS = ['Bambari', 'Bria', 'Bouar', 'Birao', 'Ndele', ''] as const
const AREAS = ['Ouaka', 'Haute-Kotto', 'Nana-Mambéré', null] as const

export interface RandomRowsOptions {
  readonly count: number
  readonly random: () => number
  /** First instant and length of time, ms. */
  readonly fromMs: number
  readonly spanMs: number
  readonly markings: readonly string[]
  readonly actors: number
}

/** Rows that look like a mission's: clustered places, some unknown or vague, some without figures. For tests and benchmarks. */
export function* randomRows(options: RandomRowsOptions): Generator<SituationRow> {
  const { count, random, fromMs, spanMs, markings, actors } = options
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T // the index lies in the list
  const actorIds = Array.from({ length: actors }, (_, no) => randomId(random, no + 1))
  for (let no = 0; no < count; no++) {
    const point =
      random() < 0.05
        ? null
        : {
            lon: Math.round((14 + random() * random() * 13) * 1e4) / 1e4,
            lat: Math.round((2 + random() * 9) * 1e4) / 1e4,
            precisionM: random() < 0.1 ? 1_000_000 : pick([500, 2000, 25_000]),
          }
    const best = random() < 0.15 ? null : Math.floor(random() ** 6 * 150)
    const datasetNo = Math.floor(random() * DATASETS.length)
    const killed =
      random() < 0.1
        ? null
        : { low: best === null ? 0 : Math.floor(best / 2), best, high: best === null ? null : best * 2 }
    const chosen = new Set(
      Array.from({ length: Math.floor(random() * random() * 5) }, () => Math.floor(random() * actors)),
    )
    yield {
      id: randomId(random, no),
      occurredAtMs: fromMs + Math.floor((spanMs * no) / count + random() * 3_600_000),
      typeCode: pick(CODES),
      state: pick(INCIDENT_STATES),
      killed,
      countingRule: killed === null ? '' : pick(RULES),
      point,
      h3: hexagonOf(point),
      actors: [...chosen].map((actor) => ({ id: actorIds[actor] ?? '', name: `Party ${actor}` })),
      dataset: DATASETS[datasetNo] ?? 'mission',
      marking: pick(markings),
      placeName: point === null ? '' : pick(TOWNS),
      adm1: pick(AREAS),
      countryIso3: random() < 0.9 ? 'CAF' : null,
    }
  }
}
