import type { ReportView } from '@eirene/domain/report'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import { listAttachments } from './attachment.queries.ts'

interface ReportSqlRow {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly body: string
  readonly language: string
  readonly originated_at: Date | null
  readonly reliability: string
  readonly credibility: number
  readonly recorded_at: Date
  readonly superseded_at: Date | null
  readonly dataset: string | null
  readonly release: string | null
  readonly external_id: string | null
  readonly row_no: number | null
  readonly file_name: string | null
  readonly original: unknown
  readonly source: ReportView['source']
}

/** The last grade of report `r`; no row when nobody has graded it since its entry. */
export const STANDING_GRADE: RawBuilder<unknown> = sql`
  select c.reliability, c.credibility from grade_change c
  where c.operation_id = r.operation_id and c.report_id = r.id order by c.graded_at desc, c.id desc limit 1`

/**
 * These reports with source, the grade that stands, original row and observations, in the order of `ids`; what may not be seen
 * is left out.
 */
export async function listReportViews(
  tx: Tx,
  operationId: string,
  ids: readonly string[],
): Promise<readonly ReportView[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ReportSqlRow>`
    select r.id, r.type, r.title, r.body, r.language, r.originated_at, r.recorded_at,
      coalesce(g.reliability, r.reliability) as reliability, coalesce(g.credibility, r.credibility) as credibility,
      r.superseded_at, r.dataset, r.release, r.external_id, r.row_no, d.file_name,
      case when r.dataset is not null then r.original end as original,
      json_build_object('code', s.code, 'name', s.name, 'kind', s.kind, 'reliability', s.reliability,
        'citation', s.citation, 'url', s.url, 'machineGenerated', s.machine_generated) as source
    from report r
    join source s on s.operation_id = r.operation_id and s.id = r.source_id
    left join dataset_import d on d.operation_id = r.operation_id and d.id = r.import_id
    left join lateral (${STANDING_GRADE}) g on true
    where r.operation_id = ${operationId} and r.id = any(${[...ids]}::uuid[])`.execute(tx)
  const observations = await listObservations(tx, operationId, ids)
  const attachments = await listAttachments(tx, operationId, ids)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row === undefined
      ? []
      : [{ ...toReportView(row), observations: observations.get(id) ?? [], attachments: attachments.get(id) ?? [] }]
  })
}

/** One report; undefined alike when it does not exist and when it may not be seen. */
export async function findReportView(tx: Tx, operationId: string, id: string): Promise<ReportView | undefined> {
  const [view] = await listReportViews(tx, operationId, [id])
  return view
}

function toReportView(row: ReportSqlRow): Omit<ReportView, 'observations' | 'attachments'> {
  const { dataset, release, external_id: externalId, row_no: rowNo } = row
  const isFromDataset = dataset !== null && release !== null && externalId !== null && rowNo !== null
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    body: row.body,
    language: row.language,
    originatedAt: row.originated_at === null ? null : row.originated_at.toISOString(),
    reliability: row.reliability,
    credibility: row.credibility,
    recordedAt: row.recorded_at.toISOString(),
    supersededAt: row.superseded_at === null ? null : row.superseded_at.toISOString(),
    source: row.source,
    dataset: isFromDataset ? { dataset, release, externalId, rowNo, fileName: row.file_name } : null,
    original:
      typeof row.original === 'object' && row.original !== null
        ? (row.original as Readonly<Record<string, unknown>>) // a JSON object, as it was stored
        : null,
  }
}

async function listObservations(
  tx: Tx,
  operationId: string,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, ReportView['observations']>> {
  const rows = await tx
    .selectFrom('observation')
    .selectAll()
    .where('operation_id', '=', operationId)
    .where('report_id', 'in', [...reportIds])
    .orderBy('occurred_from')
    .orderBy('id')
    .execute()
  const byReport = new Map<string, ReportView['observations'][number][]>()
  for (const row of rows) {
    const list = byReport.get(row.report_id) ?? []
    list.push({
      id: row.id,
      what: row.what,
      sense: row.sense,
      occurredFrom: row.occurred_from.toISOString(),
      directionDeg: row.direction_deg,
      distanceM: row.distance_m,
      count: row.count,
      countIsApproximate: row.count_is_approximate,
      weapon: row.weapon,
    })
    byReport.set(row.report_id, list)
  }
  return byReport
}
