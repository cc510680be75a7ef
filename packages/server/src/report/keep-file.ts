import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { access, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '@eirene/domain/problem'

/** A file whose bytes lie in the data directory under their SHA-256. */
export interface KeptFile {
  readonly path: string
  /** The name it came with. */
  readonly fileName: string
  readonly sha256: string
  readonly bytes: number
}

/** Where the original bytes of imported files lie. */
export function filesFolder(dataDir: string): string {
  return join(dataDir, 'files')
}

/** Passes bytes on, hashing and counting them; fails when there are more than the limit. */
function meter(
  fileName: string,
  limitBytes: number,
): { readonly stream: Transform; readonly read: () => [string, number] } {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > limitBytes) {
        done(tooLarge(fileName, limitBytes))
        return
      }
      hash.update(chunk)
      done(null, chunk)
    },
  })
  return { stream, read: () => [hash.digest('hex'), bytes] }
}

function tooLarge(fileName: string, limitBytes: number): Problem {
  return new Problem('input.too_large', `${fileName} is larger than ${limitBytes} bytes, the limit.`, {
    file: fileName,
    limitBytes,
    remedy: 'Split the file by year or country and import the parts.',
  })
}

/** The Problem for what the disk says, or the error itself. */
function diskProblem(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Problem('environment.disk_full', `There is no room left for ${path}.`, {
      remedy: 'Free some space on the disk of the data directory and try again.',
    })
  return error
}

/**
 * Keeps a stream of bytes in a folder under the SHA-256 of its content, readable by its owner only, and on disk before this
 * returns. Safe to repeat. Throws Problem 'input.too_large' or 'environment.disk_full'.
 */
export async function keepStream(
  folder: string,
  fileName: string,
  source: Readable,
  limitBytes: number,
): Promise<KeptFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `.draft-${randomUUID()}`)
  const { stream, read } = meter(fileName, limitBytes)
  const target: WriteStream = createWriteStream(draft, { mode: 0o600, flush: true })
  try {
    await pipeline(source, stream, target)
    const [sha256, bytes] = read()
    const path = join(folder, sha256)
    if (await exists(path)) await rm(draft)
    else await rename(draft, path)
    await syncFolder(folder)
    return { path, fileName, sha256, bytes }
  } catch (error) {
    await rm(draft, { force: true })
    throw diskProblem(error, folder)
  }
}

/** Keeps a copy of a file of this machine. Throws Problem 'import.unreadable' when it is not there. */
export async function keepFile(dataDir: string, path: string, fileName: string, limitBytes: number): Promise<KeptFile> {
  let bytes: number
  try {
    const file = await open(path, 'r')
    const stats = await file.stat()
    await file.close()
    if (!stats.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
    bytes = stats.size
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'this is a folder, not a file',
      EACCES: 'this account may not read it',
    }
    throw new Problem('import.unreadable', `${path}: ${why[code] ?? `it cannot be read (${code})`}.`, {
      file: path,
      remedy: 'Check the path.',
    })
  }
  if (bytes > limitBytes) throw tooLarge(fileName, limitBytes)
  return keepStream(filesFolder(dataDir), fileName, createReadStream(path), limitBytes)
}

/** Gives a kept file its place among the data directory's files, where imported files stay; its own place is kept too. */
export async function linkToFiles(dataDir: string, file: KeptFile): Promise<KeptFile> {
  const folder = filesFolder(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, file.sha256)
  // Under the name of its content lies that content: whoever comes second, in the same moment too, finds it there.
  await link(file.path, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  await syncFolder(folder)
  return { ...file, path }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Makes the new name itself durable, not only the bytes. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
