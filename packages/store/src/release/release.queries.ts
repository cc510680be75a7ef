import {
  RELEASE_AUDIENCES,
  RELEASE_STATES,
  type ReleaseAudience,
  type ReleaseContent,
  type ReleaseDesk,
  type ReleaseOrder,
  type ReleaseState,
} from '@eirene/domain/release'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { sealRecords } from '../ledger/index.ts'

/** A release as it is kept, with people by their ids. */
export interface StoredRelease {
  readonly id: string
  readonly audience: ReleaseAudience
  readonly state: ReleaseState
  readonly number: string | null
  readonly order: ReleaseOrder
  readonly content: ReleaseContent
  readonly desk: ReleaseDesk
  readonly digest: string
  readonly markingNo: number
  readonly proposedBy: string
  readonly proposedAt: Date
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly withdrawnBy: string | null
  readonly withdrawnAt: Date | null
  readonly endReason: string | null
}

export interface NewRelease {
  readonly id: string
  readonly operationId: string
  readonly markingNo: number
  readonly order: ReleaseOrder
  readonly content: ReleaseContent
  readonly desk: ReleaseDesk
  readonly digest: string
  readonly by: { readonly personId: string; readonly at: Date }
}

interface ReleaseSqlRow {
  readonly id: string
  readonly audience: string
  readonly state: string
  readonly number: string | null
  readonly request: ReleaseOrder
  readonly content: ReleaseContent
  readonly desk: ReleaseDesk
  readonly digest: string
  readonly marking_no: number
  readonly proposed_by: string
  readonly proposed_at: Date
  readonly decided_by: string | null
  readonly decided_at: Date | null
  readonly withdrawn_by: string | null
  readonly withdrawn_at: Date | null
  readonly end_reason: string | null
}

const COLUMNS = sql`id, audience, state, number, request, content, desk, digest, marking_no, proposed_by, proposed_at,
  decided_by, decided_at, withdrawn_by, withdrawn_at, end_reason`

function mustBeOneOf<T extends string>(set: readonly T[], value: string): T {
  const found = set.find((candidate) => candidate === value)
  if (found === undefined) throw new Error(`unknown value in the store: ${value}`)
  return found
}

function toRelease(row: ReleaseSqlRow): StoredRelease {
  return {
    id: row.id,
    audience: mustBeOneOf(RELEASE_AUDIENCES, row.audience),
    state: mustBeOneOf(RELEASE_STATES, row.state),
    number: row.number,
    order: row.request,
    content: row.content,
    desk: row.desk,
    digest: row.digest,
    markingNo: row.marking_no,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: row.withdrawn_at,
    endReason: row.end_reason,
  }
}

/** Keeps a proposal. Its content is never changed again. */
export async function insertRelease(tx: Tx, release: NewRelease): Promise<void> {
  await tx
    .insertInto('release')
    .values({
      operation_id: release.operationId,
      id: release.id,
      marking_no: release.markingNo,
      audience: release.order.audience,
      state: 'proposed',
      number: null,
      request: JSON.stringify(release.order),
      content: JSON.stringify(release.content),
      desk: JSON.stringify(release.desk),
      digest: release.digest,
      to_whom: release.order.toWhom,
      reason: release.order.reason,
      proposed_by: release.by.personId,
      proposed_at: release.by.at,
      decided_by: null,
      withdrawn_by: null,
      end_reason: null,
    })
    .execute()
  await sealRecords(tx, release.operationId, [{ kind: 'release', id: release.id }], release.by.at)
}

/** The register as far as the transaction may see it, newest first. */
export async function listReleases(tx: Tx, operationId: string, limit = 200): Promise<readonly StoredRelease[]> {
  const { rows } = await sql<ReleaseSqlRow>`
    select ${COLUMNS} from release where operation_id = ${operationId}
    order by proposed_at desc, id desc limit ${limit}`.execute(tx)
  return rows.map(toRelease)
}

/** A proposal that somebody else has to decide. */
export type AwaitedProposal = Pick<StoredRelease, 'id' | 'audience' | 'proposedBy' | 'proposedAt'> & {
  readonly title: string
}

/** Proposals that a person did not make, as far as the transaction may see them: oldest first, at most 50. */
export async function listProposalsOfOthers(
  tx: Tx,
  operationId: string,
  personId: string,
): Promise<readonly AwaitedProposal[]> {
  const { rows } = await sql<Omit<AwaitedProposal, 'audience'> & { readonly audience: string }>`
    select id, content->>'title' as title, audience, proposed_by as "proposedBy", proposed_at as "proposedAt" from release
    where operation_id = ${operationId} and state = 'proposed' and proposed_by <> ${personId}
    order by proposed_at, id limit 50`.execute(tx)
  return rows.map((row) => ({ ...row, audience: mustBeOneOf(RELEASE_AUDIENCES, row.audience) }))
}

/** One release; undefined alike when there is none and when it may not be seen. */
export async function findRelease(tx: Tx, operationId: string, id: string): Promise<StoredRelease | undefined> {
  const { rows } = await sql<ReleaseSqlRow>`
    select ${COLUMNS} from release where operation_id = ${operationId} and id = ${id}`.execute(tx)
  return rows[0] && toRelease(rows[0])
}

/** Lets nobody else decide releases of this operation until the transaction ends: numbers and differences are taken one by one. */
export async function lockReleases(tx: Tx, operationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(4711010, hashtext(${operationId}))`.execute(tx)
}

/**
 * Lets a proposal leave under the next number of its audience, for whoever holds `lockReleases`. As the system: the number
 * counts releases that the person may not see. False: it was decided already.
 */
export async function approveRelease(
  tx: Tx,
  { operationId, id }: { readonly operationId: string; readonly id: string },
  by: { readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update release set state = 'released', decided_by = ${by.personId}, decided_at = ${by.at},
      number = (select (count(*) + 1)::text from release o
        where o.operation_id = release.operation_id and o.audience = release.audience and o.number is not null)
    where operation_id = ${operationId} and id = ${id} and state = 'proposed'`.execute(tx)
  if (numAffectedRows !== 1n) return false
  await sealRecords(tx, operationId, [{ kind: 'release', id }], by.at)
  return true
}

/** Refuses a proposal, or takes a release back, with the reason; of what everybody had, a tombstone stays. False: it is not in that state. */
export async function endRelease(
  tx: Tx,
  { operationId, id, to }: { readonly operationId: string; readonly id: string; readonly to: 'refused' | 'withdrawn' },
  by: { readonly personId: string; readonly at: Date; readonly reason: string },
): Promise<boolean> {
  const changes =
    to === 'refused'
      ? { decided_by: by.personId, decided_at: by.at }
      : { withdrawn_by: by.personId, withdrawn_at: by.at }
  const ended = await tx
    .updateTable('release')
    .set({ state: to, end_reason: by.reason, ...changes })
    .where('operation_id', '=', operationId)
    .where('id', '=', id)
    .where('state', '=', to === 'refused' ? 'proposed' : 'released')
    .executeTakeFirst()
  if (ended.numUpdatedRows !== 1n) return false
  await sql`
    insert into release_tombstone (operation_id, release_id, acronym, realm, number, released_at, withdrawn_at, reason)
    select operation_id, id, content->'operation'->>'acronym', content->'operation'->>'realm', number, decided_at,
      withdrawn_at, end_reason
    from release where operation_id = ${operationId} and id = ${id} and audience = 'open' and state = 'withdrawn'`.execute(
    tx,
  )
  await sealRecords(tx, operationId, [{ kind: 'release', id }], by.at)
  return true
}
