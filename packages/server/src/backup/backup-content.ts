import { createHash } from 'node:crypto'
import { unreadable } from './backup-header.ts'

export interface TableContent {
  readonly name: string
  readonly rows: number
  readonly sha256: string
}

export interface FileContent {
  /** Below the data directory, with slashes. */
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** What a backup holds, as its trailer says. */
export interface BackupContent {
  readonly tables: readonly TableContent[]
  readonly files: readonly FileContent[]
  /** SHA-256 over all of it: equal for equal content, whatever machine holds it. */
  readonly digest: string
}

/** The digest over tables and files, each sorted by name. */
export function contentOf(tables: readonly TableContent[], files: readonly FileContent[]): BackupContent {
  const hash = createHash('sha256')
  const byKey = <T>(list: readonly T[], key: (one: T) => string): readonly T[] =>
    [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  for (const { name, rows, sha256 } of byKey(tables, (table) => table.name))
    hash.update(`${JSON.stringify(['table', name, rows, sha256])}\n`)
  for (const { path, bytes, sha256 } of byKey(files, (file) => file.path))
    hash.update(`${JSON.stringify(['file', path, bytes, sha256])}\n`)
  return { tables, files, digest: hash.digest('hex') }
}

/** Rows of all tables together. */
export function countRows({ tables }: Pick<BackupContent, 'tables'>): number {
  return tables.reduce((sum, table) => sum + table.rows, 0)
}

/** Throws Problem 'backup.unreadable' that names the first part in which what was read differs from what the trailer says. */
export function mustEqual(read: BackupContent, said: unknown): void {
  const digest: unknown = typeof said === 'object' && said !== null ? Reflect.get(said, 'digest') : undefined
  if (digest !== read.digest)
    throw unreadable(`does not hold what it says (digest ${read.digest} instead of ${String(digest)})`)
}
