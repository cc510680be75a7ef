import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { unreadable } from './backup-header.ts'

/** Of the data directory, what is no record: the database itself, what is being uploaded, backups, logs, keys. */
const NOT_KEPT: ReadonlySet<string> = new Set(['database', 'database-location', 'uploads', 'backups'])

/** A file that belongs to the records, by its path below the data directory, with slashes. */
export interface KeptPath {
  readonly path: string
  readonly bytes: number
}

/** Every kept file: whatever lies in a folder of the data directory that holds records. In the order of their paths. */
export async function* listKeptFiles(dataDir: string): AsyncGenerator<KeptPath> {
  for (const name of await namesIn(dataDir)) {
    if (NOT_KEPT.has(name) || name.startsWith('.')) continue
    const found = await lstat(join(dataDir, name))
    if (found.isDirectory()) yield* filesBelow(dataDir, name)
  }
}

async function* filesBelow(dataDir: string, folder: string): AsyncGenerator<KeptPath> {
  for (const name of await namesIn(join(dataDir, folder))) {
    // Drafts of files that are still being written.
    if (name.startsWith('.')) continue
    const path = `${folder}/${name}`
    const found = await lstat(join(dataDir, path)).catch(() => undefined)
    if (found?.isDirectory() === true) yield* filesBelow(dataDir, path)
    else if (found?.isFile() === true) yield { path, bytes: found.size }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  return names.sort()
}

/** The path of a kept file that a backup names. Throws Problem when it leads out of the folders of kept files. */
export function mustKeptPath(path: unknown): string {
  const parts = typeof path === 'string' ? path.split('/') : []
  const isSafe =
    parts.length >= 2 &&
    parts.every((part) => part !== '' && !part.startsWith('.') && !/[\\\0]/.test(part)) &&
    !NOT_KEPT.has(parts[0] ?? '')
  if (!isSafe) throw unreadable('holds a file with a path that no backup of Eirene has')
  return parts.join('/')
}
