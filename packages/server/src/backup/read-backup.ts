import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createZstdDecompress } from 'node:zlib'
import { pipeline, Readable } from 'node:stream'
import type { BackupTable, SequenceState } from '@eirene/store/backup'
import { contentOf, mustEqual, type BackupContent, type FileContent, type TableContent } from './backup-content.ts'
import { headerLength, MAGIC, parseHeader, unlock, unreadable, type BackupHeader } from './backup-header.ts'
import { diskProblem } from './disk-problem.ts'
import { readFrames, type Frame } from './frames.ts'
import { mustKeptPath } from './kept-files.ts'
import { rowDigest } from './row-digest.ts'
import { openStream } from './sealed-stream.ts'
import type { KeepProgress } from './write-backup.ts'

/** A backup whose passphrase was right, before anything of its inside was read. */
export interface OpenedBackup {
  readonly file: string
  readonly header: BackupHeader
  readonly headerBytes: Buffer
  readonly key: Buffer
}

/** Takes a backup's parts as they come. Each must be read to its end. */
export interface BackupSink {
  readonly table: (table: BackupTable, rows: AsyncIterable<Buffer>) => Promise<void>
  readonly file: (path: string, bytes: AsyncIterable<Buffer>) => Promise<void>
  readonly sequences: (sequences: readonly SequenceState[]) => Promise<void>
}

/** Reads the beginning of a backup without a passphrase. Throws Problem 'backup.unreadable' or 'backup.newer'. */
export async function readHeader(file: string): Promise<Pick<OpenedBackup, 'header' | 'headerBytes'>> {
  try {
    const handle = await open(file, 'r')
    try {
      const start = Buffer.alloc(MAGIC.length + 4)
      const { bytesRead } = await handle.read(start, 0, start.length, 0)
      const text = Buffer.alloc(headerLength(start.subarray(0, bytesRead)))
      const { bytesRead: textRead } = await handle.read(text, 0, text.length, start.length)
      if (textRead < text.length) throw unreadable('was cut off: its end is missing')
      return { header: parseHeader(text), headerBytes: Buffer.concat([start, text]) }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw diskProblem(error, file)
  }
}

/** Opens a backup. Throws Problem 'backup.unreadable', 'backup.newer' or 'backup.passphrase_wrong'. */
export async function openBackup(file: string, passphrase: string): Promise<OpenedBackup> {
  const { header, headerBytes } = await readHeader(file)
  return { file, header, headerBytes, key: await unlock(header, passphrase) }
}

const DRAIN: BackupSink = {
  table: async (_table, rows) => drain(rows),
  file: async (_path, bytes) => drain(bytes),
  sequences: () => Promise.resolve(),
}

async function drain(parts: AsyncIterable<Buffer>): Promise<void> {
  // What passes is hashed on its way.
  const iterator = parts[Symbol.asyncIterator]()
  while ((await iterator.next()).done !== true) continue
}

/**
 * Reads a backup from its first byte to its last, gives its parts to the sink (by default to nobody) and checks each
 * table, each file and the whole against the trailer. Throws Problem 'backup.unreadable' at the first byte that is not
 * as it was written: what the sink has taken by then must be given back.
 */
export async function readBackup(
  { file, header, headerBytes, key }: OpenedBackup,
  {
    sink = DRAIN,
    onProgress,
  }: { readonly sink?: BackupSink; readonly onProgress?: (progress: KeepProgress) => void } = {},
): Promise<BackupContent> {
  const totalBytes = (await stat(file)).size - headerBytes.length
  const progress = { rows: 0, bytes: 0 }
  const source = createReadStream(file, { start: headerBytes.length })
  source.on('data', (part) => (progress.bytes += part.length))
  const unpack = createZstdDecompress()
  let failure: unknown
  pipeline(
    Readable.from(openStream(source, { key, header: headerBytes, chunkBytes: header.chunkBytes }), {
      objectMode: false,
    }),
    unpack,
    (error) => {
      failure = error ?? undefined
    },
  )
  const onRows = (rows: number): void => {
    progress.rows += rows
    onProgress?.({ rows: progress.rows, share: totalBytes <= 0 ? 1 : progress.bytes / totalBytes })
  }
  try {
    return await readInside(readFrames(unpack), sink, onRows)
  } catch (error) {
    // The first cause: what the stream behind said, where there was one.
    const cause = failure ?? error
    if (cause instanceof Error && 'code' in cause && /^(Z_|ZSTD_|ERR_ZLIB)/.test(String(cause.code)))
      throw unreadable('was altered or damaged: it cannot be unpacked')
    throw diskProblem(cause, file)
  } finally {
    source.destroy()
    unpack.destroy()
  }
}

async function readInside(
  frames: AsyncGenerator<Frame>,
  sink: BackupSink,
  onRows: (rows: number) => void,
): Promise<BackupContent> {
  const tables: TableContent[] = []
  const files: FileContent[] = []
  let content: BackupContent | undefined
  for (let next = await frames.next(); next.done !== true; next = await frames.next()) {
    const { kind, payload } = next.value
    if (content !== undefined) throw unreadable('goes on behind its trailer')
    if (kind === 'table') tables.push(await takeTable(frames, mustTable(payload), sink, onRows))
    else if (kind === 'file') files.push(await takeFile(frames, mustKeptPath(fieldOf(payload, 'path')), sink))
    else if (kind === 'sequences') await sink.sequences(mustSequences(payload))
    else if (kind === 'trailer') {
      content = contentOf(tables, files)
      mustEqual(content, parseJson(payload))
    } else throw unreadable('holds its parts in an order that no backup of Eirene has')
  }
  if (content === undefined) throw unreadable('was cut off: its trailer is missing')
  return content
}

async function takeTable(
  frames: AsyncGenerator<Frame>,
  table: BackupTable,
  sink: BackupSink,
  onRows: (rows: number) => void,
): Promise<TableContent> {
  const digest = rowDigest(table)
  const rows = bytesUntilEnd(frames, (part) => {
    const before = digest.rows()
    digest.update(part)
    onRows(digest.rows() - before)
  })
  await sink.table(table, rows)
  return { name: table.name, rows: digest.rows(), sha256: digest.digest() }
}

async function takeFile(frames: AsyncGenerator<Frame>, path: string, sink: BackupSink): Promise<FileContent> {
  const hash = createHash('sha256')
  let bytes = 0
  await sink.file(
    path,
    bytesUntilEnd(frames, (part) => {
      hash.update(part)
      bytes += part.length
    }),
  )
  return { path, bytes, sha256: hash.digest('hex') }
}

async function* bytesUntilEnd(frames: AsyncGenerator<Frame>, see: (part: Buffer) => void): AsyncGenerator<Buffer> {
  for (;;) {
    const next = await frames.next()
    if (next.done === true) throw unreadable('was cut off: its trailer is missing')
    const { kind, payload } = next.value
    if (kind === 'end') return
    if (kind !== 'bytes') throw unreadable('holds its parts in an order that no backup of Eirene has')
    see(payload)
    yield payload
  }
}

function parseJson(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    throw unreadable('holds a part that cannot be read')
  }
}

function fieldOf(payload: Buffer, name: string): unknown {
  const value = parseJson(payload)
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function mustTable(payload: Buffer): BackupTable {
  const name = fieldOf(payload, 'name')
  const columns = fieldOf(payload, 'columns')
  if (!isText(name) || !Array.isArray(columns) || !columns.every(isText))
    throw unreadable('holds a table that cannot be read')
  return { name, columns }
}

function mustSequences(payload: Buffer): readonly SequenceState[] {
  const list = fieldOf(payload, 'sequences')
  if (!Array.isArray(list)) throw unreadable('holds sequences that cannot be read')
  return list.map((one: unknown) => {
    const name: unknown = typeof one === 'object' && one !== null ? Reflect.get(one, 'name') : undefined
    const lastValue: unknown = typeof one === 'object' && one !== null ? Reflect.get(one, 'lastValue') : undefined
    if (!isText(name) || !(lastValue === null || isText(lastValue)))
      throw unreadable('holds sequences that cannot be read')
    return { name, lastValue }
  })
}
