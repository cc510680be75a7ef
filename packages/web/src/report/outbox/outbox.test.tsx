import 'fake-indexeddb/auto'
import { mintId } from '@eirene/domain/record'
import type { FieldReport, LedgerProof, ReportReceipt } from '@eirene/domain/report'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '../../edge/index.ts'
import { openFileStore, openMemoryFileStore, type FileStore, type OutboxFile } from './file-store.ts'
import { forgottenFiles } from './forgotten-files.ts'
import { countWaiting, openOutbox, type Outbox, type OutboxDeps, type TabWord } from './outbox.ts'
import { openOutboxStore, type OutboxEntry, type OutboxStore } from './outbox-store.ts'
import { sendFiles } from './send-files.ts'
import { pauseMs, sendWaiting } from './send-outbox.ts'

const proof: LedgerProof = { recordHash: '', path: [], root: '', linkNo: 1, previousLinkHash: '', linkHash: '' }

function report(id = mintId()): FieldReport {
  return {
    id,
    type: 'INCREP',
    typeCode: 'ARM-01',
    occurred: { from: '2024-03-02T09:15:00.000Z', to: null, precision: 'minute' },
    place: { point: null, name: 'Bimbo' },
    sense: 'heard',
    sourceKind: 'patrol',
    sourceCode: 'PTL-N-04',
    title: 'Shots',
    narrative: '',
    language: 'en',
    harm: [],
    actors: [],
    compartments: [],
    originKey: null,
    correctsId: null,
    writtenAt: '2024-03-02T09:30:00.000Z',
  }
}

function entry(personId = 'amara', slug = 'minusca'): OutboxEntry {
  const made = report()
  return {
    id: made.id,
    personId,
    slug,
    report: made,
    addedAt: `2024-03-02T09:30:00.${String(entries++).padStart(3, '0')}Z`,
    state: 'waiting',
    receipt: null,
    isProved: null,
    issues: [],
  }
}
let entries = 0

/** A server that keeps each id once, and answers as the contract says. */
function openServer() {
  const kept = new Map<string, FieldReport>()
  const batches: number[] = []
  const post = (_slug: string, reports: readonly FieldReport[]): Promise<readonly ReportReceipt[]> => {
    batches.push(reports.length)
    return Promise.resolve(
      reports.map((one) => {
        const outcome = kept.has(one.id) ? ('already_stored' as const) : ('stored' as const)
        kept.set(one.id, one)
        return { id: one.id, outcome, recordedAt: '2024-03-02T09:31:00.000Z', proof }
      }),
    )
  }
  return { kept, batches, post }
}

const opened: OutboxStore[] = []
async function openStore(factory = new IDBFactory()): Promise<OutboxStore> {
  const store = await openOutboxStore(factory)
  opened.push(store)
  return store
}
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
  vi.useRealTimers()
})

const sending = { personId: 'amara', prove: () => Promise.resolve(true), onSending: () => undefined }

describe('sending the outbox', () => {
  it('keeps the receipt of each report, and whether its proof held', async () => {
    const store = await openStore()
    const server = openServer()
    await store.add(entry())
    expect(await sendWaiting({ ...sending, store, post: server.post })).toEqual({ waits: false })
    expect(await store.list('amara')).toMatchObject([
      { state: 'received', isProved: true, receipt: { outcome: 'stored', recordedAt: '2024-03-02T09:31:00.000Z' } },
    ])
  })

  it('takes at most 200 reports in a batch, each operation by itself, oldest first', async () => {
    const store = await openStore()
    const server = openServer()
    for (let i = 0; i < 205; i++) await store.add(entry('amara', i === 3 ? 'other' : 'minusca'))
    await sendWaiting({ ...sending, store, post: server.post })
    expect(server.kept.size).toBe(205)
    expect(Math.max(...server.batches)).toBeLessThanOrEqual(200)
    const slugs: string[] = []
    const again = await openStore(new IDBFactory())
    for (const slug of ['a', 'b', 'a']) await again.add(entry('amara', slug))
    await sendWaiting({ ...sending, store: again, post: (slug, all) => (slugs.push(slug), server.post(slug, all)) })
    expect(slugs).toEqual(['a', 'b'])
  })

  it('sends again under the same id when it was killed after the server had stored it: one report, one receipt', async () => {
    const factory = new IDBFactory()
    const server = openServer()
    const first = await openStore(factory)
    const one = entry()
    await first.add(one)
    const killed = async (slug: string, reports: readonly FieldReport[]): Promise<readonly ReportReceipt[]> => {
      await server.post(slug, reports)
      throw new Refusal('environment.unreachable', 0, '')
    }
    expect(await sendWaiting({ ...sending, store: first, post: killed })).toEqual({ waits: true, code: 'unreachable' })
    first.close()

    const second = await openStore(factory)
    expect(await second.list('amara')).toMatchObject([{ id: one.id, state: 'waiting' }])
    await sendWaiting({ ...sending, store: second, post: server.post })
    expect(await second.list('amara')).toMatchObject([{ state: 'received', receipt: { outcome: 'already_stored' } }])
    expect(server.kept.size).toBe(1)
  })

  it('finds the one that the server cannot take, and receives the others', async () => {
    const store = await openStore()
    const server = openServer()
    const all = [entry(), entry(), entry(), entry(), entry()]
    for (const one of all) await store.add(one)
    const bad = all[2]!.id
    const strict = (slug: string, reports: readonly FieldReport[]): Promise<readonly ReportReceipt[]> => {
      if (!reports.some(({ id }) => id === bad)) return server.post(slug, reports)
      return Promise.reject(new Refusal('input.invalid', 422, 'Some fields need correction.'))
    }
    expect(await sendWaiting({ ...sending, store, post: strict })).toEqual({ waits: false })
    const states = (await store.list('amara')).map(({ state }) => state)
    expect(states).toEqual(['received', 'received', 'refused', 'received', 'received'])
  })

  it('says what to correct when a report is refused', async () => {
    const store = await openStore()
    const one = entry()
    await store.add(one)
    const issues = [{ code: 'date.future', message: 'Still to come.', path: ['occurred'], severity: 'error' as const }]
    const post = () => Promise.resolve([{ id: one.id, outcome: 'refused' as const, issues }])
    await sendWaiting({ ...sending, store, post })
    expect(await store.list('amara')).toMatchObject([{ state: 'refused', issues, receipt: null }])
  })

  it('never sends what another person of this device wrote', async () => {
    const store = await openStore()
    const server = openServer()
    await store.add(entry('bakari'))
    await sendWaiting({ ...sending, store, post: server.post })
    expect(server.batches).toEqual([])
    expect(await store.list('bakari')).toMatchObject([{ state: 'waiting' }])
  })

  it('keeps what waits when the session ended, the role is gone or the server fails', async () => {
    for (const [code, status] of [
      ['access.sign_in_needed', 401],
      ['access.forbidden', 403],
      ['operation.not_found', 404],
      ['about:blank', 500],
    ] as const) {
      const store = await openStore(new IDBFactory())
      await store.add(entry())
      const post = () => Promise.reject(new Refusal(code, status, ''))
      expect(await sendWaiting({ ...sending, store, post })).toEqual({ waits: true, code })
      expect(await store.list('amara')).toMatchObject([{ state: 'waiting' }])
    }
  })

  it('pauses longer after each failure, up to five minutes', () => {
    const pauses = Array.from({ length: 40 }, (_, i) => pauseMs(i))
    expect(pauses.slice(0, 4)).toEqual([0, 2000, 4000, 8000])
    expect(pauses.every((ms, i) => i === 0 || ms >= pauses[i - 1]!)).toBe(true)
    expect(Math.max(...pauses)).toBe(300_000)
  })
})

/** The tabs of one browser: one lock, one store, words to each other. */
function openBrowser(factory = new IDBFactory()) {
  let lock = Promise.resolve()
  const listeners = new Set<(word: TabWord) => void>()
  const alone: OutboxDeps['alone'] = (signal, act) => {
    const turn = lock.then(() => (signal.aborted ? undefined : act()))
    lock = turn.then(
      () => undefined,
      () => undefined,
    )
    return turn
  }
  const tab = async (
    post: OutboxDeps['post'],
    postFile: OutboxDeps['postFile'] = () => Promise.resolve(),
  ): Promise<Outbox> => {
    const own = new Set<(word: TabWord) => void>()
    return openOutbox({
      store: await openOutboxStore(factory),
      files: await openFileStore(factory),
      postFile,
      personId: 'amara',
      isKept: true,
      prove: () => Promise.resolve(true),
      post,
      alone,
      tabs: {
        tell: (word) => {
          for (const listener of listeners) if (!own.has(listener)) listener(word)
        },
        onTold: (listener) => {
          listeners.add(listener)
          own.add(listener)
          return () => listeners.delete(listener)
        },
      },
    })
  }
  return { tab }
}

function until(outbox: Outbox, wanted: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!wanted()) return
      stop()
      resolve()
    }
    const stop = outbox.subscribe(look)
    look()
  })
}

describe('two tabs', () => {
  it('send each report once: the one that holds the turn sends for both, and the next goes on when it is closed', async () => {
    const browser = openBrowser()
    const server = openServer()
    const senders: string[] = []
    const post =
      (name: string): OutboxDeps['post'] =>
      (slug, all) => (senders.push(name), server.post(slug, all))
    const first = await browser.tab(post('first'))
    const second = await browser.tab(post('second'))
    const received = (outbox: Outbox, n: number) => () =>
      outbox.view().entries.filter(({ state }) => state === 'received').length === n
    await second.add(entry())
    await until(second, received(second, 1))
    await until(first, received(first, 1))
    first.close()
    await second.add(entry())
    await until(second, received(second, 2))
    expect(senders).toEqual(['first', 'second'])
    expect(server.kept.size).toBe(2)
    second.close()
  })
})

describe('an outbox without a link', () => {
  it('says that a report is on this device only, and sends it when it is woken', async () => {
    const server = openServer()
    let isOnline = false
    const tab = await openBrowser().tab((slug, all) =>
      isOnline ? server.post(slug, all) : Promise.reject(new Refusal('environment.unreachable', 0, '')),
    )
    await tab.add(entry())
    await until(tab, () => tab.view().waitsFor === 'unreachable')
    expect(tab.view().entries).toMatchObject([{ state: 'waiting' }])
    isOnline = true
    tab.wake()
    await until(tab, () => tab.view().entries[0]?.state === 'received')
    expect(tab.view().waitsFor).toBeNull()
    tab.close()
  })
})

function photo(reportId: string): OutboxFile {
  const id = mintId()
  return {
    ...{ id, reportId, personId: 'amara', slug: 'minusca', kind: 'photo', mediaType: 'image/jpeg', bytes: 3 },
    ...{ addedAt: `2024-03-02T09:30:00.${String(entries++).padStart(3, '0')}Z`, state: 'waiting', problem: null },
  }
}
const bytes = (): ArrayBuffer => new Uint8Array([1, 2, 3]).buffer

describe.each([
  ['in the browser’s store', () => openFileStore(new IDBFactory())],
  ['in a browser that keeps nothing', () => Promise.resolve(openMemoryFileStore())],
] as const)('files of reports %s', (_, openFiles) => {
  const receivedEntry = async (): Promise<{ store: OutboxStore; files: FileStore; id: string }> => {
    const store = await openStore()
    const one = entry()
    await store.add(one)
    await store.settle(one.id, { state: 'received', receipt: null, isProved: true, issues: [] })
    return { store, files: await openFiles(), id: one.id }
  }
  const quiet = { personId: 'amara', onSendingFile: () => undefined }

  it('are sent once their report is received, never before', async () => {
    const { store, files, id } = await receivedEntry()
    const waiting = entry()
    await store.add(waiting)
    for (const reportId of [id, waiting.id, mintId()]) await files.add(photo(reportId), bytes())
    const sent: string[] = []
    const postFile = ({ reportId }: OutboxFile): Promise<void> => {
      sent.push(reportId)
      return Promise.resolve()
    }
    expect(await sendFiles({ ...quiet, store, files, postFile })).toEqual({ waits: false })
    expect(sent).toEqual([id])
  })

  it('leave nothing but their mark on the device once they are stored', async () => {
    const { store, files, id } = await receivedEntry()
    const one = photo(id)
    await files.add(one, bytes())
    expect([...new Uint8Array((await files.readBytes(one.id))!)]).toEqual([1, 2, 3])
    await sendFiles({ ...quiet, store, files, postFile: () => Promise.resolve() })
    expect(await files.list('amara')).toMatchObject([{ id: one.id, state: 'stored' }])
    expect(await files.readBytes(one.id)).toBeUndefined()
  })

  it('wait with their bytes when the link breaks, and go again as they were', async () => {
    const { store, files, id } = await receivedEntry()
    await files.add(photo(id), bytes())
    const broken = () => Promise.reject(new Refusal('environment.unreachable', 0, ''))
    expect(await sendFiles({ ...quiet, store, files, postFile: broken })).toEqual({ waits: true, code: 'unreachable' })
    const got: number[] = []
    const postFile = (_file: OutboxFile, content: ArrayBuffer): Promise<void> => {
      got.push(...new Uint8Array(content))
      return Promise.resolve()
    }
    await sendFiles({ ...quiet, store, files, postFile })
    expect(got).toEqual([1, 2, 3])
  })

  it.each([
    ['attachment.unreadable', 422],
    ['attachment.too_many', 409],
    ['input.unsupported', 415],
    ['input.too_large', 413],
  ] as const)('say why the server refused them (%s), and hinder no other', async (code, status) => {
    const { store, files, id } = await receivedEntry()
    const [bad, good] = [photo(id), photo(id)]
    for (const file of [bad, good]) await files.add(file, bytes())
    const postFile = (file: OutboxFile): Promise<void> =>
      file.id === bad.id ? Promise.reject(new Refusal(code, status, 'Damaged.')) : Promise.resolve()
    expect(await sendFiles({ ...quiet, store, files, postFile })).toEqual({ waits: false })
    expect(await files.list('amara')).toMatchObject([
      { id: bad.id, state: 'refused', problem: { code, message: 'Damaged.' } },
      { id: good.id, state: 'stored' },
    ])
  })

  it('go with the report that replaces a refused one, and off the device with one that is thrown away', async () => {
    const files = await openFiles()
    const one = photo('refused')
    await files.add(one, bytes())
    await files.settle(one.id, { state: 'refused', problem: { code: 'x', message: '' } })
    await files.move('refused', 'mended')
    expect(await files.list('amara')).toMatchObject([{ reportId: 'mended', state: 'waiting', problem: null }])
    await files.removeOf('mended')
    expect(await files.list('amara')).toEqual([])
    expect(await files.readBytes(one.id)).toBeUndefined()
  })

  it('are seen by nobody else of this device', async () => {
    const files = await openFiles()
    await files.add({ ...photo('r'), personId: 'bakari' }, bytes())
    expect(await files.list('amara')).toEqual([])
  })
})

describe('a file whose draft was lost', () => {
  it('is forgotten after a day, and no other is', () => {
    const [sent, kept, lost] = [entry(), photo('draft'), photo('nowhere')]
    const files = [photo(sent.id), kept, lost, { ...photo('nowhere'), slug: 'other' }]
    const ask = (at: string) =>
      forgottenFiles({ entries: [sent], files }, { slug: 'minusca', draftId: 'draft', nowMs: Date.parse(at) })
    expect(ask('2024-03-03T09:00:00Z')).toEqual([])
    expect(ask('2024-03-03T10:00:00Z')).toEqual([lost])
  })
})

describe('a report with a photo', () => {
  it('is received while its photo waits for the link, and says that one thing waits', async () => {
    const server = openServer()
    let isWide = false
    const tab = await openBrowser().tab(server.post, () =>
      isWide ? Promise.resolve() : Promise.reject(new Refusal('environment.unreachable', 0, '')),
    )
    const one = entry()
    const { id, slug, kind, mediaType, addedAt } = photo(one.id)
    await tab.addFile({ id, reportId: one.id, slug, kind, mediaType, addedAt }, bytes())
    expect(countWaiting(tab.view())).toBe(0)
    await tab.add(one)
    await until(tab, () => tab.view().entries[0]?.state === 'received' && tab.view().waitsFor === 'unreachable')
    expect(countWaiting(tab.view())).toBe(1)
    isWide = true
    tab.wake()
    await until(tab, () => tab.view().files[0]?.state === 'stored')
    expect(countWaiting(tab.view())).toBe(0)
    tab.close()
  })
})
