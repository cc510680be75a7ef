import { ROLES } from '@eirene/domain/access'
import type { Handover, HandoverOrder, WatchEntry, WatchEntryOrder } from '@eirene/domain/situation'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { sealRecords } from '../ledger/index.ts'

interface By {
  readonly personId: string
  readonly at: Date
}

/** Adds an entry. Sending it again changes nothing. */
export async function insertWatchEntry(tx: Tx, operationId: string, entry: WatchEntryOrder, by: By): Promise<void> {
  const added = await tx
    .insertInto('watch_entry')
    .values({
      operation_id: operationId,
      id: entry.id,
      text: entry.text,
      owner_role: entry.action?.ownerRole ?? null,
      due_at: entry.action?.dueAt ?? null,
      written_by: by.personId,
      written_at: by.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows === 1n)
    await sealRecords(tx, operationId, [{ kind: 'watch_entry', id: entry.id }], by.at)
}

/** Notes that an action was done. False when there is no such action; the first note stays. */
export async function insertActionDone(
  tx: Tx,
  operationId: string,
  entry: { readonly id: string; readonly how: string },
  by: By,
): Promise<boolean> {
  const action = await tx
    .selectFrom('watch_entry')
    .select('id')
    .where('operation_id', '=', operationId)
    .where('id', '=', entry.id)
    .where('owner_role', 'is not', null)
    .executeTakeFirst()
  if (action === undefined) return false
  const done = await tx
    .insertInto('watch_action_done')
    .values({ operation_id: operationId, entry_id: entry.id, how: entry.how, done_by: by.personId, done_at: by.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (done.numInsertedOrUpdatedRows === 1n)
    await sealRecords(tx, operationId, [{ kind: 'watch_entry', id: entry.id }], by.at)
  return true
}

interface EntryRow {
  readonly id: string
  readonly text: string
  readonly owner_role: string | null
  readonly due_at: Date | null
  readonly written_by: string
  readonly written_at: Date
  readonly how: string | null
  readonly done_by: string | null
  readonly done_at: Date | null
}

function toEntry(row: EntryRow): WatchEntry {
  const ownerRole = ROLES.find((role) => role === row.owner_role)
  const isDone = row.done_at !== null && row.done_by !== null && row.how !== null
  return {
    id: row.id,
    writtenAt: row.written_at.toISOString(),
    writtenBy: row.written_by,
    text: row.text,
    action:
      ownerRole === undefined
        ? null
        : {
            ownerRole,
            dueAt: row.due_at === null ? null : row.due_at.toISOString(),
            done: isDone ? { at: row.done_at.toISOString(), by: row.done_by, how: row.how } : null,
          },
  }
}

/** The newest entries, and every action that is still open however old; people by id. */
export async function listWatchEntries(tx: Tx, operationId: string, limit = 200): Promise<readonly WatchEntry[]> {
  const { rows } = await sql<EntryRow>`
    with entry as (
      select e.id, e.text, e.owner_role, e.due_at, e.written_by, e.written_at, d.how, d.done_by, d.done_at,
        row_number() over (order by e.written_at desc, e.id desc) as place
      from watch_entry e left join watch_action_done d on d.operation_id = e.operation_id and d.entry_id = e.id
      where e.operation_id = ${operationId}
    )
    select * from entry where place <= ${limit} or (owner_role is not null and done_at is null)
    order by written_at desc, id desc`.execute(tx)
  return rows.map(toEntry)
}

/** The outgoing officer signs, with the actions that are open at this moment. Sending it again changes nothing. */
export async function insertHandover(tx: Tx, operationId: string, order: HandoverOrder, by: By): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into handover (operation_id, id, note, open_action_ids, outgoing_id, signed_out_at)
    select ${operationId}, ${order.id}, ${order.note}, coalesce(array_agg(e.id order by e.written_at, e.id), '{}'), ${by.personId}, ${by.at}
    from watch_entry e
    where e.operation_id = ${operationId} and e.owner_role is not null
      and not exists (select from watch_action_done d where d.operation_id = e.operation_id and d.entry_id = e.id)
    on conflict do nothing`.execute(tx)
  if (numAffectedRows === 1n) await sealRecords(tx, operationId, [{ kind: 'handover', id: order.id }], by.at)
}

/** The newest handovers; people by id. */
export async function listHandovers(tx: Tx, operationId: string, limit = 60): Promise<readonly Handover[]> {
  const { rows } = await sql<{
    id: string
    note: string
    open_action_ids: readonly string[]
    outgoing_id: string
    signed_out_at: Date
    incoming_id: string | null
    signed_in_at: Date | null
  }>`
    select h.id, h.note, h.open_action_ids, h.outgoing_id, h.signed_out_at, s.incoming_id, s.signed_in_at
    from handover h left join handover_signature s on s.operation_id = h.operation_id and s.handover_id = h.id
    where h.operation_id = ${operationId} order by h.signed_out_at desc, h.id desc limit ${limit}`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    note: row.note,
    outgoing: row.outgoing_id,
    outgoingId: row.outgoing_id,
    signedOutAt: row.signed_out_at.toISOString(),
    openActionIds: row.open_action_ids,
    taken:
      row.incoming_id === null || row.signed_in_at === null
        ? null
        : { by: row.incoming_id, at: row.signed_in_at.toISOString() },
  }))
}

/** The incoming officer signs. The first signature stays. */
export async function insertHandoverSignature(tx: Tx, operationId: string, handoverId: string, by: By): Promise<void> {
  const signed = await tx
    .insertInto('handover_signature')
    .values({ operation_id: operationId, handover_id: handoverId, incoming_id: by.personId, signed_in_at: by.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (signed.numInsertedOrUpdatedRows === 1n)
    await sealRecords(tx, operationId, [{ kind: 'handover', id: handoverId }], by.at)
}
