import type { Compartment } from '@eirene/domain/access'
import {
  ACT_OF_QUEUE,
  INCIDENT_TYPES,
  PROTECTION_COMPARTMENTS,
  reachOf,
  type Handler,
  type InboxQueue,
  type IncidentRow,
} from '@eirene/domain/incident'
import { isId } from '@eirene/domain/record'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import { INCIDENT_COLUMNS, INCIDENT_SOURCE, toIncidentRow, type IncidentSqlRow } from './incident.queries.ts'

/** For whom an inbox is read. */
export interface InboxReader extends Handler {
  readonly operationId: string
  readonly personId: string
}

/** Queues that one statement over the incidents answers; suggested duplicates are pairs and come otherwise. */
type RecordQueue = Exclude<InboxQueue, 'duplicates'>

export interface InboxCursor {
  /** Microseconds since 1970: what PostgreSQL keeps. */
  readonly sinceUs: bigint
  readonly id: string
}

/** The cursor of a text `sinceUs.id`; undefined when it is none. */
export function parseInboxCursor(text: string): InboxCursor | undefined {
  const match = /^(\d{1,18})\.([0-9a-f-]{36})$/.exec(text)
  const [, sinceUs = '', id = ''] = match ?? []
  return match === null || !isId(id) ? undefined : { sinceUs: BigInt(sinceUs), id }
}

const PROTECTED = sql`${[...PROTECTION_COMPARTMENTS]}::text[]`

function typesOf(compartments: readonly Compartment[]): readonly string[] {
  return INCIDENT_TYPES.filter((type) => type.compartments.some((one) => compartments.includes(one))).map(
    ({ code }) => code,
  )
}

/** Records of `i` and `m` that the reader may perform the act of a queue on (`mayHandle` of domain/incident, as SQL). */
export function reachCondition(reader: Handler, queue: InboxQueue): RawBuilder<boolean> {
  const { ordinary, restricted } = reachOf(reader, ACT_OF_QUEUE[queue])
  const isRestricted = sql`(m.compartments && ${PROTECTED} or i.type_code = any(${[...typesOf(PROTECTION_COMPARTMENTS)]}::text[]))`
  const notHeld = PROTECTION_COMPARTMENTS.filter((one) => !restricted.includes(one))
  const isHeld = sql`(${isRestricted} and not m.compartments && ${[...notHeld]}::text[]
    and i.type_code <> all(${[...typesOf(notHeld)]}::text[]))`
  const parts = [
    ...(ordinary && queue !== 'restricted' ? [sql`not ${isRestricted}`] : []),
    ...(restricted.length > 0 ? [isHeld] : []),
  ]
  return parts.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(parts, sql` or `)})`
}

/** Over the index `incident_waiting`: all that can wait for anybody. */
export const CAN_WAIT = sql<boolean>`i.superseded_at is null and (i.method = 'human' or i.state <> 'reported')
  and i.state in ('received', 'reported', 'under_verification', 'corroborated', 'contested')`

const OPEN_PROPOSAL = sql`from verification_proposal p
  where p.operation_id = i.operation_id and p.incident_id = i.id
    and not exists (select from verification_decision d where d.operation_id = p.operation_id and d.proposal_id = p.id)
    and p.at_revision = (select count(*) from state_change s where s.operation_id = i.operation_id and s.incident_id = i.id
      and 'duplicate' not in (s.from_state, s.to_state))`

const IS_UNGRADED = sql`exists (select from incident_report l join report r on r.operation_id = l.operation_id and r.id = l.report_id
  where l.operation_id = i.operation_id and l.incident_id = i.id
    and r.method = 'human' and r.reliability = 'F' and r.credibility = 6 and r.superseded_at is null
    and not exists (select from grade_change c where c.operation_id = r.operation_id and c.report_id = r.id))`

/** The reader wrote the record or a report behind it, and so takes no part in its verification. */
function isReporter({ personId }: InboxReader): RawBuilder<boolean> {
  return sql<boolean>`(i.person_id is not distinct from ${personId}::uuid or exists (select from incident_report l
    join report r on r.operation_id = l.operation_id and r.id = l.report_id
    where l.operation_id = i.operation_id and l.incident_id = i.id and r.person_id = ${personId}))`
}

function queueCondition(reader: InboxReader, queue: RecordQueue): RawBuilder<boolean> {
  const waits: Readonly<Record<RecordQueue, RawBuilder<unknown>>> = {
    screen: sql`i.state = 'received'`,
    grade: sql`i.state <> 'received' and ${IS_UNGRADED}`,
    assign: sql`i.state = 'reported'`,
    assess: sql`i.state = 'under_verification'`,
    propose: sql`i.state = 'corroborated' and not exists (select ${OPEN_PROPOSAL}) and not ${isReporter(reader)}`,
    confirm: sql`i.state = 'corroborated' and exists (select ${OPEN_PROPOSAL} and p.person_id <> ${reader.personId})
      and not ${isReporter(reader)}`,
    contested: sql`i.state = 'contested'`,
    restricted: sql`true`,
  }
  return sql<boolean>`(${waits[queue]} and ${reachCondition(reader, queue)})`
}

/** How many records wait for the reader in each of these queues, of those that the transaction may see. */
export async function countInbox(
  tx: Tx,
  reader: InboxReader,
  queues: readonly RecordQueue[],
): Promise<ReadonlyMap<RecordQueue, number>> {
  if (queues.length === 0) return new Map()
  const counts = queues.map(
    (queue) => sql`count(*) filter (where ${queueCondition(reader, queue)})::int as ${sql.ref(queue)}`,
  )
  const { rows } = await sql<Readonly<Record<string, number>>>`
    select ${sql.join(counts)} from incident i join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
    where i.operation_id = ${reader.operationId} and ${CAN_WAIT}`.execute(tx)
  return new Map(queues.map((queue) => [queue, rows[0]?.[queue] ?? 0]))
}

const SINCE_CHANGE = sql`coalesce((select max(s.changed_at) from state_change s
  where s.operation_id = i.operation_id and s.incident_id = i.id), i.recorded_at)`

const WAITING_SINCE: Readonly<Record<RecordQueue, RawBuilder<unknown>>> = {
  screen: sql`i.recorded_at`,
  grade: sql`i.recorded_at`,
  assign: SINCE_CHANGE,
  assess: SINCE_CHANGE,
  propose: SINCE_CHANGE,
  confirm: sql`(select max(p.proposed_at) ${OPEN_PROPOSAL})`,
  contested: SINCE_CHANGE,
  restricted: SINCE_CHANGE,
}

/** Queues whose waiting is worked out for each record, once; the others come in the order of the index. */
const IS_WORKED_OUT: ReadonlySet<RecordQueue> = new Set([
  'assign',
  'assess',
  'propose',
  'confirm',
  'contested',
  'restricted',
])

/** Records of one queue, longest waiting first, with since when they wait and the cursor behind each. */
export async function listInbox(
  tx: Tx,
  reader: InboxReader,
  { queue, after, limit }: { readonly queue: RecordQueue; readonly after: InboxCursor | null; readonly limit: number },
): Promise<readonly { readonly incident: IncidentRow; readonly waitingSince: string; readonly cursor: string }[]> {
  const beyond =
    after === null
      ? sql`true`
      : sql`(w.waiting_since, w.id) > ('epoch'::timestamptz + ${after.sinceUs}::bigint * interval '1 microsecond', ${after.id}::uuid)`
  const { rows } = await sql<IncidentSqlRow & { readonly waiting_since: Date; readonly since_us: bigint }>`
    with w as ${IS_WORKED_OUT.has(queue) ? sql`materialized` : sql`not materialized`} (
      select i.id, ${WAITING_SINCE[queue]} as waiting_since
      from incident i join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
      where i.operation_id = ${reader.operationId} and ${CAN_WAIT} and ${queueCondition(reader, queue)}
    ), page as materialized (select w.* from w where ${beyond} order by w.waiting_since, w.id limit ${limit})
    select ${INCIDENT_COLUMNS}, w.waiting_since, (extract(epoch from w.waiting_since) * 1000000)::bigint as since_us
    from page w join (${INCIDENT_SOURCE}) on i.operation_id = ${reader.operationId} and i.id = w.id
    order by w.waiting_since, w.id`.execute(tx)
  return rows.map((row) => ({
    incident: toIncidentRow(row),
    waitingSince: row.waiting_since.toISOString(),
    cursor: `${String(row.since_us)}.${row.id}`,
  }))
}
