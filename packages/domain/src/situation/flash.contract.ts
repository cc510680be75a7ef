import type { Role } from '../access/index.ts'
import type { FlashView } from './flash-report.ts'
import type { NotificationTree } from './notification-tree.ts'

/** GET: the flash reports that the reader may see, newest first. POST FlashOrder: sends one; answers with FlashSent. */
export const FLASH_REPORTS_PATH = '/v1/operations/:slug/flash-reports'
/** GET: one with its thread and who was told what, when. */
export const FLASH_REPORT_PATH = '/v1/operations/:slug/flash-reports/:id'
/** POST: the signed-in person has taken note. Safe to repeat. */
export const FLASH_ACKNOWLEDGEMENT_PATH = '/v1/operations/:slug/flash-reports/:id/acknowledgement'
/** GET: what the signed-in person was told, newest first. */
export const NOTICES_PATH = '/v1/operations/:slug/notices'
/** GET: the tree in force and the people to choose from. PUT NotificationTree: sets the next version. */
export const NOTIFICATION_TREE_PATH = '/v1/operations/:slug/notification-tree'
/** GET: WatchLogView. POST WatchEntryOrder. */
export const WATCH_LOG_PATH = '/v1/operations/:slug/watch-log'
/** POST ActionDone. */
export const WATCH_ACTION_PATH = '/v1/operations/:slug/watch-log/:id/done'
/** POST HandoverOrder: the outgoing officer signs. */
export const HANDOVERS_PATH = '/v1/operations/:slug/handovers'
/** POST: the incoming officer signs. */
export const HANDOVER_PATH = '/v1/operations/:slug/handovers/:id/signature'

/** A flash report that was just sent, and how many of the tree may not read it. */
export interface FlashSent {
  readonly report: FlashView
  /**
   * How many people of the tree were not told because they may not read this marking. A count for the sender alone, in this
   * answer alone: kept nowhere, and never who.
   */
  readonly unreached: number
}

/** Who was told, under which step, and when they took note. */
export interface ToldPerson {
  readonly personId: string
  readonly displayName: string
  readonly stepNo: number
  readonly notifiedAt: string
  /** Null: not yet. */
  readonly acknowledgedAt: string | null
}

/** A flash report with its thread, oldest first, and who was told of each. */
export interface FlashDetail {
  /** All of the thread that the reader may see, first report first. */
  readonly thread: readonly FlashView[]
  /** By report of the thread. */
  readonly told: Readonly<Record<string, readonly ToldPerson[]>>
  /** The tree that the report was sent under. */
  readonly tree: NotificationTree
}

/** A flash report that the person was told of. */
export interface NoticeView {
  readonly report: FlashView
  readonly notifiedAt: string
  readonly acknowledgedAt: string | null
}

/** The notification tree in force and the people it can name. */
export interface TreeView {
  readonly tree: NotificationTree
  /** Null: nobody has set one; the first one is in force. */
  readonly setAt: string | null
  readonly setBy: string | null
  readonly people: readonly {
    readonly personId: string
    readonly displayName: string
    readonly roles: readonly Role[]
  }[]
}
