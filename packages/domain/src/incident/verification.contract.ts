import * as z from 'zod/mini'
import type { Compartment } from '../access/index.ts'
import { parseWith, type Parsed } from '../parse/index.ts'
import { CREDIBILITIES, RELIABILITIES, type ReportView } from '../report/index.ts'
import type { DuplicateReason } from './duplicate.ts'
import type { Harm } from './incident.ts'
import type { IncidentRow } from './incident.contract.ts'
import { INCIDENT_STATES, type IncidentState } from './incident-state.ts'
import type { Origins } from './independence.ts'
import type { MergeObstacle } from './merge.ts'
import type { InboxQueue } from './inbox.ts'

/** GET `?queue=…&after=…`: what waits for the reader, by queue, and one queue's records, longest waiting first. `queue=none`: counts only. */
export const INBOX_PATH = '/v1/operations/:slug/inbox'
/** GET: how far one record is verified, what this reader may do with it, and what it was merged with. */
export const VERIFICATION_PATH = '/v1/operations/:slug/incidents/:id/verification'
/** POST StateChangeOrder. */
export const STATE_CHANGES_PATH = '/v1/operations/:slug/incidents/:id/state-changes'
/** POST GradeOrder: a new grade of a report; those before stay. */
export const GRADES_PATH = '/v1/operations/:slug/reports/:id/grades'
/** POST ProposalOrder: the first of the two steps of a verification. */
export const PROPOSALS_PATH = '/v1/operations/:slug/incidents/:id/verification-proposals'
/** POST DecisionOrder: another person confirms or declines, the same one withdraws. */
export const PROPOSAL_DECISION_PATH = '/v1/operations/:slug/verification-proposals/:id/decision'
/** POST MergeOrder. */
export const MERGES_PATH = '/v1/operations/:slug/merges'
/** POST UndoOrder: both records are as before the merge. */
export const MERGE_UNDO_PATH = '/v1/operations/:slug/merges/:id/undo'
/** POST DismissalOrder: these two are two events. */
export const DISMISSALS_PATH = '/v1/operations/:slug/suggestion-dismissals'

const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000))
/** What the person saw: an act on a record that changed since is refused with 409. */
const seenRevision = z.int().check(z.gte(0))

/** On what a verification rests (dossier 2.4). */
export const VERIFICATION_BASES = ['direct_observation', 'first_hand_testimony', 'documentary_proof'] as const
export type VerificationBasis = (typeof VERIFICATION_BASES)[number]

export const DECISION_OUTCOMES = ['confirmed', 'declined', 'withdrawn'] as const
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number]

const stateChangeSchema = z.strictObject({ to: z.enum(INCIDENT_STATES), reason, seenRevision })
const gradeSchema = z.strictObject({
  incidentId: z.uuid(),
  reliability: z.enum(RELIABILITIES),
  credibility: z.literal(CREDIBILITIES),
  reason,
  /** Grades that the report had when the person looked, the first included. */
  seenGrades: z.int().check(z.gte(1)),
})
const proposalSchema = z.strictObject({ basis: z.enum(VERIFICATION_BASES), reason, seenRevision })
const decisionSchema = z.strictObject({ outcome: z.enum(DECISION_OUTCOMES), reason, seenRevision })
const mergeSchema = z.strictObject({
  incidentId: z.uuid(),
  intoId: z.uuid(),
  reason,
  seenRevision,
  seenIntoRevision: z.int().check(z.gte(0)),
})
const undoSchema = z.strictObject({ reason })
const dismissalSchema = z.strictObject({ incidentId: z.uuid(), otherId: z.uuid(), reason })

export type StateChangeOrder = Readonly<z.infer<typeof stateChangeSchema>>
export type GradeOrder = Readonly<z.infer<typeof gradeSchema>>
export type ProposalOrder = Readonly<z.infer<typeof proposalSchema>>
export type DecisionOrder = Readonly<z.infer<typeof decisionSchema>>
export type MergeOrder = Readonly<z.infer<typeof mergeSchema>>
export type UndoOrder = Readonly<z.infer<typeof undoSchema>>
export type DismissalOrder = Readonly<z.infer<typeof dismissalSchema>>

/** Another state for a record, with the reason and the revision that the person saw. */
export function parseStateChangeOrder(input: unknown): Parsed<StateChangeOrder> {
  return parseWith(stateChangeSchema, input)
}
/** New grades for the source and the information of one report. */
export function parseGradeOrder(input: unknown): Parsed<GradeOrder> {
  return parseWith(gradeSchema, input)
}
/** The first step of a verification: on what it rests, and the revision that the person saw. */
export function parseProposalOrder(input: unknown): Parsed<ProposalOrder> {
  return parseWith(proposalSchema, input)
}
/** What a second person, or who proposed, makes of a proposal. */
export function parseDecisionOrder(input: unknown): Parsed<DecisionOrder> {
  return parseWith(decisionSchema, input)
}
/** Which record becomes the duplicate of which, with the revisions of both that the person saw. */
export function parseMergeOrder(input: unknown): Parsed<MergeOrder> {
  return parseWith(mergeSchema, input)
}
/** That a merge is taken back, with the reason. */
export function parseUndoOrder(input: unknown): Parsed<UndoOrder> {
  return parseWith(undoSchema, input)
}
/** That two suggested records are two events, with the reason. */
export function parseDismissalOrder(input: unknown): Parsed<DismissalOrder> {
  return parseWith(dismissalSchema, input)
}

/** A second record that may tell of the same event, with what speaks for it. */
export interface DuplicateSuggestion {
  readonly incident: IncidentRow
  readonly reasons: readonly DuplicateReason[]
}

export interface InboxItem {
  readonly incident: IncidentRow
  /** Since when it waits in this queue. */
  readonly waitingSince: string
  /** The other record of a suggested duplicate; null in the other queues. */
  readonly twin: DuplicateSuggestion | null
}

export interface InboxPage {
  /**
   * The queues that this person works, each with what waits in it; a protection record counts in its queue and once more in its
   * own. Null: not counted. Possible duplicates are counted only when their queue is asked for, or shown because nothing else waits; with
   * a later page nothing is counted.
   */
  readonly queues: readonly { readonly queue: InboxQueue; readonly count: number | null }[]
  /** The queue that `items` are of; null when none was asked for or the person works none. */
  readonly queue: InboxQueue | null
  readonly items: readonly InboxItem[]
  /** Cursor of the next page; null on the last. */
  readonly after: string | null
}

export interface GradeView {
  readonly reportId: string
  readonly reliability: string
  readonly credibility: number
  readonly reason: string
  readonly gradedAt: string
  readonly personName: string | null
}

export interface ProposalView {
  readonly id: string
  readonly basis: VerificationBasis
  readonly reason: string
  readonly personName: string | null
  readonly proposedAt: string
  readonly isOwn: boolean
}

/** How a record came to be verified: the two people and on what it rests. */
export interface VerifiedView {
  /** Null: it was verified elsewhere, before it came here. */
  readonly basis: VerificationBasis | null
  readonly reason: string
  /** Null: not known who. */
  readonly proposedByName: string | null
  readonly confirmedByName: string | null
  readonly verifiedAt: string
}

export interface MergeView {
  readonly mergeId: string
  readonly incident: IncidentRow
  readonly reason: string
  readonly personName: string | null
  readonly mergedAt: string
}

/** How far a record is verified and what this reader may do with it now. */
export interface VerificationView {
  readonly incidentId: string
  readonly state: IncidentState
  /** Goes up with each change of state, proposal and decision: sent back with an act as `seenRevision`. */
  readonly revision: number
  /** Protection compartments: who is not mandated for them may do nothing with the record. */
  readonly restriction: readonly Compartment[]
  /** True when the reader reported it, and so may take no part in its verification. */
  readonly isReporter: boolean
  readonly may: {
    readonly become: readonly IncidentState[]
    readonly grade: boolean
    readonly propose: boolean
    readonly confirm: boolean
    readonly merge: boolean
    /** The merge by which this record is a duplicate may be undone. */
    readonly unmerge: boolean
  }
  readonly origins: Origins
  /** Later grades of its reports, oldest first. */
  readonly grades: readonly GradeView[]
  readonly proposal: ProposalView | null
  /** Null: the record is not verified, or no step here made it so. */
  readonly verified: VerifiedView | null
  readonly mergedInto: MergeView | null
  /** Records merged into this one, shown under it while the merge stands; both keep everything. */
  readonly merged: readonly (MergeView & { readonly harm: readonly Harm[]; readonly reports: readonly ReportView[] })[]
  readonly suggestions: readonly (DuplicateSuggestion & {
    readonly revision: number
    /** What stands against merging this record into the other; null: it can be done. */
    readonly obstacle: MergeObstacle | null
    readonly obstacleTheOtherWay: MergeObstacle | null
  })[]
}
