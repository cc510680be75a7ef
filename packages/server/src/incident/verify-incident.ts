import { assertStateChange, type DecisionOrder, type ProposalOrder } from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { withSystem, type Tx } from '@eirene/store/db'
import {
  findOpenProposal,
  findProposal,
  insertDecision,
  insertProposal,
  insertStateChange,
  listReporters,
  type Case,
  type ProposalRecord,
} from '@eirene/store/incident'
import { sealRecords, type RecordRef } from '@eirene/store/ledger'
import { notifyIncidents } from '@eirene/store/report'
import { notFound, type OperationPart } from '../edge/index.ts'
import { changeBy } from './change-state.ts'
import { assertMayHandle, withCase, type VerificationDeps } from './with-cases.ts'

/** Who reported a record, also those whose reports this reader may not see. */
export function reportersOf(
  { db }: VerificationDeps,
  call: OperationPart,
  incidentId: string,
): Promise<readonly string[]> {
  return withSystem(db, (tx) => listReporters(tx, call.operation.id, incidentId))
}

function assertNoReporter(call: OperationPart, reporters: readonly string[]): void {
  if (reporters.includes(call.reader.personId))
    throw new Problem('incident.transition_refused', 'Who reported a record may not verify it.')
}

/**
 * Proposes that a corroborated record is verified: the first of two people. Throws Problem 'incident.transition_refused',
 * 'incident.proposal_closed' when another proposal waits already, 'incident.changed', 'access.forbidden'.
 */
export async function proposeVerification(
  deps: VerificationDeps,
  call: OperationPart,
  incidentId: string,
  order: ProposalOrder,
): Promise<void> {
  const operationId = call.operation.id
  const seen = { id: incidentId, seenRevision: order.seenRevision }
  // Before the transaction: a second connection while one is held could wait for itself.
  const reporters = await reportersOf(deps, call, incidentId)
  await withCase(deps, call, seen, async (tx, record) => {
    assertMayHandle(call, 'incident.assess', record)
    if (record.state !== 'corroborated')
      throw new Problem('incident.transition_refused', 'Only a corroborated record can be proposed for verification.')
    assertNoReporter(call, reporters)
    if ((await findOpenProposal(tx, operationId, record)) !== undefined)
      throw new Problem('incident.proposal_closed', 'A proposal for this record waits for its confirmation already.')
    const { basis, reason } = order
    const made = { id: mintId(), incidentId, basis, reason, personId: call.reader.personId, proposedAt: deps.clock() }
    const proposal = await insertProposal(tx, operationId, { ...made, atRevision: record.steps })
    await sealRecords(tx, operationId, [proposal], made.proposedAt)
    await notifyIncidents(tx, operationId, [incidentId])
  })
}

const CLOSED = 'This proposal has been decided, or the record has changed since: there is nothing left to decide.'

/**
 * Decides a proposal: another entitled person confirms (the record is verified) or declines, the proposer withdraws.
 * Answers the id of the record.
 * Throws Problem 'incident.transition_refused', 'incident.proposal_closed', 'incident.changed', 'access.forbidden'.
 */
export async function decideVerification(
  deps: VerificationDeps,
  call: OperationPart,
  proposalId: string,
  order: DecisionOrder,
): Promise<string> {
  const operationId = call.operation.id
  const found = await call.read((tx) => findProposal(tx, operationId, proposalId))
  if (found === undefined) throw notFound()
  const { incidentId } = found
  const reporters = await reportersOf(deps, call, incidentId)
  await withCase(deps, call, { id: incidentId, seenRevision: order.seenRevision }, async (tx, record) => {
    const proposal = await findOpenProposal(tx, operationId, record)
    if (proposal?.id !== proposalId) throw new Problem('incident.proposal_closed', CLOSED)
    assertMayDecide(call, record, proposal, { order, reporters })
    const { outcome, reason } = order
    const decision = { proposalId, outcome, reason, personId: call.reader.personId, decidedAt: deps.clock() }
    const written = [await insertDecision(tx, operationId, decision)]
    if (outcome === 'confirmed') written.push(await insertVerified(deps, call, tx, { record, proposal, reporters }))
    await sealRecords(tx, operationId, written, decision.decidedAt)
    await notifyIncidents(tx, operationId, [incidentId])
  })
  return incidentId
}

function assertMayDecide(
  call: OperationPart,
  record: Case,
  proposal: ProposalRecord,
  { order, reporters }: { readonly order: DecisionOrder; readonly reporters: readonly string[] },
): void {
  const isOwn = proposal.personId === call.reader.personId
  if (order.outcome === 'withdrawn') {
    if (!isOwn) throw new Problem('access.forbidden', 'Only the person who proposed can withdraw; decline it instead.')
    return
  }
  if (isOwn)
    throw new Problem(
      'incident.transition_refused',
      'Verification needs a second person; you can withdraw the proposal.',
    )
  assertMayHandle(call, 'incident.confirm', record)
  assertNoReporter(call, reporters)
}

async function insertVerified(
  deps: VerificationDeps,
  call: OperationPart,
  tx: Tx,
  {
    record,
    proposal,
    reporters,
  }: { readonly record: Case; readonly proposal: ProposalRecord; readonly reporters: readonly string[] },
): Promise<RecordRef> {
  const change = {
    ...changeBy(deps, call, record, { to: 'verified', reason: proposal.reason }),
    actor: { method: 'human', personId: proposal.personId },
    confirmedBy: call.reader.personId,
  } as const
  assertStateChange(change, reporters)
  return insertStateChange(tx, change)
}
