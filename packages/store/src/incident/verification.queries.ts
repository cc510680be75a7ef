import type { Marking } from '@eirene/domain/access'
import {
  VERIFICATION_BASES,
  type DecisionOutcome,
  type IncidentState,
  type OriginReport,
  type StateChange,
  type VerificationBasis,
} from '@eirene/domain/incident'
import { sql, type RawBuilder } from 'kysely'
import { toMarking } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { RecordRef } from '../ledger/index.ts'
import { mustBeOneOf, toIncidentState } from './incident.queries.ts'
import { mergedTree } from './merge.queries.ts'

/** A record as far as its verification goes. */
export interface Case {
  readonly id: string
  readonly state: IncidentState
  readonly typeCode: string
  readonly marking: Marking
  readonly isSuperseded: boolean
  /** Changes of state, proposals and decisions so far: what an act says that it saw. */
  readonly revision: number
  /** Changes of state so far without those of merges: what a proposal rests on. */
  readonly steps: number
}

type CaseRow = Parameters<typeof toMarking>[0] & {
  readonly id: string
  readonly state: string
  readonly type_code: string
  readonly superseded_at: Date | null
}

async function caseOf(
  tx: Tx,
  operationId: string,
  id: string,
  locking: RawBuilder<unknown>,
): Promise<Case | undefined> {
  const { rows } = await sql<CaseRow>`
    select i.id, i.state, i.type_code, i.superseded_at,
      i.operation_id, m.realm, m.policy, m.level, m.releasable_to, m.compartments, m.caveats
    from incident i join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
    where i.operation_id = ${operationId} and i.id = ${id} ${locking}`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  // After the lock is held, so that what another person did while this one waited is counted.
  const counted = await sql<{ changes: number; merges: number; proposals: number; decisions: number }>`
    select (select count(*)::int from state_change s where s.operation_id = ${operationId} and s.incident_id = ${id}) as changes,
      (select count(*)::int from state_change s where s.operation_id = ${operationId} and s.incident_id = ${id}
        and 'duplicate' in (s.from_state, s.to_state)) as merges,
      (select count(*)::int from verification_proposal p where p.operation_id = ${operationId} and p.incident_id = ${id}) as proposals,
      (select count(*)::int from verification_decision d join verification_proposal p
        on p.operation_id = d.operation_id and p.id = d.proposal_id
        where p.operation_id = ${operationId} and p.incident_id = ${id}) as decisions`.execute(tx)
  const { changes, merges, proposals, decisions } = counted.rows[0] ?? {
    changes: 0,
    merges: 0,
    proposals: 0,
    decisions: 0,
  }
  return {
    id: row.id,
    state: toIncidentState(row.state),
    typeCode: row.type_code,
    marking: toMarking(row),
    isSuperseded: row.superseded_at !== null,
    revision: changes + proposals + decisions,
    steps: changes - merges,
  }
}

/** One record; undefined alike when it does not exist and when it may not be seen. */
export function findCase(tx: Tx, operationId: string, id: string): Promise<Case | undefined> {
  return caseOf(tx, operationId, id, sql``)
}

/** The same, held against every other act on the record until the transaction ends. Lock several in the order of their ids. */
export function lockCase(tx: Tx, operationId: string, id: string): Promise<Case | undefined> {
  return caseOf(tx, operationId, id, sql`for update of i`)
}

/** Who acted last on a record, and when; undefined when nobody has. */
export async function findLastAct(
  tx: Tx,
  operationId: string,
  incidentId: string,
): Promise<{ readonly personId: string | null; readonly at: Date } | undefined> {
  const { rows } = await sql<{ personId: string | null; at: Date }>`
    select person_id as "personId", at from (
      select coalesce(confirmed_by, person_id) as person_id, changed_at as at from state_change
        where operation_id = ${operationId} and incident_id = ${incidentId}
      union all
      select person_id, proposed_at from verification_proposal where operation_id = ${operationId} and incident_id = ${incidentId}
      union all
      select d.person_id, d.decided_at from verification_decision d join verification_proposal p
        on p.operation_id = d.operation_id and p.id = d.proposal_id
        where p.operation_id = ${operationId} and p.incident_id = ${incidentId}
    ) act order by at desc limit 1`.execute(tx)
  return rows[0]
}

/** Reports behind a record and behind those merged into it, as far as the transaction may see them, by age. */
export async function listOriginReports(
  tx: Tx,
  operationId: string,
  incidentId: string,
): Promise<readonly OriginReport[]> {
  const { rows } = await sql<OriginReport>`
    with recursive ${mergedTree(operationId, incidentId)}
    select distinct r.id, r.origin_key as "originKey", s.code as "sourceCode", s.machine_generated as "machineGenerated",
      r.superseded_at is not null as "isSuperseded", r.recorded_at
    from incident_report l
    join report r on r.operation_id = l.operation_id and r.id = l.report_id
    join source s on s.operation_id = r.operation_id and s.id = r.source_id
    where l.operation_id = ${operationId}
      and (l.incident_id = ${incidentId} or l.incident_id in (select incident_id from merged))
    order by r.recorded_at, r.id`.execute(tx)
  return rows.map(({ id, originKey, sourceCode, machineGenerated, isSuperseded }) => ({
    id,
    originKey,
    sourceCode,
    machineGenerated,
    isSuperseded,
  }))
}

/**
 * Ids of the people who reported a record or one merged into it. As the system: an observer who wrote into a compartment
 * that they cannot read is a reporter all the same.
 */
export async function listReporters(tx: Tx, operationId: string, incidentId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ personId: string }>`
    with recursive ${mergedTree(operationId, incidentId)},
      part as (select ${incidentId}::uuid as incident_id union select incident_id from merged)
    select i.person_id as "personId" from incident i join part on part.incident_id = i.id
      where i.operation_id = ${operationId} and i.method = 'human' and i.person_id is not null
    union
    select r.person_id from incident_report l join part on part.incident_id = l.incident_id
      join report r on r.operation_id = l.operation_id and r.id = l.report_id
      where l.operation_id = ${operationId} and r.method = 'human' and r.person_id is not null`.execute(tx)
  return rows.map((row) => row.personId)
}

/**
 * Records a change of state and brings the record into it. The caller has locked the record, checked the change, and seals what
 * is answered, together with what else the act wrote.
 */
export async function insertStateChange(tx: Tx, change: StateChange): Promise<RecordRef> {
  await tx
    .insertInto('state_change')
    .values({
      operation_id: change.operationId,
      id: change.id,
      incident_id: change.incidentId,
      from_state: change.from,
      to_state: change.to,
      reason: change.reason,
      method: change.actor.method,
      person_id: change.actor.personId,
      confirmed_by: change.confirmedBy,
      changed_at: change.changedAt,
    })
    .execute()
  await tx
    .updateTable('incident')
    .set({ state: change.to })
    .where('operation_id', '=', change.operationId)
    .where('id', '=', change.incidentId)
    .execute()
  return { kind: 'state_change', id: change.id }
}

/** The first step of a verification, as kept. */
export interface ProposalRecord {
  readonly id: string
  readonly incidentId: string
  readonly basis: VerificationBasis
  readonly reason: string
  readonly personId: string
  readonly proposedAt: Date
  readonly atRevision: number
  /** Null: nobody has decided yet. */
  readonly outcome: string | null
}

async function proposals(tx: Tx, where: RawBuilder<unknown>): Promise<readonly ProposalRecord[]> {
  const { rows } = await sql<Omit<ProposalRecord, 'basis'> & { readonly basis: string }>`
    select p.id, p.incident_id as "incidentId", p.basis, p.reason, p.person_id as "personId", p.proposed_at as "proposedAt",
      p.at_revision as "atRevision", d.outcome
    from verification_proposal p
    left join verification_decision d on d.operation_id = p.operation_id and d.proposal_id = p.id
    where ${where} order by p.proposed_at desc, p.id desc limit 1`.execute(tx)
  return rows.map((row) => ({ ...row, basis: mustBeOneOf(VERIFICATION_BASES, row.basis) }))
}

/** A proposal, decided or not; undefined where the reader sees none of this id. */
export async function findProposal(tx: Tx, operationId: string, id: string): Promise<ProposalRecord | undefined> {
  return (await proposals(tx, sql`p.operation_id = ${operationId} and p.id = ${id}`))[0]
}

/** The proposal that waits for a second person: not decided, and nothing changed the record's state since. */
export async function findOpenProposal(
  tx: Tx,
  operationId: string,
  { id, steps }: Pick<Case, 'id' | 'steps'>,
): Promise<ProposalRecord | undefined> {
  const open = sql`p.operation_id = ${operationId} and p.incident_id = ${id} and p.at_revision = ${steps} and d.outcome is null`
  return (await proposals(tx, open))[0]
}

/** How a record was last verified: by whom, and on what basis where a proposal led to it. */
export interface VerifiedRecord {
  /** Null: no proposal led to it, as where a record came verified. */
  readonly basis: VerificationBasis | null
  readonly reason: string
  /** Null: a machine or an import did it. */
  readonly proposedBy: string | null
  readonly confirmedBy: string | null
  readonly verifiedAt: Date
}

/** The last change of a record into `verified`, with the proposal that it came of; undefined when there was none. */
export async function findVerified(
  tx: Tx,
  operationId: string,
  incidentId: string,
): Promise<VerifiedRecord | undefined> {
  const { rows } = await sql<Omit<VerifiedRecord, 'basis'> & { readonly basis: string | null }>`
    select p.basis, c.reason, c.person_id as "proposedBy", c.confirmed_by as "confirmedBy", c.changed_at as "verifiedAt"
    from state_change c
    left join lateral (
      select p.basis from verification_proposal p
      join verification_decision d on d.operation_id = p.operation_id and d.proposal_id = p.id and d.outcome = 'confirmed'
      where p.operation_id = c.operation_id and p.incident_id = c.incident_id
        and p.person_id = c.person_id and d.person_id = c.confirmed_by and p.proposed_at <= c.changed_at
      order by p.proposed_at desc, p.id desc limit 1
    ) p on true
    where c.operation_id = ${operationId} and c.incident_id = ${incidentId} and c.to_state = 'verified'
    order by c.changed_at desc, c.id desc limit 1`.execute(tx)
  return rows.map((row) => ({
    ...row,
    basis: row.basis === null ? null : mustBeOneOf(VERIFICATION_BASES, row.basis),
  }))[0]
}

/** Records the first step of a verification. What is answered is for the caller to seal. */
export async function insertProposal(
  tx: Tx,
  operationId: string,
  proposal: Omit<ProposalRecord, 'outcome'>,
): Promise<RecordRef> {
  await tx
    .insertInto('verification_proposal')
    .values({
      operation_id: operationId,
      id: proposal.id,
      incident_id: proposal.incidentId,
      basis: proposal.basis,
      reason: proposal.reason,
      person_id: proposal.personId,
      proposed_at: proposal.proposedAt,
      at_revision: proposal.atRevision,
    })
    .execute()
  return { kind: 'verification_proposal', id: proposal.id }
}

/** Records what became of a proposal. What is answered is for the caller to seal: the decision belongs to its proposal. */
export async function insertDecision(
  tx: Tx,
  operationId: string,
  decision: {
    readonly proposalId: string
    readonly outcome: DecisionOutcome
    readonly reason: string
    readonly personId: string
    readonly decidedAt: Date
  },
): Promise<RecordRef> {
  await tx
    .insertInto('verification_decision')
    .values({
      operation_id: operationId,
      proposal_id: decision.proposalId,
      outcome: decision.outcome,
      reason: decision.reason,
      person_id: decision.personId,
      decided_at: decision.decidedAt,
    })
    .execute()
  return { kind: 'verification_proposal', id: decision.proposalId }
}
