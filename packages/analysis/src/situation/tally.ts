import type { KilledSums, Tally } from '@eirene/domain/situation'

/** Numbers kept of each bin and rule: incidents, low, best, high, the three "not known", one spare. */
export const LINE = 8

/** Adds one line to another. */
export function addLine(to: Float64Array, toAt: number, from: Float64Array, fromAt: number): void {
  for (let i = 0; i < LINE; i++) to[toAt + i] = (to[toAt + i] ?? 0) + (from[fromAt + i] ?? 0)
}

/** The tally of one bin: its lines, one per rule, begin at `bin * rules.length * LINE`. */
export function tallyOf(lines: Float64Array, bin: number, rules: readonly string[]): Tally {
  const killed: KilledSums[] = []
  let incidents = 0
  rules.forEach((countingRule, ruleNo) => {
    const at = (bin * rules.length + ruleNo) * LINE
    const count = lines[at] ?? 0
    if (count === 0) return
    incidents += count
    killed.push({
      countingRule,
      incidents: count,
      low: lines[at + 1] ?? 0,
      best: lines[at + 2] ?? 0,
      high: lines[at + 3] ?? 0,
      lowUnknown: lines[at + 4] ?? 0,
      bestUnknown: lines[at + 5] ?? 0,
      highUnknown: lines[at + 6] ?? 0,
    })
  })
  return { incidents, killed: killed.toSorted((a, b) => (a.countingRule < b.countingRule ? -1 : 1)) }
}

/** True when the figure mixes counting rules, so that it has no single sum of people killed. */
export function isMixed(tally: Tally): boolean {
  return tally.killed.filter(({ countingRule }) => countingRule !== '').length > 1
}
