/** GET: everything that was done with a record, who was told of it, and its versions. */
export const HISTORY_PATH = '/v1/operations/:slug/incidents/:id/history'

/** What happened to a record, in one line of time. */
export const HISTORY_KINDS = [
  'recorded',
  'reported',
  'corrected',
  'state',
  'grade',
  'proposal',
  'decision',
  'merge',
  'unmerge',
  'cited',
  'released',
] as const
export type HistoryKind = (typeof HISTORY_KINDS)[number]

/** One entry. `from` and `to` are states of a change; else `to` names what it is about, and `from` is empty. */
export interface HistoryEvent {
  readonly kind: HistoryKind
  readonly at: string
  readonly from: string
  readonly to: string
  /** Empty where the kind has none. */
  readonly reason: string
  /** Null: a machine or an import did it, or it is not known who. */
  readonly personName: string | null
  /** The second person of a verification, whom `personName` proposed it to; null where the step takes one, or it is not known who. */
  readonly confirmedByName: string | null
}

/** One version of the record, or of a report behind it, as texts that are compared field by field; null: not known. */
export interface RecordVersion {
  readonly id: string
  readonly kind: 'incident' | 'report'
  readonly recordedAt: string
  readonly fields: Readonly<Record<string, string | null>>
}

export interface RecordHistoryView {
  /** Oldest first. */
  readonly events: readonly HistoryEvent[]
  /** Versions of the record, then those of its reports, each oldest first. */
  readonly versions: readonly RecordVersion[]
}
