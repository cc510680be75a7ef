import { INCIDENT_STATES, type IncidentState } from '@eirene/domain/incident'
import type { PrecisePoint } from '@eirene/domain/place'
import { SEVERITIES, type Severity, type SituationRow } from '@eirene/domain/situation'
import { readId } from './row-id.ts'

/**
 * What repeats from row to row, kept once. Entry 0 of `profiles`, `actors`, `actorSets`, `places`, `areas`, `countries` and
 * `hexes` stands for "none" (a removed row, no actor, no place known, …), entry 1 of `hexes` for a place too vague for a cell;
 * the other lists begin with a real entry.
 */
export interface Dictionaries {
  readonly types: readonly string[]
  readonly datasets: readonly string[]
  /** Marking keys: what the access mask runs over. */
  readonly markings: readonly string[]
  readonly countingRules: readonly string[]
  /** Distinct combinations of the six small columns; parallel lists. A row names one of them in `profileNo`. */
  readonly profiles: {
    readonly typeNo: readonly number[]
    /** Index into INCIDENT_STATES. */
    readonly stateNo: readonly number[]
    /** Index into SEVERITIES. */
    readonly severityNo: readonly number[]
    readonly datasetNo: readonly number[]
    readonly markingNo: readonly number[]
    readonly countingRuleNo: readonly number[]
  }
  readonly actors: { readonly ids: readonly string[]; readonly names: readonly string[] }
  /** Distinct sets of actors: ascending numbers of actors. A row names one set, so it may have any number of actors. */
  readonly actorSets: readonly (readonly number[])[]
  readonly places: {
    readonly names: readonly string[]
    readonly areaNo: readonly number[]
    readonly countryNo: readonly number[]
  }
  /** First-level administrative areas, as `XXX/name` where the country is known. */
  readonly areas: readonly string[]
  readonly countries: readonly string[]
  /** H3 cells at resolution 7. */
  readonly hexes: readonly bigint[]
}

/**
 * The situation as columns: one entry per incident in each array, `size` of them in use (the arrays may be longer).
 * Built by `columnsBuilder` in the order of time; later arrivals stand at the end. All numbers little-endian when encoded.
 */
export interface SituationColumns {
  /** IANA zone of the operation, in which `day` was cut. */
  readonly timeZone: string
  readonly size: number
  /** Rows among `size` that were removed or replaced: their `profileNo` is 0 and nothing counts them. */
  readonly removed: number
  /** Grows with every change, so that what was computed from the columns can be told stale. */
  readonly version: number
  /** 16 bytes a row: `idAt`. */
  readonly id: Uint8Array
  /** Minutes since the epoch, UTC. */
  readonly atMin: Int32Array
  /** Local calendar day, days since 1970-01-01. */
  readonly day: Int32Array
  /** 0: removed. */
  readonly profileNo: Uint32Array
  readonly actorSetNo: Uint32Array
  readonly placeNo: Uint32Array
  /** 0: place not known; 1 (VAGUE_HEX): known to more than 150 km only. */
  readonly hexNo: Uint32Array
  /** Degrees, WGS 84; NaN when the place is not known. */
  readonly lon: Float64Array
  readonly lat: Float64Array
  /** Metres; 0 when the place is not known. */
  readonly precisionM: Uint32Array
  /** People killed; -1 when not known. */
  readonly killedLow: Int32Array
  readonly killedBest: Int32Array
  readonly killedHigh: Int32Array
  readonly dictionaries: Dictionaries
}

/** Number of the hexagon of a place that is known too vaguely for one. */
export const VAGUE_HEX = 1

/** Names of the row arrays with their element type and elements per row, in the order in which they are encoded. */
export const ROW_ARRAYS = {
  id: { type: Uint8Array, perRow: 16 },
  atMin: { type: Int32Array, perRow: 1 },
  day: { type: Int32Array, perRow: 1 },
  profileNo: { type: Uint32Array, perRow: 1 },
  actorSetNo: { type: Uint32Array, perRow: 1 },
  placeNo: { type: Uint32Array, perRow: 1 },
  hexNo: { type: Uint32Array, perRow: 1 },
  precisionM: { type: Uint32Array, perRow: 1 },
  killedLow: { type: Int32Array, perRow: 1 },
  killedBest: { type: Int32Array, perRow: 1 },
  killedHigh: { type: Int32Array, perRow: 1 },
  lon: { type: Float64Array, perRow: 1 },
  lat: { type: Float64Array, perRow: 1 },
} as const
export type RowArrayName = keyof typeof ROW_ARRAYS
export const ROW_ARRAY_NAMES = Object.keys(ROW_ARRAYS) as RowArrayName[] // keys of the literal above

/** UUID of a row. */
export function idAt(columns: SituationColumns, row: number): string {
  return readId(columns.id, row * 16)
}

/** UUIDs of rows, in their order. */
export function idsOf(columns: SituationColumns, rows: ArrayLike<number>): string[] {
  return Array.from(rows, (row) => idAt(columns, row))
}

/** Family of an incident code: `ARM` of `ARM-01`. */
export function familyOf(typeCode: string): string {
  const hyphen = typeCode.indexOf('-')
  return hyphen < 0 ? typeCode : typeCode.slice(0, hyphen)
}

/** The entry of a dictionary list; a number outside it is a bug, never data. */
export function entryAt<T>(list: readonly T[], no: number | undefined): T {
  const entry = no === undefined ? undefined : list[no]
  if (entry === undefined) throw new RangeError(`no entry ${String(no)} in a dictionary of ${list.length}`)
  return entry
}

/** The small columns of a row, by name; undefined for a removed row. */
export interface RowProfile {
  readonly typeCode: string
  readonly state: IncidentState
  readonly severity: Severity
  readonly dataset: string
  readonly marking: string
  readonly countingRule: string
}

/**
 * The small columns of a row, by name; undefined for a removed row. Throws RangeError for a number that no dictionary
 * holds.
 */
export function profileAt(columns: SituationColumns, row: number): RowProfile | undefined {
  const no = columns.profileNo[row] ?? 0
  if (no === 0) return undefined
  const { profiles, types, datasets, markings, countingRules } = columns.dictionaries
  return {
    typeCode: entryAt(types, profiles.typeNo[no]),
    state: entryAt(INCIDENT_STATES, profiles.stateNo[no]),
    severity: entryAt(SEVERITIES, profiles.severityNo[no]),
    dataset: entryAt(datasets, profiles.datasetNo[no]),
    marking: entryAt(markings, profiles.markingNo[no]),
    countingRule: entryAt(countingRules, profiles.countingRuleNo[no]),
  }
}

function pointAt(columns: SituationColumns, row: number): PrecisePoint | null {
  const lon = columns.lon[row] ?? Number.NaN
  const lat = columns.lat[row] ?? Number.NaN
  return Number.isNaN(lon) ? null : { lon, lat, precisionM: columns.precisionM[row] ?? 0 }
}

/** Name of an area without its country: `Ouaka` of `CAF/Ouaka`; null of entry 0. */
function areaName(area: string): string | null {
  return area === '' ? null : area.slice(area.indexOf('/') + 1)
}

/** A row as a plain object again; undefined for a removed one. Time comes back to the minute. */
export function rowAt(columns: SituationColumns, row: number): SituationRow | undefined {
  const profile = profileAt(columns, row)
  if (profile === undefined) return undefined
  const { actors, actorSets, places, areas, countries, hexes } = columns.dictionaries
  const count = (value: number | undefined): number | null => (value === undefined || value < 0 ? null : value)
  const [low, best, high] = [columns.killedLow, columns.killedBest, columns.killedHigh].map((c) => count(c[row]))
  const placeNo = columns.placeNo[row] ?? 0
  const country = entryAt(countries, places.countryNo[placeNo])
  return {
    id: idAt(columns, row),
    occurredAtMs: (columns.atMin[row] ?? 0) * 60_000,
    typeCode: profile.typeCode,
    state: profile.state,
    killed:
      low === null && best === null && high === null
        ? null
        : { low: low ?? null, best: best ?? null, high: high ?? null },
    countingRule: profile.countingRule,
    point: pointAt(columns, row),
    h3: (columns.hexNo[row] ?? 0) <= VAGUE_HEX ? null : entryAt(hexes, columns.hexNo[row]),
    actors: entryAt(actorSets, columns.actorSetNo[row]).map((no) => ({
      id: entryAt(actors.ids, no),
      name: entryAt(actors.names, no),
    })),
    dataset: profile.dataset,
    marking: profile.marking,
    placeName: entryAt(places.names, placeNo),
    adm1: areaName(entryAt(areas, places.areaNo[placeNo])),
    countryIso3: country === '' ? null : country,
  }
}
