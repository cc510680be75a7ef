import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createHash, randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '@eirene/domain/problem'
import { beginRestoration, unknownMigrations, type BackupTable, type Restoration } from '@eirene/store/backup'
import { contentOf, type BackupContent, type TableContent } from './backup-content.ts'
import { unreadable } from './backup-header.ts'
import { diskProblem } from './disk-problem.ts'
import { readBackup, type OpenedBackup } from './read-backup.ts'
import { attachmentOf, type KeptPlaces } from './kept-files.ts'
import { rowDigest } from './row-digest.ts'
import type { KeepProgress } from './write-backup.ts'

/** Where kept files lie until all of a restore is proven; while it is there, the restore is not done. */
const DRAFT = '.restoring-'

export interface RestoreOrder extends KeptPlaces {
  readonly backup: OpenedBackup
  readonly databaseUrl: string
  readonly onProgress?: (progress: KeepProgress) => void
}

/** Throws Problem 'backup.newer' when the backup has a schema that this version does not know. */
export function checkSchema({ header }: OpenedBackup): void {
  const unknown = unknownMigrations(header.migrations)
  if (unknown.length > 0)
    throw new Problem(
      'backup.newer',
      `This backup has a schema that this Eirene does not know (${unknown.join(', ')}): it was made by version ${header.eirene}. Restore it with that version or a newer one. Nothing was touched.`,
      { migrations: unknown },
    )
}

/**
 * Brings a backup back into an empty database, data directory and storage of attachments. Rows, schema and the proof that all is there are one
 * transaction; kept files lie under a temporary name until then. So a restore that is killed leaves an empty database.
 * The schema is that of the backup: what is newer is applied afterwards. Gives what is there now, read back from the
 * database; its digest is that of the backup. Throws Problem 'backup.target_not_empty' and those of reading.
 */
export async function restoreBackup({
  backup,
  databaseUrl,
  dataDir,
  attachments,
  onProgress,
}: RestoreOrder): Promise<BackupContent> {
  checkSchema(backup)
  const place = await beginRestoration(databaseUrl, backup.header.migrations)
  if (place === undefined) throw notEmpty(dataDir)
  for (const name of await unfinishedRestores(dataDir)) await rm(join(dataDir, name), { recursive: true, force: true })
  const draft = join(dataDir, `${DRAFT}${randomUUID()}`)
  await mkdir(draft, { recursive: true, mode: 0o700 })
  const paths: string[] = []
  try {
    const said = await readBackup(backup, {
      ...(onProgress === undefined ? {} : { onProgress }),
      sink: {
        table: async (table, rows) => place.copyIn(mustKnow(place, table), rows),
        sequences: (sequences) => place.setSequences(sequences),
        file: async (path, bytes) => {
          await mkdir(dirname(join(draft, path)), { recursive: true, mode: 0o700 })
          await pipeline(
            Readable.from(bytes, { objectMode: false }),
            createWriteStream(join(draft, path), { mode: 0o600, flush: true }),
          )
          paths.push(path)
        },
      },
    })
    const found = contentOf(await digestTables(place), said.files)
    if (found.digest !== said.digest)
      throw unreadable(
        `was read, but the database holds something else (digest ${found.digest} instead of ${said.digest})`,
      )
    for (const path of paths) {
      const attachment = attachmentOf(path)
      if (attachment === undefined) await moveFile(join(draft, path), join(dataDir, path))
      else await attachments.keep(attachment.area, await readFile(join(draft, path)))
    }
    await place.commit()
    return found
  } catch (error) {
    throw diskProblem(error, dataDir)
  } finally {
    await place.close()
    await rm(draft, { recursive: true, force: true })
  }
}

/** Folders that a restore left which was killed, or that one works in now. */
export async function unfinishedRestores(dataDir: string): Promise<readonly string[]> {
  const names = await readdir(dataDir).catch(() => [])
  return names.filter((name) => name.startsWith(DRAFT))
}

function notEmpty(dataDir: string): Problem {
  return new Problem(
    'backup.target_not_empty',
    `The database of ${dataDir} is not empty, and a restore never writes over records. Name an empty place with --data, or an empty database with DATABASE_URL. Nothing was touched.`,
  )
}

function mustKnow(place: Restoration, table: BackupTable): BackupTable {
  const known = place.tables.find((one) => one.name === table.name)
  if (known?.columns.join() !== table.columns.join())
    throw unreadable(`holds a table "${table.name}" that its schema does not have`)
  return known
}

async function digestTables(place: Restoration): Promise<readonly TableContent[]> {
  const tables: TableContent[] = []
  for (const table of place.tables) {
    const digest = rowDigest(table)
    // A stream of bytes gives Buffers.
    for await (const part of place.copyOut(table) as AsyncIterable<Buffer>) digest.update(part)
    tables.push({ name: table.name, rows: digest.rows(), sha256: digest.digest() })
  }
  return tables
}

/** Moves a file to its place; one that is there already must be the same. */
async function moveFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const isThere = await stat(to).then(
    () => true,
    () => false,
  )
  if (isThere && (await sha256Of(to)) !== (await sha256Of(from)))
    throw new Problem(
      'backup.target_not_empty',
      `${to} is there already and is another file. Name an empty place with --data. Nothing was touched.`,
    )
  if (!isThere) await rename(from, to)
}

/** SHA-256 of a file's bytes, as hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
