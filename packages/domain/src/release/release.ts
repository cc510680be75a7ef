import type { Realm } from '../access/index.ts'
import type { CoarseTime, ReleaseAudience } from './audience.ts'
import type { WithheldFor } from './count-table.ts'

/** proposed → released → withdrawn, or proposed → refused. What was released stays as it was. */
export const RELEASE_STATES = ['proposed', 'released', 'refused', 'withdrawn'] as const
export type ReleaseState = (typeof RELEASE_STATES)[number]

/** Which records a release counts by how far they were verified: all that were not rejected, or those verified. */
export const RELEASE_BASES = ['reported', 'verified'] as const
export type ReleaseBasis = (typeof RELEASE_BASES)[number]

/** A figure as it is shown: exact when both bounds are the same; `most` null: no upper bound. A null figure is withheld. */
export type ShownFigure = { readonly least: number; readonly most: number | null } | null

/** A table of one unit of time. The last cell of each row is its total; `totals` is the last row. */
export interface ReleaseTable {
  readonly unit: string
  readonly fromOn: string
  readonly toOn: string
  readonly areas: readonly string[]
  readonly rows: readonly { readonly family: string; readonly cells: readonly ShownFigure[] }[]
  readonly totals: readonly ShownFigure[]
}

/** A line of a partner's list: how many incidents of a type in a hexagon (or, for a sensitive site, an area) on a day. */
export interface ReleaseLine {
  readonly on: string
  readonly typeCode: string
  /** H3 cell of resolution 6, or the name of an area; empty: not known. */
  readonly place: string
  readonly incidents: number
}

/** What leaves: everything that a release shows, frozen. It holds no id of a record, no place finer and no text other than these. */
export interface ReleaseContent {
  readonly layout: 1
  readonly audience: ReleaseAudience
  readonly operation: { readonly name: string; readonly acronym: string; readonly realm: Realm }
  readonly title: string
  /** Written and reviewed by people; may be empty. */
  readonly text: string
  readonly fromOn: string
  readonly toOn: string
  readonly time: Exclude<CoarseTime, 'exact'>
  readonly delayDays: number
  /** Figures below it are not shown; null: a list without such a rule. */
  readonly k: number | null
  readonly basis: ReleaseBasis
  readonly asOfOn: string
  readonly tables: readonly ReleaseTable[]
  readonly list: readonly ReleaseLine[]
}

/** What the desk sees beside the content: why figures are withheld, never how many they count. */
export interface ReleaseDesk {
  /** For each table of the content the reasons in the shape of its cells: rows, then totals. */
  readonly withheld: readonly (readonly (readonly (WithheldFor | null)[])[])[]
  readonly counts: Readonly<Record<WithheldFor, number>>
  /** Incidents of the period that this audience never gets: by their type, their compartment or a time known too vaguely. */
  readonly leftOut: number
  /** What was asked for against what the audience gets; absent in proposals made before this was kept. */
  readonly period?: ReleasePeriod
}

/** The period that was asked for, and how much of it whole units of time that are old enough cover. Days are [fromOn, toOn). */
export interface ReleasePeriod {
  readonly fromOn: string
  readonly toOn: string
  /** Null: no unit lies wholly in the period and is old enough. */
  readonly covered: { readonly fromOn: string; readonly toOn: string } | null
  /** Incidents that would reach this audience, but lie in a part of the period that is not covered. */
  readonly fellOut: number
}

/** The parts of the asked period that are not covered: before and after, [fromOn, toOn) each. */
export function uncovered({
  fromOn,
  toOn,
  covered,
}: ReleasePeriod): readonly { readonly fromOn: string; readonly toOn: string }[] {
  if (covered === null) return [{ fromOn, toOn }]
  return [
    ...(fromOn < covered.fromOn ? [{ fromOn, toOn: covered.fromOn }] : []),
    ...(covered.toOn < toOn ? [{ fromOn: covered.toOn, toOn }] : []),
  ]
}

/** A figure of a release with the records behind it: kept by the store against differencing, shown to nobody. */
export interface ReleaseFigure {
  readonly key: string
  readonly ids: readonly string[]
}
