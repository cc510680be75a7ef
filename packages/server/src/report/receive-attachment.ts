import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { markingKey, mayRead, membershipIn, withCompartments, type Marking, type Role } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { ATTACHMENT_LIMITS, type AttachmentView } from '@eirene/domain/report'
import { numberMarkings } from '@eirene/store/access'
import { withSystem, type Db, type Tx } from '@eirene/store/db'
import { findReportWriter, insertAttachment } from '@eirene/store/report'
import { isSessionUnchanged } from '../access/index.ts'
import { notFound, type OperationCall } from '../edge/index.ts'
import { attachmentsFolder, digestOf, keepStream, type AttachmentStore } from '../storage/index.ts'
import { copyAttachment } from './attachment-copy.ts'

export interface AttachmentDeps {
  readonly db: Db
  readonly clock: () => Date
  /** Where uploads lie while they arrive. */
  readonly dataDir: string
  readonly attachments: AttachmentStore
}

/** Pictures take memory while they are made small: so many at once, the others wait. */
const AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(act: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await act()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

/** Where uploads lie while they arrive, each in a folder of its own. */
export function arrivingFolder(dataDir: string): string {
  return join(attachmentsFolder(dataDir), 'arriving')
}

/** For others' reports: who keeps the picture of the operation. */
const FOR_OTHERS: readonly Role[] = ['DO', 'JMAC']

/**
 * The marking of the report, if this person may hang something on it. As the system: a report in a compartment is hidden from
 * its writer too. Throws Problem 'record.not_found' for what they may not see or touch, and 'access.forbidden'.
 */
async function mustWriter(tx: Tx, { operation, reader }: OperationCall, reportId: string): Promise<Marking> {
  const writer = await findReportWriter(tx, operation.id, reportId)
  if (writer === undefined) throw notFound()
  if (writer.personId === reader.personId) return writer.marking
  if (!mayRead(reader, writer.marking)) throw notFound()
  const roles = membershipIn(reader, operation.id)?.roles ?? []
  if (!roles.some((role) => FOR_OTHERS.includes(role)))
    throw new Problem(
      'access.forbidden',
      'This report is somebody else’s: only a duty officer or analyst may add to it.',
    )
  return writer.marking
}

/** `mustWriter` again: a file may arrive for minutes, in which a session ends, a part is taken or a report gets a compartment. */
async function mustStillBeWriter(tx: Tx, call: OperationCall, reportId: string, now: Date): Promise<Marking> {
  const { reader, session } = call
  if (!(await isSessionUnchanged(tx, { reader, tokenHash: session.tokenHash }, now)))
    throw new Problem('access.changed_meanwhile', 'Your session or your part changed while this was sent.', {
      remedy: 'Send the same again: the answer says then what changed.',
    })
  return mustWriter(tx, call, reportId)
}

/**
 * Hangs a file on a report: its type is read from its content, the copy that is served loses the particulars that a device
 * wrote into it, and what was taken off is kept under SOURCE-ID. Safe to repeat. Throws Problem 'record.not_found',
 * 'access.forbidden', 'access.changed_meanwhile', 'input.too_large', 'input.unsupported', 'attachment.unreadable',
 * 'attachment.too_many' or one of the storage; no row is stored then.
 */
export async function receiveAttachment(
  { db, clock, dataDir, attachments }: AttachmentDeps,
  call: OperationCall,
  reportId: string,
  body: Readable,
): Promise<AttachmentView> {
  await withSystem(db, (tx) => mustWriter(tx, call, reportId))
  const arriving = join(arrivingFolder(dataDir), randomUUID())
  try {
    const file = await keepStream(arriving, 'The attachment', body, ATTACHMENT_LIMITS.bytes)
    if (file.bytes === 0) throw new Problem('input.invalid', 'The file is empty.')
    await withSystem(db, (tx) => mustStillBeWriter(tx, call, reportId, clock()))
    return await inTurn(async () => {
      const original = await readFile(file.path)
      const copy = await copyAttachment(original)
      // Files first: a row never names bytes that are not there. A file without a row is harmless.
      await attachments.keep('originals', original)
      for (const bytes of [copy.bytes, copy.thumbnail]) if (bytes !== null) await attachments.keep('copies', bytes)
      // As the system: the marking with SOURCE-ID is one that the writer need not hold.
      const stored = await withSystem(db, async (tx) => {
        const marking = await mustStillBeWriter(tx, call, reportId, clock())
        const protectedMarking = withCompartments(marking, ['SOURCE-ID'])
        const numbers = await numberMarkings(tx, call.operation.id, [protectedMarking])
        const markingNo = numbers.get(markingKey(protectedMarking))
        if (markingNo === undefined) throw new Error('a marking was not numbered')
        return insertAttachment(
          tx,
          {
            id: mintId(),
            operationId: call.operation.id,
            reportId,
            mediaType: copy.mediaType,
            bytes: copy.bytes.length,
            sha256: digestOf(copy.bytes),
            thumbnailSha256: copy.thumbnail === null ? null : digestOf(copy.thumbnail),
            widthPx: copy.size?.widthPx ?? null,
            heightPx: copy.size?.heightPx ?? null,
            personId: call.reader.personId,
            recordedAt: clock(),
            original: { sha256: file.sha256, bytes: original.length, takenOff: copy.takenOff, markingNo },
          },
          ATTACHMENT_LIMITS.perReport,
        )
      })
      if (stored === undefined)
        throw new Problem('attachment.too_many', `A report may have ${ATTACHMENT_LIMITS.perReport} attachments.`)
      return stored
    })
  } finally {
    await rm(arriving, { recursive: true, force: true })
  }
}
