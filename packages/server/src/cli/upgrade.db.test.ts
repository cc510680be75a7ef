import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beginRestoration, countTableRows } from '@eirene/store/backup'
import { listMigrationFiles, readMigrations } from '@eirene/store/db'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { backupsFolder, keyFile, openBackup, readBackup, restoreBackup, writeBackup } from '../backup/index.ts'
import { openFolderStore } from '../storage/index.ts'
import { readEnv } from '../config/index.ts'
import { runCommandLine } from './run.ts'
import { runEirene, startEirene } from './testing/index.ts'
import { VERBS } from './verbs.ts'

const PASSPHRASE = 'correct horse battery staple'
const FIXTURES = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'backup')
const backups = readdirSync(FIXTURES).filter((name) => name.endsWith('.backup'))
const clock = (): Date => new Date('2024-03-02T09:00:00Z')

let root: string
let passphraseFile: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'eirene-upgrade-'))
  chmodSync(root, 0o755)
  passphraseFile = join(root, 'passphrase')
  writeFileSync(passphraseFile, PASSPHRASE)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function eirene(
  databaseUrl: string,
  dataDir: string,
  args: readonly string[],
): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runCommandLine(args, VERBS, readEnv({ EIRENE_DATA: dataDir, DATABASE_URL: databaseUrl }), {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    clock,
    signal: new AbortController().signal,
    crash: new Promise<never>(() => undefined),
  })
  return { code, ...said }
}

/** A database without a table. */
async function emptyDatabase(): Promise<FreshDatabase> {
  const fresh = await freshDatabase(inject('databaseUrl'))
  await sql`drop schema public cascade`.execute(fresh.db)
  await sql`create schema public`.execute(fresh.db)
  return fresh
}

function folder(name: string): string {
  const path = join(root, name)
  mkdirSync(path)
  return path
}

describe.each(backups)('the data of an earlier version, %s', (name) => {
  it('are all there after today’s program has restored and upgraded them', async () => {
    const { db, url, drop } = await emptyDatabase()
    const dataDir = folder(`restored-${name}`)
    const run = await eirene(url, dataDir, [
      'restore',
      join(FIXTURES, name),
      '--passphrase-file',
      passphraseFile,
      '--json',
    ])
    expect(run).toMatchObject({ code: 0, err: '' })
    const said = JSON.parse(run.out) as { digest: string; tables: { name: string; rows: number }[] }
    const whole = await readBackup(await openBackup(join(FIXTURES, name), PASSPHRASE))
    expect(said.digest).toBe(whole.digest)
    const now = await countTableRows(url)
    for (const table of whole.tables) expect([table.name, now.get(table.name)]).toEqual([table.name, table.rows])
    expect((await readMigrations(db)).filter(({ state }) => state !== 'applied')).toEqual([])
    for (const { path } of whole.files) expect(existsSync(join(dataDir, path))).toBe(true)
    await drop()
  })

  it('are upgraded in place, with a backup before that opens with the key of the data directory', async () => {
    const { url, drop } = await emptyDatabase()
    const dataDir = folder(`upgraded-${name}`)
    const backup = await openBackup(join(FIXTURES, name), PASSPHRASE)
    const before = await restoreBackup({ backup, databaseUrl: url, dataDir, attachments: openFolderStore(dataDir) })
    const pending = listMigrationFiles().length - backup.header.migrations.length
    const run = await eirene(url, dataDir, ['upgrade', '--json'])
    expect(run).toMatchObject({ code: 0, err: '' })
    const said = JSON.parse(run.out) as { migrations: string[]; rowsAfter: Record<string, number> }
    expect(said.migrations).toHaveLength(pending)
    for (const table of before.tables)
      expect([table.name, said.rowsAfter[table.name]]).toEqual([table.name, table.rows])
    const made = existsSync(backupsFolder(dataDir)) ? readdirSync(backupsFolder(dataDir)) : []
    expect(made).toHaveLength(pending === 0 ? 0 : 1)
    for (const file of made) {
      const opened = await openBackup(join(backupsFolder(dataDir), file), readFileSync(keyFile(dataDir), 'utf8').trim())
      expect((await readBackup(opened)).digest).toBe(before.digest)
    }
    await drop()
  })
})

describe('a schema that waits for its newest migration', () => {
  /** As the version before left it, with a person in it. */
  async function waiting(): Promise<FreshDatabase> {
    const fresh = await emptyDatabase()
    const place = await beginRestoration(fresh.url, listMigrationFiles().slice(0, -1))
    await place!.commit()
    await place!.close()
    await sql`insert into person (id, display_name, login, created_at) values (gen_random_uuid(), 'Amara Diallo', 'amara', now())`.execute(
      fresh.db,
    )
    return fresh
  }

  it('is backed up by whatever command changes it, and the five newest of such backups are kept', async () => {
    const { url, drop, db } = await waiting()
    const dataDir = folder('five')
    mkdirSync(backupsFolder(dataDir))
    const older = ['1', '2', '3', '4', '5', '6'].map((n) => `before-upgrade-2023010${n}T000000Z-0000.backup`)
    for (const name of [...older, 'by-hand.backup']) writeFileSync(join(backupsFolder(dataDir), name), '')
    const run = await eirene(url, dataDir, ['people', 'list'])
    expect(run).toMatchObject({
      code: 0,
      out: expect.stringContaining('Amara Diallo'),
      err: expect.stringContaining('To go back'),
    })
    const names = readdirSync(backupsFolder(dataDir)).sort()
    expect(names).toEqual([
      ...older.slice(2),
      expect.stringContaining('before-upgrade-20240302T090000Z'),
      'by-hand.backup',
    ])
    expect((await readMigrations(db)).filter(({ state }) => state !== 'applied')).toEqual([])
    await drop()
  })

  it('stays as it is when the backup cannot be made', async () => {
    const { url, drop, db } = await waiting()
    const dataDir = folder('no-room')
    writeFileSync(backupsFolder(dataDir), 'a file where the folder should be')
    const run = await eirene(url, dataDir, ['upgrade'])
    expect(run).toMatchObject({ code: 5, err: expect.stringContaining('backups') })
    expect((await readMigrations(db)).filter(({ state }) => state === 'pending')).toHaveLength(1)
    await drop()
  })
})

describe('a backup while others write', () => {
  it('is of one instant: what was stored together is in it together or not at all', async () => {
    const { db, url, drop } = await freshDatabase(inject('databaseUrl'))
    const state = { isOver: false, pairs: 0 }
    const writing = (async () => {
      while (!state.isOver) {
        await db
          .transaction()
          .execute(async (tx) => {
            await sql`with p as (insert into person (id, display_name, login, created_at) values (gen_random_uuid(), 'x', gen_random_uuid()::text, now()) returning id)
            insert into clearance select id, 'UN', 'CONFIDENTIAL' from p`.execute(tx)
            await sql`select 1`.execute(tx)
          })
          .catch(() => undefined)
        state.pairs += 1
      }
    })()
    const target = join(root, 'while-writing.backup')
    const dataDir = folder('writing')
    const written = await writeBackup({
      databaseUrl: url,
      dataDir,
      attachments: openFolderStore(dataDir),
      target,
      passphrase: PASSPHRASE,
      eirene: '0',
      at: clock(),
    })
    state.isOver = true
    await writing
    const rows = (name: string): number => written.tables.find((table) => table.name === name)!.rows
    expect(rows('clearance')).toBe(rows('person'))
    expect(state.pairs).toBeGreaterThan(rows('person'))
    await drop()
  })
})

/** The second run of the tests, on a PostgreSQL server, need not try the built-in one again. */
describe.skipIf(process.env['EIRENE_TEST_DATABASE_URL'] !== undefined)('a restore that is killed', () => {
  it('leaves nothing half, is not taken for a restored room, and succeeds when it is run again', async () => {
    const dataDir = folder('killed')
    chmodSync(dataDir, 0o755)
    const args = ['restore', join(FIXTURES, backups[0]!), '--passphrase-file', passphraseFile, '--json']
    const first = startEirene(args, { dataDir })
    const watcher = watch(dataDir, (_event, name) => {
      if (name?.startsWith('.restoring-') === true) first.child.kill('SIGKILL')
    })
    await first.ended
    watcher.close()
    expect(first.child.signalCode).toBe('SIGKILL')
    expect(await runEirene(['start', '--port', '0'], { dataDir })).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('was not finished'),
    })
    const second = await runEirene(args, { dataDir })
    expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 0, stderr: '' })
    const whole = await readBackup(await openBackup(join(FIXTURES, backups[0]!), PASSPHRASE))
    expect(JSON.parse(second.stdout)).toMatchObject({ digest: whole.digest })
    const third = await runEirene(args, { dataDir })
    expect(third).toMatchObject({ code: 4, stderr: expect.stringContaining('is not empty') })
  })
})
