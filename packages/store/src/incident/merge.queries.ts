import type { IncidentState } from '@eirene/domain/incident'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { RecordRef } from '../ledger/index.ts'
import { toIncidentState } from './incident.queries.ts'

/** A merge as kept; it stands while nobody has undone it. */
export interface MergeRecord {
  readonly id: string
  readonly incidentId: string
  readonly intoId: string
  readonly stateBefore: IncidentState
  readonly reason: string
  /** Null: made by the demonstration before anybody signed in. */
  readonly personId: string | null
  readonly mergedAt: Date
}

const NOT_UNDONE = sql`not exists (select from incident_unmerge u where u.operation_id = m.operation_id and u.merge_id = m.id)`

/**
 * The term `merged` of a `with recursive`: merges that stand, by which records went into this one, directly or through
 * another. No round can come of it: nothing is merged into a duplicate, and a merged record is one.
 */
export function mergedTree(operationId: string, incidentId: string): RawBuilder<unknown> {
  return sql`merged as (
    select m.id, m.incident_id, m.into_incident_id, m.state_before, m.reason, m.person_id, m.merged_at from incident_merge m
      where m.operation_id = ${operationId} and m.into_incident_id = ${incidentId} and ${NOT_UNDONE}
    union all
    select m.id, m.incident_id, m.into_incident_id, m.state_before, m.reason, m.person_id, m.merged_at from incident_merge m
      join merged on m.into_incident_id = merged.incident_id
      where m.operation_id = ${operationId} and ${NOT_UNDONE})`
}

interface MergeRow {
  readonly id: string
  readonly incident_id: string
  readonly into_incident_id: string
  readonly state_before: string
  readonly reason: string
  readonly person_id: string | null
  readonly merged_at: Date
}

function toMerge(row: MergeRow): MergeRecord {
  return {
    id: row.id,
    incidentId: row.incident_id,
    intoId: row.into_incident_id,
    stateBefore: toIncidentState(row.state_before),
    reason: row.reason,
    personId: row.person_id,
    mergedAt: row.merged_at,
  }
}

/** Merges that stand, by which records went into this one, oldest first. Only those of which both records may be seen. */
export async function listMergedInto(tx: Tx, operationId: string, incidentId: string): Promise<readonly MergeRecord[]> {
  const { rows } = await sql<MergeRow>`
    with recursive ${mergedTree(operationId, incidentId)} select * from merged order by merged_at, id`.execute(tx)
  return rows.map(toMerge)
}

/** The merge by which a record is a duplicate now; undefined when none stands or may be seen. */
export async function findMergeOf(tx: Tx, operationId: string, incidentId: string): Promise<MergeRecord | undefined> {
  const { rows } = await sql<MergeRow>`
    select m.* from incident_merge m
    where m.operation_id = ${operationId} and m.incident_id = ${incidentId} and ${NOT_UNDONE}
    order by m.merged_at desc, m.id desc limit 1`.execute(tx)
  return rows.map(toMerge)[0]
}

/** One merge that stands; undefined alike when there is none, it was undone, and when it may not be seen. */
export async function findMerge(tx: Tx, operationId: string, id: string): Promise<MergeRecord | undefined> {
  const { rows } = await sql<MergeRow>`
    select m.* from incident_merge m where m.operation_id = ${operationId} and m.id = ${id} and ${NOT_UNDONE}`.execute(
    tx,
  )
  return rows.map(toMerge)[0]
}

/** Records a merge. What is answered is for the caller to seal. */
export async function insertMerge(tx: Tx, operationId: string, merge: MergeRecord): Promise<RecordRef> {
  await tx
    .insertInto('incident_merge')
    .values({
      operation_id: operationId,
      id: merge.id,
      incident_id: merge.incidentId,
      into_incident_id: merge.intoId,
      state_before: merge.stateBefore,
      reason: merge.reason,
      person_id: merge.personId,
      merged_at: merge.mergedAt,
    })
    .execute()
  return { kind: 'incident_merge', id: merge.id }
}

/** Records that a merge was undone. What is answered is for the caller to seal: the undoing belongs to its merge. */
export async function insertUnmerge(
  tx: Tx,
  operationId: string,
  undo: { readonly mergeId: string; readonly reason: string; readonly personId: string; readonly undoneAt: Date },
): Promise<RecordRef> {
  await tx
    .insertInto('incident_unmerge')
    .values({
      operation_id: operationId,
      merge_id: undo.mergeId,
      reason: undo.reason,
      person_id: undo.personId,
      undone_at: undo.undoneAt,
    })
    .execute()
  return { kind: 'incident_merge', id: undo.mergeId }
}
