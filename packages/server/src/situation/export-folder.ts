import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import type { Operation } from '@eirene/domain/operation'
import { EXPORT_FORMATS } from '@eirene/domain/situation'
import { insertAccessEvent } from '@eirene/store/access'
import { withReader, type Db, type Scope } from '@eirene/store/db'
import { listExportRows, NEVER_EXPORTED, type ExportBatch, type ListCursor } from '@eirene/store/situation'
import { EXPORT_FIELDS } from './export-fields.ts'
import { exportWriter, type ExportWriter } from './export-formats.ts'

const BATCH_ROWS = 1000
const UNFINISHED = 'NOT-FINISHED.txt'

/** One file of an exported folder. */
export interface ExportedFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** Null: the file has no rows. */
  readonly rows: number | null
}

export interface FolderOrder {
  readonly db: Db
  readonly operation: Operation
  /** What the named person may see: decided once, for the whole folder. */
  readonly scope: Scope
  readonly folder: string
  readonly at: Date
  readonly onRows?: (rows: number) => void
}

/** A file being written, hashed on its way. */
interface OpenFile {
  readonly write: (text: string) => Promise<void>
  readonly close: (rows: number | null) => Promise<ExportedFile>
}

async function openFile(folder: string, name: string): Promise<OpenFile> {
  const handle: FileHandle = await open(join(folder, name), 'wx', 0o600)
  const hash = createHash('sha256')
  let bytes = 0
  return {
    write: async (text) => {
      const part = Buffer.from(text)
      hash.update(part)
      bytes += part.length
      await handle.write(part)
    },
    close: async (rows) => {
      await handle.sync()
      await handle.close()
      return { name, bytes, sha256: hash.digest('hex'), rows }
    },
  }
}

/**
 * Writes the incidents that a person may take along into an empty folder: JSON Lines, CSV, GeoJSON, what each field
 * means, and last of all the manifest with the SHA-256 of each. Read a batch at a time, each in a short transaction:
 * memory does not grow, and no transaction stays open. A folder without its manifest is not finished and says so. What
 * may never leave as single events (N3) is left out. Who took what is logged before the first row is read.
 */
export async function exportFolder(order: FolderOrder): Promise<readonly ExportedFile[]> {
  const { db, operation, scope, folder, at } = order
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new Problem(
      'backup.target_exists',
      `${folder} is not empty and is not written over. Name another folder with --out.`,
    )
  await writeFile(
    join(folder, UNFINISHED),
    'This export was not finished: there is no manifest.json. Make it again.\n',
    { mode: 0o600 },
  )
  await insertAccessEvent(db, {
    kind: 'export.made',
    at,
    personId: scope.personId,
    detail: { operation: operation.slug, format: 'folder' },
  })
  const files = [...(await writeIncidents(order)), await writeFields(folder)]
  const manifest = {
    operation: { slug: operation.slug, name: operation.name, realm: operation.realm, timeZone: operation.timeZone },
    madeAt: at.toISOString(),
    leftOut: { compartments: NEVER_EXPORTED, why: 'Single events of these compartments never leave the room.' },
    files,
  }
  await finish(folder, `${JSON.stringify(manifest, null, 2)}\n`)
  return files
}

async function writeIncidents(order: FolderOrder): Promise<readonly ExportedFile[]> {
  const { db, operation, scope, folder, onRows } = order
  const outputs: readonly { readonly writer: ExportWriter; readonly file: OpenFile }[] = await Promise.all(
    EXPORT_FORMATS.map(async (format) => {
      const writer = exportWriter(format)
      return { writer, file: await openFile(folder, `incidents.${writer.extension}`) }
    }),
  )
  for (const { writer, file } of outputs) await file.write(writer.head)
  let rows = 0
  let after: ListCursor | null = null
  do {
    const cursor: ListCursor | null = after
    const batch: ExportBatch = await withReader(db, scope, (tx) =>
      listExportRows(tx, {
        operationId: operation.id,
        timeZone: operation.timeZone,
        filter: {},
        after: cursor,
        limit: BATCH_ROWS,
      }),
    )
    for (const { writer, file } of outputs)
      await file.write(batch.rows.map((row, index) => writer.row(row, rows + index === 0)).join(''))
    rows += batch.rows.length
    onRows?.(rows)
    after = batch.after
  } while (after !== null)
  const files: ExportedFile[] = []
  for (const { writer, file } of outputs) {
    await file.write(writer.tail)
    files.push(await file.close(rows))
  }
  return files
}

async function writeFields(folder: string): Promise<ExportedFile> {
  const file = await openFile(folder, 'fields.json')
  await file.write(`${JSON.stringify(EXPORT_FIELDS, null, 2)}\n`)
  return file.close(null)
}

/** Puts the manifest in its place and takes the mark of the unfinished away. */
async function finish(folder: string, manifest: string): Promise<void> {
  await writeFile(join(folder, '.manifest'), manifest, { mode: 0o600, flush: true })
  await rename(join(folder, '.manifest'), join(folder, 'manifest.json'))
  await rm(join(folder, UNFINISHED))
}
