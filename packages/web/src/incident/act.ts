import {
  GRADES_PATH,
  MERGE_UNDO_PATH,
  PROPOSAL_DECISION_PATH,
  PROPOSALS_PATH,
  STATE_CHANGES_PATH,
  type DecisionOutcome,
  type IncidentState,
  type VerificationBasis,
  type VerificationView,
} from '@eirene/domain/incident'
import type { Credibility, Reliability, ReportView } from '@eirene/domain/report'
import { fillPath, send } from '../edge/index.ts'

/** An act that a person has begun: what its dialog asks for. */
export type Act =
  | { readonly kind: 'state'; readonly to: IncidentState }
  | { readonly kind: 'propose' }
  | { readonly kind: 'decide'; readonly outcome: DecisionOutcome }
  | { readonly kind: 'grade'; readonly report: ReportView }
  | { readonly kind: 'unmerge' }

/** What the dialog of an act collects besides its reason. */
export interface ActFields {
  /** Null: not chosen yet. */
  readonly basis: VerificationBasis | null
  readonly reliability: Reliability
  readonly credibility: Credibility
}

/** Sends an act as the person saw the record. Throws Refusal. */
export async function sendAct(
  slug: string,
  verification: VerificationView,
  act: Act,
  { reason, fields }: { readonly reason: string; readonly fields: ActFields },
): Promise<void> {
  const { incidentId: id, revision: seenRevision, proposal, mergedInto, grades } = verification
  switch (act.kind) {
    case 'state':
      await send('POST', fillPath(STATE_CHANGES_PATH, { slug, id }), { to: act.to, reason, seenRevision })
      return
    case 'propose':
      await send('POST', fillPath(PROPOSALS_PATH, { slug, id }), { basis: fields.basis, reason, seenRevision })
      return
    case 'decide':
      await send('POST', fillPath(PROPOSAL_DECISION_PATH, { slug, id: proposal?.id ?? '' }), {
        outcome: act.outcome,
        reason,
        seenRevision,
      })
      return
    case 'grade':
      await send('POST', fillPath(GRADES_PATH, { slug, id: act.report.id }), {
        incidentId: id,
        reliability: fields.reliability,
        credibility: fields.credibility,
        reason,
        seenGrades: grades.filter((grade) => grade.reportId === act.report.id).length + 1,
      })
      return
    case 'unmerge':
      await send('POST', fillPath(MERGE_UNDO_PATH, { slug, id: mergedInto?.mergeId ?? '' }), { reason })
  }
}
