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
}

/** Who looked at what, newest first, as far as the transaction may see the records' markings. */
export async function listViewings(
  tx: Tx,
  which: {
    readonly operationId: string
    readonly recordId?: string
    readonly beforeId?: string
    readonly limit: number
  },
): Promise<readonly ViewingLine[]> {
  const rows = await tx
    .selectFrom('record_viewing')
    .selectAll()
    .where('operation_id', '=', which.operationId)
    .$if(which.recordId !== undefined, (query) => query.where('record_id', '=', which.recordId ?? ''))
    .$if(which.beforeId !== undefined, (query) => query.where('id', '<', which.beforeId ?? ''))
    .orderBy('id', 'desc')
    .limit(which.limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.viewed_at,
    personId: row.person_id,
    recordKind: row.record_kind === 'incident' ? 'incident' : 'report',
    recordId: row.record_id,
    markingNo: row.marking_no,
  }))
}
