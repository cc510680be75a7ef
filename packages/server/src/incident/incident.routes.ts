import {
  DISMISSALS_PATH,
  GRADES_PATH,
  INBOX_PATH,
  MERGE_UNDO_PATH,
  MERGES_PATH,
  parseDecisionOrder,
  parseDismissalOrder,
  parseGradeOrder,
  parseMergeOrder,
  parseProposalOrder,
  parseStateChangeOrder,
  parseUndoOrder,
  PROPOSAL_DECISION_PATH,
  PROPOSALS_PATH,
  STATE_CHANGES_PATH,
  VERIFICATION_PATH,
  type InboxPage,
  type VerificationView,
} from '@eirene/domain/incident'
import { mustId, mustParse, queryPart, type OperationCall, type Route } from '../edge/index.ts'
import { changeState } from './change-state.ts'
import { gradeReport } from './grade-report.ts'
import { mustQueue, readInbox } from './list-inbox.ts'
import { dismissSuggestion, mergeIncidents, undoMerge } from './merge-incidents.ts'
import { decideVerification, proposeVerification } from './verify-incident.ts'
import { viewVerification } from './view-verification.ts'
import type { VerificationDeps } from './with-cases.ts'

/** Reading: the inbox of the person, and how far one record is verified. */
function readingRoutes(deps: VerificationDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: INBOX_PATH,
      access: 'operation',
      handle: (call): Promise<InboxPage> =>
        readInbox(call, mustQueue(queryPart(call, 'queue')), queryPart(call, 'after')),
    },
    {
      method: 'GET',
      path: VERIFICATION_PATH,
      access: 'operation',
      handle: (call): Promise<VerificationView> => viewVerification(deps, call, mustId(call)),
    },
  ]
}

/** An act on a record: done, then answered with how it stands now. */
type ActOn = (call: OperationCall) => Promise<string>

function answerWith(deps: VerificationDeps, act: ActOn) {
  return async (call: OperationCall): Promise<VerificationView> => {
    const incidentId = await act(call)
    call.reply.code(201)
    return viewVerification(deps, call, incidentId)
  }
}

/** The inbox and the acts of verification: screen, assign, grade, corroborate, propose, confirm, set aside, merge. */
export function incidentRoutes(deps: VerificationDeps): readonly Route[] {
  const post = (path: string, access: Extract<Route['access'], `act:${string}`>, act: ActOn): Route => ({
    method: 'POST',
    path,
    access,
    handle: answerWith(deps, act),
  })
  return [
    ...readingRoutes(deps),
    post(STATE_CHANGES_PATH, 'act:incident.handle', async (call) => {
      const id = mustId(call)
      await changeState(deps, call, id, mustParse(parseStateChangeOrder(call.request.body)))
      return id
    }),
    post(GRADES_PATH, 'act:incident.grade', async (call) => {
      const order = mustParse(parseGradeOrder(call.request.body))
      await gradeReport(deps, call, mustId(call), order)
      return order.incidentId
    }),
    post(PROPOSALS_PATH, 'act:incident.assess', async (call) => {
      const id = mustId(call)
      await proposeVerification(deps, call, id, mustParse(parseProposalOrder(call.request.body)))
      return id
    }),
    post(PROPOSAL_DECISION_PATH, 'act:incident.confirm', (call) =>
      decideVerification(deps, call, mustId(call), mustParse(parseDecisionOrder(call.request.body))),
    ),
    post(MERGES_PATH, 'act:incident.merge', async (call) => {
      const order = mustParse(parseMergeOrder(call.request.body))
      await mergeIncidents(deps, call, order)
      return order.incidentId
    }),
    post(MERGE_UNDO_PATH, 'act:incident.merge', (call) =>
      undoMerge(deps, call, mustId(call), mustParse(parseUndoOrder(call.request.body))),
    ),
    post(DISMISSALS_PATH, 'act:incident.merge', async (call) => {
      const order = mustParse(parseDismissalOrder(call.request.body))
      await dismissSuggestion(deps, call, order)
      return order.incidentId
    }),
  ]
}
