import { join } from 'node:path'
import { findLastBackup, listKeptFiles, sha256Of } from '../backup/index.ts'
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

/** Compares every content-addressed file of the data directory with its digest. Reads all their bytes. */
export async function checkKeptFiles(dataDir: string): Promise<Finding> {
  const wrong: string[] = []
  let count = 0
  for await (const { path } of listKeptFiles(dataDir)) {
    const name = path.split('/').at(-1) ?? ''
    if (!CONTENT_ADDRESS.test(name)) continue
    count += 1
    if ((await sha256Of(join(dataDir, path))) !== name) wrong.push(path)
  }
  if (wrong.length === 0) return { subject: 'kept files', state: 'ok', text: `${count}, each as it was kept` }
  const names = wrong.slice(0, NAMED).join(', ') + (wrong.length > NAMED ? ' …' : '')
  return {
    subject: 'kept files',
    state: 'fault',
    text: `${wrong.length} of ${count} are not what was kept any more: ${names}. Take them from a backup, and look at the disk.`,
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
