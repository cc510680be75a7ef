import * as z from 'zod/mini'
import { firstDayOf, reducedPrecision } from '../../time/index.ts'

/** `verified`: read in a source that is named. `unverified`: a lead from memory or from a source not yet read. */
export const VERIFICATIONS = ['verified', 'unverified'] as const
export type Verification = (typeof VERIFICATIONS)[number]

/** A date as exactly as it is known: day, month or year. */
export const reducedDate = z.string().check(z.refine((text) => reducedPrecision(text) !== undefined, 'no such date'))

/** `source-id` or `source-id#locator`: where in the source, such as a symbol or a row. */
const sourceRef = z.string().check(z.regex(/^[a-z0-9-]+(#.+)?$/))

/** What every curated statement carries. Intervals are half-open: `to` is the first day, month or year it no longer holds. */
export const evidence = {
  from: z.optional(reducedDate),
  to: z.optional(reducedDate),
  sources: z.array(sourceRef).check(z.minLength(1)),
  verification: z.enum(VERIFICATIONS),
  note: z.optional(z.string()),
}

/** One curated statement: value, when it held, where it was read, and whether it was. */
export interface Fact<T> {
  readonly value: T
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly sources: readonly string[]
  readonly verification: Verification
  readonly note?: string | undefined
}

/** Id of the source in a reference, without the locator. */
export function sourceIdOf(reference: string): string {
  return reference.split('#', 1)[0] ?? reference
}

/** True when the statement holds on the day (`YYYY-MM-DD`). An open side has no limit; a month or year begins with its first day. */
export function holdsOn(fact: { from?: string | undefined; to?: string | undefined }, day: string): boolean {
  if (fact.from !== undefined && day < firstDayOf(fact.from)) return false
  return fact.to === undefined || day < firstDayOf(fact.to)
}
