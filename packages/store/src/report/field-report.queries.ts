import type { Marking } from '@eirene/domain/access'
import type { Area } from '@eirene/domain/operation'
import type { FieldReport } from '@eirene/domain/report'
import { sql, type QueryExecutorProvider } from 'kysely'
import { toMarking } from '../access/index.ts'
import { kept, type Db, type Tx } from '../db/index.ts'

/** A report that stands in the store under an id that somebody sent again, or corrects. */
export interface TakenReport {
  readonly id: string
  readonly personId: string | null
  readonly method: string
  readonly contentHash: Buffer | null
  readonly recordedAt: Date
  readonly isSuperseded: boolean
  readonly marking: Marking
  readonly observationIds: readonly string[]
  /** Its live incident; null when it has none any more. */
  readonly incidentId: string | null
  readonly incidentState: string | null
  readonly incidentMarking: Marking | null
}

type MarkingColumns = Parameters<typeof toMarking>[0]

/** The reports with these ids. As the system: an id is recognised also where its report may not be read. */
export async function findTakenReports(
  tx: QueryExecutorProvider,
  operationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, TakenReport>> {
  const { rows } = await sql<
    Omit<TakenReport, 'marking' | 'incidentMarking'> & {
      readonly marking: MarkingColumns
      readonly incidentMarking: MarkingColumns | null
    }
  >`
    select r.id, r.person_id as "personId", r.method, r.content_hash as "contentHash", r.recorded_at as "recordedAt",
      r.superseded_at is not null as "isSuperseded", i.id as "incidentId", i.state as "incidentState",
      array(select o.id from observation o where o.operation_id = r.operation_id and o.report_id = r.id) as "observationIds",
      (select to_json(m) from marking m where m.operation_id = r.operation_id and m.marking_no = r.marking_no) as marking,
      (select to_json(m) from marking m where m.operation_id = r.operation_id and m.marking_no = i.marking_no)
        as "incidentMarking"
    from report r
    left join lateral (
      select i.id, i.state, i.marking_no from incident_report l
      join incident i on i.operation_id = l.operation_id and i.id = l.incident_id
      where l.operation_id = r.operation_id and l.report_id = r.id and i.superseded_at is null
      order by i.recorded_at, i.id limit 1
    ) i on true
    where r.operation_id = ${operationId} and r.id = any(${[...ids]}::uuid[])`.execute(kept(tx))
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        marking: toMarking(row.marking),
        incidentMarking: row.incidentMarking === null ? null : toMarking(row.incidentMarking),
      },
    ]),
  )
}

/** Ids of these sources by code; new ones are made with reliability F, whoever names them later under another kind. */
export async function ensureFieldSources(
  tx: Tx,
  operationId: string,
  sources: readonly { readonly id: string; readonly code: string; readonly kind: string }[],
): Promise<ReadonlyMap<string, string>> {
  if (sources.length === 0) return new Map()
  const codes = sources.map((source) => source.code)
  await sql`
    insert into source (operation_id, id, code, kind, name, reliability)
    select ${operationId}::uuid, id, code, kind, code, 'F'
    from unnest(${sources.map((s) => s.id)}::uuid[], ${codes}::text[], ${sources.map((s) => s.kind)}::text[])
      as t (id, code, kind)
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from source where operation_id = ${operationId} and code = any(${codes}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.code, row.id]))
}

/** A field report with the incident that it opens, ready to be written. */
export interface NewFieldReport {
  readonly report: FieldReport
  readonly contentHash: Buffer
  readonly personId: string
  readonly markingNo: number
  readonly sourceId: string
  /** Null when the writer did not perceive it themselves. */
  readonly observationId: string | null
  readonly incidentId: string
  readonly codeListVersion: string
  readonly h3: bigint | null
  readonly area: Area
  readonly involvements: readonly { readonly actorId: string; readonly role: string }[]
  /** The incident of the report that this one corrects. */
  readonly supersedesIncidentId: string | null
}

/** What the statement below reads of one report, by the names of its columns. */
function rowOf(it: NewFieldReport): Readonly<Record<string, unknown>> {
  const { report } = it
  const { point } = report.place
  return {
    id: report.id,
    type: report.type,
    title: report.title,
    body: report.narrative,
    language: report.language,
    written_at: report.writtenAt,
    origin_key: report.originKey,
    original: report,
    content_hash: `\\x${it.contentHash.toString('hex')}`,
    person_id: it.personId,
    marking_no: it.markingNo,
    source_id: it.sourceId,
    corrects_id: report.correctsId,
    observation_id: it.observationId,
    sense: report.sense,
    occurred_from: report.occurred.from,
    occurred_to: report.occurred.to,
    time_precision: report.occurred.precision,
    incident_id: it.incidentId,
    supersedes_incident_id: it.supersedesIncidentId,
    type_code: report.typeCode,
    code_list_version: it.codeListVersion,
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
    precision_m: point?.precisionM ?? null,
    h3: it.h3?.toString() ?? null,
    place_name: report.place.name,
    adm1: it.area.adm1,
    adm2: it.area.adm2,
    harm: report.harm,
    involvements: it.involvements,
  }
}

/**
 * Writes reports, each with its observation, its incident in state `received` (grade F6), harm and parties, in one statement.
 * Runs under the readers' role, whose policies let it write what it may not read.
 */
export async function insertFieldReports(
  tx: QueryExecutorProvider,
  operationId: string,
  recordedAt: Date,
  reports: readonly NewFieldReport[],
): Promise<void> {
  await sql`
    with taken as materialized (
      select * from json_to_recordset(${JSON.stringify(reports.map(rowOf))}::json) as t (id uuid, type text, title text,
        body text, language text, written_at timestamptz, origin_key text, original json, content_hash bytea, person_id uuid,
        marking_no int, source_id uuid, corrects_id uuid, observation_id uuid, sense text, occurred_from timestamptz,
        occurred_to timestamptz, time_precision text, incident_id uuid, supersedes_incident_id uuid, type_code text,
        code_list_version text, lon float8, lat float8, precision_m int, h3 bigint, place_name text, adm1 text,
        adm2 text, harm json, involvements json)
    ), reports as (
      insert into report (operation_id, id, marking_no, source_id, type, title, body, language, originated_at, reliability,
        credibility, origin_key, original, content_hash, method, person_id, recorded_at, supersedes_id)
      select ${operationId}::uuid, id, marking_no, source_id, type, title, body, language, written_at, 'F', 6, origin_key,
        original, content_hash, 'human', person_id, ${recordedAt}::timestamptz, corrects_id
      from taken
    ), observations as (
      insert into observation (operation_id, id, marking_no, report_id, occurred_from, occurred_to, time_precision, sense,
        what, language, method, person_id, recorded_at)
      select ${operationId}::uuid, observation_id, marking_no, id, occurred_from, occurred_to, time_precision, sense, title,
        language, 'human', person_id, ${recordedAt}::timestamptz
      from taken where observation_id is not null
    ), incidents as (
      insert into incident (operation_id, id, marking_no, type_code, code_list_version, occurred_from, occurred_to,
        time_precision, lon, lat, precision_m, h3, place_name, adm1, adm2, title, narrative, language, state, method,
        person_id, recorded_at, supersedes_id)
      select ${operationId}::uuid, incident_id, marking_no, type_code, code_list_version, occurred_from, occurred_to,
        time_precision, lon, lat, precision_m, h3, place_name, adm1, adm2, title, body, language, 'received', 'human', person_id,
        ${recordedAt}::timestamptz, supersedes_incident_id
      from taken
    ), links as (
      insert into incident_report (operation_id, incident_id, report_id)
      select ${operationId}::uuid, incident_id, id from taken
    ), harms as (
      insert into harm (operation_id, incident_id, category, group_code, sex, age_band, low, best, high, counting_rule)
      select ${operationId}::uuid, incident_id, h.category, h."group", h.sex, h."ageBand", h.low, h.best, h.high, 'mission'
      from taken, json_to_recordset(harm) as h (category text, "group" text, sex text, "ageBand" text, low int, best int,
        high int)
    )
    insert into involvement (operation_id, incident_id, actor_id, role)
    select distinct ${operationId}::uuid, incident_id, v."actorId", v.role
    from taken, json_to_recordset(involvements) as v ("actorId" uuid, role text)
  `.execute(kept(tx))
}

/** Marks reports, and incidents that nobody has screened meanwhile, as superseded by a correction. As the system. */
export async function supersedeCorrected(
  tx: QueryExecutorProvider,
  operationId: string,
  at: Date,
  records: { readonly reportIds: readonly string[]; readonly incidentIds: readonly string[] },
): Promise<void> {
  const updates = [
    { table: 'report', ids: records.reportIds, only: sql`true` },
    // Asked again here: a person's act can have come between the look and this.
    { table: 'incident', ids: records.incidentIds, only: sql`state = 'received'` },
  ].filter(({ ids }) => ids.length > 0)
  await Promise.all(
    updates.map(({ table, ids, only }) =>
      sql`
        update ${sql.table(table)} set superseded_at = ${at}
        where operation_id = ${operationId} and id = any(${[...ids]}::uuid[]) and superseded_at is null
          and ${only}`.execute(tx),
    ),
  )
}

/** A stored record and the marking that it gets. */
export interface Raised {
  readonly kind: 'report' | 'observation' | 'incident'
  readonly id: string
  readonly markingNo: number
}

/** Gives records the marking of what their correction says of them. As the system. */
export async function raiseCorrected(
  tx: QueryExecutorProvider,
  operationId: string,
  raised: readonly Raised[],
): Promise<void> {
  const kinds = [...new Set(raised.map((record) => record.kind))]
  await Promise.all(
    kinds.map((kind) => {
      const own = raised.filter((record) => record.kind === kind)
      return sql`
        update ${sql.table(kind)} t set marking_no = v.marking_no
        from unnest(${own.map(({ id }) => id)}::uuid[], ${own.map(({ markingNo }) => markingNo)}::integer[]) as v (id, marking_no)
        where t.operation_id = ${operationId} and t.id = v.id`.execute(tx)
    }),
  )
}

/** A person's own report. */
export interface OwnReport {
  readonly id: string
  readonly recordedAt: Date
  readonly markingNo: number
  readonly isSuperseded: boolean
  readonly report: FieldReport
}

/** Reports that this person sent, newest first. As the system: what of them they may read is for the caller to decide. */
export async function listOwnReports(
  db: Db,
  operationId: string,
  personId: string,
  limit: number,
): Promise<readonly OwnReport[]> {
  const { rows } = await sql<OwnReport>`
    select id, recorded_at as "recordedAt", marking_no as "markingNo", superseded_at is not null as "isSuperseded",
      original as report
    from report
    where operation_id = ${operationId} and person_id = ${personId} and method = 'human' and original is not null
    order by recorded_at desc, id desc limit ${limit}`.execute(db)
  return rows
}
