import { INCIDENT_STATES } from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import { SEVERITIES, type PictureFilter } from '@eirene/domain/situation'
import { parseDayNo } from '@eirene/domain/time'
import { familyOf, type SituationColumns } from './columns.ts'
import { BLOCK_ROWS, cellPlaces, daySpan, TEST_EACH } from './derived.ts'
import { areaOf, isInArea, type Area } from './polygon.ts'
import type { AccessMask } from './readable-columns.ts'

/** What of the filter a row fails, as bits of one byte; 0: it passes all. */
export const FAILS_PROFILE = 1
export const FAILS_TIME = 2
export const FAILS_PLACE = 4
export const FAILS_ACTOR = 8
/** Removed, not readable, or failing in more than one part of its profile: it counts nowhere. */
const COUNTS_NOWHERE = 128

/** Parts of a profile that a filter may fail; bits of `profileParts`. */
export const PROFILE_PARTS = { types: 1, states: 2, severities: 4, datasets: 8 } as const

/** All parts: the profile is removed or not readable. */
const UNREADABLE = 255

/** A filter made ready for one scan: look-up tables over the dictionaries. */
export interface Plan {
  readonly fromDay: number
  /** Exclusive. */
  readonly toDay: number
  /** For each profile, which of PROFILE_PARTS fail; UNREADABLE for one that is removed or not readable. */
  readonly profileParts: Uint8Array
  /** For each profile, FAILS_PROFILE, COUNTS_NOWHERE or 0. */
  readonly profileFails: Uint8Array
  readonly cells: Uint8Array | undefined
  readonly area: Area | undefined
  readonly actorSetFails: Uint8Array | undefined
}

function dayOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  const day = parseDayNo(text)
  if (day === undefined)
    throw new Problem('situation.filter_invalid', `"${text}" is no day. Write it as YYYY-MM-DD.`, { value: text })
  return day
}

function failsOf(list: readonly string[], wanted: readonly string[] | undefined): Uint8Array {
  if (wanted === undefined) return new Uint8Array(list.length)
  const set = new Set(wanted)
  return Uint8Array.from(list, (entry) => (set.has(entry) ? 0 : 1))
}

function typeFailsOf(types: readonly string[], wanted: readonly string[] | undefined): Uint8Array {
  if (wanted === undefined) return new Uint8Array(types.length)
  const set = new Set(wanted)
  return Uint8Array.from(types, (code) => (set.has(code) || set.has(familyOf(code)) ? 0 : 1))
}

function profilePartsOf(columns: SituationColumns, mask: AccessMask, filter: PictureFilter): Uint8Array {
  const { profiles, types, datasets } = columns.dictionaries
  const { typeNo, stateNo, severityNo, datasetNo, markingNo } = profiles
  const typeFails = typeFailsOf(types, filter.types)
  const stateFails = failsOf(INCIDENT_STATES, filter.states)
  const severityFails = failsOf(SEVERITIES, filter.severities)
  const datasetFails = failsOf(datasets, filter.datasets)
  const failOf = (fails: Uint8Array, no: number | undefined): number => fails[no ?? 0] ?? 0
  const parts = new Uint8Array(typeNo.length).fill(UNREADABLE)
  for (let no = 1; no < parts.length; no++) {
    if (mask[markingNo[no] ?? 0] !== 1) continue
    parts[no] =
      failOf(typeFails, typeNo[no]) * PROFILE_PARTS.types +
      failOf(stateFails, stateNo[no]) * PROFILE_PARTS.states +
      failOf(severityFails, severityNo[no]) * PROFILE_PARTS.severities +
      failOf(datasetFails, datasetNo[no]) * PROFILE_PARTS.datasets
  }
  return parts
}

function actorSetFailsOf(columns: SituationColumns, actorIds: readonly string[] | undefined): Uint8Array | undefined {
  if (actorIds === undefined) return undefined
  const { actors, actorSets } = columns.dictionaries
  const fails = failsOf(
    actors.ids,
    actorIds.filter((id) => id !== ''),
  )
  return Uint8Array.from(actorSets, (set) => (set.some((no) => fails[no] === 0) ? 0 : FAILS_ACTOR))
}

/**
 * Makes a filter ready. An absent field filters nothing; an empty list lets nothing pass.
 * Throws Problem 'situation.filter_invalid' for a day that does not exist.
 */
export function planOf(columns: SituationColumns, mask: AccessMask, filter: PictureFilter): Plan {
  const profileParts = profilePartsOf(columns, mask, filter)
  const { polygon } = filter
  return {
    fromDay: dayOf(filter.fromOn, Number.NEGATIVE_INFINITY),
    toDay: dayOf(filter.toOn, Number.POSITIVE_INFINITY),
    profileParts,
    // A row that fails two parts is shown by no histogram, whichever filter that one leaves out.
    profileFails: profileParts.map((parts) =>
      parts === 0 ? 0 : (parts & (parts - 1)) === 0 ? FAILS_PROFILE : COUNTS_NOWHERE,
    ),
    cells: polygon === undefined ? undefined : cellPlaces(columns, polygon),
    area: polygon === undefined ? undefined : areaOf(polygon),
    actorSetFails: actorSetFailsOf(columns, filter.actorIds),
  }
}

/** Rows of one block that are wanted. The arrays are used again for the next block. */
export interface Block {
  readonly rows: Uint32Array
  readonly count: number
  /** What all of them fail, where that is the same; then `fails` says nothing. */
  readonly common: number | undefined
  /** What each of them fails. */
  readonly fails: Uint8Array
}
export type VisitBlock = (block: Block) => void

/** `wanted[fails]` is 1 for the rows to visit: those that pass all, or fail in one way only that a histogram leaves out. */
export function wantedFails(ignored: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, fails) =>
    fails === 0 || ((fails & (fails - 1)) === 0 && (fails & ignored) !== 0) ? 1 : 0,
  )
}

/** Rows [from, to) of the columns. */
interface BlockRange {
  readonly from: number
  readonly to: number
}

interface BlockScan {
  readonly columns: SituationColumns
  readonly plan: Plan
  readonly wanted: Uint8Array
  readonly kept: KeptTables
  readonly rows: Uint32Array
  readonly fails: Uint8Array
}

/** Tables that hold 1 for what is wanted. */
interface KeptTables {
  /** Of the profiles, in a block that the period holds or cuts, and in one that lies outside it. */
  readonly inside: Uint8Array
  readonly outside: Uint8Array
  /** Of the cells: those that lie inside the area, and those to be tested. */
  readonly cells: Uint8Array
  readonly actorSets: Uint8Array
}

/**
 * The first cut, over every row: one look-up in `kept` (1 for the profiles wanted). Only two tables and one column are touched
 * in the loop, which is what makes it fast: with more, their addresses no longer fit into the processor's registers.
 */
function cutByProfile(rows: Uint32Array, profileNo: Uint32Array, kept: Uint8Array, block: BlockRange): number {
  let count = 0
  for (let row = block.from; row < block.to; row++) {
    rows[count] = row
    count += kept[profileNo[row] ?? 0] ?? 0
  }
  return count
}

/** What the rows left fail so far. */
function noteProfile({ rows, fails, columns, plan }: BlockScan, left: number): void {
  const { profileNo } = columns
  const { profileFails } = plan
  for (let i = 0; i < left; i++) fails[i] = profileFails[profileNo[rows[i] ?? 0] ?? 0] ?? 0
}

/** Notes what rows fail by a table over a dictionary. */
function noteTable({ rows, fails }: BlockScan, left: number, column: Uint32Array, table: Uint8Array): void {
  for (let i = 0; i < left; i++) fails[i] = (fails[i] ?? 0) | (table[column[rows[i] ?? 0] ?? 0] ?? 0)
}

/** Tests one by one the rows of cells that the area's edge crosses, and those whose place is too vague for a cell. */
function testEach({ rows, fails, columns }: BlockScan, left: number, area: Area): void {
  for (let i = 0; i < left; i++) {
    const failed = fails[i] ?? 0
    if ((failed & TEST_EACH) === 0) continue
    const row = rows[i] ?? 0
    const isIn = isInArea(area, columns.lon[row] ?? Number.NaN, columns.lat[row] ?? Number.NaN)
    fails[i] = (failed & ~TEST_EACH) | (isIn ? 0 : FAILS_PLACE)
  }
}

/** Notes by day, for a block that the period cuts. */
function noteTime({ rows, fails, columns, plan }: BlockScan, left: number): void {
  const { day } = columns
  const { fromDay, toDay } = plan
  for (let i = 0; i < left; i++) {
    const d = day[rows[i] ?? 0] ?? 0
    if (d < fromDay || d >= toDay) fails[i] = (fails[i] ?? 0) | FAILS_TIME
  }
}

/** Moves the rows that are still wanted together; gives how many there are. */
function keepWanted({ rows, fails, wanted }: BlockScan, left: number): number {
  let count = 0
  for (let i = 0; i < left; i++) {
    const failed = fails[i] ?? 0
    rows[count] = rows[i] ?? 0
    fails[count] = failed
    count += wanted[failed] ?? 0
  }
  return count
}

/** 1 for the entries of a table that are wanted when `common` fails as well. */
function keptOf(table: Uint8Array | undefined, wanted: Uint8Array, common = 0): Uint8Array {
  const kept = new Uint8Array(table?.length ?? 0)
  for (let no = 0; no < kept.length; no++) kept[no] = wanted[(table?.[no] ?? 0) | common] ?? 0
  return kept
}

function keptTables(plan: Plan, wanted: Uint8Array): KeptTables {
  const passes = Uint8Array.from({ length: 256 }, (_, fails) => (fails === 0 || fails === TEST_EACH ? 1 : 0))
  return {
    inside: keptOf(plan.profileFails, wanted),
    outside: keptOf(plan.profileFails, wanted, FAILS_TIME),
    cells: keptOf(plan.cells, passes),
    actorSets: keptOf(plan.actorSetFails, passes),
  }
}

/** One block of which rows that fail in one way are wanted too: cut by profile, then noted and cut by each of the others. */
function scanLoosely(scan: BlockScan, range: BlockRange, isCut: boolean): number {
  const { columns, plan } = scan
  let left = cutByProfile(scan.rows, columns.profileNo, scan.kept.inside, range)
  noteProfile(scan, left)
  if (isCut) {
    noteTime(scan, left)
    left = keepWanted(scan, left)
  }
  if (plan.cells !== undefined && plan.area !== undefined) {
    noteTable(scan, left, columns.hexNo, plan.cells)
    testEach(scan, left, plan.area)
    left = keepWanted(scan, left)
  }
  if (plan.actorSetFails !== undefined) {
    noteTable(scan, left, columns.actorSetNo, plan.actorSetFails)
    left = keepWanted(scan, left)
  }
  return left
}

/** Keeps the rows whose entry in a table is 1. */
function keepByTable(rows: Uint32Array, left: number, column: Uint32Array, kept: Uint8Array): number {
  let count = 0
  for (let i = 0; i < left; i++) {
    const row = rows[i] ?? 0
    rows[count] = row
    count += kept[column[row] ?? 0] ?? 0
  }
  return count
}

function keepInPeriod({ rows, columns, plan }: BlockScan, left: number): number {
  const { day } = columns
  const { fromDay, toDay } = plan
  let count = 0
  for (let i = 0; i < left; i++) {
    const row = rows[i] ?? 0
    const d = day[row] ?? 0
    rows[count] = row
    count += d >= fromDay && d < toDay ? 1 : 0
  }
  return count
}

function keepInArea({ rows, columns }: BlockScan, left: number, cells: Uint8Array, area: Area): number {
  const { hexNo, lon, lat } = columns
  let count = 0
  for (let i = 0; i < left; i++) {
    const row = rows[i] ?? 0
    rows[count] = row
    const isIn = cells[hexNo[row] ?? 0] !== TEST_EACH || isInArea(area, lon[row] ?? Number.NaN, lat[row] ?? Number.NaN)
    count += isIn ? 1 : 0
  }
  return count
}

/** One block of which only rows that pass everything (but the period, for a block outside it) are wanted: nothing is noted. */
function scanStrictly(scan: BlockScan, range: BlockRange, { isOut, isCut }: BlockSide): number {
  const { rows, columns, plan, kept } = scan
  let left = cutByProfile(rows, columns.profileNo, isOut ? kept.outside : kept.inside, range)
  if (isCut) left = keepInPeriod(scan, left)
  if (plan.cells !== undefined && plan.area !== undefined) {
    left = keepByTable(rows, left, columns.hexNo, kept.cells)
    left = keepInArea(scan, left, plan.cells, plan.area)
  }
  return plan.actorSetFails === undefined ? left : keepByTable(rows, left, columns.actorSetNo, kept.actorSets)
}

interface BlockSide {
  readonly isOut: boolean
  readonly isCut: boolean
}

/** Where a block with these first and last days lies to the period. */
function sideOf(plan: Plan, first: number, last: number): BlockSide {
  const isOut = last < plan.fromDay || first >= plan.toDay
  return { isOut, isCut: !isOut && (first < plan.fromDay || last >= plan.toDay) }
}

/**
 * Runs over all rows a block at a time and hands on those whose failure is `wanted`. Nothing is allocated per row.
 * Where rows stand in the order of time, whole blocks are decided by their first and last day.
 */
export function scanRows(columns: SituationColumns, plan: Plan, wanted: Uint8Array, visit: VisitBlock): void {
  const { blockFirstDay, blockLastDay } = daySpan(columns)
  const rows = new Uint32Array(BLOCK_ROWS)
  const fails = new Uint8Array(BLOCK_ROWS)
  const scan: BlockScan = { columns, plan, wanted, kept: keptTables(plan, wanted), rows, fails }
  const isStrict = wanted.lastIndexOf(1) === 0
  for (let from = 0, block = 0; from < columns.size; from += BLOCK_ROWS, block++) {
    const side = sideOf(plan, blockFirstDay[block] ?? 0, blockLastDay[block] ?? 0)
    if (side.isOut && wanted[FAILS_TIME] === 0) continue
    const range = { from, to: Math.min(from + BLOCK_ROWS, columns.size) }
    if (isStrict || side.isOut) {
      const count = scanStrictly(scan, range, side)
      if (count > 0) visit({ rows, fails, count, common: side.isOut ? FAILS_TIME : 0 })
    } else {
      const count = scanLoosely(scan, range, side.isCut)
      if (count > 0) visit({ rows, fails, count, common: undefined })
    }
  }
}

/** Rows that pass the whole filter and that the mask lets through, in the order of the columns. */
export function selectRows(columns: SituationColumns, mask: AccessMask, filter: PictureFilter): Uint32Array {
  let selected = new Uint32Array(1024)
  let size = 0
  scanRows(columns, planOf(columns, mask, filter), wantedFails(0), ({ rows, count }) => {
    if (size + count > selected.length) {
      const longer = new Uint32Array(Math.max(selected.length * 2, size + count))
      longer.set(selected.subarray(0, size))
      selected = longer
    }
    selected.set(rows.subarray(0, count), size)
    size += count
  })
  return selected.slice(0, size)
}
