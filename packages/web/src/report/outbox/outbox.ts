import { pauseMs, sendWaiting, type SendDeps } from './send-outbox.ts'
import type { OutboxEntry, OutboxStore } from './outbox-store.ts'

/** What a screen shows of the outbox. */
export interface OutboxView {
  readonly entries: readonly OutboxEntry[]
  /** On their way at this moment, from this tab. */
  readonly sendingIds: ReadonlySet<string>
  /** Why what waits is not sent just now; null when nothing waits or it is being sent. A problem code or `unreachable`. */
  readonly waitsFor: string | null
  /** False when this browser keeps nothing: a report is then lost with the tab. */
  readonly isKept: boolean
}

export interface Outbox {
  readonly personId: string
  readonly view: () => OutboxView
  readonly subscribe: (listener: () => void) => () => void
  /** Keeps a report on this device and begins to send it. */
  readonly add: (entry: Omit<OutboxEntry, 'personId' | 'state' | 'receipt' | 'isProved' | 'issues'>) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  /** Tries at once: the link is back, the page is looked at again. */
  readonly wake: () => void
  readonly close: () => void
}

export interface OutboxDeps extends Pick<SendDeps, 'post' | 'prove'> {
  readonly store: OutboxStore
  readonly personId: string
  /** Runs `act` while no other tab does; rejects when `signal` ends the waiting. */
  readonly alone: (signal: AbortSignal, act: () => Promise<void>) => Promise<void>
  /** Tells the other tabs, and listens to them. */
  readonly tabs: OtherTabs
  readonly isKept: boolean
}

/** `changed`: look at the store again; `wake`: there is something to send. */
export type TabWord = 'changed' | 'wake'

export interface OtherTabs {
  readonly tell: (word: TabWord) => void
  readonly onTold: (listener: (word: TabWord) => void) => () => void
}

/** Resolves after the pause, or at once when it is woken or ended. */
interface Sleeper {
  readonly sleep: (ms: number | null, signal: AbortSignal) => Promise<void>
  readonly wake: () => void
}

function openSleeper(): Sleeper {
  let rouse: (() => void) | undefined
  let isAwake = false
  return {
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = ms === null ? undefined : setTimeout(end, ms)
        function end(): void {
          clearTimeout(timer)
          signal.removeEventListener('abort', end)
          rouse = undefined
          isAwake = false
          resolve()
        }
        rouse = end
        signal.addEventListener('abort', end)
        if (isAwake || signal.aborted) end()
      }),
    wake: () => {
      if (rouse === undefined) isAwake = true
      else rouse()
    },
  }
}

interface SendingPage {
  readonly show: (part: Partial<OutboxView>) => void
  readonly sleep: Sleeper['sleep']
  readonly signal: AbortSignal
}

/** Sends what waits, then sleeps: until woken when nothing waits, for a growing pause after a failure. Ends with `signal`. */
async function keepSending(deps: Omit<SendDeps, 'onSending'>, { show, sleep, signal }: SendingPage): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const outcome = await sendWaiting({
      ...deps,
      onSending: (ids) => {
        show({ sendingIds: new Set(ids), ...(ids.length > 0 && { waitsFor: null }) })
      },
    })
    failures = outcome.waits ? failures + 1 : 0
    show({ waitsFor: outcome.waits ? outcome.code : null })
    await sleep(outcome.waits ? pauseMs(failures) : null, signal)
  }
}

/** The outbox of one person in this tab. Of all tabs, one sends. */
// eslint-disable-next-line max-lines-per-function -- one closure holds what belongs to this tab: view, listeners, sleeper
export function openOutbox(deps: OutboxDeps): Outbox {
  const listeners = new Set<() => void>()
  const ending = new AbortController()
  const { sleep, wake } = openSleeper()
  let view: OutboxView = { entries: [], sendingIds: new Set(), waitsFor: null, isKept: deps.isKept }
  const show = (part: Partial<OutboxView>): void => {
    view = { ...view, ...part }
    for (const listener of listeners) listener()
  }
  const look = async (): Promise<void> => {
    const entries = await deps.store.list(deps.personId)
    const hasWaiting = entries.some(({ state }) => state === 'waiting')
    show({ entries, ...(hasWaiting ? {} : { waitsFor: null }) })
  }
  const changed = async (word: TabWord): Promise<void> => {
    await look()
    deps.tabs.tell(word)
  }
  const store: OutboxStore = {
    ...deps.store,
    settle: async (id, answer) => {
      await deps.store.settle(id, answer)
      await changed('changed')
    },
  }

  const run = (): Promise<void> => keepSending({ ...deps, store }, { show, sleep, signal: ending.signal })
  const stopListening = deps.tabs.onTold((word) => {
    void look()
    if (word === 'wake') wake()
  })
  void look()
  deps.alone(ending.signal, run).catch((error: unknown) => {
    // Waiting for the turn ended with the outbox; a fault of the store is for the page to show.
    if (!ending.signal.aborted) reportError(error)
  })
  return {
    personId: deps.personId,
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add: async (entry) => {
      await deps.store.add({
        ...entry,
        personId: deps.personId,
        state: 'waiting',
        receipt: null,
        isProved: null,
        issues: [],
      })
      await changed('wake')
      wake()
    },
    remove: async (id) => {
      await deps.store.remove(id)
      await changed('changed')
    },
    wake: () => {
      deps.tabs.tell('wake')
      wake()
    },
    close: () => {
      ending.abort()
      stopListening()
      deps.store.close()
      listeners.clear()
    },
  }
}
