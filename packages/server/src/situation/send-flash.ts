import { isDeepStrictEqual } from 'node:util'
import { markingKey, mayRead, openMarking, withCompartments, type Marking } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { FIRST_TREE, flashMarking, mayHandOn, type FlashOrder } from '@eirene/domain/situation'
import { formatDayNo, localDayNo } from '@eirene/domain/time'
import { numberMarkings } from '@eirene/store/access'
import { withSystem, type Db, type Tx } from '@eirene/store/db'
import {
  findFlashReport,
  findIncidentMarking,
  findTree,
  insertFlashReport,
  insertNotices,
  nextFlashNumber,
  notifyDesk,
  type StoredFlash,
} from '@eirene/store/situation'
import { notFound, type OperationCall } from '../edge/index.ts'
import { countInTree, dueOf, listPeopleOf, readersOf } from './escalate-flashes.ts'

export interface FlashDesk {
  readonly db: Db
  readonly clock: () => Date
}

interface Ground {
  readonly marking: Marking
  readonly thread: StoredFlash | null
  readonly incidentId: string | null
}

/** What the report stands on: the first report of its thread, its incident, or nothing yet. Throws Problem 'record.not_found'. */
async function groundOf(call: OperationCall, order: FlashOrder): Promise<Ground> {
  const { operation } = call
  return call.read(async (tx) => {
    if (order.followsId !== null) {
      const named = await findFlashReport(tx, operation.id, order.followsId)
      const thread = named && (await findFlashReport(tx, operation.id, named.threadId))
      if (thread === undefined) throw notFound()
      return { marking: await markingNow(tx, operation.id, thread), thread, incidentId: thread.incidentId }
    }
    if (order.incidentId === null)
      return { marking: openMarking(operation.id, operation.realm), thread: null, incidentId: null }
    const marking = await findIncidentMarking(tx, operation.id, order.incidentId)
    if (marking === undefined) throw notFound()
    return { marking, thread: null, incidentId: order.incidentId }
  })
}

/**
 * The marking that a follow-up begins with: that of its incident as it is now, which may have gone into a compartment since the
 * first report. Throws Problem 'access.forbidden' for a sender who may not read it any more.
 */
async function markingNow(tx: Tx, operationId: string, { marking, incidentId }: StoredFlash): Promise<Marking> {
  if (incidentId === null) return marking
  const now = await findIncidentMarking(tx, operationId, incidentId)
  if (now === undefined) throw notForSender()
  return withCompartments(now, marking.compartments)
}

function notForSender(): Problem {
  return new Problem('access.forbidden', 'What this tells belongs into a compartment that you are not part of.', {
    remedy: 'Leave it out, and tell the adviser for the protection of women or children.',
  })
}

function assertMayCarry(call: OperationCall, order: FlashOrder, marking: Marking): void {
  if (!mayRead(call.reader, marking)) throw notForSender()
  if (order.content.releasableLine === null || mayHandOn(marking)) return
  throw new Problem('input.invalid', 'Nothing of this report may be handed on.', {
    issues: [
      {
        code: 'flash.not_releasable',
        message: 'The marking of this report lets nothing of it be handed on.',
        remedy: 'Leave the releasable line empty.',
        path: ['content', 'releasableLine'],
        severity: 'error',
      },
    ],
  })
}

/**
 * Sends a flash report: numbered, kept for ever as it is, and told to the first step of the tree, in one act. Sent again
 * under the same id it changes nothing. `unreached` counts who of the tree may not read it.
 * Throws Problem 'record.not_found', 'access.forbidden', 'input.invalid', or 'flash.state' for an id that is in use.
 */
export async function sendFlash(
  { db, clock }: FlashDesk,
  call: OperationCall,
  order: FlashOrder,
): Promise<{ readonly flash: StoredFlash; readonly unreached: number }> {
  const { operation, reader } = call
  const ground = await groundOf(call, order)
  const marking = flashMarking(order.content, ground.marking)
  assertMayCarry(call, order, marking)
  const tree = ground.thread?.tree ?? (await call.read((tx) => findTree(tx, operation.id)))?.tree ?? FIRST_TREE
  const people = await listPeopleOf(db, operation.id)
  const readers = readersOf(people, marking)
  const sentAt = clock()
  // As the system: numbers are counted by nobody else, and the notices depend on what others may read.
  const flash = await withSystem(db, async (tx) => {
    const before = await findFlashReport(tx, operation.id, order.id)
    if (before !== undefined) return assertSame(before, order, reader.personId)
    const sentOn = formatDayNo(localDayNo(sentAt.getTime(), operation.timeZone))
    const number = await nextFlashNumber(tx, marking, ground.thread === null ? { sentOn } : { thread: ground.thread })
    const markingNo = (await numberMarkings(tx, operation.id, [marking])).get(markingKey(marking))
    if (markingNo === undefined) throw new Error('the marking of the report has no number')
    await insertFlashReport(tx, {
      operationId: operation.id,
      markingNo,
      number,
      threadId: ground.thread?.id ?? order.id,
      incidentId: ground.incidentId,
      order,
      tree,
      sentBy: reader.personId,
      sentAt,
    })
    const due = dueOf({ tree, sentBy: reader.personId }, [], readers, sentAt)
    await insertNotices(tx, { operationId: operation.id, id: order.id }, due, sentAt)
    await notifyDesk(tx, operation.id, { table: 'flash_report', id: order.id })
    const sent = await findFlashReport(tx, operation.id, order.id)
    if (sent === undefined) throw new Error('a flash report that was just stored is not there')
    return sent
  })
  return { flash, unreached: countInTree(tree, people) - countInTree(tree, readers) }
}

function assertSame(before: StoredFlash, order: FlashOrder, personId: string): StoredFlash {
  if (before.sentBy === personId && isDeepStrictEqual(before.content, order.content)) return before
  throw new Problem('flash.state', 'This number of a flash report is in use: a sent report is never changed.', {
    remedy: 'Send a follow-up.',
  })
}
