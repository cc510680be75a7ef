import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mintId } from '@eirene/domain/record'
import { insertPerson, setMembership } from '@eirene/store/access'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import { listOperations } from '@eirene/store/operation'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readEnv } from '../config/index.ts'
import { ensureDemonstration } from '../exercise/index.ts'
import { exportFolder } from '../situation/index.ts'
import { exportVerb } from './export-verb.ts'
import { runCommandLine } from './run.ts'

const clock = (): Date => new Date('2024-03-02T09:00:00Z')
const root = mkdtempSync(join(tmpdir(), 'eirene-export-'))
let database: FreshDatabase
let slug: string
beforeAll(async () => {
  database = await freshDatabase(inject('databaseUrl'))
  await ensureDemonstration(database.db, clock)
  const [operation] = await listOperations(database.db)
  slug = operation!.slug
  for (const [login, roles] of [
    ['duty', ['DO']],
    ['keeper', ['ADM']],
  ] as const) {
    const id = mintId()
    await insertPerson(database.db, { id, login: `x-${login}`, displayName: login, organisation: 'UN' }, clock())
    await setMembership(database.db, {
      personId: id,
      operationId: operation!.id,
      roles,
      compartments: ['CRSV', 'CAAC'],
    })
  }
})
afterAll(async () => {
  await database.drop()
  rmSync(root, { recursive: true, force: true })
})

async function run(login: string, out: string): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const env = readEnv({ EIRENE_DATA: join(root, 'data'), DATABASE_URL: database.url })
  const args = ['export', '--operation', slug, '--as', login, '--out', join(root, out), '--json']
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
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly rows: number | null }[]
}

describe('eirene export', () => {
  it('writes the incidents in three open formats with the meaning of each field and a manifest that holds', async () => {
    expect(await run('x-duty', 'whole')).toMatchObject({ code: 0, err: '' })
    const at = (name: string): string => readFileSync(join(root, 'whole', name), 'utf8')
    const { files } = JSON.parse(at('manifest.json')) as Manifest
    expect(files.map((file) => file.name).sort()).toEqual([
      'fields.json',
      'incidents.csv',
      'incidents.geojson',
      'incidents.jsonl',
    ])
    for (const { name, sha256 } of files) expect(createHash('sha256').update(at(name)).digest('hex')).toBe(sha256)
    const lines = at('incidents.jsonl').split('\n').filter(Boolean)
    expect(lines.length).toBeGreaterThan(1000)
    expect(files.find((file) => file.name === 'incidents.csv')?.rows).toBe(lines.length)
    expect((JSON.parse(at('incidents.geojson')) as { features: unknown[] }).features).toHaveLength(lines.length)
    const fields = (JSON.parse(at('fields.json')) as { name: string }[]).map((field) => field.name)
    expect(at('incidents.csv').split('\r\n')[0]).toBe(fields.join(','))
    expect(Object.keys(JSON.parse(lines[0]!) as object)).toEqual(fields)
    expect(existsSync(join(root, 'whole', 'NOT-FINISHED.txt'))).toBe(false)
  })

  it('N3: takes no single event of a protection compartment along, whoever asks', async () => {
    const { rows } = await sql<{
      id: string
    }>`select i.id from incident i join marking m using (operation_id, marking_no)
      where m.compartments && array['CRSV', 'CAAC']`.execute(database.db)
    expect(rows.length).toBeGreaterThan(0)
    const text = readFileSync(join(root, 'whole', 'incidents.jsonl'), 'utf8')
    expect(rows.filter(({ id }) => text.includes(id))).toEqual([])
  })

  it('is logged with who took it', async () => {
    const { rows } = await sql<{
      login: string
    }>`select p.login from access_event e join person p on p.id = e.person_id where e.kind = 'export.made'`.execute(
      database.db,
    )
    expect(rows).toEqual([{ login: 'x-duty' }])
  })

  it('answers alike for nobody, for who keeps the system and for no such operation', async () => {
    for (const login of ['nobody', 'x-keeper'])
      expect(await run(login, 'refused')).toMatchObject({
        code: 4,
        out: expect.stringContaining('operation.not_found'),
      })
    expect(existsSync(join(root, 'refused'))).toBe(false)
  })

  it('writes into an empty folder only, and one that was not finished says so', async () => {
    mkdirSync(join(root, 'full'))
    writeFileSync(join(root, 'full', 'mine.txt'), '')
    expect(await run('x-duty', 'full')).toMatchObject({ code: 4, err: expect.stringContaining('not empty') })
    const [operation] = await listOperations(database.db)
    const folder = join(root, 'broken')
    const scope = { operationId: operation!.id, markingNos: [0, 1, 2, 3], personId: null }
    const broken = exportFolder({
      ...{ db: database.db, operation: operation!, scope, folder, at: clock() },
      onRows: () => {
        throw new Error('killed')
      },
    })
    await expect(broken).rejects.toThrow('killed')
    expect([existsSync(join(folder, 'NOT-FINISHED.txt')), existsSync(join(folder, 'manifest.json'))]).toEqual([
      true,
      false,
    ])
  })
})
