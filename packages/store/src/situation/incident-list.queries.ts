import type { IncidentRow } from '@eirene/domain/incident'
import { isId } from '@eirene/domain/record'
import type { PictureFilter } from '@eirene/domain/situation'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { INCIDENT_COLUMNS, INCIDENT_SOURCE, toIncidentRow, type IncidentSqlRow } from '../incident/index.ts'
import { pictureCondition } from './picture-filter.queries.ts'

/** Where a page ended: exact to the microsecond, which a Date is not. */
export interface ListCursor {
  /** Microseconds since the epoch. */
  readonly occurredAtUs: bigint
  readonly id: string
}

/** Where a page of the list ended, as text for the next request. */
export function formatCursor(cursor: ListCursor): string {
  return `${cursor.occurredAtUs}.${cursor.id}`
}

/** Undefined when the text is no cursor; 17 digits reach three thousand years either way, and PostgreSQL with them. */
export function parseCursor(text: string): ListCursor | undefined {
  const match = /^(-?\d{1,17})\.([0-9a-f-]{36})$/.exec(text)
  const [, us, id] = match ?? []
  return us !== undefined && id !== undefined && isId(id) ? { occurredAtUs: BigInt(us), id } : undefined
}

export interface ListOrder {
  readonly operationId: string
  readonly timeZone: string
  readonly filter: PictureFilter
  /** The end of the page before; null for the first. */
  readonly after: ListCursor | null
  readonly limit: number
}

/** Incidents of the filter (of a polygon its bounding box), newest first, each with its own cursor. */
export async function listIncidentsNewestFirst(
  tx: Tx,
  order: ListOrder,
): Promise<readonly { readonly incident: IncidentRow; readonly cursor: ListCursor }[]> {
  const { after } = order
  const beyond =
    after === null
      ? sql`true`
      : sql`(i.occurred_from, i.id) < ('epoch'::timestamptz + ${after.occurredAtUs}::bigint * interval '1 microsecond', ${after.id}::uuid)`
  const { rows } = await sql<IncidentSqlRow & { readonly at_us: bigint }>`
    select ${INCIDENT_COLUMNS}, (extract(epoch from i.occurred_from) * 1000000)::bigint as at_us
    from ${INCIDENT_SOURCE}
    where i.operation_id = ${order.operationId} and ${pictureCondition(order.filter, order.timeZone)} and ${beyond}
    order by i.occurred_from desc, i.id desc limit ${order.limit}`.execute(tx)
  return rows.map((row) => ({ incident: toIncidentRow(row), cursor: { occurredAtUs: row.at_us, id: row.id } }))
}
