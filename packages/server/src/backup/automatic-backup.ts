import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeBackup, type BackupOrder, type WrittenBackup } from './write-backup.ts'

/** Backups that nobody asked for are kept so many. */
const AUTOMATIC_KEPT = 5
const AUTOMATIC = /^before-upgrade-.*\.backup$/

/** Where backups go unless told otherwise. */
export function backupsFolder(dataDir: string): string {
  return join(dataDir, 'backups')
}

/** The file whose text is the passphrase of the backups that are made when nobody is there to type one. */
export function keyFile(dataDir: string): string {
  return join(dataDir, 'backup-key')
}

/** A time in a file's name: `20240302T090000Z`. */
export function fileTime(at: Date): string {
  return at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

/** The automatic backups' passphrase, made at the first call; only its owner may read it. */
export function automaticPassphrase(dataDir: string): string {
  const file = keyFile(dataDir)
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  }
  return readFileSync(file, 'utf8').trim()
}

/** Makes the backup that precedes a change of the schema and removes the oldest of its kind beyond the kept number. */
export async function backUpBeforeUpgrade(order: Omit<BackupOrder, 'target' | 'passphrase'>): Promise<WrittenBackup> {
  const folder = backupsFolder(order.dataDir)
  const target = join(folder, `before-upgrade-${fileTime(order.at)}-${randomBytes(2).toString('hex')}.backup`)
  const written = await writeBackup({ ...order, target, passphrase: automaticPassphrase(order.dataDir) })
  const names = (await readdir(folder)).filter((name) => AUTOMATIC.test(name)).sort()
  for (const name of names.slice(0, -AUTOMATIC_KEPT)) await rm(join(folder, name), { force: true })
  return written
}

/** The newest backup in the data directory's own folder, or undefined. */
export async function findLastBackup(
  dataDir: string,
): Promise<{ readonly name: string; readonly at: Date } | undefined> {
  const folder = backupsFolder(dataDir)
  const names = await readdir(folder).catch(() => [])
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith('.backup'))
      .map(async (name) => ({ name, at: (await stat(join(folder, name))).mtime })),
  )
  return found.sort((a, b) => b.at.getTime() - a.at.getTime())[0]
}
