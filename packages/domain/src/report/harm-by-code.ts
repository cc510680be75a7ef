import type { ClaimedHarm } from './imported-event.ts'

/** What befell people in an event, as far as it is counted. */
export interface HarmCounts {
  readonly killed: number
  readonly injured: number
  readonly abducted: number
  readonly detained: number
}

/** Sum of the best figures by category; what is not known adds nothing. Only for choosing a type, never shown. */
export function harmCounts(harm: readonly ClaimedHarm[]): HarmCounts {
  const of = (category: ClaimedHarm['category']): number =>
    harm.filter((it) => it.category === category).reduce((sum, it) => sum + (it.best ?? 0), 0)
  return { killed: of('killed'), injured: of('injured'), abducted: of('abducted'), detained: of('detained') }
}

/** Code of an event against civilians by the gravest thing that is counted: killing, abduction, injury, detention, else damage. */
export function civilianCode(counts: HarmCounts): string {
  if (counts.killed > 0) return 'CIV-01'
  if (counts.abducted > 0) return 'CIV-04'
  if (counts.injured > 0) return 'CIV-02'
  return counts.detained > 0 ? 'CIV-06' : 'CIV-10'
}
