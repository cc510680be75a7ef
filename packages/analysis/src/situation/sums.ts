import type { SituationColumns } from './columns.ts'
import { cellsAt, daySpan } from './derived.ts'
import { isHex, isTimeStep, resolutionOf, type Dimension } from './dimension.ts'
import { FAILS_ACTOR, FAILS_PLACE, FAILS_PROFILE, FAILS_TIME } from './scan.ts'
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
  /** The failure that this sum leaves out. */
  readonly ignored: number
}

/** The column that a dimension is summed by. Dimensions of one column share a sum. */
export type SumBy = 'profile' | 'day' | 'actorSet' | 'place' | 'hex3' | 'hex4' | 'hex5' | 'hex6' | 'hex7'

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
    lines: new Float64Array(count * linesPerNo * LINE),
    linesPerNo,
    ruleOf: isProfile ? columns.dictionaries.profiles.countingRuleNo : undefined,
    ignored: isOwnIgnored ? ignoredBy(sumBy) : 0,
  }
}

/** Adds a figure where it is known, else one to the count of those that are not. */
function addKilled(lines: Float64Array, at: number, killed: number): void {
  lines[at] = (lines[at] ?? 0) + (killed < 0 ? 1 : killed)
}

/** Adds the rows of one block. `ruleOf` gives the rule of each profile. */
// eslint-disable-next-line complexity -- each `?? 0` counts as a branch; there are four
export function sumBlock(
  summing: Summing,
  columns: SituationColumns,
  block: { readonly rows: Uint32Array; readonly fails: Uint8Array; readonly count: number },
  ruleOf: Uint8Array,
): void {
  const { column, through, lines, linesPerNo, offset } = summing
  const { killedLow, killedBest, killedHigh, profileNo } = columns
  const { rows, fails, count } = block
  const refused = ~summing.ignored
  for (let i = 0; i < count; i++) {
    if (((fails[i] ?? 0) & refused) !== 0) continue
    const row = rows[i] ?? 0
    let no = ((column[row] ?? 0) - offset) | 0
    if (through !== undefined) no = through[no] ?? 0
    if (linesPerNo > 1) no = no * linesPerNo + (ruleOf[profileNo[row] ?? 0] ?? 0)
    const at = no * LINE
    lines[at] = (lines[at] ?? 0) + 1
    const low = killedLow[row] ?? -1
    const best = killedBest[row] ?? -1
    const high = killedHigh[row] ?? -1
    if ((low | best | high) === 0) continue
    addKilled(lines, low < 0 ? at + 4 : at + 1, low)
    addKilled(lines, best < 0 ? at + 5 : at + 2, best)
    addKilled(lines, high < 0 ? at + 6 : at + 3, high)
  }
}
