import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mintId } from '@eirene/domain/record'
import { insertPerson, setMembership } from '@eirene/store/access'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import { findOperation } from '@eirene/store/operation'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readEnv } from '../config/index.ts'
import { importVerb } from './import-verb.ts'
import { barText, progressBar } from './progress-bar.ts'
import { runCommandLine } from './run.ts'

const fixtures = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'report')
const fixture = (name: string): string => join(fixtures, name)
const dataDir = mkdtempSync(join(tmpdir(), 'eirene-verb-'))
let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase(inject('databaseUrl'))
})
afterAll(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function eirene(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runCommandLine(
    ['import', ...args],
    [importVerb],
    readEnv({ EIRENE_DATA: dataDir, DATABASE_URL: database.url }),
    {
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
      clock: () => new Date('2026-01-01T12:00:00Z'),
      signal: new AbortController().signal,
      crash: new Promise<never>(() => undefined),
    },
  )
  return { code, ...said }
}

describe('eirene import', () => {
  it('makes the operation, imports, lists and undoes', async () => {
    const made = await eirene(
      ...['ucdp-ged', fixture('ged231_valid-49.csv'), '--operation', 'minusca'],
      ...['--create', '--zone', 'Africa/Bangui', '--name', 'The mission', '--json'],
    )
    expect([made.code, made.err]).toEqual([0, ''])
    const answer = JSON.parse(made.out) as { importId: string }
    expect(answer).toMatchObject({ release: '23.1', rowsRead: 3, rowsStored: 3, restricted: { CAAC: 1 } })
    expect(await findOperation(database.db, 'minusca')).toMatchObject({
      name: 'The mission',
      timeZone: 'Africa/Bangui',
    })
    expect((await eirene('list', '--operation', 'minusca')).out).toContain(answer.importId)
    const undone = await eirene('undo', answer.importId, '--operation', 'minusca')
    expect([undone.code, undone.out]).toEqual([0, expect.stringContaining('3 reports and 3 incidents withdrawn')])
    expect((await eirene('undo', answer.importId, '--operation', 'minusca')).code).toBe(4)
  })

  it('with bad rows ends with 3, says the first issues and where all of them are', async () => {
    const run = await eirene('ucdp-ged', fixture('ged231_bad-rows.csv'), '--operation', 'minusca')
    expect(run.code).toBe(3)
    expect(run.out).toContain('9 rejected')
    expect(run.out).toContain('row 2, date_start: There is no day 2021-02-31.')
    const path = /all in (\S+)/.exec(run.out)?.[1] ?? ''
    const lines = readFileSync(path, 'utf8').trim().split('\n')
    expect(lines.length).toBeGreaterThanOrEqual(10)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ file: 'ged231_bad-rows.csv', row: 2, column: 'date_start' })
  })

  it('shows what cost rows before what is only noted', async () => {
    const run = await eirene('ucdp-ged', fixture('ged231_bad-rows.csv'), '--operation', 'minusca')
    const shown = run.out.split('\n').filter((line) => line.includes(' · '))
    expect(shown).toHaveLength(5)
    expect(shown.every((line) => line.includes('error ·'))).toBe(true)
  })

  it('with --on-error none ends with 4 and stores nothing', async () => {
    const run = await eirene(
      ...['ucdp-ged', fixture('ged231_bad-rows.csv'), '--operation', 'strict', '--create', '--zone', 'UTC'],
      ...['--on-error', 'none'],
    )
    expect([run.code, run.out]).toEqual([4, ''])
    expect(run.err).toContain('9 of 11 rows cannot be kept')
    expect(existsSync(/Every issue: (\S+)/.exec(run.err)?.[1] ?? '')).toBe(true)
  })

  it('reads a file by a mapping', async () => {
    const [data, mapping] = [join(dataDir, 'local.csv'), join(dataDir, 'mapping.json')]
    writeFileSync(data, 'when;what\n31/01/2021;Clash\n')
    writeFileSync(
      mapping,
      JSON.stringify({
        ...{ dataset: 'local', title: 'Local', type: { value: 'ARM-01' }, headline: ['what'] },
        date: { column: 'when', format: 'DD/MM/YYYY' },
      }),
    )
    const run = await eirene('csv', data, '--operation', 'minusca', '--mapping', mapping)
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('csv:local undated from local.csv')])
  })

  it('says what stood in a cell, and no cell steers the terminal', async () => {
    const [data, mapping] = [join(dataDir, 'cells.csv'), join(dataDir, 'cells-mapping.json')]
    writeFileSync(data, 'Jour,Village\n2021-02-31,Bria\n2021-\u001b[2J,Bria\n')
    const words = { dataset: 'cells', title: 'Cells', type: { value: 'ARM-01' }, date: { column: 'Jour' } }
    writeFileSync(mapping, JSON.stringify({ ...words, headline: ['Village'] }))
    const run = await eirene('csv', data, '--operation', 'minusca', '--mapping', mapping, '--on-error', 'none')
    const said = run.out + run.err
    expect(said).toContain('row 2, Jour: There is no such day. The cell holds "2021-02-31".')
    expect(said).toContain('row 3, Jour')
    expect(said).not.toContain('\u001b[2J')
  })

  it('in the name of a person needs their role', async () => {
    const operation = await findOperation(database.db, 'minusca')
    for (const [login, role] of [
      ['amara', 'DO'],
      ['bo', 'OBS'],
    ] as const) {
      const id = mintId()
      await insertPerson(database.db, { id, login, displayName: login, organisation: 'UN' }, new Date())
      await setMembership(database.db, {
        ...{ personId: id, operationId: operation?.id ?? '', roles: [role], compartments: [] },
      })
    }
    const args = ['ucdp-ged', fixture('ged231_valid.geojson'), '--operation', 'minusca', '--as']
    expect((await eirene(...args, 'amara')).code).toBe(0)
    expect(await eirene(...args, 'bo')).toMatchObject({
      code: 4,
      err: expect.stringContaining('DO and JMAC') as string,
    })
    expect((await eirene(...args, 'nobody')).code).toBe(4)
  })

  it.each([
    [['ucdp-ged'], 2, 'one dataset and one file'],
    [['ucdp-ged', 'x.csv'], 2, '--release'],
    [['ucdp-ged', 'x.csv', '--release', 'new'], 2, 'begins with a digit'],
    [['asam', fixture('asam-2022-01-31.csv')], 2, '--operation'],
    [['asam', fixture('asam-2022-01-31.csv'), '--operation', 'nowhere'], 4, 'no operation "nowhere"'],
    [['asam', fixture('asam-2022-01-31.csv'), '--operation', 'fresh', '--create'], 2, '--zone'],
    [['asam', 'nothing.csv', '--operation', 'minusca'], 4, 'no such file'],
    [['acled', 'x.csv', '--operation', 'minusca'], 4, 'Known: ucdp-ged'],
    [['csv', 'x.csv', '--operation', 'minusca'], 2, '--mapping'],
    [['asam', fixture('empty.csv'), '--operation', 'minusca'], 4, 'empty'],
    [['asam', fixture('ged231_valid-49.csv'), '--operation', 'minusca'], 4, 'those of ucdp-ged'],
    [['asam', fixture('asam-2022-01-31.csv'), '--operation', 'minusca', '--on-error', 'ignore'], 2, 'keep or none'],
    [['asam', fixture('asam-2022-01-31.csv'), '--operation', 'minusca', '--encoding', 'klingon'], 2, 'encoding'],
    [['undo', 'x', '--operation', 'minusca'], 2, 'not the id'],
    [['undo', mintId(), '--operation', 'minusca'], 4, 'no such import'],
  ] as const)('refuses %j with %i and says why', async (args, code, why) => {
    const run = await eirene(...args)
    expect([run.code, run.out]).toEqual([code, ''])
    expect(run.err).toContain(why)
  })
})

describe('the progress bar', () => {
  it('shows rows, share and time left', () => {
    expect(barText({ rowsRead: 12_345, share: 0.5, secondsLeft: 75 })).toBe(
      `${'█'.repeat(15)}${'░'.repeat(15)} 12,345 rows · 50 % · 1 min 15 s left`,
    )
  })

  it('draws over itself on a terminal and writes a line now and then elsewhere', () => {
    let nowMs = 0
    const clock = (): Date => new Date(nowMs)
    const drawn: string[] = []
    const lines: string[] = []
    const bars = [
      progressBar({ draw: (text) => drawn.push(text), line: (text) => lines.push(text), clock }),
      progressBar({ draw: null, line: (text) => lines.push(text), clock }),
    ]
    for (nowMs = 0; nowMs <= 10_000; nowMs += 50)
      for (const bar of bars) bar.show({ rowsRead: nowMs, share: nowMs / 10_000, secondsLeft: 1 })
    for (const bar of bars) bar.clear()
    expect(drawn).toHaveLength(101)
    expect(drawn.every((text) => text.startsWith('\r'))).toBe(true)
    expect(lines).toHaveLength(2)
  })
})
