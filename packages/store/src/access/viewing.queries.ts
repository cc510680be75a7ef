import { mintId } from '@eirene/domain/record'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/**
 * Notes that the transaction's person looked at an incident, when it lies in a compartment; others are not noted. Under the
 * reader's own row-level security: what they may not see, they cannot have looked at.
 */
export async function insertIncidentViewing(
  tx: Tx,
  viewing: { readonly operationId: string; readonly incidentId: string; readonly personId: string; readonly at: Date },
): Promise<void> {
  await sql`
    insert into record_viewing (operation_id, id, marking_no, record_kind, record_id, person_id, viewed_at)
    select i.operation_id, ${mintId()}::uuid, i.marking_no, 'incident', i.id, ${viewing.personId}::uuid, ${viewing.at}
    from incident i join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
    where i.operation_id = ${viewing.operationId} and i.id = ${viewing.incidentId} and m.compartments <> '{}'`.execute(
    tx,
  )
}

export interface ViewingLine {
  readonly id: string
  readonly at: Date
  readonly personId: string
  readonly recordKind: 'incident' | 'report'
  readonly recordId: string
  readonly markingNo: number
  /** Title of an incident as far as the transaction may see it; null for a report and for what is not seen. */
  readonly title: string | null
}

/** Which viewings are asked for. */
interface WhichViewings {
  readonly operationId: string
  readonly recordId?: string
  readonly personId?: string
  /** Looked at in [from, to). */
  readonly from?: Date
  readonly to?: Date
}

/** Who looked at what, newest first, as far as the transaction may see the records' markings. */
export async function listViewings(
  tx: Tx,
  which: WhichViewings & { readonly beforeId?: string; readonly limit: number },
): Promise<readonly ViewingLine[]> {
  const asked = [
    sql`v.operation_id = ${which.operationId}`,
    ...(which.recordId === undefined ? [] : [sql`v.record_id = ${which.recordId}`]),
    ...(which.personId === undefined ? [] : [sql`v.person_id = ${which.personId}`]),
    ...(which.from === undefined ? [] : [sql`v.viewed_at >= ${which.from}`]),
    ...(which.to === undefined ? [] : [sql`v.viewed_at < ${which.to}`]),
    ...(which.beforeId === undefined ? [] : [sql`v.id < ${which.beforeId}`]),
  ]
  const { rows } = await sql<Omit<ViewingLine, 'recordKind'> & { readonly recordKind: string }>`
    select v.id, v.viewed_at as at, v.person_id as "personId", v.record_kind as "recordKind", v.record_id as "recordId",
      v.marking_no as "markingNo",
      (select i.title from incident i where i.operation_id = v.operation_id and i.id = v.record_id) as title
    from record_viewing v where ${sql.join(asked, sql` and `)}
    order by v.id desc limit ${which.limit}`.execute(tx)
  return rows.map((row) => ({ ...row, recordKind: row.recordKind === 'incident' ? 'incident' : 'report' }))
}

/** Everybody who looked at anything that the transaction may see, at most 500. */
export async function listViewers(tx: Tx, operationId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct person_id as id from record_viewing where operation_id = ${operationId} order by 1 limit 500`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
