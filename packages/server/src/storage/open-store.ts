import { readFileSync } from 'node:fs'
import { Problem } from '@eirene/domain/problem'
import type { Config } from '../config/index.ts'
import type { AttachmentStore } from './attachment-store.ts'
import { openFolderStore } from './folder-store.ts'
import { openS3Store } from './s3-store.ts'

/** The storage of attachments that the settings name. Throws Problem 'usage.invalid' when the secret cannot be read. */
export function openAttachmentStore({ dataDir, s3 }: Pick<Config, 'dataDir' | 's3'>): AttachmentStore {
  if (s3 === null) return openFolderStore(dataDir)
  const { secretFile, ...settings } = s3
  return openS3Store({ ...settings, secret: readSecret(secretFile) })
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new Problem('usage.invalid', 'The file that EIRENE_S3_SECRET_FILE names cannot be read.')
  }
}
