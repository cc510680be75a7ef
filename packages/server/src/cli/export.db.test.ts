import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mintId } from '@eirene/domain/record'
import { findPerson, insertPerson, readerOf, scopeOf, setMembership } from '@eirene/store/access'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import { listOperations } from '@eirene/store/operation'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readEnv } from '../config/index.ts'
import { ensureDemonstration } from '../exercise/index.ts'
import { exportVerb } from './export-verb.ts'
import { runCommandLine } from './run.ts'

const clock = (): Date => new Date('2024-03-02T09:00:00Z')
const root = mkdtempSync(join(tmpdir(), 'eirene-export-'))
let database: FreshDatabase
let slug: string
let operationId: string
beforeAll(async () => {
  database = await freshDatabase(inject('databaseUrl'))
  await ensureDemonstration(database.db, clock)
  const [operation] = await listOperations(database.db)
  slug = operation!.slug
  operationId = operation!.id
  for (const [login, roles] of [
    ['duty', ['DO']],
    ['observer', ['OBS']],
    ['keeper', ['ADM']],
  ] as const) {
    const id = mintId()
    await insertPerson(database.db, { id, login: `x-${login}`, displayName: login, organisation: 'UN' }, clock())
    await setMembership(database.db, {
      personId: id,
      operationId: operation!.id,
      roles,
      compartments: login === 'duty' ? ['CRSV', 'CAAC'] : [],
    })
  }
})
/** A photo on a report: the bytes in the data directory, the row beside them. */
async function attach(reportId: string, bytes: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const copies = join(root, 'data', 'attachments', 'copies')
  mkdirSync(copies, { recursive: true })
  writeFileSync(join(copies, sha256), bytes)
  await database.db
    .insertInto('attachment')
    .values({
      ...{ operation_id: operationId, id: mintId(), report_id: reportId, media_type: 'image/jpeg', sha256 },
      ...{
        bytes: bytes.length,
        thumbnail_sha256: null,
        width_px: 4,
        height_px: 3,
        person_id: null,
        recorded_at: clock(),
      },
    })
    .execute()
  return sha256
}

/** Ids of records that lie in a compartment of protection. */
async function protectedIds(table: 'incident' | 'report' | 'observation'): Promise<readonly string[]> {
  const { rows } = await sql<{
    id: string
  }>`select t.id from ${sql.table(table)} t join marking m using (operation_id, marking_no)
    where m.compartments && array['CRSV', 'CAAC', 'SEA', 'TIP', 'SOURCE-ID', 'PERSONNEL']`.execute(database.db)
  return rows.map(({ id }) => id)
}

const filesOf = (out: string): readonly string[] =>
  readdirSync(join(root, out), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  )

/** Which of these texts stand in any file of the folder, or in the name of one. */
function found(out: string, texts: readonly string[]): readonly string[] {
  const left = new Set(texts)
  for (const file of filesOf(out)) {
    const content = `${file}\n${readFileSync(file, 'utf8')}`
    // One pass: the ids are UUIDs and digests, which nothing else in a file looks like.
    for (const [word] of content.matchAll(/[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))
      if (left.has(word)) left.delete(word)
  }
  return texts.filter((text) => !left.has(text))
}

afterAll(async () => {
  await database.drop()
  rmSync(root, { recursive: true, force: true })
})

async function run(login: string | null, out: string): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const env = readEnv({ EIRENE_DATA: join(root, 'data'), DATABASE_URL: database.url })
  const args = [
    'export',
    '--operation',
    slug,
    ...(login === null ? ['--system'] : ['--as', login]),
    '--out',
    join(root, out),
    '--json',
  ]
  const code = await runCommandLine(args, [exportVerb], env, {
    out: (text) => (said.out += text),
    err: (text) => (said.err += text),
    clock,
    signal: new AbortController().signal,
    crash: new Promise<never>(() => undefined),
  })
  return { code, ...said }
}

interface Manifest {
  readonly leftOut: { readonly kinds: readonly { readonly name: string }[] }
  readonly attachments: { readonly files: number; readonly missing: readonly string[] }
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly rows: number | null }[]
}

const text = (out: string, name: string): string => readFileSync(join(root, out, name), 'utf8')
const manifestOf = (out: string): Manifest => JSON.parse(text(out, 'manifest.json')) as Manifest
const linesOf = (out: string, name: string): readonly string[] => text(out, name).split('\n').filter(Boolean)
const headOf = (out: string, name: string): readonly string[] => text(out, name).split('\r\n')[0]!.split(',')

describe('eirene export', () => {
  let openPhoto: string
  let hiddenPhoto: string
  beforeAll(async () => {
    const [hidden] = await protectedIds('report')
    const { rows } = await sql<{ id: string }>`select r.id from report r join marking m using (operation_id, marking_no)
      where m.compartments = '{}' order by r.id limit 1`.execute(database.db)
    openPhoto = await attach(rows[0]!.id, 'an open photo')
    hiddenPhoto = await attach(hidden!, 'a hidden photo')
    expect(await run('x-duty', 'whole')).toMatchObject({ code: 0, err: '' })
    expect(await run('x-observer', 'small')).toMatchObject({ code: 0, err: '' })
    expect(await run(null, 'system')).toMatchObject({ code: 0, err: '' })
  }, 240_000)

  it('writes every kind of record, with a manifest whose digests hold', () => {
    const { files } = manifestOf('whole')
    for (const { name, sha256 } of files)
      expect([name, createHash('sha256').update(text('whole', name)).digest('hex')]).toEqual([name, sha256])
    const names = files.map(({ name }) => name)
    for (const kind of [
      'incidents',
      'harm',
      'parties',
      'reports',
      'observations',
      'states',
      'sitreps',
      'watch_log',
      'ledger',
    ])
      expect(names).toContain(`${kind}.csv`)
    expect(existsSync(join(root, 'whole', 'NOT-FINISHED.txt'))).toBe(false)
    expect(text('whole', 'README.md')).toContain('not known')
  })

  it('tells the same in each format, as many rows as the manifest says', () => {
    const rows = (name: string) => manifestOf('whole').files.find((file) => file.name === name)?.rows
    const lines = linesOf('whole', 'incidents.jsonl')
    expect(lines.length).toBeGreaterThan(1000)
    expect([rows('incidents.csv'), rows('incidents.geojson')]).toEqual([lines.length, lines.length])
    const { features } = JSON.parse(text('whole', 'incidents.geojson')) as {
      features: readonly { id: string; properties: { precision_m: number | null; harm: unknown[] } }[]
    }
    const first = JSON.parse(lines[0]!) as {
      id: string
      precision_m: number | null
      harm: unknown[]
      parties: unknown[]
    }
    expect(features[0]).toMatchObject({
      id: first.id,
      properties: { precision_m: first.precision_m, harm: first.harm },
    })
    expect(Object.keys(first)).toEqual(headOf('whole', 'incidents.csv'))
    expect(rows('ledger.csv')).toBeGreaterThan(0)
  })

  it('says of every column of every file what it means, and names only code lists that it holds', () => {
    const told = linesOf('whole', 'columns.csv').map((line) => line.split(','))
    for (const { name } of manifestOf('whole').files.filter(
      (file) => file.rows !== null && file.name.endsWith('.csv'),
    )) {
      const described = told.filter(([file]) => file === name.replace('.csv', '')).length
      expect([name, described]).toEqual([name, headOf('whole', name).length])
    }
    const lists = new Set(linesOf('whole', 'code_lists.csv').map((line) => line.split(',')[0]))
    const named = told
      .slice(1)
      .map((cells) => cells.at(-1)!.trim())
      .filter(Boolean)
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((list) => !lists.has(list))).toEqual([])
  })

  it('copies the attachments of what may be seen, each named by its digest', () => {
    expect(readdirSync(join(root, 'whole', 'attachments'))).toEqual([openPhoto])
    expect(text('whole', `attachments/${openPhoto}`)).toBe('an open photo')
    expect(manifestOf('whole').attachments).toEqual({ files: 1, missing: [] })
  })

  it.each(['whole', 'system'])('N3: takes nothing of a protection compartment along, in no file (%s)', async (out) => {
    for (const table of ['incident', 'report', 'observation'] as const) {
      const ids = await protectedIds(table)
      expect(table === 'observation' || ids.length > 0).toBe(true)
      expect(found(out, ids)).toEqual([])
    }
    expect(found(out, [hiddenPhoto])).toEqual([])
  })

  it('takes along what the named person may see, and nothing that tells of the rest', async () => {
    const person = await findPerson(database.db, { login: 'x-observer' })
    const { markingNos } = await scopeOf(database.db, (await readerOf(database.db, person!.id))!, operationId)
    for (const table of ['incident', 'report'] as const) {
      const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)}
        where operation_id = ${operationId} and not marking_no = any(${[...markingNos]}::int[])`.execute(database.db)
      expect(rows.length).toBeGreaterThan(0)
      expect(
        found(
          'small',
          rows.map(({ id }) => id),
        ),
      ).toEqual([])
    }
    const kinds = manifestOf('small').leftOut.kinds.map(({ name }) => name)
    expect(kinds).toEqual(expect.arrayContaining(['watch_log', 'handovers', 'people', 'releases', 'imports']))
    for (const kind of kinds) expect(existsSync(join(root, 'small', `${kind}.csv`))).toBe(false)
  })

  it('has nothing by which people sign in', () => {
    expect(headOf('system', 'people.csv')).not.toEqual(expect.arrayContaining(['password_hash']))
    expect(text('system', 'people.csv')).not.toMatch(/argon2/)
    expect(text('system', 'people.csv')).toContain('x-duty')
  })

  it('is logged with who took it', async () => {
    const { rows } = await sql<{
      login: string | null
    }>`select p.login from access_event e left join person p on p.id = e.person_id
      where e.kind = 'export.made' order by e.at, e.id`.execute(database.db)
    expect(rows.map(({ login }) => login)).toEqual(['x-duty', 'x-observer', null])
  })

  it('answers alike for nobody, for who keeps the system and for no such operation', async () => {
    for (const login of ['nobody', 'x-keeper'])
      expect(await run(login, 'refused')).toMatchObject({
        code: 4,
        out: expect.stringContaining('operation.not_found'),
      })
    expect(existsSync(join(root, 'refused'))).toBe(false)
  })

  it('names an attachment that is gone from the data directory, and writes the rest', async () => {
    rmSync(join(root, 'data', 'attachments', 'copies', openPhoto))
    expect(await run('x-observer', 'gone')).toMatchObject({ code: 0 })
    expect(manifestOf('gone').attachments).toEqual({ files: 0, missing: [openPhoto] })
  })

  it('writes into an empty folder only', async () => {
    mkdirSync(join(root, 'full'))
    writeFileSync(join(root, 'full', 'mine.txt'), '')
    expect(await run('x-duty', 'full')).toMatchObject({ code: 4, err: expect.stringContaining('not empty') })
    expect(readdirSync(join(root, 'full'))).toEqual(['mine.txt'])
  })

  it('killed half way leaves a folder that says so, and has no manifest', async () => {
    const out = join(root, 'killed')
    const program = join(import.meta.dirname, '../../bin/eirene.mjs')
    const args = ['export', '--data', join(root, 'data'), '--operation', slug, '--system', '--out', out]
    // A group of its own: the program hands over to another process.
    const child = spawn(process.execPath, [program, ...args], {
      ...{ detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
      env: { ...process.env, DATABASE_URL: database.url },
    })
    const ended = once(child, 'close')
    let said = ''
    for await (const part of child.stderr) {
      said += String(part)
      if (said.includes('incidents: ')) break
    }
    process.kill(-child.pid!, 'SIGKILL')
    await ended
    expect(said).toContain('incidents: ')
    expect(text('killed', 'NOT-FINISHED.txt')).toContain('not finished')
    expect(existsSync(join(out, 'manifest.json'))).toBe(false)
    expect(text('killed', 'incidents.csv')).toContain('type_code')
  })
})
