import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import { Problem } from '@eirene/domain/problem'
import { openSnapshot, type BackupTable, type Snapshot } from '@eirene/store/backup'
import { contentOf, type BackupContent, type FileContent, type TableContent } from './backup-content.ts'
import { newHeader, writeHeader } from './backup-header.ts'
import { diskProblem } from './disk-problem.ts'
import { writeFrame } from './frames.ts'
import { listKeptFiles, type KeptPath, type KeptPlaces } from './kept-files.ts'
import { rowDigest } from './row-digest.ts'
import { sealStream } from './sealed-stream.ts'

/** How far a backup or a restore is. */
export interface KeepProgress {
  readonly rows: number
  /** 0 to 1. */
  readonly share: number
}

export interface BackupOrder extends KeptPlaces {
  readonly databaseUrl: string
  /** The file to write; must not exist. */
  readonly target: string
  readonly passphrase: string
  readonly eirene: string
  readonly at: Date
  readonly onProgress?: (progress: KeepProgress) => void
}

export interface WrittenBackup extends BackupContent {
  readonly path: string
  readonly bytes: number
}

/**
 * Writes everything into one sealed file, at one instant of the database, while others go on reading and writing. The
 * file has its name only once it is whole and on disk, and only its owner may read it. Memory does not grow with the
 * data. Throws Problem 'environment.disk_full', 'environment.data_directory' or 'environment.attachment_storage'.
 */
export async function writeBackup(order: BackupOrder): Promise<WrittenBackup> {
  const { target } = order
  const draft = join(dirname(target), `.draft-${randomUUID()}`)
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    await mustBeFree(target)
    const snapshot = await openSnapshot(order.databaseUrl)
    try {
      const content = await writeDraft(order, snapshot, draft)
      await mustBeFree(target)
      await rename(draft, target)
      await syncFolder(dirname(target))
      return { ...content, path: target, bytes: (await stat(target)).size }
    } finally {
      await snapshot.close()
    }
  } catch (error) {
    // What failed may have been the folder itself: the first cause is the one to tell.
    await rm(draft, { force: true }).catch(() => undefined)
    throw diskProblem(error, target)
  }
}

async function mustBeFree(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  )
  if (isThere)
    throw new Problem(
      'backup.target_exists',
      `${path} exists already and is not overwritten. Name another file with --out.`,
    )
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeDraft(order: BackupOrder, snapshot: Snapshot, draft: string): Promise<BackupContent> {
  const { header, key } = await newHeader(order.passphrase, {
    eirene: order.eirene,
    createdAt: order.at.toISOString(),
    migrations: snapshot.migrations,
  })
  const head = writeHeader(header)
  const seal = { key, header: head, chunkBytes: header.chunkBytes }
  let content: BackupContent | undefined
  await pipeline(
    Readable.from(
      insideOf(order, snapshot, (whole) => (content = whole)),
      { objectMode: false },
    ),
    createZstdCompress(),
    async function* (compressed: AsyncIterable<Buffer>) {
      yield head
      yield* sealStream(compressed, seal)
    },
    createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true }),
  )
  if (content === undefined) throw new Error('a backup was written without its trailer')
  return content
}

/** The inside of a backup: tables, sequences, kept files, trailer. */
async function* insideOf(
  { dataDir, attachments, onProgress }: BackupOrder,
  snapshot: Snapshot,
  onContent: (content: BackupContent) => void,
): AsyncGenerator<Buffer> {
  let total = 0
  for (const table of snapshot.tables) total += await snapshot.countRows(table)
  const tables: TableContent[] = []
  let rowsBefore = 0
  for (const table of snapshot.tables) {
    const done = yield* tableFrames(snapshot, table, (rows) =>
      onProgress?.({ rows: rowsBefore + rows, share: total === 0 ? 1 : (rowsBefore + rows) / total }),
    )
    tables.push(done)
    rowsBefore += done.rows
  }
  yield writeFrame('sequences', { sequences: snapshot.sequences })
  const files: FileContent[] = []
  // Listed after the snapshot: a file is kept before the row that names it.
  for await (const file of listKeptFiles({ dataDir, attachments })) files.push(yield* fileFrames(file))
  const content = contentOf(tables, files)
  yield writeFrame('trailer', content)
  onContent(content)
}

async function* tableFrames(
  snapshot: Snapshot,
  table: BackupTable,
  onRows: (rows: number) => void,
): AsyncGenerator<Buffer, TableContent> {
  yield writeFrame('table', table)
  const digest = rowDigest(table)
  // A stream of bytes gives Buffers.
  for await (const part of snapshot.copyOut(table) as AsyncIterable<Buffer>) {
    digest.update(part)
    yield writeFrame('bytes', part)
    onRows(digest.rows())
  }
  yield writeFrame('end')
  return { name: table.name, rows: digest.rows(), sha256: digest.digest() }
}

async function* fileFrames({ path, open }: KeptPath): AsyncGenerator<Buffer, FileContent> {
  yield writeFrame('file', { path })
  const hash = createHash('sha256')
  let bytes = 0
  // A stream of bytes gives Buffers.
  for await (const part of (await open()) as AsyncIterable<Buffer>) {
    hash.update(part)
    bytes += part.length
    yield writeFrame('bytes', part)
  }
  yield writeFrame('end')
  return { path, bytes, sha256: hash.digest('hex') }
}
