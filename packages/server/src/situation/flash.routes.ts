import { mintId } from '@eirene/domain/record'
import {
  FIRST_TREE,
  FLASH_ACKNOWLEDGEMENT_PATH,
  FLASH_REPORT_PATH,
  FLASH_REPORTS_PATH,
  NOTICES_PATH,
  NOTIFICATION_TREE_PATH,
  parseFlashOrder,
  parseNotificationTree,
  type FlashDetail,
  type FlashSent,
  type FlashView,
  type NoticeView,
  type ToldPerson,
  type TreeView,
} from '@eirene/domain/situation'
import { listDisplayNames, listMembers } from '@eirene/store/access'
import {
  findFlashReport,
  findTree,
  insertAcknowledgement,
  insertTree,
  listFlashReports,
  listFlashThread,
  listNotices,
  listOwnNotices,
  notifyDesk,
  type StoredFlash,
} from '@eirene/store/situation'
import { mustId, mustParse, notFound, queryPart, type OperationCall, type Route } from '../edge/index.ts'
import { sendFlash, type FlashDesk } from './send-flash.ts'

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

async function listFlashes({ db }: FlashDesk, call: OperationCall): Promise<readonly FlashView[]> {
  const incidentId = queryPart(call, 'incident')
  const isAsked = incidentId !== undefined && /^[0-9a-f-]{36}$/.test(incidentId)
  const flashes = await call.read((tx) => listFlashReports(tx, call.operation.id, isAsked ? { incidentId } : {}))
  const names = await listDisplayNames(db, [...new Set(flashes.map(({ sentBy }) => sentBy))])
  return flashes.map((flash) => toView(flash, names))
}

async function showFlash({ db }: FlashDesk, call: OperationCall): Promise<FlashDetail> {
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

async function listOwn({ db }: FlashDesk, call: OperationCall): Promise<readonly NoticeView[]> {
  const { personId } = call.reader
  const notices = await call.read((tx) => listOwnNotices(tx, call.operation.id, { personId }))
  const names = await listDisplayNames(db, [...new Set(notices.map(({ flash }) => flash.sentBy))])
  return notices.map(({ flash, notifiedAt, acknowledgedAt }) => ({
    report: toView(flash, names),
    notifiedAt: notifiedAt.toISOString(),
    acknowledgedAt: acknowledgedAt === null ? null : acknowledgedAt.toISOString(),
  }))
}

async function acknowledge({ clock }: FlashDesk, call: OperationCall): Promise<void> {
  const by = { personId: call.reader.personId, at: clock() }
  const wasTold = await call.read(async (tx) => {
    const flash = await findFlashReport(tx, call.operation.id, mustId(call))
    if (flash === undefined || !(await insertAcknowledgement(tx, call.operation.id, flash.id, by))) return false
    await notifyDesk(tx, call.operation.id, { table: 'flash_report', id: flash.id })
    return true
  })
  if (!wasTold) throw notFound()
  call.reply.code(204)
}

async function showTree({ db }: FlashDesk, call: OperationCall): Promise<TreeView> {
  const found = await call.read((tx) => findTree(tx, call.operation.id))
  const names = await listDisplayNames(db, found === undefined ? [] : [found.setBy])
  return {
    tree: found?.tree ?? FIRST_TREE,
    setAt: found === undefined ? null : found.setAt.toISOString(),
    setBy: found === undefined ? null : (names.get(found.setBy) ?? ''),
    people: await listMembers(db, call.operation.id),
  }
}

/** Flash reports: sent, read with who was told, acknowledged; and the tree by which they are told. */
export function flashRoutes(desk: FlashDesk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: FLASH_REPORTS_PATH,
      access: 'operation',
      handle: (call) => listFlashes(desk, call),
    },
    {
      method: 'POST',
      path: FLASH_REPORTS_PATH,
      access: 'act:flash.send',
      handle: async (call): Promise<FlashSent> => {
        const { flash, unreached } = await sendFlash(desk, call, mustParse(parseFlashOrder(call.request.body)))
        const names = await listDisplayNames(desk.db, [flash.sentBy])
        call.reply.code(201)
        return { report: toView(flash, names), unreached }
      },
    },
    { method: 'GET', path: FLASH_REPORT_PATH, access: 'operation', handle: (call) => showFlash(desk, call) },
    {
      method: 'POST',
      path: FLASH_ACKNOWLEDGEMENT_PATH,
      access: 'operation',
      handle: (call) => acknowledge(desk, call),
    },
    { method: 'GET', path: NOTICES_PATH, access: 'operation', handle: (call) => listOwn(desk, call) },
    {
      method: 'GET',
      path: NOTIFICATION_TREE_PATH,
      access: 'act:notification.edit',
      handle: (call) => showTree(desk, call),
    },
    {
      method: 'PUT',
      path: NOTIFICATION_TREE_PATH,
      access: 'act:notification.edit',
      handle: async (call): Promise<TreeView> => {
        const tree = mustParse(parseNotificationTree(call.request.body))
        const version = { id: mintId(), tree, setBy: call.reader.personId, setAt: desk.clock() }
        await call.read((tx) => insertTree(tx, call.operation.id, version))
        return showTree(desk, call)
      },
    },
  ]
}
