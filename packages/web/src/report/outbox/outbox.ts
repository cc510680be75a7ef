import type { FileStore, OutboxFile } from './file-store.ts'
import type { OutboxEntry, OutboxStore } from './outbox-store.ts'
import { sendFiles, type FileOnItsWay, type SendFilesDeps } from './send-files.ts'
import { pauseMs, sendWaiting, type SendDeps, type SendOutcome } from './send-outbox.ts'

/** What a screen shows of the outbox. */
export interface OutboxView {
  readonly entries: readonly OutboxEntry[]
  /** On their way at this moment, from this tab. */
  readonly sendingIds: ReadonlySet<string>
  /** Why what waits is not sent just now; null when nothing waits or it is being sent. A problem code or `unreachable`. */
  readonly waitsFor: string | null
  /** Of drafts and of reports, oldest first. */
  readonly files: readonly OutboxFile[]
  /** From this tab; null when none is. */
  readonly fileOnItsWay: FileOnItsWay | null
  /** False when this browser keeps nothing: a report is then lost with the tab. */
  readonly isKept: boolean
}

export interface Outbox {
  readonly personId: string
  readonly view: () => OutboxView
  readonly subscribe: (listener: () => void) => () => void
  /** Keeps a report on this device and begins to send it. */
  readonly add: (entry: Omit<OutboxEntry, 'personId' | 'state' | 'receipt' | 'isProved' | 'issues'>) => Promise<void>
  /** Takes a report and its files off this device. */
  readonly remove: (id: string) => Promise<void>
  /** Keeps a file for a report on this device; it is sent once the server has the report. Rejects when there is no room. */
  readonly addFile: (
    file: Omit<OutboxFile, 'personId' | 'state' | 'problem' | 'bytes'>,
    bytes: ArrayBuffer,
  ) => Promise<void>
  readonly removeFile: (id: string) => Promise<void>
  readonly removeFilesOf: (reportId: string) => Promise<void>
  readonly moveFiles: (fromReportId: string, toReportId: string) => Promise<void>
  /** The bytes of a file that is not stored yet, to show it. */
  readonly readFile: (id: string) => Promise<ArrayBuffer | undefined>
  /** Tries at once: the link is back, the page is looked at again. */
  readonly wake: () => void
  readonly close: () => void
}

export interface OutboxDeps extends Pick<SendDeps, 'post' | 'prove'>, Pick<SendFilesDeps, 'postFile'> {
  readonly store: OutboxStore
  readonly files: FileStore
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

/** Sends what waits, then sleeps: until woken when nothing waits, for a growing pause after a failure. Ends with `signal`. */
async function keepSending(
  round: () => Promise<SendOutcome>,
  {
    onEnd,
    sleep,
    signal,
  }: { readonly onEnd: (waitsFor: string | null) => void } & Pick<Sleeper, 'sleep'> & {
      readonly signal: AbortSignal
    },
): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const outcome = await round()
    failures = outcome.waits ? failures + 1 : 0
    onEnd(outcome.waits ? outcome.code : null)
    await sleep(outcome.waits ? pauseMs(failures) : null, signal)
  }
}

/** How many of a person's reports, and of the files of their reports, are still on this device only. */
export function countWaiting({ entries, files }: Pick<OutboxView, 'entries' | 'files'>): number {
  const reportIds = new Set(entries.map(({ id }) => id))
  const waiting = files.filter(({ reportId, state }) => state === 'waiting' && reportIds.has(reportId))
  return entries.filter(({ state }) => state === 'waiting').length + waiting.length
}

/** What this tab shows of the outbox, and who looks. */
interface Board {
  readonly view: () => OutboxView
  readonly subscribe: Outbox['subscribe']
  readonly show: (part: Partial<OutboxView>) => void
  /** Looks at the store again. */
  readonly look: () => Promise<void>
  /** The store was changed here: looks again and tells the other tabs. */
  readonly changed: (word: TabWord) => Promise<void>
  readonly close: () => void
}

function openBoard(deps: OutboxDeps): Board {
  const listeners = new Set<() => void>()
  let view: OutboxView = {
    ...{ entries: [], sendingIds: new Set(), waitsFor: null, files: [], fileOnItsWay: null },
    isKept: deps.isKept,
  }
  const show = (part: Partial<OutboxView>): void => {
    view = { ...view, ...part }
    for (const listener of listeners) listener()
  }
  const look = async (): Promise<void> => {
    const [entries, files] = await Promise.all([deps.store.list(deps.personId), deps.files.list(deps.personId)])
    show({ entries, files })
    if (countWaiting(view) === 0) show({ waitsFor: null })
  }
  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show,
    look,
    changed: async (word) => {
      await look()
      deps.tabs.tell(word)
    },
    close: () => {
      listeners.clear()
    },
  }
}

/** The sending of this tab, in two rounds, so that no report waits behind a photo. */
interface Rounds {
  readonly run: (signal: AbortSignal) => Promise<void>
  readonly wake: () => void
}

function openRounds(deps: OutboxDeps, { show, changed }: Board): Rounds {
  const forReports = openSleeper()
  const forFiles = openSleeper()
  const store: OutboxStore = {
    ...deps.store,
    settle: async (id, answer) => {
      await deps.store.settle(id, answer)
      await changed('changed')
      forFiles.wake()
    },
  }
  const files: FileStore = {
    ...deps.files,
    settle: async (id, answer) => {
      await deps.files.settle(id, answer)
      await changed('changed')
    },
  }
  const onSending: SendDeps['onSending'] = (ids) => {
    show({ sendingIds: new Set(ids), ...(ids.length > 0 && { waitsFor: null }) })
  }
  const onSendingFile: SendFilesDeps['onSendingFile'] = (fileOnItsWay) => {
    show({ fileOnItsWay, ...(fileOnItsWay !== null && { waitsFor: null }) })
  }
  const onEnd = (waitsFor: string | null): void => {
    show({ waitsFor })
  }
  const onFilesEnd = (waitsFor: string | null): void => {
    if (waitsFor !== null) show({ waitsFor })
  }
  return {
    run: async (signal) => {
      await Promise.all([
        keepSending(() => sendWaiting({ ...deps, store, onSending }), { ...forReports, signal, onEnd }),
        keepSending(() => sendFiles({ ...deps, store, files, onSendingFile }), {
          ...forFiles,
          signal,
          onEnd: onFilesEnd,
        }),
      ])
    },
    wake: () => {
      forReports.wake()
      forFiles.wake()
    },
  }
}

type Keeping = Pick<Outbox, 'add' | 'remove' | 'addFile' | 'removeFile' | 'removeFilesOf' | 'moveFiles' | 'readFile'>

/** What is put on this device and taken off it. */
function keepingOf({ store, files, personId }: OutboxDeps, { changed }: Board, wake: () => void): Keeping {
  return {
    add: async (entry) => {
      await store.add({ ...entry, personId, state: 'waiting', receipt: null, isProved: null, issues: [] })
      await changed('wake')
      wake()
    },
    remove: async (id) => {
      await store.remove(id)
      await files.removeOf(id)
      await changed('changed')
    },
    addFile: async (file, bytes) => {
      await files.add({ ...file, personId, bytes: bytes.byteLength, state: 'waiting', problem: null }, bytes)
      await changed('wake')
      wake()
    },
    removeFile: async (id) => {
      await files.remove(id)
      await changed('changed')
    },
    removeFilesOf: async (reportId) => {
      await files.removeOf(reportId)
      await changed('changed')
    },
    moveFiles: async (from, to) => {
      await files.move(from, to)
      await changed('changed')
    },
    readFile: files.readBytes,
  }
}

/** The outbox of one person in this tab. Of all tabs, one sends. */
export function openOutbox(deps: OutboxDeps): Outbox {
  const ending = new AbortController()
  const board = openBoard(deps)
  const { run, wake } = openRounds(deps, board)
  const stopListening = deps.tabs.onTold((word) => {
    void board.look()
    if (word === 'wake') wake()
  })
  void board.look()
  deps
    .alone(ending.signal, () => run(ending.signal))
    .catch((error: unknown) => {
      // Waiting for the turn ended with the outbox; a fault of the store is for the page to show.
      if (!ending.signal.aborted) reportError(error)
    })
  return {
    personId: deps.personId,
    view: board.view,
    subscribe: board.subscribe,
    ...keepingOf(deps, board, wake),
    wake: () => {
      deps.tabs.tell('wake')
      wake()
    },
    close: () => {
      ending.abort()
      stopListening()
      deps.store.close()
      deps.files.close()
      board.close()
    },
  }
}
