import type { AttachmentKind, AttachmentType } from '@eirene/domain/report'
import { committed, done } from './indexed-db.ts'

/** A photo, recording or document on this device, from the moment it was chosen for a report. Its name is not kept. */
export interface OutboxFile {
  readonly id: string
  /** The report that it belongs to: a draft still, or one in the outbox. */
  readonly reportId: string
  /** Only this person's session sends it. */
  readonly personId: string
  readonly slug: string
  readonly kind: AttachmentKind
  readonly mediaType: AttachmentType
  /** Of what is sent: a large photo was made smaller before. */
  readonly bytes: number
  /** By the device's clock, ISO 8601. */
  readonly addedAt: string
  /** `stored`: the server has it, and this device keeps its bytes no longer. */
  readonly state: 'waiting' | 'stored' | 'refused'
  /** Code of the problem for which it was refused, and how the server said it. */
  readonly problem: { readonly code: string; readonly message: string } | null
}

export type FileAnswer = Pick<OutboxFile, 'state' | 'problem'>

/** The files that this browser keeps until they are stored. */
export interface FileStore {
  /** Keeps a file; resolves when the disk has it. Rejects when the device has no room. */
  readonly add: (file: OutboxFile, bytes: ArrayBuffer) => Promise<void>
  /** Oldest first, without their bytes. */
  readonly list: (personId: string) => Promise<readonly OutboxFile[]>
  /** Undefined once it is stored or removed. */
  readonly readBytes: (id: string) => Promise<ArrayBuffer | undefined>
  /** Notes an answer; what is stored leaves its bytes behind. */
  readonly settle: (id: string, answer: FileAnswer) => Promise<void>
  /** Hangs what waits or was refused at one report on another that replaces it. */
  readonly move: (fromReportId: string, toReportId: string) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  readonly removeOf: (reportId: string) => Promise<void>
  readonly close: () => void
}

function oldestFirst(files: readonly OutboxFile[]): readonly OutboxFile[] {
  return [...files].sort((a, b) => (a.addedAt < b.addedAt ? -1 : a.addedAt > b.addedAt ? 1 : a.id < b.id ? -1 : 1))
}

/** A refused file is tried again with the report that replaces its own. */
function moved(file: OutboxFile, reportId: string): OutboxFile {
  return { ...file, reportId, state: 'waiting', problem: null }
}

// A database of its own: reports never wait for an old tab to let go of an older version of theirs.
const NAME = 'eirene-outbox-files'
const FILES = 'file'
const BYTES = 'bytes'

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(NAME, 1)
  request.onupgradeneeded = () => {
    const files = request.result.createObjectStore(FILES, { keyPath: 'id' })
    files.createIndex('person', 'personId')
    files.createIndex('report', 'reportId')
    // Apart, so that a list reads no photos.
    request.result.createObjectStore(BYTES)
  }
  return done(request)
}

interface Stores {
  readonly files: IDBObjectStore
  readonly bytes: IDBObjectStore
}

/** Opens the files of this browser's outbox, over all people who use it here. Rejects when the browser keeps nothing. */
export async function openFileStore(factory: IDBFactory): Promise<FileStore> {
  const db = await open(factory)
  const write = async (act: (stores: Stores) => Promise<void>): Promise<void> => {
    const transaction = db.transaction([FILES, BYTES], 'readwrite', { durability: 'strict' })
    const end = committed(transaction)
    await Promise.all([act({ files: transaction.objectStore(FILES), bytes: transaction.objectStore(BYTES) }), end])
  }
  // Only this module writes the store, in this shape.
  const ofReport = ({ files }: Stores, reportId: string): Promise<OutboxFile[]> =>
    done(files.index('report').getAll(reportId) as IDBRequest<OutboxFile[]>)
  const drop = async ({ files, bytes }: Stores, id: string): Promise<void> => {
    await done(files.delete(id))
    await done(bytes.delete(id))
  }
  return {
    add: (file, content) =>
      write(async ({ files, bytes }) => {
        await done(files.put(file))
        await done(bytes.put(content, file.id))
      }),
    list: async (personId) => {
      const index = db.transaction(FILES).objectStore(FILES).index('person')
      return oldestFirst(await done(index.getAll(personId) as IDBRequest<OutboxFile[]>))
    },
    readBytes: (id) => done(db.transaction(BYTES).objectStore(BYTES).get(id) as IDBRequest<ArrayBuffer | undefined>),
    settle: (id, answer) =>
      write(async ({ files, bytes }) => {
        const file = await done(files.get(id) as IDBRequest<OutboxFile | undefined>)
        if (file === undefined || file.state === 'stored') return
        await done(files.put({ ...file, ...answer }))
        if (answer.state === 'stored') await done(bytes.delete(id))
      }),
    move: (from, to) =>
      write(async (stores) => {
        for (const file of await ofReport(stores, from))
          if (file.state !== 'stored') await done(stores.files.put(moved(file, to)))
      }),
    remove: (id) => write((stores) => drop(stores, id)),
    removeOf: (reportId) =>
      write(async (stores) => {
        for (const { id } of await ofReport(stores, reportId)) await drop(stores, id)
      }),
    close: () => {
      db.close()
    },
  }
}

/** For a browser that keeps nothing: works until the tab is closed, and the screen says so. */
export function openMemoryFileStore(): FileStore {
  const files = new Map<string, OutboxFile>()
  const bytes = new Map<string, ArrayBuffer>()
  const drop = (id: string): void => {
    files.delete(id)
    bytes.delete(id)
  }
  const each = (reportId: string, act: (file: OutboxFile) => void): Promise<void> => {
    for (const file of [...files.values()]) if (file.reportId === reportId) act(file)
    return Promise.resolve()
  }
  return {
    add: (file, content) => {
      files.set(file.id, file)
      bytes.set(file.id, content)
      return Promise.resolve()
    },
    list: (personId) => Promise.resolve(oldestFirst([...files.values()].filter((file) => file.personId === personId))),
    readBytes: (id) => Promise.resolve(bytes.get(id)),
    settle: (id, answer) => {
      const file = files.get(id)
      if (file !== undefined && file.state !== 'stored') files.set(id, { ...file, ...answer })
      if (answer.state === 'stored') bytes.delete(id)
      return Promise.resolve()
    },
    move: (from, to) =>
      each(from, (file) => {
        if (file.state !== 'stored') files.set(file.id, moved(file, to))
      }),
    remove: (id) => {
      drop(id)
      return Promise.resolve()
    },
    removeOf: (reportId) =>
      each(reportId, ({ id }) => {
        drop(id)
      }),
    close: () => undefined,
  }
}
