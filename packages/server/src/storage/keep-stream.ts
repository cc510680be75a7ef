import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream, type WriteStream } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
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

/** The refusal of a file above the limit. */
export function tooLarge(fileName: string, limitBytes: number): Problem {
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

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Makes the new name itself durable, not only the bytes. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
