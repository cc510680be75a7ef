import type { SituationColumns } from './columns.ts'
import { BLOCK_ROWS, cellsAt, daySpan, scratchLines } from './derived.ts'
import { isHex, isTimeStep, resolutionOf, type Dimension } from './dimension.ts'
import { FAILS_ACTOR, FAILS_PLACE, FAILS_PROFILE, FAILS_TIME, wantedFails, type Block } from './scan.ts'
import { LINE } from './tally.ts'

/** Figures by the numbers of one column, while a scan runs. */
export interface Sums {
  /** LINE numbers for each number of the column and each of `linesPerNo`. */
  readonly lines: Float64Array
  /** Counting rules apart, or 1 where `ruleOf` tells the rule of each number. */
  readonly linesPerNo: number
  readonly ruleOf: readonly number[] | undefined
  /** The column's value that number 0 stands for. */
  readonly offset: number
}

interface Summing extends Sums {
  readonly column: Uint32Array
  /** Coarser number for each of the column's; undefined where it is summed by its own. */
  readonly through: Uint32Array | undefined
  /** 1 for the failures of the rows that this sum takes. */
  readonly taken: Uint8Array
}

/** The column that a dimension is summed by. Dimensions of one column share a sum. */
export type SumBy = 'profile' | 'day' | 'actorSet' | 'place' | 'hex3' | 'hex4' | 'hex5' | 'hex6' | 'hex7'

/**
 * By which key sums are kept from which a dimension can be counted: steps of time are added up from days, areas from
 * places.
 */
export function sumByOf(by: Dimension): SumBy {
  if (isTimeStep(by)) return 'day'
  if (isHex(by)) return by
  if (by === 'actor') return 'actorSet'
  return by === 'place' || by === 'area' || by === 'country' ? 'place' : 'profile'
}

/** The failure that the histograms of a sum leave out when they ignore their own filter. */
export function ignoredBy(sumBy: SumBy): number {
  if (sumBy === 'day') return FAILS_TIME
  if (sumBy === 'profile') return FAILS_PROFILE
  if (sumBy === 'actorSet') return FAILS_ACTOR
  return sumBy === 'place' ? 0 : FAILS_PLACE
}

function columnOf(
  columns: SituationColumns,
  sumBy: SumBy,
): Pick<Summing, 'column' | 'through' | 'offset'> & { readonly count: number } {
  const { dictionaries } = columns
  if (sumBy === 'profile')
    return { column: columns.profileNo, through: undefined, offset: 0, count: dictionaries.profiles.typeNo.length }
  if (sumBy === 'actorSet')
    return { column: columns.actorSetNo, through: undefined, offset: 0, count: dictionaries.actorSets.length }
  if (sumBy === 'place')
    return { column: columns.placeNo, through: undefined, offset: 0, count: dictionaries.places.names.length }
  if (sumBy === 'day') {
    const { firstDay, lastDay } = daySpan(columns)
    const { buffer, byteOffset, length } = columns.day
    // The same bits, so that every column has one type; differences to the first day come out right all the same.
    const column = new Uint32Array(buffer, byteOffset, length)
    return columns.size === 0
      ? { column, through: undefined, offset: 0, count: 0 }
      : { column, through: undefined, offset: firstDay, count: lastDay - firstDay + 1 }
  }
  const { no, cells } = cellsAt(columns, resolutionOf(sumBy))
  return { column: columns.hexNo, through: no, offset: 0, count: cells.length }
}

/** Empty sums over one column. `isOwnIgnored`: rows that fail nothing but the dimension's own filter are summed too. */
export function summingOf(columns: SituationColumns, sumBy: SumBy, isOwnIgnored: boolean): Summing {
  const { count, ...column } = columnOf(columns, sumBy)
  const isProfile = sumBy === 'profile'
  const linesPerNo = isProfile ? 1 : Math.max(1, columns.dictionaries.countingRules.length)
  return {
    ...column,
    lines: scratchLines(columns, sumBy, count * linesPerNo * LINE),
    linesPerNo,
    ruleOf: isProfile ? columns.dictionaries.profiles.countingRuleNo : undefined,
    taken: wantedFails(isOwnIgnored ? ignoredBy(sumBy) : 0),
  }
}

/** Rows of one block that this sum takes: `taken[fails]` is 1 for them. Without a branch, as the rows come in no order. */
function takenRows(block: Block, taken: Uint8Array, into: Uint32Array): number {
  const { rows, fails, count } = block
  let size = 0
  for (let i = 0; i < count; i++) {
    into[size] = rows[i] ?? 0
    size += taken[fails[i] ?? 0] ?? 0
  }
  return size
}

/** The number of each row's entry in the column, or in what the column is summed through. */
function numbersOf({ column, through, offset }: Summing, { rows, size, at }: TakenRows): void {
  if (through === undefined) for (let i = 0; i < size; i++) at[i] = ((column[rows[i] ?? 0] ?? 0) - offset) | 0
  else for (let i = 0; i < size; i++) at[i] = through[column[rows[i] ?? 0] ?? 0] ?? 0
}

/** From numbers to lines: each number has one line for each counting rule. */
function linesOf(linesPerNo: number, profileNo: Uint32Array, ruleOf: Uint8Array, { rows, size, at }: TakenRows): void {
  if (linesPerNo === 1) return
  for (let i = 0; i < size; i++) at[i] = (at[i] ?? 0) * linesPerNo + (ruleOf[profileNo[rows[i] ?? 0] ?? 0] ?? 0)
}

/** Adds the figures of the rows, each to its line. Those that lack a figure are few and go another way. */
function addRows(lines: Float64Array, columns: SituationColumns, { rows, size, at: lineOf }: TakenRows): void {
  const { killedLow, killedBest, killedHigh } = columns
  for (let i = 0; i < size; i++) {
    const row = rows[i] ?? 0
    const at = (lineOf[i] ?? 0) * LINE
    const low = killedLow[row] ?? 0
    const best = killedBest[row] ?? 0
    const high = killedHigh[row] ?? 0
    lines[at] = (lines[at] ?? 0) + 1
    if ((low | best | high) < 0) {
      addKnown(lines, at, 1, low)
      addKnown(lines, at, 2, best)
      addKnown(lines, at, 3, high)
    } else {
      lines[at + 1] = (lines[at + 1] ?? 0) + low
      lines[at + 2] = (lines[at + 2] ?? 0) + best
      lines[at + 3] = (lines[at + 3] ?? 0) + high
    }
  }
}

/** Adds a figure where it is known, else one to the count of those that are not, three places on. */
function addKnown(lines: Float64Array, at: number, place: number, killed: number): void {
  const to = killed < 0 ? at + place + 3 : at + place
  lines[to] = (lines[to] ?? 0) + (killed < 0 ? 1 : killed)
}

interface TakenRows {
  readonly rows: Uint32Array
  readonly size: number
  readonly at: Uint32Array
}

/** A function that adds the rows of one block to a sum. `ruleOf` gives the counting rule of each profile. */
export function blockSummer(columns: SituationColumns, ruleOf: Uint8Array): (summing: Summing, block: Block) => void {
  const taken = new Uint32Array(BLOCK_ROWS)
  const at = new Uint32Array(BLOCK_ROWS)
  return (summing, block) => {
    const { common } = block
    if (common !== undefined && summing.taken[common] !== 1) return
    const rows =
      common === undefined
        ? { rows: taken, size: takenRows(block, summing.taken, taken), at }
        : { rows: block.rows, size: block.count, at }
    numbersOf(summing, rows)
    linesOf(summing.linesPerNo, columns.profileNo, ruleOf, rows)
    addRows(summing.lines, columns, rows)
  }
}
