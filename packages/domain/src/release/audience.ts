import type { TimePrecision } from '../time/index.ts'

/** Rungs of the ladder, from the innermost to everybody. */
export const AUDIENCES = ['compartment', 'operation', 'partner', 'restricted', 'open'] as const
export type Audience = (typeof AUDIENCES)[number]

/** Rungs that lie outside the operation: only these are made into a release. */
export const RELEASE_AUDIENCES = ['partner', 'restricted', 'open'] as const
export type ReleaseAudience = (typeof RELEASE_AUDIENCES)[number]

/** How far a type of incident may travel, as the code list says: P outside after coarsening, R in the operation, C in its compartment. */
export type TypeSensitivity = 'P' | 'R' | 'C'

export type CoarsePlace = 'exact' | 'cell_1km' | 'hexagon' | 'adm2' | 'adm1'
export type CoarseTime = 'exact' | 'day' | 'week' | 'month'

/** What an audience gets of a record. */
export interface Rung {
  readonly place: CoarsePlace
  readonly time: CoarseTime
  /** Whole days that must have passed since the end of the unit of time. */
  readonly delayDays: number
  readonly content: 'full_without_identity' | 'summary' | 'type_counts' | 'family_ranges' | 'family_counts'
  /** Smallest figure of a table that is shown; null: no tables. */
  readonly k: number | null
  readonly sensitivities: readonly TypeSensitivity[]
}

/** H3 resolution of a partner's hexagon: about 6 km across. */
export const PARTNER_H3_RESOLUTION = 6

/** The ladder as data. Each rung is at most as fine as the one before it, in every column. */
export const LADDER: Readonly<Record<Audience, Rung>> = {
  compartment: {
    place: 'exact',
    time: 'exact',
    delayDays: 0,
    content: 'full_without_identity',
    k: null,
    sensitivities: ['P', 'R', 'C'],
  },
  operation: { place: 'cell_1km', time: 'exact', delayDays: 0, content: 'summary', k: 5, sensitivities: ['P', 'R'] },
  partner: { place: 'hexagon', time: 'day', delayDays: 0, content: 'type_counts', k: 5, sensitivities: ['P'] },
  restricted: { place: 'adm2', time: 'week', delayDays: 7, content: 'family_ranges', k: 11, sensitivities: ['P'] },
  open: { place: 'adm1', time: 'month', delayDays: 30, content: 'family_counts', k: 11, sensitivities: ['P'] },
}

/** Compartments whose records never leave as single events, nor as counts of this product (prohibition N3). */
export const NEVER_RELEASED = ['CRSV', 'CAAC', 'SEA', 'TIP', 'SOURCE-ID', 'PERSONNEL'] as const

/** Bounds of the ranges that stand in place of a count: [least, next least). */
export const RANGE_STARTS = [11, 21, 51, 101, 251, 501, 1001] as const

/** Precisions of a time that are finer than or equal to a unit: others would be put into a unit that nobody knows. */
export const PRECISE_ENOUGH: Readonly<Record<CoarseTime, readonly TimePrecision[]>> = {
  exact: ['minute', 'hour', 'day', 'week', 'month', 'year'],
  day: ['minute', 'hour', 'day'],
  week: ['minute', 'hour', 'day', 'week'],
  month: ['minute', 'hour', 'day', 'week', 'month'],
}
