import type { ClaimedActor, ClaimedHarm } from '@eirene/domain/report'
import type { IncidentPlace } from '@eirene/domain/place'
import type { ValidTime } from '@eirene/domain/time'
import { sql, type QueryExecutorProvider } from 'kysely'
import { kept, type Tx } from '../db/index.ts'

/** What every record of one act of import shares. */
export interface ImportScope {
  readonly operationId: string
  readonly importId: string
  readonly personId: string | null
  readonly recordedAt: Date
  readonly dataset: string
  readonly release: string
  readonly sourceId: string
}

/** A report as the import writes it. */
export interface NewImportedReport {
  readonly id: string
  readonly markingNo: number
  readonly title: string
  readonly body: string
  readonly language: string
  readonly originatedAt: string | null
  readonly originKey: string | null
  readonly externalId: string
  readonly rowNo: number
  /** The row as JSON text. */
  readonly original: string
  readonly contentHash: Buffer
  readonly supersedesId: string | null
  /** The act whose newer release this row is older than; null when the row is the newest. */
  readonly supersededByImport: string | null
}

/** An incident as the import writes it, with what belongs to it. */
export interface NewImportedIncident {
  readonly id: string
  readonly markingNo: number
  readonly typeCode: string
  readonly codeListVersion: string
  readonly sourceType: string
  readonly occurred: ValidTime
  readonly place: IncidentPlace
  readonly h3: bigint | null
  readonly title: string
  readonly narrative: string
  readonly language: string
  readonly state: string
  readonly supersedesId: string | null
  readonly supersededByImport: string | null
  readonly reportIds: readonly string[]
  readonly harm: readonly ClaimedHarm[]
  readonly involvements: readonly { readonly actorId: string; readonly role: string }[]
}

function column<R, V>(rows: readonly R[], value: (row: R) => V): V[] {
  return rows.map(value)
}

/** Writes reports of one act. */
export async function insertImportedReports(
  tx: Tx,
  scope: ImportScope,
  reports: readonly NewImportedReport[],
): Promise<void> {
  if (reports.length === 0) return
  await sql`
    insert into report (operation_id, import_id, source_id, type, reliability, credibility, dataset, release, method,
      person_id, recorded_at, id, marking_no, title, body, language, originated_at, origin_key, external_id, row_no,
      original, content_hash, supersedes_id, superseded_by_import, superseded_at)
    select ${scope.operationId}::uuid, ${scope.importId}::uuid, ${scope.sourceId}::uuid, 'DATASET', 'F', 6,
      ${scope.dataset}, ${scope.release}, 'import', ${scope.personId}::uuid, ${scope.recordedAt}::timestamptz,
      id, marking_no, title, body, language, originated_at, origin_key, external_id, row_no, original,
      decode(content_hash, 'hex'), supersedes_id, superseded_by_import,
      case when superseded_by_import is null then null else ${scope.recordedAt}::timestamptz end
    from rows from (unnest(${column(reports, (r) => r.id)}::uuid[], ${column(reports, (r) => r.markingNo)}::int[],
      ${column(reports, (r) => r.title)}::text[], ${column(reports, (r) => r.body)}::text[],
      ${column(reports, (r) => r.language)}::text[], ${column(reports, (r) => r.originatedAt)}::timestamptz[],
      ${column(reports, (r) => r.originKey)}::text[], ${column(reports, (r) => r.externalId)}::text[],
      ${column(reports, (r) => r.rowNo)}::int[],
      ${column(reports, (r) => r.contentHash.toString('hex'))}::text[],
      ${column(reports, (r) => r.supersedesId)}::uuid[], ${column(reports, (r) => r.supersededByImport)}::uuid[]),
      json_array_elements(${`[${column(reports, (r) => r.original).join(',')}]`}::json))
      as t (id, marking_no, title, body, language, originated_at, origin_key, external_id, row_no, content_hash,
        supersedes_id, superseded_by_import, original)
  `.execute(tx)
}

/** Writes incidents of one act with their links to reports, harm and involvements. */
export async function insertImportedIncidents(
  tx: Tx,
  scope: Pick<ImportScope, 'operationId' | 'importId' | 'personId' | 'recordedAt'>,
  incidents: readonly NewImportedIncident[],
): Promise<void> {
  if (incidents.length === 0) return
  await insertIncidentRows(tx, scope, incidents)
  const links = incidents.flatMap((i) => i.reportIds.map((reportId) => ({ incidentId: i.id, reportId })))
  await sql`
    insert into incident_report (operation_id, incident_id, report_id)
    select ${scope.operationId}::uuid, *
    from unnest(${column(links, (l) => l.incidentId)}::uuid[], ${column(links, (l) => l.reportId)}::uuid[])
  `.execute(tx)
  await insertHarm(tx, scope.operationId, incidents)
  const involved = incidents.flatMap((i) => i.involvements.map((it) => ({ incidentId: i.id, ...it })))
  await sql`
    insert into involvement (operation_id, incident_id, actor_id, role)
    select ${scope.operationId}::uuid, *
    from unnest(${column(involved, (v) => v.incidentId)}::uuid[], ${column(involved, (v) => v.actorId)}::uuid[],
      ${column(involved, (v) => v.role)}::text[])
    on conflict do nothing
  `.execute(tx)
}

async function insertIncidentRows(
  tx: Tx,
  scope: Pick<ImportScope, 'operationId' | 'importId' | 'personId' | 'recordedAt'>,
  incidents: readonly NewImportedIncident[],
): Promise<void> {
  const of = <V>(value: (incident: NewImportedIncident) => V): V[] => column(incidents, value)
  await sql`
    insert into incident (operation_id, import_id, method, person_id, recorded_at, id, marking_no, type_code,
      code_list_version, source_type, occurred_from, occurred_to, time_precision, lon, lat, precision_m, h3, place_name,
      adm1, adm2, country_iso3, title, narrative, language, state, supersedes_id, superseded_by_import, superseded_at)
    select ${scope.operationId}::uuid, ${scope.importId}::uuid, 'import', ${scope.personId}::uuid,
      ${scope.recordedAt}::timestamptz, t.*,
      case when t.superseded_by_import is null then null else ${scope.recordedAt}::timestamptz end
    from unnest(${of((i) => i.id)}::uuid[], ${of((i) => i.markingNo)}::int[], ${of((i) => i.typeCode)}::text[],
      ${of((i) => i.codeListVersion)}::text[], ${of((i) => i.sourceType)}::text[],
      ${of((i) => i.occurred.from)}::timestamptz[], ${of((i) => i.occurred.to)}::timestamptz[],
      ${of((i) => i.occurred.precision)}::text[], ${of((i) => i.place.point?.lon ?? null)}::float8[],
      ${of((i) => i.place.point?.lat ?? null)}::float8[], ${of((i) => i.place.point?.precisionM ?? null)}::int[],
      ${of((i) => i.h3?.toString() ?? null)}::bigint[], ${of((i) => i.place.name)}::text[],
      ${of((i) => i.place.adm1)}::text[], ${of((i) => i.place.adm2)}::text[],
      ${of((i) => i.place.countryIso3)}::text[], ${of((i) => i.title)}::text[], ${of((i) => i.narrative)}::text[],
      ${of((i) => i.language)}::text[], ${of((i) => i.state)}::text[], ${of((i) => i.supersedesId)}::uuid[],
      ${of((i) => i.supersededByImport)}::uuid[])
      as t (id, marking_no, type_code, code_list_version, source_type, occurred_from, occurred_to, time_precision, lon,
        lat, precision_m, h3, place_name, adm1, adm2, country_iso3, title, narrative, language, state, supersedes_id,
        superseded_by_import)
  `.execute(tx)
}

async function insertHarm(tx: Tx, operationId: string, incidents: readonly NewImportedIncident[]): Promise<void> {
  const harm = incidents.flatMap((incident) => incident.harm.map((it) => ({ incidentId: incident.id, ...it })))
  await sql`
    insert into harm (operation_id, incident_id, category, group_code, sex, age_band, low, best, high, counting_rule)
    select ${operationId}::uuid, *
    from unnest(${column(harm, (h) => h.incidentId)}::uuid[], ${column(harm, (h) => h.category)}::text[],
      ${column(harm, (h) => h.group)}::text[], ${column(harm, (h) => h.sex)}::text[],
      ${column(harm, (h) => h.ageBand)}::text[], ${column(harm, (h) => h.low)}::int[],
      ${column(harm, (h) => h.best)}::int[], ${column(harm, (h) => h.high)}::int[],
      ${column(harm, (h) => h.countingRule)}::text[])
  `.execute(tx)
}

/** A stored row of the dataset with the same external id as one in hand; rows of undone acts are left out. */
export interface KnownRow {
  readonly reportId: string
  readonly externalId: string
  readonly release: string
  readonly contentHash: Buffer
  readonly importId: string
  readonly isLive: boolean
  readonly originKey: string | null
}

/**
 * Lets this transaction look rows up by their keys instead of joining whole tables: the rows that it writes itself are not in
 * the planner's statistics, which would choose plans for an almost empty table.
 */
export async function preferLookups(tx: Tx): Promise<void> {
  await sql.raw('set local enable_hashjoin = off; set local enable_mergejoin = off').execute(tx)
}

/** Every stored version of these rows of a dataset, by external id. */
export async function findKnownRows(
  tx: Tx,
  operationId: string,
  dataset: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, readonly KnownRow[]>> {
  const { rows } = await sql<KnownRow>`
    select r.id as "reportId", r.external_id as "externalId", r.release, r.content_hash as "contentHash",
      r.import_id as "importId", r.superseded_at is null as "isLive", r.origin_key as "originKey"
    from (select distinct id from unnest(${[...externalIds]}::text[]) as given (id)) as key
    cross join lateral (
      select * from report
      where operation_id = ${operationId} and dataset = ${dataset} and external_id = key.id offset 0) as r
    where r.superseded_by_import is distinct from r.import_id
  `.execute(tx)
  const known = new Map<string, KnownRow[]>()
  for (const row of rows) {
    const list = known.get(row.externalId)
    if (list === undefined) known.set(row.externalId, [row])
    else list.push(row)
  }
  return known
}

/** The live incident that rests on each of these reports, with its verification state and every report that it rests on. */
export interface LiveIncident {
  readonly incidentId: string
  readonly state: string
  readonly importId: string | null
  readonly supersedesId: string | null
  readonly reportIds: readonly string[]
}

/** The incidents that rest on one of these reports and are not superseded, each with all its reports. */
export async function findLiveIncidents(
  tx: Tx,
  operationId: string,
  reportIds: readonly string[],
): Promise<readonly LiveIncident[]> {
  if (reportIds.length === 0) return []
  const { rows } = await sql<LiveIncident>`
    select i.id as "incidentId", i.state, i.import_id as "importId", i.supersedes_id as "supersedesId",
      array(select report_id from incident_report o where o.operation_id = i.operation_id and o.incident_id = i.id)
        as "reportIds"
    from incident i
    join (
      select distinct l.incident_id from unnest(${[...reportIds]}::uuid[]) as key (id)
      cross join lateral (select incident_id from incident_report
        where operation_id = ${operationId} and report_id = key.id offset 0) as l) as found on found.incident_id = i.id
    where i.operation_id = ${operationId} and i.superseded_at is null
  `.execute(tx)
  return rows
}

/** Live reports that tell of the same events, with their rows, oldest first. */
export interface OriginReport {
  readonly reportId: string
  readonly originKey: string
  readonly externalId: string
  readonly rowNo: number
  readonly markingNo: number
  /** The act that brought it. */
  readonly importId: string
  readonly original: Readonly<Record<string, unknown>>
}

/** Reports of a dataset under one of these origin keys that nothing newer superseded, the oldest first. */
export async function listOriginReports(
  tx: Tx,
  operationId: string,
  dataset: string,
  originKeys: readonly string[],
): Promise<readonly OriginReport[]> {
  if (originKeys.length === 0) return []
  const { rows } = await sql<OriginReport>`
    select id as "reportId", origin_key as "originKey", external_id as "externalId", row_no as "rowNo",
      marking_no as "markingNo", import_id as "importId", original
    from report
    where operation_id = ${operationId} and dataset = ${dataset} and superseded_at is null
      and origin_key = any(${[...originKeys]}::text[])
    order by recorded_at, id
  `.execute(tx)
  return rows
}

/** The row of a report as its source gave it. */
export async function findOriginal(
  tx: Tx,
  operationId: string,
  reportId: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { rows } = await sql<{ original: Readonly<Record<string, unknown>> | null }>`
    select original from report where operation_id = ${operationId} and id = ${reportId}
  `.execute(tx)
  return rows[0]?.original ?? undefined
}

/** These reports of imported events that have an origin, with their rows. */
export async function listReportRows(
  tx: Tx,
  operationId: string,
  ids: readonly string[],
): Promise<readonly OriginReport[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<OriginReport>`
    select id as "reportId", origin_key as "originKey", external_id as "externalId", row_no as "rowNo",
      marking_no as "markingNo", import_id as "importId", original
    from report
    where operation_id = ${operationId} and id = any(${[...ids]}::uuid[]) and origin_key is not null
    order by recorded_at, id
  `.execute(tx)
  return rows
}

/** Marks reports and incidents as superseded by an act of import; those superseded already stay as they are. */
export async function supersede(
  tx: Tx,
  scope: Pick<ImportScope, 'operationId' | 'importId' | 'recordedAt'>,
  records: { readonly reportIds: readonly string[]; readonly incidentIds: readonly string[] },
): Promise<void> {
  for (const [table, ids] of [
    ['report', records.reportIds],
    ['incident', records.incidentIds],
  ] as const) {
    if (ids.length === 0) continue
    await sql`
      update ${sql.table(table)} as stored set superseded_at = ${scope.recordedAt}, superseded_by_import = ${scope.importId}
      from unnest(${[...ids]}::uuid[]) as key (id)
      where stored.operation_id = ${scope.operationId} and stored.id = key.id and stored.superseded_at is null
    `.execute(tx)
  }
}

/** Gives stored records of an event the marking of what has become known of it since. Only ever more restricted. */
export async function raiseMarking(
  tx: Tx,
  operationId: string,
  records: {
    readonly reportIds: readonly string[]
    readonly incidentIds: readonly string[]
    readonly markingNo: number
  },
): Promise<void> {
  for (const [table, ids] of [
    ['report', records.reportIds],
    ['incident', records.incidentIds],
  ] as const)
    await sql`
      update ${sql.table(table)} set marking_no = ${records.markingNo}
      where operation_id = ${operationId} and id = any(${[...ids]}::uuid[])
    `.execute(tx)
}

/** Tells every server that shows this operation, when the transaction commits, which act changed it. */
export async function notifyImported(tx: Tx, operationId: string, importId: string | null): Promise<void> {
  const payload = JSON.stringify(importId === null ? { operationId } : { operationId, importId })
  await sql`select pg_notify('eirene_changed', ${payload})`.execute(tx)
}

/** Incidents that one notice names: more would not fit into it. */
const NOTICE_IDS = 150

/** Tells every server, when the transaction commits, which incidents came or went. */
export async function notifyIncidents(
  tx: QueryExecutorProvider,
  operationId: string,
  ids: readonly string[],
): Promise<void> {
  const notices: string[] = []
  for (let from = 0; from < ids.length; from += NOTICE_IDS)
    notices.push(JSON.stringify({ operationId, ids: ids.slice(from, from + NOTICE_IDS) }))
  if (notices.length === 0) return
  await sql`select pg_notify('eirene_changed', payload) from unnest(${notices}::text[]) as t (payload)`.execute(
    kept(tx),
  )
}

/** The id of the source with this code, made when it is new. */
export async function ensureSource(
  tx: Tx,
  operationId: string,
  source: {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly citation: string | null
    readonly url: string | null
  },
): Promise<string> {
  await sql`
    insert into source (operation_id, id, code, kind, name, reliability, machine_generated, citation, url)
    values (${operationId}, ${source.id}, ${source.code}, 'dataset', ${source.name}, 'F', false, ${source.citation},
      ${source.url})
    on conflict do nothing
  `.execute(tx)
  const row = await tx
    .selectFrom('source')
    .select('id')
    .where('operation_id', '=', operationId)
    .where('code', '=', source.code)
    .executeTakeFirstOrThrow()
  return row.id
}

/** Ids of these actors by name; new ones are added, and an outside id that is new for a known one is noted. */
export async function ensureActors(
  tx: Tx,
  operationId: string,
  actors: readonly (Pick<ClaimedActor, 'name' | 'kind' | 'externalId'> & { readonly id: string })[],
): Promise<ReadonlyMap<string, string>> {
  if (actors.length === 0) return new Map()
  const names = actors.map((actor) => actor.name)
  await sql`
    insert into actor (operation_id, id, name, kind, external_ids)
    select ${operationId}::uuid, id, name, kind, case when external_id is null then '{}'::text[] else array[external_id] end
    from unnest(${actors.map((a) => a.id)}::uuid[], ${names}::text[], ${actors.map((a) => a.kind)}::text[],
      ${actors.map((a) => a.externalId)}::text[]) as t (id, name, kind, external_id)
    on conflict do nothing
  `.execute(tx)
  await sql`
    update actor a set external_ids = a.external_ids || t.external_id
    from unnest(${names}::text[], ${actors.map((a) => a.externalId)}::text[]) as t (name, external_id)
    where a.operation_id = ${operationId} and a.name = t.name and t.external_id is not null
      and not (t.external_id = any(a.external_ids))
  `.execute(tx)
  const rows = await tx
    .selectFrom('actor')
    .select(['id', 'name'])
    .where('operation_id', '=', operationId)
    .where('name', 'in', names)
    .execute()
  return new Map(rows.map((row) => [row.name, row.id]))
}
