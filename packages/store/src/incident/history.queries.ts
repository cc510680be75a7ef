import type { HistoryKind, RecordVersion } from '@eirene/domain/incident'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'

/** One entry of a record's history, with the id of the person where its name will stand. */
export interface HistoryRow {
  readonly kind: HistoryKind
  readonly at: Date
  readonly from: string
  readonly to: string
  readonly reason: string
  /** Null: a machine or an import did it, or it is not known who. */
  readonly personId: string | null
  /** The second person of a verification; null where the step takes one. */
  readonly confirmedBy: string | null
}

/** Every version of the record: those that it replaced and those that replaced it. */
function incidentChain(operationId: string, id: string): RawBuilder<unknown> {
  return sql`older as (
      select i.id, i.supersedes_id from incident i where i.operation_id = ${operationId} and i.id = ${id}
      union select i.id, i.supersedes_id from incident i join older on i.id = older.supersedes_id where i.operation_id = ${operationId}),
    newer as (
      select id from older
      union select i.id from incident i join newer on i.supersedes_id = newer.id where i.operation_id = ${operationId}),
    reported as (
      select l.report_id as id, r.supersedes_id from incident_report l
        join report r on r.operation_id = l.operation_id and r.id = l.report_id
        where l.operation_id = ${operationId} and l.incident_id in (select id from newer)
      union select r.id, r.supersedes_id from report r join reported on r.id = reported.supersedes_id where r.operation_id = ${operationId}),
    corrected as (
      select id from reported
      union select r.id from report r join corrected on r.supersedes_id = corrected.id where r.operation_id = ${operationId})`
}

/**
 * Everything that was done with a record, oldest first: versions, reports, changes of state, grades, proposals and their
 * decisions, merges in either direction. Only what the transaction may see.
 */
export async function listHistory(tx: Tx, operationId: string, id: string): Promise<readonly HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    with recursive ${incidentChain(operationId, id)}, event as (
      select case when i.supersedes_id is null then 'recorded' else 'corrected' end as kind, i.recorded_at as at, '' as "from",
          i.title as "to", '' as reason, i.person_id as "personId", null::uuid as "confirmedBy"
        from incident i where i.operation_id = ${operationId} and i.id in (select id from newer)
      union all select case when r.supersedes_id is null then 'reported' else 'corrected' end, r.recorded_at, '', s.code, '', r.person_id, null
        from report r join source s on s.operation_id = r.operation_id and s.id = r.source_id
        where r.operation_id = ${operationId} and r.id in (select id from corrected)
      union all select 'state', c.changed_at, c.from_state, c.to_state, c.reason, c.person_id, c.confirmed_by
        from state_change c where c.operation_id = ${operationId} and c.incident_id in (select id from newer)
      union all select 'grade', g.graded_at, '', s.code || ' ' || g.reliability || g.credibility, g.reason, g.person_id, null
        from grade_change g join report r on r.operation_id = g.operation_id and r.id = g.report_id
        join source s on s.operation_id = r.operation_id and s.id = r.source_id
        where g.operation_id = ${operationId} and g.report_id in (select id from corrected)
      union all select 'proposal', p.proposed_at, '', p.basis, p.reason, p.person_id, null
        from verification_proposal p where p.operation_id = ${operationId} and p.incident_id in (select id from newer)
      union all select 'decision', d.decided_at, '', d.outcome, d.reason, d.person_id, null
        from verification_decision d join verification_proposal p on p.operation_id = d.operation_id and p.id = d.proposal_id
        where d.operation_id = ${operationId} and p.incident_id in (select id from newer)
      union all select 'merge', m.merged_at, '', o.title, m.reason, m.person_id, null
        from incident_merge m join incident o on o.operation_id = m.operation_id
          and o.id = case when m.incident_id = ${id} then m.into_incident_id else m.incident_id end
        where m.operation_id = ${operationId} and ${id} in (m.incident_id, m.into_incident_id)
      union all select 'unmerge', u.undone_at, '', o.title, u.reason, u.person_id, null
        from incident_unmerge u join incident_merge m on m.operation_id = u.operation_id and m.id = u.merge_id
        join incident o on o.operation_id = m.operation_id
          and o.id = case when m.incident_id = ${id} then m.into_incident_id else m.incident_id end
        where m.operation_id = ${operationId} and ${id} in (m.incident_id, m.into_incident_id)
    ) select * from event order by at, kind`.execute(tx)
  return rows
}

interface VersionRow {
  readonly id: string
  readonly kind: 'incident' | 'report'
  readonly recorded_at: Date
  readonly fields: Readonly<Record<string, string | null>>
}

/** Versions of the record, then of its reports, each oldest first, as texts to compare. Only what the transaction may see. */
export async function listVersions(tx: Tx, operationId: string, id: string): Promise<readonly RecordVersion[]> {
  const { rows } = await sql<VersionRow>`
    with recursive ${incidentChain(operationId, id)}
    select i.id, 'incident' as kind, i.recorded_at, jsonb_build_object(
        'title', i.title, 'narrative', i.narrative, 'type', i.type_code,
        'occurred', to_char(i.occurred_from at time zone 'UTC', 'YYYY-MM-DD HH24:MI"Z"') || ' (' || i.time_precision || ')',
        'place', nullif(i.place_name, ''),
        'point', case when i.lon is null then null
          else round(i.lon::numeric, 5)::text || ', ' || round(i.lat::numeric, 5)::text || ' ± ' || i.precision_m || ' m' end,
        'harm', (select string_agg(h.category || ' ' || h.group_code || ' ' || coalesce(h.low::text, '?') || '–' || coalesce(h.best::text, '?')
            || '–' || coalesce(h.high::text, '?'), '; ' order by h.category, h.group_code, h.counting_rule)
          from harm h where h.operation_id = i.operation_id and h.incident_id = i.id)) as fields
      from incident i where i.operation_id = ${operationId} and i.id in (select id from newer)
    union all
    select r.id, 'report', r.recorded_at, jsonb_build_object('title', r.title, 'narrative', r.body,
        'grade', r.reliability || r.credibility)
      from report r where r.operation_id = ${operationId} and r.id in (select id from corrected)
    order by kind, recorded_at, id`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    recordedAt: row.recorded_at.toISOString(),
    fields: row.fields,
  }))
}
