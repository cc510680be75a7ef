import {
  ACT_OF_TRANSITION,
  assertIndependent,
  assertStateChange,
  isPlainTransition,
  TRANSITIONS,
  type IncidentState,
  type StateChange,
  type StateChangeOrder,
} from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { findMergeOf, insertStateChange, listOriginReports, type Case } from '@eirene/store/incident'
import { sealRecords } from '@eirene/store/ledger'
import { notifyIncidents } from '@eirene/store/report'
import type { OperationPart } from '../edge/index.ts'
import { assertMayHandle, withCase, type VerificationDeps } from './with-cases.ts'

/** A change of a record's state by the person of the call, as it will be kept. */
export function changeBy(
  { clock }: VerificationDeps,
  call: OperationPart,
  record: Case,
  { to, reason }: { readonly to: IncidentState; readonly reason: string },
): StateChange {
  return {
    id: mintId(),
    operationId: call.operation.id,
    incidentId: record.id,
    from: record.state,
    to,
    reason,
    actor: { method: 'human', personId: call.reader.personId },
    confirmedBy: null,
    changedAt: clock().toISOString(),
  }
}

function assertPlain(from: IncidentState, to: IncidentState): void {
  if (!TRANSITIONS[from].includes(to) || isPlainTransition(from, to)) return
  const text =
    to === 'verified'
      ? 'Verification takes two people: propose it, and another person confirms.'
      : 'A record becomes a duplicate by being merged into another.'
  throw new Problem('incident.transition_refused', text, { from, to })
}

/**
 * Brings a record into another state of the table. Corroboration needs two independent origins; `verified` and `duplicate`
 * have their own acts. Throws Problem 'incident.transition_refused', 'incident.changed', 'access.forbidden'.
 */
export async function changeState(
  deps: VerificationDeps,
  call: OperationPart,
  incidentId: string,
  order: StateChangeOrder,
): Promise<void> {
  const seen = { id: incidentId, seenRevision: order.seenRevision }
  await withCase(deps, call, seen, async (tx, record) => {
    assertPlain(record.state, order.to)
    const change = changeBy(deps, call, record, order)
    const act = ACT_OF_TRANSITION[record.state][order.to]
    if (act !== undefined) assertMayHandle(call, act, record)
    assertStateChange(change, [])
    if (record.state === 'duplicate' && (await findMergeOf(tx, call.operation.id, incidentId)) !== undefined)
      throw new Problem('incident.transition_refused', 'This record is merged into another: undo the merge.', {
        from: record.state,
        to: order.to,
      })
    if (order.to === 'corroborated') assertIndependent(await listOriginReports(tx, call.operation.id, incidentId))
    await sealRecords(tx, call.operation.id, [await insertStateChange(tx, change)], new Date(change.changedAt))
    await notifyIncidents(tx, call.operation.id, [incidentId])
  })
}
