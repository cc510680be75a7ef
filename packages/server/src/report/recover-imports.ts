import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '@eirene/store/db'
import { failAbandonedImports } from '@eirene/store/report'
import { dropAttachmentDrafts } from '../storage/index.ts'
import { filesFolder } from './keep-file.ts'
import { arrivingFolder } from './receive-attachment.ts'

const DRAFT_MS = 24 * 3_600_000

/**
 * After a crash: imports that nobody runs any more are marked as failed (the database has rolled them back), and drafts of
 * files older than a day are removed. Safe to repeat, also while an import runs. Gives how many imports were marked.
 */
export async function recoverImports(db: Db, dataDir: string, now: Date): Promise<number> {
  await dropOldDrafts(filesFolder(dataDir), now)
  return failAbandonedImports(db, now)
}

async function dropOldDrafts(folder: string, now: Date): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((candidate) => candidate.startsWith('.draft-'))) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now.getTime() }))
    if (now.getTime() - mtimeMs > DRAFT_MS) await rm(path, { force: true })
  }
}

/**
 * After a crash: uploads that were cut off are removed, their bytes hold what no copy would. Only for the server at its start:
 * nobody else writes attachments.
 */
export async function recoverAttachments(dataDir: string): Promise<void> {
  await rm(arrivingFolder(dataDir), { recursive: true, force: true })
  await dropAttachmentDrafts(dataDir)
}
