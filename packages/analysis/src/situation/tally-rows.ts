import type { Tally } from '@eirene/domain/situation'
import { entryAt, type SituationColumns } from './columns.ts'
import { LINE, tallyOf } from './tally.ts'

/** The figure of some rows: incidents, and people killed by counting rule. Removed rows count nothing. */
export function tallyOfRows(columns: SituationColumns, rows: ArrayLike<number>): Tally {
  const { countingRules, profiles } = columns.dictionaries
  const lines = new Float64Array(Math.max(1, countingRules.length) * LINE)
  for (const row of Array.from(rows)) {
    const profileNo = columns.profileNo[row] ?? 0
    if (profileNo === 0) continue
    const at = entryAt(profiles.countingRuleNo, profileNo) * LINE
    lines[at] = (lines[at] ?? 0) + 1
    ;[columns.killedLow[row], columns.killedBest[row], columns.killedHigh[row]].forEach((killed = -1, i) => {
      const to = killed < 0 ? at + 4 + i : at + 1 + i
      lines[to] = (lines[to] ?? 0) + (killed < 0 ? 1 : killed)
    })
  }
  return tallyOf(lines, 0, countingRules)
}
