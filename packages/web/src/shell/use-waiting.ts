import { INBOX_PATH, type InboxPage } from '@eirene/domain/incident'
import { LIVE_PATH } from '@eirene/domain/situation'
import { useState } from 'react'
import { fillPath, getJson, Refusal, useAfterChanges, useLive } from '../edge/index.ts'

/** Time after a change before the inbox is counted again: a burst counts once. */
const PAUSE_MS = 1500

/**
 * A protection record waits in its queue already; the queue of all of them would count it twice. Possible duplicates are counted in
 * the room alone: comparing them costs more than a number in the rail is worth.
 */
function sumOf({ queues }: InboxPage): number {
  return queues.reduce((sum, { queue, count }) => (queue === 'restricted' ? sum : sum + (count ?? 0)), 0)
}

/** What waits for the person in the inbox. */
export interface Waiting {
  /** In all queues. */
  readonly all: number
  /** Proposals of a verification that a second person has to decide. */
  readonly toConfirm: number
}

export const NOTHING_WAITS: Waiting = { all: 0, toConfirm: 0 }

/**
 * How often records of the operation changed since the frame opened, and what waits for the person, where that is asked
 * for; null: no operation.
 */
export function useWaiting(
  slug: string | null,
  isAsked: boolean,
): { readonly changes: number; readonly waiting: Waiting } {
  const [changes, setChanges] = useState(0)
  const [waiting, setWaiting] = useState(NOTHING_WAITS)

  useLive(slug === null ? null : fillPath(LIVE_PATH, { slug }), ['changed'], () => {
    setChanges((n) => n + 1)
  })

  const isWanted = slug !== null && isAsked
  const count = async (signal: AbortSignal): Promise<void> => {
    if (!isWanted) return
    try {
      const page = await getJson<InboxPage>(`${fillPath(INBOX_PATH, { slug })}?queue=none`, signal)
      if (signal.aborted) return
      const toConfirm = page.queues.find(({ queue }) => queue === 'confirm')?.count ?? 0
      setWaiting({ all: sumOf(page), toConfirm })
    } catch (error) {
      // The number is a courtesy; the room itself says what was refused.
      if (!signal.aborted && !(error instanceof Refusal)) throw error
    }
  }
  useAfterChanges(`${slug ?? ''} ${isWanted}`, { changes, pauseMs: PAUSE_MS, atOnce: true }, count)

  return { changes, waiting }
}
