import type { Issue } from '@eirene/domain/parse'
import type { FieldReport, ReportReceipt } from '@eirene/domain/report'
import { committed, done } from './indexed-db.ts'

export type StoredReceipt = Exclude<ReportReceipt, { readonly outcome: 'refused' }>

/** A report on this device, from the moment it was finished. */
export interface OutboxEntry {
  readonly id: string
  /** Whose report it is: only this person's session sends it. */
  readonly personId: string
  readonly slug: string
  readonly report: FieldReport
  /** By the device's clock, ISO 8601. */
  readonly addedAt: string
  readonly state: 'waiting' | 'received' | 'refused'
  /** Null until it was received. */
  readonly receipt: StoredReceipt | null
  /** Whether the receipt's proof was worked through on this device and holds; null: not done. */
  readonly isProved: boolean | null
  /** What is to be corrected; empty unless refused. */
  readonly issues: readonly Issue[]
}

/** What the server's answer changes of an entry. */
export type OutboxAnswer = Pick<OutboxEntry, 'state' | 'receipt' | 'isProved' | 'issues'>

/** The reports that this browser keeps until they are received, and their receipts after. */
export interface OutboxStore {
  /** Keeps a report; resolves when the disk has it. One that is there already stays as it is. */
  readonly add: (entry: OutboxEntry) => Promise<void>
  /** Oldest first. */
  readonly list: (personId: string) => Promise<readonly OutboxEntry[]>
  /** Notes an answer. A received report stays received, whatever comes later. */
  readonly settle: (id: string, answer: OutboxAnswer) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly close: () => void
}

const NAME = 'eirene-outbox'
const STORE = 'report'

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(NAME, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex('person', 'personId')
  }
  return done(request)
}

/** Opens the outbox of this browser, over all people who use it here. Rejects when the browser keeps nothing. */
export async function openOutboxStore(factory: IDBFactory): Promise<OutboxStore> {
  const db = await open(factory)
  /** Resolves when the disk has it (`strict`): a report that is said to be kept survives a dead battery. */
  const write = async (act: (store: IDBObjectStore) => Promise<void>): Promise<void> => {
    const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' })
    const end = committed(transaction)
    await act(transaction.objectStore(STORE))
    await end
  }
  // Only this module writes the store, in this shape.
  const get = (store: IDBObjectStore, id: string): Promise<OutboxEntry | undefined> =>
    done(store.get(id) as IDBRequest<OutboxEntry | undefined>)
  return {
    add: (entry) =>
      write(async (store) => {
        if ((await get(store, entry.id)) === undefined) await done(store.put(entry))
      }),
    list: async (personId) => {
      const index = db.transaction(STORE).objectStore(STORE).index('person')
      const entries = await done(index.getAll(personId) as IDBRequest<OutboxEntry[]>)
      return entries.sort((a, b) => (a.addedAt < b.addedAt ? -1 : a.addedAt > b.addedAt ? 1 : a.id < b.id ? -1 : 1))
    },
    settle: (id, answer) =>
      write(async (store) => {
        const entry = await get(store, id)
        if (entry === undefined || entry.state === 'received') return
        await done(store.put({ ...entry, ...answer }))
      }),
    remove: (id) =>
      write(async (store) => {
        await done(store.delete(id))
      }),
    close: () => {
      db.close()
    },
  }
}
