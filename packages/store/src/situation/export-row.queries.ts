import type { PictureFilter } from '@eirene/domain/situation'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { INCIDENT_COLUMNS, INCIDENT_SOURCE, toIncidentRow, type IncidentSqlRow } from '../incident/index.ts'
import type { IncidentRow } from '@eirene/domain/incident'
import { DATASET, pictureCondition } from './picture-filter.queries.ts'
import type { ListCursor } from './incident-list.queries.ts'

/** Compartments whose records never leave as single events (prohibition N3). */
export const NEVER_EXPORTED = ['CRSV', 'CAAC', 'SEA', 'TIP', 'SOURCE-ID', 'PERSONNEL'] as const

/** An incident with where it comes from. */
export interface ExportRow extends IncidentRow {
  readonly dataset: string
  readonly actors: readonly string[]
  /** Of the reports it rests on: the first by id that the reader may see. */
  readonly provenance: {
    readonly release: string | null
    readonly externalId: string | null
    readonly sourceCode: string
    readonly sourceName: string
    readonly citation: string | null
    readonly url: string | null
  } | null
}

export interface ExportBatch {
  readonly rows: readonly ExportRow[]
  /** Where to go on; null at the end. */
  readonly after: ListCursor | null
}

/** A batch of the filter's rows (of a polygon its bounding box), oldest first, without what may never be exported. */
export async function listExportRows(
  tx: Tx,
  order: {
    readonly operationId: string
    readonly timeZone: string
    readonly filter: PictureFilter
    readonly after: ListCursor | null
    readonly limit: number
  },
): Promise<ExportBatch> {
  const { after, limit } = order
  const beyond =
    after === null
      ? sql`true`
      : sql`(i.occurred_from, i.id) > ('epoch'::timestamptz + ${after.occurredAtUs}::bigint * interval '1 microsecond', ${after.id}::uuid)`
  const { rows } = await sql<
    IncidentSqlRow & {
      readonly at_us: bigint
      readonly dataset: string
      readonly actors: readonly string[] | null
      readonly provenance: ExportRow['provenance']
    }
  >`
    select ${INCIDENT_COLUMNS}, (extract(epoch from i.occurred_from) * 1000000)::bigint as at_us, ${DATASET} as dataset,
      (select array_agg(distinct a.name) from involvement v join actor a on a.operation_id = v.operation_id and a.id = v.actor_id
        where v.operation_id = i.operation_id and v.incident_id = i.id) as actors,
      (select json_build_object('release', r.release, 'externalId', r.external_id, 'sourceCode', s.code,
          'sourceName', s.name, 'citation', s.citation, 'url', s.url)
        from incident_report l
        join report r on r.operation_id = l.operation_id and r.id = l.report_id
        join source s on s.operation_id = r.operation_id and s.id = r.source_id
        where l.operation_id = i.operation_id and l.incident_id = i.id order by r.id limit 1) as provenance
    from ${INCIDENT_SOURCE}
    where i.operation_id = ${order.operationId} and ${pictureCondition(order.filter, order.timeZone)} and ${beyond}
      and not (m.compartments && ${[...NEVER_EXPORTED]}::text[])
    order by i.occurred_from, i.id limit ${limit}`.execute(tx)
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => ({
      ...toIncidentRow(row),
      dataset: row.dataset,
      actors: row.actors ?? [],
      provenance: row.provenance,
    })),
    after: last === undefined || rows.length < limit ? null : { occurredAtUs: last.at_us, id: last.id },
  }
}
