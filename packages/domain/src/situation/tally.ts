/** People killed in some incidents of one counting rule. Sums are over the incidents that give the figure. */
export interface KilledSums {
  /** Name of the counting rule; empty for incidents without any figure. Sums of different rules are never added. */
  readonly countingRule: string
  readonly incidents: number
  readonly low: number
  readonly best: number
  readonly high: number
  /** Incidents that do not give the figure. */
  readonly lowUnknown: number
  readonly bestUnknown: number
  readonly highUnknown: number
}

/** A figure: how many incidents, and the people killed in them, by counting rule. */
export interface Tally {
  readonly incidents: number
  readonly killed: readonly KilledSums[]
}
