import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Problem } from '@eirene/domain/problem'
import { findLastBackup, listKeptFiles, type KeptPlaces } from '../backup/index.ts'
import { openFolderStore, type AttachmentStore } from '../storage/index.ts'
import type { Finding } from './finding.ts'

const DAY_MS = 86_400_000
const OLD_DAYS = 7
/** Clocks of machines that follow a time server differ by less. */
const CLOCK_SLACK_MS = 120_000
/** Kept files lie under the SHA-256 of their bytes. */
const CONTENT_ADDRESS = /^[0-9a-f]{64}$/
const NAMED = 5

/** How old the newest backup in the data directory's own folder is. */
export async function checkLastBackup(dataDir: string, now: Date): Promise<Finding> {
  const last = await findLastBackup(dataDir)
  if (last === undefined)
    return {
      subject: 'backup',
      state: 'doubt',
      text: `there is none in ${join(dataDir, 'backups')}: "npx eirene backup" makes one. Those kept elsewhere are not known here.`,
    }
  const days = Math.floor((now.getTime() - last.at.getTime()) / DAY_MS)
  const age = days <= 0 ? 'less than a day old' : days === 1 ? 'a day old' : `${days} days old`
  return { subject: 'backup', state: days > OLD_DAYS ? 'doubt' : 'ok', text: `${last.name} is ${age}` }
}

/** Compares every attachment and content-addressed file of the data directory with its digest. Reads all their bytes. */
export async function checkKeptFiles(places: KeptPlaces): Promise<Finding> {
  const wrong: string[] = []
  let count = 0
  for await (const { path, open } of listKeptFiles(places)) {
    const name = path.split('/').at(-1) ?? ''
    if (!CONTENT_ADDRESS.test(name)) continue
    count += 1
    const hash = createHash('sha256')
    await pipeline(await open(), hash)
    if (hash.digest('hex') !== name) wrong.push(path)
  }
  if (wrong.length === 0) return { subject: 'kept files', state: 'ok', text: `${count}, each as it was kept` }
  const names = wrong.slice(0, NAMED).join(', ') + (wrong.length > NAMED ? ' …' : '')
  return {
    subject: 'kept files',
    state: 'fault',
    text: `${wrong.length} of ${count} are not what was kept any more: ${names}. Take them from a backup, and look at the disk.`,
  }
}

/** Does once what uploads, views and backups need of an S3-compatible storage; says where attachments lie. */
export async function checkAttachments(attachments: AttachmentStore): Promise<Finding> {
  const subject = 'attachments'
  try {
    await attachments.probe()
    return { subject, state: 'ok', text: attachments.place }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const remedy = 'Check the settings EIRENE_S3_…, the rights of the key (get, put, list) and the link.'
    return { subject, state: 'fault', text: `${attachments.place}: ${error.message} ${remedy}` }
  }
}

/** Doubts attachments in the data directory of a room whose attachments lie elsewhere: nobody sees them there. */
export async function* checkLeftBehind(dataDir: string): AsyncGenerator<Finding> {
  const { place, list } = openFolderStore(dataDir)
  let count = 0
  for await (const { bytes } of list()) if (bytes >= 0) count += 1
  if (count === 0) return
  yield {
    subject: 'attachments',
    state: 'doubt',
    text: `${count} files lie in ${place}, where nobody looks now. Unset EIRENE_S3_…, make a backup, set it again and restore: that brings them over.`,
  }
}

/** Compares the machine's clock with the newest act that it logged; null: none yet. */
export function checkClock(newest: Date | null, now: Date): Finding {
  const aheadMs = newest === null ? 0 : newest.getTime() - now.getTime()
  if (aheadMs <= CLOCK_SLACK_MS) return { subject: 'clock', state: 'ok', text: now.toISOString() }
  return {
    subject: 'clock',
    state: 'fault',
    text: `${now.toISOString()} is ${Math.round(aheadMs / 60_000)} minutes before the newest logged act: the clock went backwards. Set it before anybody reports.`,
  }
}
