import {
  FIELD_REPORTS_PATH,
  REPORT_ATTACHMENTS_PATH,
  type FieldReport,
  type ReportReceipt,
} from '@eirene/domain/report'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { fillPath, send, upload } from '../../edge/index.ts'
import { openFileStore, openMemoryFileStore, type FileStore } from './file-store.ts'
import { openMemoryStore } from './memory-store.ts'
import { openOutbox, type Outbox, type OutboxDeps, type OutboxView, type TabWord } from './outbox.ts'
import { openOutboxStore, type OutboxStore } from './outbox-store.ts'

const NOTHING: OutboxView = {
  ...{ entries: [], sendingIds: new Set<string>(), waitsFor: null, files: [], fileOnItsWay: null },
  isKept: true,
}

/** Of all tabs of this browser, one at a time sends. Over plain HTTP the browser has no locks: several may, and nothing doubles. */
function alone(personId: string): OutboxDeps['alone'] {
  return async (signal, act) => {
    if (!('locks' in navigator)) {
      await act()
      return
    }
    await navigator.locks.request(`eirene-outbox-${personId}`, { signal }, act)
  }
}

function tabsOf(personId: string): OutboxDeps['tabs'] {
  if (!('BroadcastChannel' in globalThis)) return { tell: () => undefined, onTold: () => () => undefined }
  const channel = new BroadcastChannel(`eirene-outbox-${personId}`)
  return {
    tell: (word) => {
      channel.postMessage(word)
    },
    onTold: (listener) => {
      // Only this module writes to the channel.
      channel.onmessage = (event: MessageEvent<TabWord>) => {
        listener(event.data)
      }
      return () => {
        channel.close()
      }
    },
  }
}

async function post(slug: string, reports: readonly FieldReport[]): Promise<readonly ReportReceipt[]> {
  const path = fillPath(FIELD_REPORTS_PATH, { slug })
  return (await send<{ readonly receipts: readonly ReportReceipt[] }>('POST', path, { reports })).receipts
}

const postFile: OutboxDeps['postFile'] = async ({ slug, reportId, mediaType }, bytes, onShare) => {
  const path = fillPath(REPORT_ATTACHMENTS_PATH, { slug, id: reportId })
  await upload(path, new Blob([bytes], { type: mediaType }), onShare)
}

const loadProver = (): Promise<typeof import('./prove.ts') | undefined> => import('./prove.ts').catch(() => undefined)

const prove: OutboxDeps['prove'] = async (proof) => (await loadProver())?.prove(proof) ?? null

interface Stores {
  readonly store: OutboxStore
  readonly files: FileStore
  readonly isKept: boolean
}

async function openStores(): Promise<Stores> {
  try {
    return { store: await openOutboxStore(indexedDB), files: await openFileStore(indexedDB), isKept: true }
  } catch {
    return { store: openMemoryStore(), files: openMemoryFileStore(), isKept: false }
  }
}

let opened: { readonly personId: string; readonly outbox: Promise<Outbox> } | undefined

/** The one outbox of this tab, for the person who is signed in. */
function outboxOf(personId: string): Promise<Outbox> {
  if (opened?.personId === personId) return opened.outbox
  const before = opened
  // Ahead of the first receipt: the link may be gone again when it comes.
  void loadProver()
  const outbox = openStores().then(async (stores) => {
    if (before !== undefined) (await before.outbox).close()
    return openOutbox({ ...stores, personId, post, postFile, prove, alone: alone(personId), tabs: tabsOf(personId) })
  })
  opened = { personId, outbox }
  return outbox
}

/** The outbox of the signed-in person and what it holds; the first part is null until the browser has opened it. */
export function useOutbox(personId: string): readonly [Outbox | null, OutboxView] {
  const [outbox, setOutbox] = useState<Outbox | null>(null)
  useEffect(() => {
    let isWanted = true
    void outboxOf(personId).then((ready) => {
      if (isWanted) setOutbox(ready)
    })
    return () => {
      isWanted = false
    }
  }, [personId])
  useEffect(() => {
    if (outbox === null) return
    const onLook = (): void => {
      if (document.visibilityState === 'visible') outbox.wake()
    }
    addEventListener('online', outbox.wake)
    document.addEventListener('visibilitychange', onLook)
    return () => {
      removeEventListener('online', outbox.wake)
      document.removeEventListener('visibilitychange', onLook)
    }
  }, [outbox])
  const mine = outbox?.personId === personId ? outbox : null
  const view = useSyncExternalStore(mine?.subscribe ?? none, mine?.view ?? nothing)
  return [mine, view]
}

function none(): () => void {
  return () => undefined
}
function nothing(): OutboxView {
  return NOTHING
}

/** Ends the outbox of this tab: nobody is signed in any more. What waits stays on the device. */
export async function closeOutbox(): Promise<void> {
  const before = opened
  opened = undefined
  if (before !== undefined) (await before.outbox).close()
}
