import { markingKey, numberSeries, type Marking } from '@eirene/domain/access'
import {
  PRECEDENCES,
  type DueNotice,
  type FlashContent,
  type FlashOrder,
  type Notice,
  type NotificationTree,
} from '@eirene/domain/situation'
import { sql } from 'kysely'
import { toMarking } from '../access/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { sealRecords } from '../ledger/index.ts'

/** A flash report as it is stored; the sender by id. */
export interface StoredFlash {
  readonly id: string
  readonly number: string
  readonly precedence: (typeof PRECEDENCES)[number]
  readonly threadId: string
  readonly incidentId: string | null
  readonly content: FlashContent
  readonly tree: NotificationTree
  readonly marking: Marking
  readonly firstWordAt: Date
  readonly sentBy: string
  readonly sentAt: Date
}

type FlashRow = Parameters<typeof toMarking>[0] & {
  readonly id: string
  readonly number: string
  readonly precedence: string
  readonly thread_id: string
  readonly incident_id: string | null
  readonly content: FlashContent
  readonly tree: NotificationTree
  readonly first_word_at: Date
  readonly sent_by: string
  readonly sent_at: Date
}

const COLUMNS = sql`f.id, f.number, f.precedence, f.thread_id, f.incident_id, f.content, f.tree, f.first_word_at, f.sent_by,
  f.sent_at, m.operation_id, m.realm, m.policy, m.level, m.releasable_to, m.compartments, m.caveats`
const SOURCE = sql`flash_report f join marking m on m.operation_id = f.operation_id and m.marking_no = f.marking_no`

function toFlash(row: FlashRow): StoredFlash {
  return {
    id: row.id,
    number: row.number,
    precedence: PRECEDENCES.find((one) => one === row.precedence) ?? 'FLASH',
    threadId: row.thread_id,
    incidentId: row.incident_id,
    content: row.content,
    tree: row.tree,
    marking: toMarking(row),
    firstWordAt: row.first_word_at,
    sentBy: row.sent_by,
    sentAt: row.sent_at,
  }
}

/** The flash reports that the transaction may see, newest first; of one incident when it is named. */
export async function listFlashReports(
  tx: Tx | Db,
  operationId: string,
  { incidentId, limit = 200 }: { readonly incidentId?: string; readonly limit?: number } = {},
): Promise<readonly StoredFlash[]> {
  const { rows } = await sql<FlashRow>`
    select ${COLUMNS} from ${SOURCE} where f.operation_id = ${operationId}
    ${incidentId === undefined ? sql`` : sql`and f.incident_id = ${incidentId}`}
    order by f.sent_at desc, f.id desc limit ${limit}`.execute(tx)
  return rows.map(toFlash)
}

/** One flash report; undefined alike when it does not exist and when it may not be seen. */
export async function findFlashReport(tx: Tx | Db, operationId: string, id: string): Promise<StoredFlash | undefined> {
  const { rows } = await sql<FlashRow>`
    select ${COLUMNS} from ${SOURCE} where f.operation_id = ${operationId} and f.id = ${id}`.execute(tx)
  return rows.map(toFlash)[0]
}

/** The reports of a thread that the transaction may see, first report first. */
export async function listFlashThread(tx: Tx, operationId: string, threadId: string): Promise<readonly StoredFlash[]> {
  const { rows } = await sql<FlashRow>`
    select ${COLUMNS} from ${SOURCE} where f.operation_id = ${operationId} and f.thread_id = ${threadId}
    order by f.sent_at, f.id`.execute(tx)
  return rows.map(toFlash)
}

/** As the system: reports of every operation whose tree may still have a step to go. */
export async function listOpenFlashReports(
  db: Db,
  since: Date,
): Promise<readonly (StoredFlash & { readonly operationId: string })[]> {
  const { rows } = await sql<FlashRow>`
    select ${COLUMNS} from ${SOURCE} where f.sent_at >= ${since} order by f.sent_at`.execute(db)
  return rows.map((row) => ({ ...toFlash(row), operationId: row.operation_id }))
}

/**
 * The next number under a marking: of a new thread by operation and local day, of a follow-up within its thread
 * (`2024-03-02/1.2`; above the marking of its thread `2024-03-02/1.CRSV-1`). As the system. Those who ask at once wait
 * for each other.
 */
export async function nextFlashNumber(
  tx: Tx,
  marking: Marking,
  of: { readonly sentOn: string } | { readonly thread: StoredFlash },
): Promise<string> {
  const { operationId } = marking
  const series = numberSeries(marking)
  if ('sentOn' in of) {
    const { rows } = await sql<{ last_no: number }>`
      insert into flash_number (operation_id, sent_on, series, last_no)
      values (${operationId}, ${of.sentOn}::date, ${series}, 1)
      on conflict (operation_id, sent_on, series) do update set last_no = flash_number.last_no + 1
      returning last_no`.execute(tx)
    return `${of.sentOn}/${series}${rows[0]?.last_no ?? 1}`
  }
  const { thread } = of
  await sql`select id from flash_report where operation_id = ${operationId} and id = ${thread.id} for update`.execute(
    tx,
  )
  const { rows } = await sql<{ number: string }>`
    select number from flash_report where operation_id = ${operationId} and thread_id = ${thread.id}`.execute(tx)
  const beginning = `${thread.number}.${markingKey(marking) === markingKey(thread.marking) ? '' : series}`
  const given = rows.map(({ number }) => (number.startsWith(beginning) ? number.slice(beginning.length) : ''))
  const last = Math.max(0, ...given.filter((rest) => /^\d+$/.test(rest)).map(Number))
  return `${beginning}${last + 1}`
}

/** A flash report on its way into the store. */
export interface NewFlash {
  readonly operationId: string
  readonly markingNo: number
  readonly number: string
  readonly threadId: string
  readonly incidentId: string | null
  readonly order: FlashOrder
  readonly tree: NotificationTree
  readonly sentBy: string
  readonly sentAt: Date
}

/** Keeps a sent report. As the system, in one transaction with its first notices. Its content is never changed again. */
export async function insertFlashReport(tx: Tx, flash: NewFlash): Promise<void> {
  await tx
    .insertInto('flash_report')
    .values({
      operation_id: flash.operationId,
      id: flash.order.id,
      marking_no: flash.markingNo,
      number: flash.number,
      precedence: flash.order.precedence,
      thread_id: flash.threadId,
      incident_id: flash.incidentId,
      content: JSON.stringify(flash.order.content),
      tree: JSON.stringify(flash.tree),
      first_word_at: flash.order.firstWordAt,
      sent_by: flash.sentBy,
      sent_at: flash.sentAt,
    })
    .execute()
  await sealRecords(tx, flash.operationId, [{ kind: 'flash_report', id: flash.order.id }], flash.sentAt)
}

/** Notes that these people are told. As the system. Who was told already stays as they were: two servers tell once. */
export async function insertNotices(
  tx: Tx | Db,
  flash: { readonly operationId: string; readonly id: string },
  due: readonly DueNotice[],
  at: Date,
): Promise<void> {
  if (due.length === 0) return
  await tx
    .insertInto('notification')
    .values(
      due.map(({ personId, stepNo }) => ({
        operation_id: flash.operationId,
        flash_id: flash.id,
        person_id: personId,
        step_no: stepNo,
        notified_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Who was told of these reports, in the order told, by report; only what the transaction may see. */
export async function listNotices(
  tx: Tx | Db,
  operationId: string,
  flashIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Notice[]>> {
  const { rows } = await sql<{
    flash_id: string
    person_id: string
    step_no: number
    notified_at: Date
    acknowledged_at: Date | null
  }>`
    select n.flash_id, n.person_id, n.step_no, n.notified_at, a.acknowledged_at from notification n
    left join acknowledgement a
      on a.operation_id = n.operation_id and a.flash_id = n.flash_id and a.person_id = n.person_id
    where n.operation_id = ${operationId} and n.flash_id = any (${[...flashIds]}::uuid[])
    order by n.notified_at, n.step_no, n.person_id`.execute(tx)
  const byFlash = new Map<string, Notice[]>(flashIds.map((id) => [id, []]))
  for (const row of rows)
    byFlash.get(row.flash_id)?.push({
      personId: row.person_id,
      stepNo: row.step_no,
      notifiedAt: row.notified_at.getTime(),
      acknowledgedAt: row.acknowledged_at === null ? null : row.acknowledged_at.getTime(),
    })
  return byFlash
}

/** What the person of the transaction was told, newest first. */
export async function listOwnNotices(
  tx: Tx,
  operationId: string,
  { personId, limit = 50 }: { readonly personId: string; readonly limit?: number },
): Promise<
  readonly { readonly flash: StoredFlash; readonly notifiedAt: Date; readonly acknowledgedAt: Date | null }[]
> {
  const { rows } = await sql<FlashRow & { readonly notified_at: Date; readonly acknowledged_at: Date | null }>`
    select ${COLUMNS}, n.notified_at, a.acknowledged_at
    from ${SOURCE} join notification n on n.operation_id = f.operation_id and n.flash_id = f.id
    left join acknowledgement a
      on a.operation_id = n.operation_id and a.flash_id = n.flash_id and a.person_id = n.person_id
    where f.operation_id = ${operationId} and n.person_id = ${personId}
    order by n.notified_at desc, f.id desc limit ${limit}`.execute(tx)
  return rows.map((row) => ({ flash: toFlash(row), notifiedAt: row.notified_at, acknowledgedAt: row.acknowledged_at }))
}

/** The person of the transaction takes note. Again is no error and keeps the first time. False when they were never told. */
export async function insertAcknowledgement(
  tx: Tx,
  operationId: string,
  flashId: string,
  by: { readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const told = await tx
    .selectFrom('notification')
    .select('person_id')
    .where('operation_id', '=', operationId)
    .where('flash_id', '=', flashId)
    .where('person_id', '=', by.personId)
    .executeTakeFirst()
  if (told === undefined) return false
  await tx
    .insertInto('acknowledgement')
    .values({ operation_id: operationId, flash_id: flashId, person_id: by.personId, acknowledged_at: by.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

/** The tree in force; undefined when nobody has set one. */
export async function findTree(
  tx: Tx | Db,
  operationId: string,
): Promise<{ readonly tree: NotificationTree; readonly setBy: string; readonly setAt: Date } | undefined> {
  const { rows } = await sql<{ tree: NotificationTree; set_by: string; set_at: Date }>`
    select tree, set_by, set_at from notification_tree where operation_id = ${operationId}
    order by set_at desc, id desc limit 1`.execute(tx)
  const [row] = rows
  return row && { tree: row.tree, setBy: row.set_by, setAt: row.set_at }
}

/** Adds the next version of the tree; the ones before stay. */
export async function insertTree(
  tx: Tx,
  operationId: string,
  version: { readonly id: string; readonly tree: NotificationTree; readonly setBy: string; readonly setAt: Date },
): Promise<void> {
  await tx
    .insertInto('notification_tree')
    .values({
      operation_id: operationId,
      id: version.id,
      tree: JSON.stringify(version.tree),
      set_by: version.setBy,
      set_at: version.setAt,
    })
    .execute()
}

/** The marking of an incident that the transaction may see; undefined when it does not exist or may not be seen. */
export async function findIncidentMarking(tx: Tx, operationId: string, id: string): Promise<Marking | undefined> {
  const { rows } = await sql<Parameters<typeof toMarking>[0]>`
    select m.operation_id, m.realm, m.policy, m.level, m.releasable_to, m.compartments, m.caveats
    from incident i join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
    where i.operation_id = ${operationId} and i.id = ${id}`.execute(tx)
  return rows.map(toMarking)[0]
}
