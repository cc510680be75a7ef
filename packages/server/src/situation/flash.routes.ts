import {
  FLASH_ACKNOWLEDGEMENT_PATH,
  FLASH_REPORT_PATH,
  FLASH_REPORTS_PATH,
  NOTICES_PATH,
  NOTIFICATION_TREE_PATH,
  parseFlashOrder,
  parseNotificationTree,
  type FlashSent,
} from '@eirene/domain/situation'
import { mustParse, queryPart, type OperationCall, type Route } from '../edge/index.ts'
import { acknowledgeFlash } from './acknowledge-flash.ts'
import { sendFlash, type FlashDesk } from './send-flash.ts'
import { setTree, viewTree } from './set-tree.ts'
import { viewFlash, viewFlashes, viewOwnNotices, viewSentFlash } from './view-flashes.ts'

function incidentPart(call: OperationCall): { readonly incidentId?: string } {
  const incidentId = queryPart(call, 'incident')
  return incidentId !== undefined && /^[0-9a-f-]{36}$/.test(incidentId) ? { incidentId } : {}
}

/** Flash reports: sent, read with who was told, acknowledged; and the tree by which they are told. */
export function flashRoutes(desk: FlashDesk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: FLASH_REPORTS_PATH,
      access: 'operation',
      handle: (call) => viewFlashes(desk, call, incidentPart(call)),
    },
    {
      method: 'POST',
      path: FLASH_REPORTS_PATH,
      access: 'act:flash.send',
      handle: async (call): Promise<FlashSent> => {
        const { flash, unreached } = await sendFlash(desk, call, mustParse(parseFlashOrder(call.request.body)))
        call.reply.code(201)
        return { report: await viewSentFlash(desk, flash), unreached }
      },
    },
    { method: 'GET', path: FLASH_REPORT_PATH, access: 'operation', handle: (call) => viewFlash(desk, call) },
    {
      method: 'POST',
      path: FLASH_ACKNOWLEDGEMENT_PATH,
      access: 'operation',
      handle: async (call): Promise<void> => {
        await acknowledgeFlash(desk, call)
        call.reply.code(204)
      },
    },
    { method: 'GET', path: NOTICES_PATH, access: 'operation', handle: (call) => viewOwnNotices(desk, call) },
    {
      method: 'GET',
      path: NOTIFICATION_TREE_PATH,
      access: 'act:notification.edit',
      handle: (call) => viewTree(desk, call),
    },
    {
      method: 'PUT',
      path: NOTIFICATION_TREE_PATH,
      access: 'act:notification.edit',
      handle: (call) => setTree(desk, call, mustParse(parseNotificationTree(call.request.body))),
    },
  ]
}
