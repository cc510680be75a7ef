import {
  assertMergeable,
  assertStateChange,
  type IncidentState,
  type MergeOrder,
  type UndoOrder,
} from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { findMerge, insertDismissal, insertMerge, insertStateChange, insertUnmerge } from '@eirene/store/incident'
import { sealRecords } from '@eirene/store/ledger'
import { notifyIncidents } from '@eirene/store/report'
import { notFound, type OperationCall } from '../edge/index.ts'
import { changeBy } from './change-state.ts'
import { assertMayHandle, withCase, withCases, type VerificationDeps } from './with-cases.ts'

/**
 * Merges one record into another: it becomes its duplicate, both keep everything. Answers the id of the merge. Throws
 * Problem 'incident.merge_refused', 'incident.changed', 'access.forbidden'.
 */
export async function mergeIncidents(deps: VerificationDeps, call: OperationCall, order: MergeOrder): Promise<string> {
  const { incidentId, intoId, reason } = order
  if (incidentId === intoId) throw new Problem('incident.merge_refused', 'A record cannot be merged into itself.')
  const seen = [
    { id: incidentId, seenRevision: order.seenRevision },
    { id: intoId, seenRevision: order.seenIntoRevision },
  ]
  return withCases(deps, call, seen, async (tx, cases) => {
    const [from, into] = [cases.get(incidentId), cases.get(intoId)]
    if (from === undefined || into === undefined) throw new Error('a locked record is missing')
    assertMayHandle(call, 'incident.merge', from)
    assertMayHandle(call, 'incident.merge', into)
    assertMergeable(from, into)
    const change = changeBy(deps, call, from, { to: 'duplicate', reason })
    assertStateChange(change, [])
    const [id, mergedAt] = [mintId(), deps.clock()]
    const merge = await insertMerge(tx, call.operation.id, {
      id,
      incidentId,
      intoId,
      stateBefore: from.state,
      reason,
      personId: call.reader.personId,
      mergedAt,
    })
    await sealRecords(tx, call.operation.id, [merge, await insertStateChange(tx, change)], mergedAt)
    await notifyIncidents(tx, call.operation.id, [incidentId, intoId])
    return id
  })
}

/**
 * Undoes a merge: the record, whose id is answered, is again in the state before it and shown by itself. Throws Problem
 * 'record.not_found' for a merge that does not stand or may not be seen, 'access.forbidden'.
 */
export async function undoMerge(
  deps: VerificationDeps,
  call: OperationCall,
  mergeId: string,
  { reason }: UndoOrder,
): Promise<string> {
  const operationId = call.operation.id
  const found = await call.read((tx) => findMerge(tx, operationId, mergeId))
  if (found === undefined) throw notFound()
  await withCase(deps, call, { id: found.incidentId, seenRevision: null }, async (tx, record) => {
    const merge = await findMerge(tx, operationId, mergeId)
    if (merge === undefined) throw notFound()
    assertMayHandle(call, 'incident.merge', record)
    const to: IncidentState = merge.stateBefore
    const change = changeBy(deps, call, record, { to, reason })
    assertStateChange(change, [])
    const undoneAt = deps.clock()
    const undo = await insertUnmerge(tx, operationId, { mergeId, reason, personId: call.reader.personId, undoneAt })
    await sealRecords(tx, operationId, [undo, await insertStateChange(tx, change)], undoneAt)
    await notifyIncidents(tx, operationId, [merge.incidentId, merge.intoId])
  })
  return found.incidentId
}

/** Notes that two records tell of two events, so that they are not suggested again. */
export async function dismissSuggestion(
  deps: VerificationDeps,
  call: OperationCall,
  { incidentId, otherId, reason }: { readonly incidentId: string; readonly otherId: string; readonly reason: string },
): Promise<void> {
  if (incidentId === otherId) throw new Problem('incident.merge_refused', 'These are one record, not two.')
  const seen = [incidentId, otherId].map((id) => ({ id, seenRevision: null }))
  await withCases(deps, call, seen, async (tx, cases) => {
    for (const record of cases.values()) assertMayHandle(call, 'incident.merge', record)
    const ids = [incidentId, otherId] as const
    await insertDismissal(tx, call.operation.id, { ids, reason, personId: call.reader.personId, at: deps.clock() })
  })
}
