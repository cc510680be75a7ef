import { INCIDENT_STATES } from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import { SEVERITIES, type PictureFilter } from '@eirene/domain/situation'
import { parseDayNo } from '@eirene/domain/time'
import { entryAt, familyOf, type SituationColumns } from './columns.ts'
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

/** A filter made ready for one scan: look-up tables over the dictionaries. */
export interface Plan {
  readonly fromDay: number
  /** Exclusive. */
  readonly toDay: number
  /** For each profile, which of PROFILE_PARTS fail; 255 for one that is removed or not readable. */
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
  const typeFails = typeFailsOf(types, filter.types)
  const stateFails = failsOf(INCIDENT_STATES, filter.states)
  const severityFails = failsOf(SEVERITIES, filter.severities)
  const datasetFails = failsOf(datasets, filter.datasets)
  return Uint8Array.from(profiles.typeNo, (typeNo, no) => {
    if (no === 0 || mask[entryAt(profiles.markingNo, no)] !== 1) return 255
    return (
      (typeFails[typeNo] ?? 0) * PROFILE_PARTS.types +
      (stateFails[entryAt(profiles.stateNo, no)] ?? 0) * PROFILE_PARTS.states +
      (severityFails[entryAt(profiles.severityNo, no)] ?? 0) * PROFILE_PARTS.severities +
      (datasetFails[entryAt(profiles.datasetNo, no)] ?? 0) * PROFILE_PARTS.datasets
    )
  })
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

/** Rows of one block that are wanted, and what each of them fails. Both are used again for the next block. */
export type VisitBlock = (rows: Uint32Array, fails: Uint8Array, count: number) => void

/** `wanted[fails]` is 1 for the rows to visit: those that pass all, or fail in one way only that a histogram leaves out. */
export function wantedFails(ignored: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, fails) =>
    fails === 0 || ((fails & (fails - 1)) === 0 && (fails & ignored) !== 0) ? 1 : 0,
  )
}

interface BlockScan {
  readonly columns: SituationColumns
  readonly plan: Plan
  readonly wanted: Uint8Array
  readonly rows: Uint32Array
  readonly fails: Uint8Array
}

/** No area, no actors, and the whole block on one side of the period. */
function scanProfiles(scan: BlockScan, from: number, to: number, timeFails: number): number {
  const { rows, fails, wanted } = scan
  const { profileNo } = scan.columns
  const { profileFails } = scan.plan
  let count = 0
  for (let row = from; row < to; row++) {
    const failed = (profileFails[profileNo[row] ?? 0] ?? 0) | timeFails
    rows[count] = row
    fails[count] = failed
    count += wanted[failed] ?? 0
  }
  return count
}

/** An area or actors too, the whole block on one side of the period. `cells` and `actors` are tables, all 0 where not asked. */
function scanPlaces(
  scan: BlockScan,
  { from, to, timeFails }: { readonly from: number; readonly to: number; readonly timeFails: number },
  cells: Uint8Array,
  actors: Uint8Array,
): number {
  const { rows, fails, wanted, columns, plan } = scan
  const { profileNo, hexNo, actorSetNo, lon, lat } = columns
  const { profileFails, area } = plan
  let count = 0
  for (let row = from; row < to; row++) {
    let failed =
      (profileFails[profileNo[row] ?? 0] ?? 0) |
      (cells[hexNo[row] ?? 0] ?? 0) |
      (actors[actorSetNo[row] ?? 0] ?? 0) |
      timeFails
    if ((failed & TEST_EACH) !== 0) {
      failed &= ~TEST_EACH
      if (area !== undefined && !isInArea(area, lon[row] ?? Number.NaN, lat[row] ?? Number.NaN)) failed |= FAILS_PLACE
    }
    rows[count] = row
    fails[count] = failed
    count += wanted[failed] ?? 0
  }
  return count
}

/** A block that the period cuts: adds FAILS_TIME row by row to what `scanned` rows fail, and keeps those still wanted. */
function cutByTime(scan: BlockScan, scanned: number): number {
  const { rows, fails, wanted, plan } = scan
  const { day } = scan.columns
  let count = 0
  for (let i = 0; i < scanned; i++) {
    const row = rows[i] ?? 0
    const d = day[row] ?? 0
    const failed = (fails[i] ?? 0) | (d >= plan.fromDay && d < plan.toDay ? 0 : FAILS_TIME)
    rows[count] = row
    fails[count] = failed
    count += wanted[failed] ?? 0
  }
  return count
}

/** Where a block with these first and last days lies to the period. */
function sideOf(plan: Plan, first: number, last: number): { readonly isOut: boolean; readonly isCut: boolean } {
  const isOut = last < plan.fromDay || first >= plan.toDay
  return { isOut, isCut: !isOut && (first < plan.fromDay || last >= plan.toDay) }
}

/**
 * Runs over all rows a block at a time and hands on those whose failure is `wanted`. Nothing is allocated per row.
 * Where rows stand in the order of time, whole blocks are decided by their first and last day.
 */
export function scanRows(columns: SituationColumns, plan: Plan, wanted: Uint8Array, visit: VisitBlock): void {
  const { blockFirstDay, blockLastDay } = daySpan(columns)
  const scan: BlockScan = {
    columns,
    plan,
    wanted,
    rows: new Uint32Array(BLOCK_ROWS),
    fails: new Uint8Array(BLOCK_ROWS),
  }
  const isPlain = plan.cells === undefined && plan.actorSetFails === undefined
  const cells = plan.cells ?? new Uint8Array(columns.dictionaries.hexes.length)
  const actors = plan.actorSetFails ?? new Uint8Array(columns.dictionaries.actorSets.length)
  for (let from = 0, block = 0; from < columns.size; from += BLOCK_ROWS, block++) {
    const to = Math.min(from + BLOCK_ROWS, columns.size)
    const { isOut, isCut } = sideOf(plan, blockFirstDay[block] ?? 0, blockLastDay[block] ?? 0)
    const timeFails = isOut ? FAILS_TIME : 0
    if (isOut && wanted[FAILS_TIME] === 0) continue
    let count = isPlain
      ? scanProfiles(scan, from, to, timeFails)
      : scanPlaces(scan, { from, to, timeFails }, cells, actors)
    if (isCut) count = cutByTime(scan, count)
    if (count > 0) visit(scan.rows, scan.fails, count)
  }
}

/** Rows that pass the whole filter and that the mask lets through, in the order of the columns. */
export function selectRows(columns: SituationColumns, mask: AccessMask, filter: PictureFilter): Uint32Array {
  let selected = new Uint32Array(1024)
  let size = 0
  scanRows(columns, planOf(columns, mask, filter), wantedFails(0), (rows, _fails, count) => {
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
