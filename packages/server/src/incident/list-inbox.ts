import {
  duplicateReasons,
  INBOX_QUEUES,
  queuesOf,
  type DuplicateReason,
  type InboxItem,
  type InboxPage,
  type InboxQueue,
} from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import type { Tx } from '@eirene/store/db'
import {
  countInbox,
  listComparedPairs,
  listInbox,
  listIncidentsById,
  parseInboxCursor,
  parsePairCursor,
  type ComparedPair,
  type InboxReader,
} from '@eirene/store/incident'
import type { OperationCall } from '../edge/index.ts'
import { handlerOf } from './with-cases.ts'

const PAGE = 50

/** Which queue is asked for; undefined: the first in which something waits; `none`: counts only. */
export type AskedQueue = InboxQueue | 'none' | undefined

/** The queue of an address. Throws Problem 'input.invalid' for a word that names none. */
export function mustQueue(text: string | undefined): AskedQueue {
  if (text === undefined || text === 'none') return text
  const queue = INBOX_QUEUES.find((one) => one === text)
  if (queue === undefined) throw new Problem('input.invalid', `There is no such queue: ${INBOX_QUEUES.join(', ')}.`)
  return queue
}

type Suggested = ComparedPair & { readonly reasons: readonly DuplicateReason[] }

const WRONG_PLACE = 'This is no place in the list. Begin again.'

/** Pairs that look like one event, behind a place in their list. Throws Problem 'input.invalid' for what is no place. */
async function listSuggested(tx: Tx, reader: InboxReader, after: string | undefined): Promise<readonly Suggested[]> {
  const cursor = after === undefined ? null : parsePairCursor(after)
  if (cursor === undefined) throw new Problem('input.invalid', WRONG_PLACE)
  const pairs = await listComparedPairs(tx, reader.operationId, { person: reader, of: null, after: cursor })
  return pairs.flatMap((pair) => {
    const reasons = duplicateReasons(pair.record, pair.other)
    return reasons === null ? [] : [{ ...pair, reasons }]
  })
}

async function toItems(tx: Tx, operationId: string, pairs: readonly Suggested[]): Promise<readonly InboxItem[]> {
  const rows = await listIncidentsById(
    tx,
    operationId,
    pairs.flatMap(({ record, other }) => [record.id, other.id]),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return pairs.flatMap(({ record, other, since, reasons }) => {
    const [incident, twin] = [byId.get(record.id), byId.get(other.id)]
    return incident === undefined || twin === undefined
      ? []
      : [{ incident, waitingSince: since, twin: { incident: twin, reasons } }]
  })
}

async function pageOf(
  tx: Tx,
  reader: InboxReader,
  {
    queue,
    after,
    suggested,
  }: { readonly queue: InboxQueue; readonly after: string | undefined; readonly suggested: readonly Suggested[] },
): Promise<Pick<InboxPage, 'items' | 'after'>> {
  if (queue === 'duplicates') {
    const items = await toItems(tx, reader.operationId, suggested.slice(0, PAGE))
    return { items, after: suggested.length > PAGE ? (suggested[PAGE - 1]?.cursor ?? null) : null }
  }
  const cursor = after === undefined ? null : parseInboxCursor(after)
  if (cursor === undefined) throw new Problem('input.invalid', WRONG_PLACE)
  const rows = await listInbox(tx, reader, { queue, after: cursor, limit: PAGE + 1 })
  const items = rows.slice(0, PAGE).map(({ incident, waitingSince }) => ({ incident, waitingSince, twin: null }))
  return { items, after: rows.length > PAGE ? (rows[PAGE - 1]?.cursor ?? null) : null }
}

/**
 * What waits for the person of the call: counts by queue, and one queue's records. Only what they may read and handle. A later
 * page of a queue counts nothing.
 */
export async function readInbox(
  call: Pick<OperationCall, 'reader' | 'operation' | 'read'>,
  asked: AskedQueue,
  after: string | undefined,
): Promise<InboxPage> {
  const person = handlerOf(call)
  const reader = { ...person, operationId: call.operation.id, personId: call.reader.personId }
  const queues = queuesOf(person)
  return call.read(async (tx) => {
    const ofRecords = queues.filter((queue) => queue !== 'duplicates')
    const isLater = asked !== undefined && after !== undefined
    const counts = isLater ? null : await countInbox(tx, reader, ofRecords)
    const first = ofRecords.find((queue) => (counts?.get(queue) ?? 0) > 0)
    const queue = asked ?? first ?? (queues.includes('duplicates') ? 'duplicates' : queues[0])
    // Pairs are compared one by one: only for whoever looks at them.
    const suggested = queue === 'duplicates' && queues.includes(queue) ? await listSuggested(tx, reader, after) : null
    const counted = queues.map((one) => ({
      queue: one,
      count: counts === null ? null : one === 'duplicates' ? (suggested?.length ?? null) : (counts.get(one) ?? 0),
    }))
    if (queue === undefined || queue === 'none' || !queues.includes(queue))
      return { queues: counted, queue: null, items: [], after: null }
    return { queues: counted, queue, ...(await pageOf(tx, reader, { queue, after, suggested: suggested ?? [] })) }
  })
}
