import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Problem } from '@eirene/domain/problem'
import { ATTACHMENT_AREAS, type AttachmentArea, type AttachmentStore } from '../storage/index.ts'
import { unreadable } from './backup-header.ts'

/** Of the data directory, what is no record: the database itself, what is being uploaded, backups, logs, keys. */
const NOT_KEPT: ReadonlySet<string> = new Set(['database', 'database-location', 'uploads', 'backups'])

/** The folder of attachments: whatever their storage is, a backup names them as if they lay in it. */
const ATTACHMENTS = 'attachments'

/** A file that belongs to the records, by its path below the data directory, with slashes. */
export interface KeptPath {
  readonly path: string
  readonly bytes: number
  /** Its bytes as they are, unproved. */
  readonly open: () => Promise<Readable>
}

/** Where files of the records lie. */
export interface KeptPlaces {
  readonly dataDir: string
  readonly attachments: AttachmentStore
}

/** Every kept file: the attachments, and whatever lies in a folder of the data directory that holds records. */
export async function* listKeptFiles({ dataDir, attachments }: KeptPlaces): AsyncGenerator<KeptPath> {
  for await (const { area, sha256, bytes } of attachments.list()) {
    const open = async (): Promise<Readable> => {
      const found = await attachments.findUnproved(area, sha256)
      if (found !== undefined) return found
      throw new Problem('environment.attachment_storage', `The storage lists ${area}/${sha256} and does not give it.`)
    }
    yield { path: `${ATTACHMENTS}/${area}/${sha256}`, bytes, open }
  }
  for (const name of await namesIn(dataDir)) {
    if (NOT_KEPT.has(name) || name === ATTACHMENTS || name.startsWith('.')) continue
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
    else if (found?.isFile() === true)
      yield { path, bytes: found.size, open: () => Promise.resolve(createReadStream(join(dataDir, path))) }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  return names.sort()
}

/** Which attachment a path of a backup is; undefined for any other file. */
export function attachmentOf(path: string): { readonly area: AttachmentArea; readonly sha256: string } | undefined {
  const [folder, name, sha256 = '', ...more] = path.split('/')
  const area = ATTACHMENT_AREAS.find((one) => one === name)
  if (folder !== ATTACHMENTS || area === undefined || more.length > 0 || !/^[0-9a-f]{64}$/.test(sha256))
    return undefined
  return { area, sha256 }
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
