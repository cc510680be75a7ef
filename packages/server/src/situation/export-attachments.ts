import { createWriteStream } from 'node:fs'
import { access, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DamagedAttachment, type AttachmentStore } from '../storage/index.ts'

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

/** Copies one file; false when it is not there or its bytes are others. */
async function copyChecked(attachments: AttachmentStore, sha256: string, to: string): Promise<boolean> {
  const bytes = await attachments.find('copies', sha256)
  if (bytes === undefined) return false
  try {
    await pipeline(bytes, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }))
    return true
  } catch (error) {
    await rm(to, { force: true })
    if (error instanceof DamagedAttachment) return false
    throw error
  }
}

interface AttachmentCopier {
  /** Does nothing for what is copied already. */
  readonly copy: (sha256: string) => Promise<void>
  readonly result: () => CopiedAttachments
}

/** Copies served copies into `attachments/`, each once, named by its digest. The bytes as they came (SOURCE-ID) never leave. */
export function attachmentCopier(attachments: AttachmentStore, folder: string): AttachmentCopier {
  const target = join(folder, 'attachments')
  const missing: string[] = []
  let files = 0
  return {
    copy: async (sha256: string): Promise<void> => {
      await mkdir(target, { recursive: true, mode: 0o700 })
      const to = join(target, sha256)
      if (await isThere(to)) return
      if (await copyChecked(attachments, sha256, to)) files += 1
      else if (missing.length < NAMED_MAX) missing.push(sha256)
    },
    result: (): CopiedAttachments => ({ files, missing }),
  }
}
