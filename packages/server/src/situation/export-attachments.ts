import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { copiesFolder } from '../report/index.ts'

/** How many files were copied, and the first that are not there or are not what their digest says. */
export interface CopiedAttachments {
  readonly files: number
  readonly missing: readonly string[]
}

const NAMED_MAX = 100

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Copies one file and compares its digest on the way; false when it is not there or is another. */
async function copyChecked(from: string, to: string, sha256: string): Promise<boolean> {
  if (!(await isThere(from))) return false
  const hash = createHash('sha256')
  await pipeline(
    createReadStream(from),
    async function* (parts: AsyncIterable<Buffer>) {
      for await (const part of parts) {
        hash.update(part)
        yield part
      }
    },
    createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }),
  )
  if (hash.digest('hex') === sha256) return true
  await rm(to)
  return false
}

interface AttachmentCopier {
  /** Does nothing for what is copied already. */
  readonly copy: (sha256: string) => Promise<void>
  readonly result: () => CopiedAttachments
}

/** Copies served copies into `attachments/`, each once, named by its digest. The bytes as they came (SOURCE-ID) never leave. */
export function attachmentCopier(dataDir: string, folder: string): AttachmentCopier {
  const target = join(folder, 'attachments')
  const missing: string[] = []
  let files = 0
  return {
    copy: async (sha256: string): Promise<void> => {
      await mkdir(target, { recursive: true, mode: 0o700 })
      const to = join(target, sha256)
      if (await isThere(to)) return
      if (await copyChecked(join(copiesFolder(dataDir), sha256), to, sha256)) files += 1
      else if (missing.length < NAMED_MAX) missing.push(sha256)
    },
    result: (): CopiedAttachments => ({ files, missing }),
  }
}
