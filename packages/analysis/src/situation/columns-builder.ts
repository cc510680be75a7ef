import { INCIDENT_STATES } from '@eirene/domain/incident'
import { SEVERITIES, severityOf, type SituationRow } from '@eirene/domain/situation'
import {
  entryAt,
  ROW_ARRAY_NAMES,
  ROW_ARRAYS,
  VAGUE_HEX,
  type Dictionaries,
  type RowArrayName,
  type SituationColumns,
} from './columns.ts'
import { localDays } from './local-days.ts'
import { rowIndex, writeId, type RowIndex } from './row-id.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type MutableColumns = Mutable<SituationColumns>

/** Grows columns row by row and keeps them current. */
export interface ColumnsBuilder {
  /** The live columns: the same object for the builder's whole life, changed in place. */
  readonly columns: SituationColumns
  /** Adds one incident at the end. Amortised O(1). RangeError when the id is no UUID or a number is out of range. */
  append: (row: SituationRow) => void
  /** Adds an incident or replaces the one with the same id. */
  replace: (row: SituationRow) => void
  /** Takes an incident out; false when it was not there. */
  remove: (id: string) => boolean
}

/** Numbers for texts in the order in which they first come. */
function numbering(list: string[]): (text: string) => number {
  const numbers = new Map(list.map((text, no) => [text, no]))
  return (text) => {
    let no = numbers.get(text)
    if (no === undefined) {
      no = list.length
      list.push(text)
      numbers.set(text, no)
    }
    return no
  }
}

interface MutableDictionaries {
  types: string[]
  datasets: string[]
  markings: string[]
  countingRules: string[]
  profiles: { [K in keyof Dictionaries['profiles']]: number[] }
  actors: { ids: string[]; names: string[] }
  actorSets: (readonly number[])[]
  places: { names: string[]; areaNo: number[]; countryNo: number[] }
  areas: string[]
  countries: string[]
  hexes: bigint[]
}

function emptyDictionaries(): MutableDictionaries {
  return {
    types: [],
    datasets: [],
    markings: [],
    countingRules: [],
    profiles: { typeNo: [0], stateNo: [0], severityNo: [0], datasetNo: [0], markingNo: [0], countingRuleNo: [0] },
    actors: { ids: [''], names: [''] },
    actorSets: [[]],
    places: { names: [''], areaNo: [0], countryNo: [0] },
    areas: [''],
    countries: [''],
    hexes: [0n, 0n],
  }
}

function emptyColumns(timeZone: string, capacity: number): MutableColumns {
  const of = <T>(type: new (length: number) => T, perRow = 1): T => new type(capacity * perRow)
  return {
    timeZone,
    size: 0,
    removed: 0,
    version: 0,
    id: of(Uint8Array, 16),
    atMin: of(Int32Array),
    day: of(Int32Array),
    profileNo: of(Uint32Array),
    actorSetNo: of(Uint32Array),
    placeNo: of(Uint32Array),
    hexNo: of(Uint32Array),
    lon: of(Float64Array),
    lat: of(Float64Array),
    precisionM: of(Uint32Array),
    killedLow: of(Int32Array),
    killedBest: of(Int32Array),
    killedHigh: of(Int32Array),
    dictionaries: emptyDictionaries(),
  }
}

function copyDictionaries(from: Dictionaries): MutableDictionaries {
  const { profiles: p } = from
  return {
    types: [...from.types],
    datasets: [...from.datasets],
    markings: [...from.markings],
    countingRules: [...from.countingRules],
    profiles: {
      typeNo: [...p.typeNo],
      stateNo: [...p.stateNo],
      severityNo: [...p.severityNo],
      datasetNo: [...p.datasetNo],
      markingNo: [...p.markingNo],
      countingRuleNo: [...p.countingRuleNo],
    },
    actors: { ids: [...from.actors.ids], names: [...from.actors.names] },
    actorSets: [...from.actorSets],
    places: {
      names: [...from.places.names],
      areaNo: [...from.places.areaNo],
      countryNo: [...from.places.countryNo],
    },
    areas: [...from.areas],
    countries: [...from.countries],
    hexes: [...from.hexes],
  }
}

function grown(columns: MutableColumns, name: RowArrayName, capacity: number): void {
  const { type, perRow } = ROW_ARRAYS[name]
  const larger = new type(capacity * perRow)
  larger.set(columns[name])
  Object.assign(columns, { [name]: larger })
}

type RowNumbers = Readonly<Record<'profileNo' | 'actorSetNo' | 'placeNo' | 'hexNo', number>>

/** Names of the six lists of `profiles`, in the order of a profile's key. */
const PROFILE_PARTS = ['typeNo', 'stateNo', 'severityNo', 'datasetNo', 'markingNo', 'countingRuleNo'] as const

function profileNumbering(dictionaries: MutableDictionaries): (row: SituationRow) => number {
  const typeNo = numbering(dictionaries.types)
  const datasetNo = numbering(dictionaries.datasets)
  const markingNo = numbering(dictionaries.markings)
  const ruleNo = numbering(dictionaries.countingRules)
  // Profile 0 stands for removed rows and may look like any real one, so it is kept out of the numbering.
  const known = new Map<string, number>()
  const lists = PROFILE_PARTS.map((part) => dictionaries.profiles[part])
  const count = dictionaries.profiles.typeNo.length
  for (let no = 1; no < count; no++) known.set(lists.map((list) => list[no]).join(), no)
  return (row) => {
    const state = INCIDENT_STATES.indexOf(row.state)
    const severity = SEVERITIES.indexOf(severityOf(row.killed?.best ?? null))
    const values = [
      typeNo(row.typeCode),
      state,
      severity,
      datasetNo(row.dataset),
      markingNo(row.marking),
      ruleNo(row.countingRule),
    ]
    const key = values.join()
    let no = known.get(key)
    if (no === undefined) {
      no = dictionaries.profiles.typeNo.length
      lists.forEach((list, i) => list.push(entryAt(values, i)))
      known.set(key, no)
    }
    return no
  }
}

function actorSetNumbering(dictionaries: MutableDictionaries): (row: SituationRow) => number {
  const { ids, names } = dictionaries.actors
  const actorNo = numbering(ids)
  const known = new Map(dictionaries.actorSets.map((set, no) => [set.join(), no]))
  return (row) => {
    if (row.actors.length === 0) return 0
    const set = new Set<number>()
    // In the order of their ids, so that numbers tell nothing of the order in which sources name the parties.
    for (const actor of row.actors.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const no = actorNo(actor.id)
      if (no === names.length) names.push(actor.name)
      set.add(no)
    }
    const members = [...set].sort((a, b) => a - b)
    const key = members.join()
    let no = known.get(key)
    if (no === undefined) {
      no = dictionaries.actorSets.length
      dictionaries.actorSets.push(members)
      known.set(key, no)
    }
    return no
  }
}

function placeNumbering(dictionaries: MutableDictionaries): (row: SituationRow) => number {
  const { names, areaNo, countryNo } = dictionaries.places
  const numberOfArea = numbering(dictionaries.areas)
  const numberOfCountry = numbering(dictionaries.countries)
  const known = new Map<string, number>()
  names.forEach((name, no) => known.set(`${areaNo[no] ?? 0},${countryNo[no] ?? 0},${name}`, no))
  return (row) => {
    const country = numberOfCountry(row.countryIso3 ?? '')
    const area = row.adm1 === null || row.adm1 === '' ? 0 : numberOfArea(`${row.countryIso3 ?? ''}/${row.adm1}`)
    const key = `${area},${country},${row.placeName}`
    let no = known.get(key)
    if (no === undefined) {
      no = names.length
      names.push(row.placeName)
      areaNo.push(area)
      countryNo.push(country)
      known.set(key, no)
    }
    return no
  }
}

function hexNumbering(hexes: bigint[]): (row: SituationRow) => number {
  const known = new Map(hexes.map((cell, no) => [cell, no]))
  return ({ point, h3: cell }) => {
    if (point === null) return 0
    if (cell === null) return VAGUE_HEX
    let no = known.get(cell)
    if (no === undefined) {
      no = hexes.length
      hexes.push(cell)
      known.set(cell, no)
    }
    return no
  }
}

const INT32_MAX = 2_147_483_647
const scratchId = new Uint8Array(16)

/** Refuses what the columns cannot hold, before anything is changed. */
function assertRow(row: SituationRow): void {
  if (!writeId(row.id, scratchId, 0)) throw new RangeError(`not a UUID: ${row.id}`)
  if (!(Math.abs(row.occurredAtMs) / 60_000 <= INT32_MAX)) throw new RangeError(`not an instant: ${row.occurredAtMs}`)
  if (!INCIDENT_STATES.includes(row.state)) throw new RangeError(`no incident state: ${row.state}`)
  for (const count of [row.killed?.low, row.killed?.best, row.killed?.high])
    if (count !== null && count !== undefined && !(Number.isInteger(count) && count >= 0 && count <= INT32_MAX))
      throw new RangeError(`not a count of people: ${count}`)
}

function writeRow(columns: MutableColumns, row: SituationRow, day: number, no: RowNumbers): void {
  const at = columns.size
  writeId(row.id, columns.id, at * 16)
  columns.atMin[at] = Math.floor(row.occurredAtMs / 60_000)
  columns.day[at] = day
  columns.profileNo[at] = no.profileNo
  columns.actorSetNo[at] = no.actorSetNo
  columns.placeNo[at] = no.placeNo
  columns.hexNo[at] = no.hexNo
  columns.lon[at] = row.point?.lon ?? Number.NaN
  columns.lat[at] = row.point?.lat ?? Number.NaN
  columns.precisionM[at] = row.point?.precisionM ?? 0
  columns.killedLow[at] = row.killed?.low ?? -1
  columns.killedBest[at] = row.killed?.best ?? -1
  columns.killedHigh[at] = row.killed?.high ?? -1
  columns.size = at + 1
}

/**
 * Begins columns for an operation whose days are cut in `timeZone`, or goes on with columns that were decoded (`from`,
 * which is left as it is). Append in the order of time where that is possible: scans and copies are faster then.
 */
export function columnsBuilder(timeZone: string, from?: SituationColumns): ColumnsBuilder {
  const columns = emptyColumns(timeZone, Math.max(1024, from?.size ?? 0))
  const dictionaries = from === undefined ? emptyDictionaries() : copyDictionaries(from.dictionaries)
  columns.dictionaries = dictionaries
  if (from !== undefined) {
    for (const name of ROW_ARRAY_NAMES) columns[name].set(from[name].subarray(0, from.size * ROW_ARRAYS[name].perRow))
    Object.assign(columns, { size: from.size, removed: from.removed, version: from.version })
  }
  let capacity = columns.atMin.length
  const dayOf = localDays(timeZone)
  const profileNo = profileNumbering(dictionaries)
  const actorSetNo = actorSetNumbering(dictionaries)
  const placeNo = placeNumbering(dictionaries)
  const hexNo = hexNumbering(dictionaries.hexes)
  let index: RowIndex | undefined

  const append = (row: SituationRow): void => {
    assertRow(row)
    if (columns.size === capacity) {
      capacity *= 2
      for (const name of ROW_ARRAY_NAMES) grown(columns, name, capacity)
    }
    writeRow(columns, row, dayOf(row.occurredAtMs), {
      profileNo: profileNo(row),
      actorSetNo: actorSetNo(row),
      placeNo: placeNo(row),
      hexNo: hexNo(row),
    })
    columns.version += 1
  }
  const remove = (id: string): boolean => {
    index ??= rowIndex(columns)
    const row = index.find(id)
    if (row === undefined) return false
    columns.profileNo[row] = 0
    columns.removed += 1
    columns.version += 1
    return true
  }
  return {
    columns,
    append,
    remove,
    replace(row) {
      assertRow(row)
      remove(row.id)
      append(row)
    },
  }
}

/** Columns of these rows, put in the order of time (then id). */
export function columnsOf(rows: Iterable<SituationRow>, timeZone: string): SituationColumns {
  const builder = columnsBuilder(timeZone)
  const minuteOf = (row: SituationRow): number => Math.floor(row.occurredAtMs / 60_000)
  const inOrder = [...rows].sort((a, b) => minuteOf(a) - minuteOf(b) || (a.id < b.id ? -1 : 1))
  for (const row of inOrder) builder.append(row)
  return builder.columns
}
