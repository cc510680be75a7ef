import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import { storeSamples } from '@eirene/store/incident/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readEnv } from '../config/index.ts'
import { createOperation } from '../operation/index.ts'
import { runCommandLine } from './run.ts'
import { VERBS } from './verbs.ts'

const AT = new Date('2024-03-02T09:00:00Z')
let fresh: FreshDatabase
let folder: string

beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
  folder = mkdtempSync(join(tmpdir(), 'eirene-sitrep-'))
  const { id } = await createOperation(fresh.db, { slug: 'minusca', timeZone: 'Africa/Bangui' }, AT)
  await storeSamples(fresh.db, id, [
    { title: 'Shots', killed: { low: 1, best: 2, high: 4 } },
    { title: 'Far away', point: { lon: 30, lat: 10, precisionM: 1000 } },
    { title: 'Earlier', occurredFrom: '2024-01-20T10:00:00Z' },
  ])
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await fresh.drop()
})

async function sitrep(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const env = {
    ...readEnv({}),
    DATABASE_URL: fresh.url,
    EIRENE_DATA: folder,
  }
  const code = await runCommandLine(['sitrep', ...args], VERBS, env, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    clock: () => AT,
    signal: new AbortController().signal,
    crash: new Promise<never>(() => undefined),
  })
  return { code, out, err }
}

const FEBRUARY = ['--operation', 'minusca', '--from', '2024-02-01', '--to', '2024-03-01']

describe('eirene sitrep', () => {
  it('writes the three documents and prints where they are', async () => {
    const to = join(folder, 'all')
    const { code, out } = await sitrep(...FEBRUARY, '--out', to)
    expect(code).toBe(0)
    expect(out).toContain('Incidents: 2; in the period before: 1.')
    const files = out.split('\n').slice(1, -1)
    expect(files).toEqual(['html', 'docx', 'pdf'].map((end) => join(to, `MINUSCA-SITREP-2024-03-02-1.${end}`)))
    for (const file of files) expect(existsSync(file)).toBe(true)
  })

  it('takes an area as a box or as a GeoJSON polygon', async () => {
    const box = await sitrep(...FEBRUARY, '--area', '18,4,19,5', '--format', 'html', '--out', folder)
    expect(box.out).toContain('Incidents: 1; in the period before: 1.')
    const file = join(folder, 'area.geojson')
    const ring = [
      [29, 9],
      [31, 9],
      [31, 11],
      [29, 11],
      [29, 9],
    ]
    writeFileSync(
      file,
      JSON.stringify({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }),
    )
    const drawn = await sitrep(...FEBRUARY, '--area', file, '--format', 'html', '--out', folder, '--json')
    expect(JSON.parse(drawn.out)).toMatchObject({ incidents: 1, incidentsBefore: 0, marking: 'UN UNCLASSIFIED' })
  })

  it.each([
    ['no days', ['--operation', 'minusca'], 2, '--from'],
    [
      'days in the wrong order',
      ['--operation', 'minusca', '--from', '2024-03-01', '--to', '2024-02-01'],
      2,
      'before it begins',
    ],
    [
      'a day that does not exist',
      ['--operation', 'minusca', '--from', '2024-02-31', '--to', '2024-03-02'],
      2,
      '--from',
    ],
    ['another format', [...FEBRUARY, '--format', 'odt'], 2, 'odt'],
    ['a box that is none', [...FEBRUARY, '--area', '19,4,18,5'], 2, 'box'],
    ['an area file that is not there', [...FEBRUARY, '--area', '/nowhere/area.geojson'], 2, 'cannot be read'],
    ['a section that there is not', [...FEBRUARY, '--comment', 'weather=Dry.'], 2, 'comments'],
    [
      'an operation that there is not',
      ['--operation', 'nope', '--from', '2024-02-01', '--to', '2024-03-01'],
      4,
      'There are: minusca',
    ],
    ['a person that there is not', [...FEBRUARY, '--as', 'nobody'], 4, 'nobody'],
  ])('refuses %s, and says what is wrong', async (_, args, code, text) => {
    const before = readdirSync(folder)
    const answer = await sitrep(...args)
    expect([answer.code, answer.err]).toEqual([code, expect.stringContaining(text)])
    expect(readdirSync(folder)).toEqual(before)
  })

  it('says so when the folder cannot be written', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const { code, err } = await sitrep(...FEBRUARY, '--format', 'html', '--out', join(file, 'below'))
    expect(code).toBe(5)
    expect(err).toContain('cannot be written')
  })
})
