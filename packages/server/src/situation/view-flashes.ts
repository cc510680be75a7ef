import type { FlashDetail, FlashView, NoticeView, ToldPerson } from '@eirene/domain/situation'
import { listDisplayNames } from '@eirene/store/access'
import {
  findFlashReport,
  listFlashReports,
  listFlashThread,
  listNotices,
  listOwnNotices,
  type StoredFlash,
} from '@eirene/store/situation'
import { mustId, notFound, type OperationCall } from '../edge/index.ts'
import type { FlashDesk } from './send-flash.ts'

type Names = ReadonlyMap<string, string>

function toView(flash: StoredFlash, names: Names): FlashView {
  const { id, number, precedence, threadId, incidentId, content, marking, firstWordAt, sentAt, sentBy } = flash
  return {
    ...{ id, number, precedence, threadId, incidentId, content, marking },
    firstWordAt: firstWordAt.toISOString(),
    sentAt: sentAt.toISOString(),
    sentBy: names.get(sentBy) ?? '',
  }
}

/** A flash report just sent, with its sender by name. */
export async function viewSentFlash({ db }: FlashDesk, flash: StoredFlash): Promise<FlashView> {
  return toView(flash, await listDisplayNames(db, [flash.sentBy]))
}

/** The flash reports that this person may see, of one incident or of all, the newest first. */
export async function viewFlashes(
  { db }: FlashDesk,
  call: OperationCall,
  filter: { readonly incidentId?: string },
): Promise<readonly FlashView[]> {
  const flashes = await call.read((tx) => listFlashReports(tx, call.operation.id, filter))
  const names = await listDisplayNames(db, [...new Set(flashes.map(({ sentBy }) => sentBy))])
  return flashes.map((flash) => toView(flash, names))
}

/** The flash report of the path with its thread, and who was told of each. Throws Problem 'record.not_found'. */
export async function viewFlash({ db }: FlashDesk, call: OperationCall): Promise<FlashDetail> {
  const operationId = call.operation.id
  const { flash, thread, notices } = await call.read(async (tx) => {
    const flash = await findFlashReport(tx, operationId, mustId(call))
    if (flash === undefined) throw notFound()
    const thread = await listFlashThread(tx, operationId, flash.threadId)
    const ids = thread.map(({ id }) => id)
    return { flash, thread, notices: await listNotices(tx, operationId, ids) }
  })
  const people = [...notices.values()].flat().map(({ personId }) => personId)
  const names = await listDisplayNames(db, [...new Set([...people, ...thread.map(({ sentBy }) => sentBy)])])
  const told = [...notices].map(([id, all]): [string, readonly ToldPerson[]] => [
    id,
    all
      .map(({ personId, stepNo, notifiedAt, acknowledgedAt }) => ({
        personId,
        displayName: names.get(personId) ?? '',
        stepNo,
        notifiedAt: new Date(notifiedAt).toISOString(),
        acknowledgedAt: acknowledgedAt === null ? null : new Date(acknowledgedAt).toISOString(),
      }))
      .sort((a, b) => a.stepNo - b.stepNo || a.displayName.localeCompare(b.displayName)),
  ])
  return { thread: thread.map((one) => toView(one, names)), told: Object.fromEntries(told), tree: flash.tree }
}

/** What this person was told of, with when they took note. */
export async function viewOwnNotices({ db }: FlashDesk, call: OperationCall): Promise<readonly NoticeView[]> {
  const { personId } = call.reader
  const notices = await call.read((tx) => listOwnNotices(tx, call.operation.id, { personId }))
  const names = await listDisplayNames(db, [...new Set(notices.map(({ flash }) => flash.sentBy))])
  return notices.map(({ flash, notifiedAt, acknowledgedAt }) => ({
    report: toView(flash, names),
    notifiedAt: notifiedAt.toISOString(),
    acknowledgedAt: acknowledgedAt === null ? null : acknowledgedAt.toISOString(),
  }))
}
