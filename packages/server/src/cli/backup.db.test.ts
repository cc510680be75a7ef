import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readEnv } from '../config/index.ts'
import { ensureDemonstration } from '../exercise/index.ts'
import { BACKUP_FORMAT, MAGIC } from '../backup/backup-header.ts'
import { digestOf } from '../storage/index.ts'
import { openS3Server } from '../storage/testing/index.ts'
import { runCommandLine } from './run.ts'
import { VERBS } from './verbs.ts'

interface Answer {
  readonly digest: string
  readonly tables: readonly { readonly name: string; readonly rows: number }[]
  readonly files: readonly { readonly path: string }[]
}

const clock = (): Date => new Date('2024-03-02T09:00:00Z')
const root = mkdtempSync(join(tmpdir(), 'eirene-backup-'))
const dataDir = join(root, 'data')
const passphraseFile = join(root, 'passphrase')
const file = join(root, 'whole.backup')
const PHOTO = Buffer.alloc(300_000, 7)
const PHOTO_PATH = `attachments/copies/${digestOf(PHOTO)}`
let source: FreshDatabase
let made: Answer

beforeAll(async () => {
  source = await freshDatabase(inject('databaseUrl'))
  await ensureDemonstration(source.db, clock)
  mkdirSync(join(dataDir, 'files'), { recursive: true })
  mkdirSync(join(dataDir, 'attachments', 'copies'), { recursive: true })
  mkdirSync(join(dataDir, 'attachments', 'arriving', 'half'), { recursive: true })
  mkdirSync(join(dataDir, 'uploads'), { recursive: true })
  writeFileSync(join(dataDir, 'files', 'a'.repeat(64)), 'the bytes of an imported file')
  writeFileSync(join(dataDir, 'files', '.draft-1'), 'half of one')
  writeFileSync(join(dataDir, ...PHOTO_PATH.split('/')), PHOTO)
  writeFileSync(join(dataDir, 'attachments', 'arriving', 'half', 'photo'), 'not stored yet')
  writeFileSync(join(dataDir, 'uploads', 'waiting'), 'not a record')
  writeFileSync(passphraseFile, 'correct horse battery staple\n')
  const backup = await eirene(source.url, ['backup', '--out', file, '--json'])
  expect(backup).toMatchObject({ code: 0, err: '' })
  made = JSON.parse(backup.out) as Answer
})
afterAll(async () => {
  await source.drop()
  rmSync(root, { recursive: true, force: true })
})

async function eirene(
  databaseUrl: string,
  args: readonly string[],
  { data = dataDir, passphrase = passphraseFile, s3 = {} } = {},
): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const env = readEnv({ EIRENE_DATA: data, DATABASE_URL: databaseUrl, ...s3 })
  const code = await runCommandLine([...args, '--passphrase-file', passphrase], VERBS, env, {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    clock,
    signal: new AbortController().signal,
    crash: new Promise<never>(() => undefined),
  })
  return { code, ...said }
}

/** An empty database on the same server, as `createdb` makes it. */
async function emptyDatabase(): Promise<{
  readonly url: string
  readonly tables: () => Promise<number>
  readonly drop: () => Promise<void>
}> {
  const fresh = await freshDatabase(inject('databaseUrl'))
  await sql`drop schema public cascade`.execute(fresh.db)
  await sql`create schema public`.execute(fresh.db)
  return {
    url: fresh.url,
    tables: async () => {
      const client = new pg.Client({ connectionString: fresh.url })
      await client.connect()
      const { rows } = await client.query<{ n: number }>(
        `select count(*)::int as n from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
      )
      await client.end()
      return rows[0]!.n
    },
    drop: fresh.drop,
  }
}

describe('eirene backup', () => {
  it('holds every row, the kept files and nothing that is not kept, in a file that only its owner may read', () => {
    expect(made.tables.find((table) => table.name === 'incident')?.rows).toBeGreaterThan(1000)
    expect(made.files.map((one) => one.path)).toEqual([PHOTO_PATH, `files/${'a'.repeat(64)}`])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(root).filter((name) => name.startsWith('.draft'))).toEqual([])
    expect(readFileSync(file).includes('Moravia')).toBe(false)
  })

  it('does not overwrite a file', async () => {
    const before = readFileSync(file)
    expect(await eirene(source.url, ['backup', '--out', file])).toMatchObject({
      code: 4,
      err: expect.stringContaining('exists already'),
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('has one digest for one content, whatever the passphrase, the time and the order of rows on disk', async () => {
    await sql`update incident set title = title where operation_id = (select operation_id from incident limit 1)`.execute(
      source.db,
    )
    const second = await eirene(source.url, ['backup', '--out', join(root, 'second.backup'), '--json'])
    expect((JSON.parse(second.out) as Answer).digest).toBe(made.digest)
    await source.db.transaction().execute(async (tx) => {
      await sql`update harm set best = 0 where ctid = (select ctid from harm where best is null limit 1)`.execute(tx)
      await sql`insert into access_event (id, at, kind) values (gen_random_uuid(), now(), 'test')`.execute(tx)
    })
    const third = await eirene(source.url, ['backup', '--out', join(root, 'third.backup'), '--json'])
    expect((JSON.parse(third.out) as Answer).digest).not.toBe(made.digest)
  })

  it('reads its own file through and says the same digest', async () => {
    const verified = await eirene(source.url, ['backup', 'verify', file, '--json'])
    expect(verified).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(verified.out)).toMatchObject({ digest: made.digest, tables: made.tables, files: made.files })
  })
})

describe('eirene restore', () => {
  it('a backup restored elsewhere has the same digest', async () => {
    const empty = await emptyDatabase()
    const elsewhere = join(root, 'elsewhere')
    const restored = await eirene(empty.url, ['restore', file, '--json'], { data: elsewhere })
    expect(restored).toMatchObject({ code: 0, err: '' })
    expect((JSON.parse(restored.out) as Answer).digest).toBe(made.digest)
    const again = await eirene(empty.url, ['backup', '--out', join(root, 'again.backup'), '--json'], {
      data: elsewhere,
    })
    expect((JSON.parse(again.out) as Answer).digest).toBe(made.digest)
    expect(readFileSync(join(elsewhere, ...PHOTO_PATH.split('/'))).equals(PHOTO)).toBe(true)
    expect(readdirSync(elsewhere).filter((name) => name.startsWith('.restoring'))).toEqual([])
    await empty.drop()
  })

  it('brings attachments from a folder into an S3-compatible storage and back, with one digest', async () => {
    const key = { keyId: 'EIRENE', secret: 'not told', region: 'us-east-1', bucket: 'photos' }
    const storage = await openS3Server(key)
    writeFileSync(join(root, 's3-secret'), `${key.secret}\n`, { mode: 0o600 })
    const s3 = {
      EIRENE_S3_ENDPOINT: storage.endpoint,
      EIRENE_S3_BUCKET: key.bucket,
      EIRENE_S3_KEY_ID: key.keyId,
      EIRENE_S3_SECRET_FILE: join(root, 's3-secret'),
    }
    const [empty, third] = [await emptyDatabase(), await emptyDatabase()]
    const data = join(root, 'with-bucket')
    storage.fault = 'cut'
    const cut = await eirene(empty.url, ['restore', file], { data, s3 })
    expect(cut).toMatchObject({ code: 5, err: expect.stringContaining('does not answer') })
    expect([await empty.tables(), storage.objects.size]).toEqual([0, 0])
    storage.fault = null
    const restored = await eirene(empty.url, ['restore', file, '--json'], { data, s3 })
    expect((JSON.parse(restored.out) as Answer).digest).toBe(made.digest)
    expect([...storage.objects.keys()]).toEqual([PHOTO_PATH.slice('attachments/'.length)])
    expect(statSync(join(data, 'attachments'), { throwIfNoEntry: false })).toBeUndefined()
    const back = join(root, 'from-bucket.backup')
    const written = await eirene(empty.url, ['backup', '--out', back, '--json'], { data, s3 })
    expect((JSON.parse(written.out) as Answer).digest).toBe(made.digest)
    const folder = join(root, 'from-bucket')
    expect(await eirene(third.url, ['restore', back], { data: folder })).toMatchObject({ code: 0 })
    expect(readFileSync(join(folder, ...PHOTO_PATH.split('/'))).equals(PHOTO)).toBe(true)
    await storage.close()
    await Promise.all([empty.drop(), third.drop()])
  })

  it('never writes over records', async () => {
    const refused = await eirene(source.url, ['restore', file], { data: join(root, 'other') })
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('is not empty') })
  })

  const cases: readonly { what: string; makeFile: () => string; words: string; passphrase?: string }[] = [
    {
      what: 'a wrong passphrase',
      makeFile: () => file,
      words: 'not the passphrase',
      passphrase: 'wrong but long enough',
    },
    {
      what: 'a file that is no backup',
      makeFile: () => changed((bytes) => bytes.fill(32, 0, 5)),
      words: 'is not a backup',
    },
    {
      what: 'a file cut off in the middle',
      makeFile: () => changed((bytes) => bytes.subarray(0, bytes.length - 1000)),
      words: 'cut off',
    },
    { what: 'a file cut off between two chunks', makeFile: () => changed(cutAtChunk), words: 'its end is missing' },
    {
      what: 'one altered bit',
      makeFile: () => changed((bytes) => flip(bytes, bytes.length >> 1)),
      words: 'altered or damaged',
    },
    {
      what: 'an altered last bit',
      makeFile: () => changed((bytes) => flip(bytes, bytes.length - 1)),
      words: 'altered',
    },
    {
      what: 'an altered header',
      makeFile: () => changed((bytes) => flip(bytes, bytes.indexOf('2024-03-02'))),
      words: 'altered',
    },
    {
      what: 'a newer form',
      makeFile: () => changed((bytes) => replace(bytes, `"format":${BACKUP_FORMAT}`, '"format":9')),
      words: 'newer Eirene',
    },
    {
      what: 'a newer schema',
      makeFile: () => changed((bytes) => replace(bytes, '"0001-first-whole.sql"', '"9001-first-whole.sql"')),
      words: 'does not know',
    },
  ]
  it.each(cases)('refuses $what in words and touches nothing', async ({ makeFile, words, passphrase }) => {
    const empty = await emptyDatabase()
    const data = join(root, 'refused')
    const other = join(root, 'other-passphrase')
    writeFileSync(other, passphrase ?? '')
    const given = makeFile()
    const options = { data, ...(passphrase === undefined ? {} : { passphrase: other }) }
    const refused = await eirene(empty.url, ['restore', given], options)
    expect(refused).toMatchObject({ code: 4, out: '', err: expect.stringContaining(words) })
    expect(await empty.tables()).toBe(0)
    expect(statSync(join(data, 'files'), { throwIfNoEntry: false })).toBeUndefined()
    await empty.drop()
  })
})

function changed(change: (bytes: Buffer<ArrayBuffer>) => Buffer): string {
  const path = join(root, 'changed.backup')
  writeFileSync(path, change(Buffer.from(readFileSync(file))))
  return path
}

function flip(bytes: Buffer<ArrayBuffer>, at: number): Buffer {
  bytes[at] = bytes[at]! ^ 1
  return bytes
}

function replace(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.indexOf(from)
  expect(at).toBeGreaterThan(0)
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(to), bytes.subarray(at + from.length)])
}

function cutAtChunk(bytes: Buffer): Buffer {
  const head = MAGIC.length + 4 + bytes.readUInt32BE(MAGIC.length)
  const chunk = 65_536 + 16
  return bytes.subarray(0, head + chunk * Math.floor((bytes.length - head - 1) / chunk))
}
