import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Act } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import type { Operation } from '@eirene/domain/operation'
import { insertAccessEvent, listMarkings } from '@eirene/store/access'
import { withReader, type Db, type Scope, type Tx } from '@eirene/store/db'
import {
  EXPORT_KINDS,
  NEVER_EXPORTED,
  seeOneStateAtLeisure,
  streamExport,
  type ExportKind,
} from '@eirene/store/situation'
import type { AttachmentStore } from '../storage/index.ts'
import { attachmentCopier, type CopiedAttachments } from './export-attachments.ts'
import { codeListsCsv, columnsCsv, readmeText } from './export-dictionary.ts'
import { openExportFile, writeExportFile, type ExportedFile, type OpenFile } from './export-file.ts'
import { kindWriters, type KindWriter } from './export-kind-writer.ts'

const UNFINISHED = 'NOT-FINISHED.txt'

export interface FolderOrder {
  readonly db: Db
  readonly attachments: AttachmentStore
  readonly operation: Operation
  /** What the named person may see: decided once, for the whole folder. `personId` null: the system's own account. */
  readonly scope: Scope
  /** What that person may do in the operation: some kinds of records are for some roles only. */
  readonly may: (act: Act) => boolean
  readonly folder: string
  readonly at: Date
  readonly onRows?: (kind: string, rows: number) => void
}

/** What was written. */
export interface ExportedFolder {
  readonly files: readonly ExportedFile[]
  readonly attachments: CopiedAttachments
}

/**
 * Writes every record that a person may take along into an empty folder of open formats, with what each column means, the code
 * lists, the attachments, and last of all the manifest with the SHA-256 of each file. All of it is read in one transaction,
 * so that it tells of one instant, and through cursors, so that memory does not grow. A folder without its manifest is not
 * finished and says so. What may never leave as single events (N3) is left out for everybody, the system's account included.
 * Who took what is logged before the first row is read. Throws Problem 'backup.target_exists' when the folder is not empty.
 */
export async function exportFolder(order: FolderOrder): Promise<ExportedFolder> {
  const { db, operation, folder, at, may } = order
  await beginFolder(folder)
  const { personId } = order.scope
  const detail = { operation: operation.slug, format: 'folder' }
  await insertAccessEvent(db, { kind: 'export.made', at, personId, detail })
  const kinds = EXPORT_KINDS.filter(({ act }) => act === null || may(act))
  const { files: records, attachments } = await writeRecords(order, kinds)
  const files = [
    ...records,
    await writeExportFile(folder, 'columns.csv', columnsCsv(kinds)),
    await writeExportFile(folder, 'code_lists.csv', codeListsCsv()),
    await writeExportFile(folder, 'README.md', readmeText(operation, at, kinds)),
  ]
  const manifest = {
    operation: { slug: operation.slug, name: operation.name, realm: operation.realm, timeZone: operation.timeZone },
    madeAt: at.toISOString(),
    leftOut: {
      compartments: NEVER_EXPORTED,
      why: 'Single events of these compartments never leave the room.',
      kinds: EXPORT_KINDS.filter((kind) => !kinds.includes(kind)).map(({ name, act }) => ({ name, needs: act })),
    },
    attachments,
    files,
  }
  await finish(folder, `${JSON.stringify(manifest, null, 2)}\n`)
  return { files, attachments }
}

async function beginFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0)
    throw new Problem(
      'backup.target_exists',
      `${folder} is not empty and is not written over. Name another folder with --out.`,
    )
  const words = 'This export was not finished: there is no manifest.json. Make it again.\n'
  await writeFile(join(folder, UNFINISHED), words, { mode: 0o600, flush: true })
}

/** The scope without the markings under which nothing leaves as a single event. */
async function exportable(db: Db, scope: Scope): Promise<Scope> {
  const never: readonly string[] = NEVER_EXPORTED
  const dictionary = await listMarkings(db, scope.operationId)
  const kept = new Set(
    dictionary.flatMap(({ markingNo, marking }) =>
      marking.compartments.some((one) => never.includes(one)) ? [] : [markingNo],
    ),
  )
  return { ...scope, markingNos: scope.markingNos.filter((no) => kept.has(no)) }
}

async function writeRecords(order: FolderOrder, kinds: readonly ExportKind[]): Promise<ExportedFolder> {
  const copier = attachmentCopier(order.attachments, order.folder)
  const scope = await exportable(order.db, order.scope)
  const files = await withReader(order.db, scope, async (tx) => {
    await seeOneStateAtLeisure(tx)
    const written: ExportedFile[] = []
    for (const kind of kinds) written.push(...(await writeKind(order, { tx, kind, copy: copier.copy })))
    return written
  })
  return { files, attachments: copier.result() }
}

interface KindOrder {
  readonly tx: Tx
  readonly kind: ExportKind
  readonly copy: (sha256: string) => Promise<void>
}

async function writeKind(order: FolderOrder, { tx, kind, copy }: KindOrder): Promise<readonly ExportedFile[]> {
  const outputs: { readonly writer: KindWriter; readonly file: OpenFile }[] = []
  try {
    for (const writer of kindWriters(kind)) {
      const file = await openExportFile(order.folder, `${kind.name}.${writer.format}`)
      outputs.push({ writer, file })
      await file.write(writer.head)
    }
    let rows = 0
    for await (const batch of streamExport(tx, kind)) {
      for (const { writer, file } of outputs)
        await file.write(batch.map((record, i) => writer.row(record, rows + i === 0)).join(''))
      if (kind.name === 'attachments') for (const { sha256 } of batch) await copy(String(sha256))
      rows += batch.length
      order.onRows?.(kind.name, rows)
    }
    const files: ExportedFile[] = []
    for (const { writer, file } of outputs) {
      await file.write(writer.tail)
      files.push(await file.close(rows))
    }
    return files
  } catch (error) {
    for (const { file } of outputs) await file.abandon()
    throw error
  }
}

/** Puts the manifest in its place and takes the mark of the unfinished away. */
async function finish(folder: string, manifest: string): Promise<void> {
  await writeFile(join(folder, '.manifest'), manifest, { mode: 0o600, flush: true })
  await rename(join(folder, '.manifest'), join(folder, 'manifest.json'))
  await rm(join(folder, UNFINISHED))
}
