import pg from 'pg'
import { CHANGE_CHANNEL, parseChangeNotice, type ChangeNotice } from './change-notice.queries.ts'

/** A connection of its own that hears of changes. */
export interface ChangeListener {
  /** Resolves when changes from now on are heard. */
  readonly ready: Promise<void>
  /** Resolves when the notices of everything committed before this call were heard. */
  readonly heardAll: () => Promise<void>
  readonly close: () => Promise<void>
}

const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5000

/**
 * Listens to the notices of every writer. A lost connection is made again, with growing pauses, for as long as it takes;
 * `onGap` is called then, because notices may have been missed.
 */
export function listenToChanges(
  databaseUrl: string,
  heard: { readonly onNotice: (notice: ChangeNotice) => void; readonly onGap: () => void },
): ChangeListener {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let hasListened = false
  let pauseMs = FIRST_PAUSE_MS
  let tellReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve
  })

  const again = (lost: pg.Client): void => {
    if (isClosed || client !== lost) return
    client = undefined
    lost.end().catch(() => undefined)
    timer = setTimeout(connect, pauseMs)
    timer.unref()
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
  }
  const connect = (): void => {
    const fresh = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: 'eirene changes' })
    client = fresh
    fresh.on('error', () => again(fresh))
    fresh.on('end', () => again(fresh))
    fresh.on('notification', ({ payload }) => {
      const notice = parseChangeNotice(payload ?? '')
      if (notice !== undefined) heard.onNotice(notice)
    })
    const listen = async (): Promise<void> => {
      await fresh.connect()
      await fresh.query(`listen ${CHANGE_CHANNEL}`)
      if (hasListened) heard.onGap()
      hasListened = true
      pauseMs = FIRST_PAUSE_MS
      tellReady()
    }
    listen().catch(() => again(fresh))
  }
  connect()
  return {
    ready,
    heardAll: async () => {
      await ready
      // Notices come before the answer to a query that was sent after their commit.
      await client?.query('select 1')
    },
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      const last = client
      client = undefined
      await last?.end().catch(() => undefined)
    },
  }
}
