import { compareReleases } from '@eirene/domain/report'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import type { RecordRef } from '../ledger/index.ts'

/** What undoing did, in records. */
export interface UndoCounts {
  readonly reportsWithdrawn: number
  readonly reportsRestored: number
  readonly incidentsWithdrawn: number
  readonly incidentsRestored: number
}

/** Live reports of an event for which no live incident rests on exactly these reports any more. */
export interface UnrestedEvent {
  readonly originKey: string
  readonly reportIds: readonly string[]
}

interface UndoScope {
  readonly operationId: string
  readonly importId: string
  readonly dataset: string
  readonly at: Date
}

/** Marks every record of the act as superseded by the act itself: withdrawn, and never to be restored by another undoing. */
async function withdraw(tx: Tx, scope: UndoScope, table: 'report' | 'incident'): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update ${sql.table(table)}
    set superseded_at = coalesce(superseded_at, ${scope.at}), superseded_by_import = ${scope.importId}
    where operation_id = ${scope.operationId} and import_id = ${scope.importId}
    returning id
  `.execute(tx)
  return rows.map((row) => row.id)
}

/**
 * For each row that the act had brought: the newest release among the acts that stand is live, the others are superseded by
 * the act that brought it. Gives the ids of reports that changed.
 */
async function restoreReports(tx: Tx, scope: UndoScope): Promise<readonly string[]> {
  const { rows: releases } = await sql<{ release: string }>`
    select distinct release from report where operation_id = ${scope.operationId} and dataset = ${scope.dataset}
  `.execute(tx)
  const ordered = releases.map((row) => row.release).sort(compareReleases)
  const { rows } = await sql<{ id: string }>`
    with ranked as (
      select r.id, r.import_id, r.superseded_at is null as was_live,
        row_number() over w as rank, first_value(r.import_id) over w as winner
      from report r
      left join dataset_import i on i.operation_id = r.operation_id and i.id = r.import_id
      where r.operation_id = ${scope.operationId} and r.dataset = ${scope.dataset}
        and r.superseded_by_import is distinct from r.import_id and i.state is distinct from 'undone'
        and r.external_id in (
          select external_id from report where operation_id = ${scope.operationId} and import_id = ${scope.importId})
      window w as (partition by r.external_id
        order by array_position(${ordered}::text[], r.release) desc, r.recorded_at desc, r.id desc)
    )
    update report r
    set superseded_at = case when ranked.rank = 1 then null else coalesce(r.superseded_at, ${scope.at}) end,
      superseded_by_import = case when ranked.rank = 1 then null else ranked.winner end
    from ranked
    where r.operation_id = ${scope.operationId} and r.id = ranked.id
      and (ranked.rank = 1) is distinct from ranked.was_live
    returning r.id
  `.execute(tx)
  return rows.map((row) => row.id)
}

/**
 * Makes live again, for every event that the act touched, the newest standing incident that rests on exactly its live
 * reports. Gives the ids of those that became live.
 */
async function restoreIncidents(tx: Tx, scope: UndoScope): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with touched as (
      -- Reports of the act, reports with the same row id, and reports of the same events.
      select external_id, origin_key from report
      where operation_id = ${scope.operationId} and import_id = ${scope.importId}
    ), live as (
      select r.id, coalesce(r.origin_key, r.id::text) as event
      from report r
      where r.operation_id = ${scope.operationId} and r.dataset = ${scope.dataset} and r.superseded_at is null
        and (r.external_id in (select external_id from touched)
          or r.origin_key in (select origin_key from touched where origin_key is not null))
    ), wanted as (
      select event, array_agg(id order by id) as reports from live group by event
    ), candidate as (
      select distinct on (w.event) w.event, i.id, i.superseded_at
      from wanted w
      join incident_report l on l.operation_id = ${scope.operationId} and l.report_id = w.reports[1]
      join incident i on i.operation_id = l.operation_id and i.id = l.incident_id
      left join dataset_import a on a.operation_id = i.operation_id and a.id = i.import_id
      where a.state is distinct from 'undone' and i.import_id is distinct from ${scope.importId}
        and w.reports = array(select x.report_id from incident_report x
          where x.operation_id = i.operation_id and x.incident_id = i.id order by x.report_id)
      order by w.event, i.recorded_at desc, i.id desc
    )
    update incident i set superseded_at = null, superseded_by_import = null
    from candidate c
    where i.operation_id = ${scope.operationId} and i.id = c.id and i.superseded_at is not null
    returning i.id
  `.execute(tx)
  return rows.map((row) => row.id)
}

/** Live incidents that still rest on a withdrawn report: the event goes on, without that report. */
async function supersedeUnfounded(tx: Tx, scope: UndoScope): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update incident i set superseded_at = ${scope.at}, superseded_by_import = ${scope.importId}
    from incident_report l join report r on r.operation_id = l.operation_id and r.id = l.report_id
    where l.operation_id = ${scope.operationId} and r.import_id = ${scope.importId}
      and i.operation_id = l.operation_id and i.id = l.incident_id and i.superseded_at is null
    returning i.id
  `.execute(tx)
  return rows.map((row) => row.id)
}

/** Events of the act that have live reports and no live incident: their incident must be made anew. */
async function listUnrested(tx: Tx, scope: UndoScope): Promise<readonly UnrestedEvent[]> {
  const { rows } = await sql<UnrestedEvent>`
    select r.origin_key as "originKey", array_agg(r.id order by r.id) as "reportIds"
    from report r
    where r.operation_id = ${scope.operationId} and r.dataset = ${scope.dataset} and r.superseded_at is null
      and r.origin_key in (select origin_key from report
        where operation_id = ${scope.operationId} and import_id = ${scope.importId} and origin_key is not null)
    group by r.origin_key
    having not exists (
      select from incident_report l join incident i on i.operation_id = l.operation_id and i.id = l.incident_id
      where l.operation_id = ${scope.operationId} and l.report_id = any(array_agg(r.id)) and i.superseded_at is null)
  `.execute(tx)
  return rows
}

/**
 * Undoes one act of import: its records are withdrawn (nothing is deleted), what it had superseded stands again, unless a
 * newer release has come since. Events that go on without the act but have no incident are given back to be made anew.
 */
export async function undoImportRecords(
  tx: Tx,
  scope: UndoScope,
): Promise<{
  readonly counts: UndoCounts
  readonly unrested: readonly UnrestedEvent[]
  /** Every record whose standing changed: to be sealed anew. */
  readonly touched: readonly RecordRef[]
}> {
  const reports = await withdraw(tx, scope, 'report')
  const incidents = await withdraw(tx, scope, 'incident')
  const reportsChanged = await restoreReports(tx, scope)
  const unfounded = await supersedeUnfounded(tx, scope)
  const restored = await restoreIncidents(tx, scope)
  const unrested = await listUnrested(tx, scope)
  const counts = {
    reportsWithdrawn: reports.length,
    reportsRestored: reportsChanged.length,
    incidentsWithdrawn: incidents.length,
    incidentsRestored: restored.length,
  }
  const touched: readonly RecordRef[] = [
    ...[...reports, ...reportsChanged].map((id) => ({ kind: 'report', id }) as const),
    ...[...incidents, ...unfounded, ...restored].map((id) => ({ kind: 'incident', id }) as const),
  ]
  return { counts, unrested, touched }
}

/** Writes down that the act was undone, by whom and when. */
export async function markUndone(tx: Tx, scope: UndoScope, personId: string | null): Promise<void> {
  await tx
    .updateTable('dataset_import')
    .set({ state: 'undone', undone_at: scope.at, undone_by: personId })
    .where('operation_id', '=', scope.operationId)
    .where('id', '=', scope.importId)
    .execute()
}
