import {
  HANDOVER_PATH,
  HANDOVERS_PATH,
  parseActionDone,
  parseHandoverOrder,
  parseWatchEntry,
  WATCH_ACTION_PATH,
  WATCH_LOG_PATH,
  type WatchLogView,
} from '@eirene/domain/situation'
import { mustParse, type Route } from '../edge/index.ts'
import { finishAction, giveWatchOver, takeWatchOver, writeWatchEntry } from './keep-watch-log.ts'
import type { FlashDesk } from './send-flash.ts'
import { viewWatchLog } from './view-watch-log.ts'

/** The log of the watch: entries, open actions, and handovers signed by both. */
export function watchLogRoutes(desk: FlashDesk): readonly Route[] {
  return [
    { method: 'GET', path: WATCH_LOG_PATH, access: 'act:watch.read', handle: (call) => viewWatchLog(desk, call) },
    {
      method: 'POST',
      path: WATCH_LOG_PATH,
      access: 'act:watch.write',
      handle: async (call): Promise<WatchLogView> => {
        await writeWatchEntry(desk, call, mustParse(parseWatchEntry(call.request.body)))
        call.reply.code(201)
        return viewWatchLog(desk, call)
      },
    },
    {
      method: 'POST',
      path: WATCH_ACTION_PATH,
      access: 'act:watch.write',
      handle: async (call): Promise<WatchLogView> => {
        await finishAction(desk, call, mustParse(parseActionDone(call.request.body)).how)
        return viewWatchLog(desk, call)
      },
    },
    {
      method: 'POST',
      path: HANDOVERS_PATH,
      access: 'act:watch.write',
      handle: async (call): Promise<WatchLogView> => {
        await giveWatchOver(desk, call, mustParse(parseHandoverOrder(call.request.body)))
        call.reply.code(201)
        return viewWatchLog(desk, call)
      },
    },
    {
      method: 'POST',
      path: HANDOVER_PATH,
      access: 'act:watch.write',
      handle: async (call): Promise<WatchLogView> => {
        await takeWatchOver(desk, call)
        return viewWatchLog(desk, call)
      },
    },
  ]
}
