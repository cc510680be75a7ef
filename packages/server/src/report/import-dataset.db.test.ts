import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { findDataset } from '@eirene/domain/report'
import { withReader, withSystem } from '@eirene/store/db'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import { sealRecords } from '@eirene/store/ledger'
import { insertOperation, listOperations } from '@eirene/store/operation'
import { findImport, insertImport, lockImports } from '@eirene/store/report'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { sharedData } from '../../../../tools/shared-data.ts'
import { verifyLedger } from '../ledger/index.ts'
import { importDataset, type ImportOutcome, type ImportTools } from './import-dataset.ts'
import { keepFile } from './keep-file.ts'
import { FILE_LIMITS } from './open-text.ts'
import { recoverImports } from './recover-imports.ts'
import { undoImport } from './undo-import.ts'

const fixtures = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'report')
const dataDir = mkdtempSync(join(tmpdir(), 'eirene-import-'))
let database: FreshDatabase
let tools: ImportTools
const clock = (): Date => new Date('2026-01-01T12:00:00Z')

beforeAll(async () => {
  database = await freshDatabase(inject('databaseUrl'))
  tools = { db: database.db, clock, codes: { version: 'test', has: () => true } }
})
afterAll(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

let operationNo = 0
async function newOperation(timeZone = 'UTC'): Promise<Operation> {
  operationNo += 1
  const operation: Operation = {
    id: mintId(),
    slug: `op-${operationNo}`,
    name: 'Test',
    acronym: 'TEST',
    realm: 'LIVE',
    timeZone,
    hostCountriesIso3: [],
    libraryId: null,
    createdAt: clock().toISOString(),
  }
  await insertOperation(database.db, operation)
  return operation
}

/** What the mission does to every incident of an operation: it verifies them. */
async function verifyAll(operation: Operation): Promise<void> {
  await withSystem(database.db, async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into state_change (operation_id, id, incident_id, from_state, to_state, reason, method, changed_at)
      select operation_id, gen_random_uuid(), id, state, 'verified', 'seen', 'human', ${clock()}
      from incident where operation_id = ${operation.id} returning id`.execute(tx)
    await sql`update incident set state = 'verified' where operation_id = ${operation.id}`.execute(tx)
    const changes = rows.map(({ id }) => ({ kind: 'state_change', id }) as const)
    await sealRecords(tx, operation.id, changes, clock())
  })
}

async function run(
  operation: Operation,
  path: string,
  more: { dataset?: string; release?: string; onError?: 'keep' | 'none' } = {},
): Promise<ImportOutcome> {
  const dataset = findDataset(more.dataset ?? 'ucdp-ged')
  if (dataset === undefined) throw new Error('no such dataset')
  const file = await keepFile(dataDir, path, basename(path), FILE_LIMITS.fileBytes)
  return importDataset(tools, {
    operation,
    dataset,
    release: more.release ?? dataset.releaseOfName(basename(path)) ?? dataset.defaultRelease ?? '1',
    file,
    onError: more.onError ?? 'keep',
    personId: null,
  })
}

const fixture = (name: string): string => join(fixtures, name)

/** Live records and all records of an operation, as text to compare. */
async function state(operation: Operation): Promise<{
  reports: readonly string[]
  incidents: number
  all: number
}> {
  const { rows: live } = await sql<{ key: string }>`
    select external_id || '@' || release as key from report
    where operation_id = ${operation.id} and superseded_at is null order by 1`.execute(database.db)
  const { rows } = await sql<{ live: number; all: number }>`
    select count(*) filter (where superseded_at is null)::int as live, count(*)::int as all
    from incident where operation_id = ${operation.id}`.execute(database.db)
  return { reports: live.map((row) => row.key), incidents: rows[0]?.live ?? -1, all: rows[0]?.all ?? -1 }
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Problem)
  return error as Problem
}

describe('one file', () => {
  it('gives one report and one incident a row, with harm, actors, place and time', async () => {
    const operation = await newOperation('Africa/Bangui')
    const outcome = await run(operation, fixture('ged231_valid-49.csv'))
    expect(outcome.counts).toMatchObject({ rowsRead: 3, rowsStored: 3, rowsRejected: 0, rowsRestricted: 1 })
    expect(outcome.counts.restricted).toEqual({ CAAC: 1 })
    const { rows } = await sql`
      select i.type_code, i.source_type, i.occurred_from, i.occurred_to, i.time_precision, i.lon, i.precision_m,
        i.h3 is null as no_hexagon, i.state, i.country_iso3, r.reliability, r.credibility, r.row_no,
        (select json_agg(json_build_array(group_code, low, best, high) order by group_code) from harm h
          where h.incident_id = i.id) as harm,
        (select json_agg(json_build_array(a.name, v.role, a.external_ids) order by v.role) from involvement v
          join actor a on a.id = v.actor_id where v.incident_id = i.id) as actors
      from incident i join incident_report l on l.incident_id = i.id join report r on r.id = l.report_id
      where i.operation_id = ${operation.id} order by r.row_no`.execute(database.db)
    expect(rows[0]).toEqual({
      type_code: 'ARM-01',
      source_type: '1 state-based',
      occurred_from: new Date('2021-01-14T23:00:00Z'),
      occurred_to: new Date('2021-01-15T23:00:00Z'),
      time_precision: 'day',
      lon: 20.5,
      precision_m: 25_000,
      no_hexagon: false,
      state: 'reported',
      country_iso3: 'CAF',
      reliability: 'F',
      credibility: 6,
      row_no: 2,
      harm: [
        ['all', 3, 3, 4],
        ['civilian', null, 0, null],
        ['combatant_side_a', null, 1, null],
        ['combatant_side_b', null, 2, null],
        ['unknown_status', null, 0, null],
      ],
      actors: [
        ['Government of Invented Land', 'side_a', ['ucdp:9201']],
        ['River Front', 'side_b', ['ucdp:9202']],
      ],
    })
    expect(rows[1]).toMatchObject({
      type_code: 'CIV-01',
      occurred_to: new Date('2021-02-02T23:00:00Z'),
      time_precision: 'week',
    })
    expect(rows[2]).toMatchObject({ type_code: 'ARM-01', lon: null, precision_m: null, time_precision: 'month' })
  })

  it('is the same in every edition: fewer columns in another order, UTF-16 and GeoJSON change nothing', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'))
    for (const edition of ['valid-utf16.csv', 'valid-41-other-order.csv', 'valid.geojson']) {
      const again = await run(operation, fixture(`ged231_${edition}`))
      expect(again.counts).toMatchObject({ rowsStored: 0, rowsUnchanged: 3, rowsRejected: 0 })
    }
  })

  it('twice is once: nothing is stored the second time', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid.geojson'))
    const before = await state(operation)
    const again = await run(operation, fixture('ged231_valid.geojson'))
    expect(again.counts).toMatchObject({ rowsRead: 3, rowsStored: 0, rowsUnchanged: 3, rowsSuperseding: 0 })
    expect(await state(operation)).toEqual(before)
  })

  it('keeps its bytes under their hash, for the owner only', async () => {
    const file = await keepFile(dataDir, fixture('ged231_valid-49.csv'), 'x.csv', FILE_LIMITS.fileBytes)
    expect(file.path).toBe(join(dataDir, 'files', file.sha256))
    expect(readFileSync(file.path)).toEqual(readFileSync(fixture('ged231_valid-49.csv')))
    expect(statSync(file.path).mode & 0o777).toBe(0o600)
  })

  it('a restricted row is for its compartment only: incident, report, original row, harm and actors', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'))
    const open = { operationId: operation.id, markingNos: [0], personId: null }
    const seen = await withReader(database.db, open, async (tx) => ({
      reports: (await sql`select original::text from report`.execute(tx)).rows,
      incidents: (await sql`select id from incident`.execute(tx)).rows,
      harm: (await sql`select distinct incident_id from harm`.execute(tx)).rows,
    }))
    expect([seen.reports.length, seen.incidents.length, seen.harm.length]).toEqual([2, 2, 2])
    expect(JSON.stringify(seen)).not.toContain('children')
  })
})

describe('bad rows', () => {
  it('are named with file, row, column, value and remedy; the good ones are kept', async () => {
    const operation = await newOperation()
    const outcome = await run(operation, fixture('ged231_bad-rows.csv'))
    expect(outcome.counts).toMatchObject({ rowsRead: 11, rowsStored: 2, rowsRejected: 9 })
    const errors = outcome.issues.filter((issue) => issue.severity === 'error')
    expect(errors.map((issue) => [issue.row, issue.code, issue.column])).toEqual([
      [2, 'date.impossible', 'date_start'],
      [3, 'date.future', 'date_start'],
      [3, 'date.future', 'date_end'],
      [4, 'coordinate.swapped', 'latitude'],
      [5, 'coordinate.out_of_range', 'latitude'],
      [7, 'code.unknown', 'type_of_violence'],
      [8, 'number.not_a_count', 'best'],
      [11, 'date.unreadable', 'date_start'],
      [12, 'id.missing', 'id'],
      [10, 'id.other_content', 'id'],
    ])
    for (const issue of errors) {
      expect(issue.file).toBe('ged231_bad-rows.csv')
      expect(issue.remedy).toBeTruthy()
    }
    expect(outcome.issues.find((issue) => issue.code === 'coordinate.zero')).toMatchObject({
      row: 6,
      severity: 'warning',
    })
  })

  it('an id or name too long for an index costs its row and is named with its column', async () => {
    const operation = await newOperation()
    const random = Array.from({ length: 300 }, (_, no) => Math.imul(no + 1, 2_654_435_761).toString(36)).join('')
    const [header = '', first = '', second = '', third = ''] = readFileSync(
      fixture('ged231_valid-49.csv'),
      'utf8',
    ).split('\n')
    const names = header.split(',')
    const cells = third.split(',')
    cells[names.indexOf('side_a')] = `${random}${random}`
    const path = join(dataDir, 'ged231_long.csv')
    writeFileSync(path, [header, first, second.replace(/^2,/, `${random},`), cells.join(',')].join('\n'))
    const outcome = await run(operation, path)
    expect(outcome.counts).toMatchObject({ rowsRead: 3, rowsStored: 1, rowsRejected: 2 })
    expect(outcome.issues.filter((issue) => issue.severity === 'error')).toMatchObject([
      { code: 'text.too_long', row: 3, column: 'id', file: 'ged231_long.csv' },
      { code: 'text.too_long', row: 4, column: 'side_a' },
    ])
  })

  it('neither value nor message of an issue repeats words that belong into a compartment', async () => {
    const operation = await newOperation()
    const [header = '', first = ''] = readFileSync(fixture('ged231_valid-49.csv'), 'utf8').split('\n')
    const path = join(dataDir, 'ged231_words.csv')
    writeFileSync(path, `${header}\n${first.replace('2021-01-15', '31/02/2020 two girls were raped')}\n`)
    const outcome = await run(operation, path)
    expect(outcome.issues[0]).toMatchObject({ row: 2, column: 'date_start', value: '(restricted)' })
    expect(JSON.stringify(outcome.issues)).not.toContain('raped')
  })

  it('an error is kept although hundreds of warnings came before it', async () => {
    const operation = await newOperation()
    const [header = '', first = ''] = readFileSync(fixture('ged231_valid-49.csv'), 'utf8').split('\n')
    const row = (no: number): string => first.replace(/^1,/, `${no},`).replace('6.25,20.5,', '0,0,')
    const path = join(dataDir, 'ged231_warnings.csv')
    writeFileSync(path, [header, ...Array.from({ length: 300 }, (_, no) => row(no + 1)), '1,2'].join('\n'))
    const outcome = await run(operation, path)
    expect(outcome.issues).toHaveLength(200)
    expect(outcome.issues.at(-1)).toMatchObject({ code: 'row.column_count', row: 302 })
  })

  it('with on-error none nothing is stored, the act says failed, and what was there is untouched', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'))
    const before = await state(operation)
    const problem = await problemOf(
      run(operation, fixture('ged231_bad-rows.csv'), { onError: 'none', release: '24.1' }),
    )
    expect(problem.code).toBe('import.refused')
    expect(await state(operation)).toEqual(before)
    const { rows } = await sql<{ state: string; rows_stored: number; rows_rejected: number }>`
      select state, rows_stored, rows_rejected from dataset_import where operation_id = ${operation.id}
      and release = '24.1'`.execute(database.db)
    expect(rows).toEqual([{ state: 'failed', rows_stored: 0, rows_rejected: 9 }])
  })

  it('another content under an id that is stored is refused and the stored one stays', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'))
    const changed = join(dataDir, 'ged231_changed.csv')
    writeFileSync(changed, readFileSync(fixture('ged231_valid-49.csv'), 'utf8').replace('Clash near', 'Battle near'))
    const outcome = await run(operation, changed)
    expect(outcome.counts).toMatchObject({ rowsStored: 0, rowsUnchanged: 2, rowsRejected: 1 })
    expect(outcome.issues[0]).toMatchObject({ code: 'id.other_content', value: '1' })
    expect(outcome.issues[0]?.remedy).toContain('--release')
  })

  it('a file of another dataset is refused by its name', async () => {
    const operation = await newOperation()
    const problem = await problemOf(run(operation, fixture('asam-2022-01-31.csv')))
    expect(problem).toMatchObject({ code: 'import.refused', details: { recognised: 'asam' } })
    expect((await state(operation)).all).toBe(0)
  })

  it('a file with a header and no rows is refused', async () => {
    const problem = await problemOf(run(await newOperation(), fixture('ged231_header-only.csv')))
    expect(problem.message).toContain('no rows')
  })
})

describe('releases', () => {
  it('a newer one supersedes and keeps the old; an older one that comes later does not', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'), { release: '23.1' })
    const newer = await run(operation, fixture('ged231_valid-49.csv'), { release: '24.1' })
    expect(newer.counts).toMatchObject({ rowsSuperseding: 3, rowsStored: 0 })
    expect(await state(operation)).toEqual({ reports: ['1@24.1', '2@24.1', '3@24.1'], incidents: 3, all: 6 })
    const older = await run(operation, fixture('ged231_valid-49.csv'), { release: '22.1' })
    expect(older.counts).toMatchObject({ rowsStored: 3, rowsSuperseding: 0 })
    expect(await state(operation)).toEqual({ reports: ['1@24.1', '2@24.1', '3@24.1'], incidents: 3, all: 9 })
    const again = await run(operation, fixture('ged231_valid-49.csv'), { release: '22.1' })
    expect(again.counts).toMatchObject({ rowsStored: 0, rowsUnchanged: 3 })
  })

  it('what the mission has verified stays verified in the newer version', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'), { release: '23.1' })
    await verifyAll(operation)
    await run(operation, fixture('ged231_valid-49.csv'), { release: '24.1' })
    const { rows } = await sql<{ state: string }>`select distinct state from incident
      where operation_id = ${operation.id} and superseded_at is null`.execute(database.db)
    expect(rows).toEqual([{ state: 'verified' }])
  })
})

describe('undoing an import', () => {
  it('withdraws its records, gives back what it superseded, and deletes nothing', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'), { release: '23.1' })
    const before = await state(operation)
    const second = await run(operation, fixture('ged231_valid-49.csv'), { release: '24.1' })
    const outcome = await undoImport(tools, operation, second.importId, null)
    expect(outcome).toMatchObject({ reportsWithdrawn: 3, reportsRestored: 3, incidentsRestored: 3 })
    expect(await state(operation)).toEqual({ ...before, all: 6 })
    expect((await findImport(database.db, operation.id, second.importId))?.state).toBe('undone')
    expect((await problemOf(undoImport(tools, operation, second.importId, null))).code).toBe('import.already_undone')
  })

  it('of a middle release leaves the newest standing, and undoing that brings back the oldest', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'), { release: '23.1' })
    const middle = await run(operation, fixture('ged231_valid-49.csv'), { release: '24.1' })
    const newest = await run(operation, fixture('ged231_valid-49.csv'), { release: '25.1' })
    await undoImport(tools, operation, middle.importId, null)
    expect((await state(operation)).reports).toEqual(['1@25.1', '2@25.1', '3@25.1'])
    await undoImport(tools, operation, newest.importId, null)
    expect(await state(operation)).toMatchObject({ reports: ['1@23.1', '2@23.1', '3@23.1'], incidents: 3 })
  })

  it('lets the same file be imported again', async () => {
    const operation = await newOperation()
    const first = await run(operation, fixture('ged231_valid-49.csv'))
    await undoImport(tools, operation, first.importId, null)
    expect(await state(operation)).toMatchObject({ reports: [], incidents: 0 })
    const again = await run(operation, fixture('ged231_valid-49.csv'))
    expect(again.counts.rowsStored).toBe(3)
  })

  it('of an older release that came after the newer one leaves the newer one', async () => {
    const operation = await newOperation()
    await run(operation, fixture('ged231_valid-49.csv'), { release: '24.1' })
    const older = await run(operation, fixture('ged231_valid-49.csv'), { release: '23.1' })
    await undoImport(tools, operation, older.importId, null)
    expect(await state(operation)).toMatchObject({ reports: ['1@24.1', '2@24.1', '3@24.1'], incidents: 3 })
  })
})

describe('files that tell of the same event', () => {
  const files = ['aid-worker', 'education', 'protection'].map((name) => fixture(`insecurity-insight-${name}.json`))
  const more = { dataset: 'insecurity-insight' }

  it('make one incident with several reports, restricted as the most restricted of them', async () => {
    const operation = await newOperation()
    for (const path of files) await run(operation, path, more)
    expect(await state(operation)).toMatchObject({ incidents: 3 })
    const { rows } = await sql<{ reports: string[]; compartments: string[][]; harm: number }>`
      select array_agg(r.external_id order by r.external_id) as reports, json_agg(m.compartments) as compartments,
        (select count(*)::int from harm h where h.incident_id = i.id) as harm
      from incident i join incident_report l on l.incident_id = i.id join report r on r.id = l.report_id
      join marking m on m.operation_id = r.operation_id and m.marking_no = r.marking_no
      where i.operation_id = ${operation.id} and i.superseded_at is null
      group by i.id having count(*) > 1`.execute(database.db)
    expect(rows).toEqual([
      { reports: ['aid-worker/701', 'protection/701'], compartments: [['CRSV'], ['CRSV']], harm: 9 },
    ])
  })

  it('in either order make the same incidents', async () => {
    const texts = await Promise.all(
      [files, [...files].reverse()].map(async (order) => {
        const operation = await newOperation()
        for (const path of order) await run(operation, path, more)
        const { rows } = await sql`
          select type_code, title, narrative, source_type, lon, (select json_agg(json_build_array(category, group_code, sex, best)
            order by category, group_code, sex, best) from harm h where h.incident_id = i.id) as harm
          from incident i where operation_id = ${operation.id} and superseded_at is null order by title`.execute(
          database.db,
        )
        return JSON.stringify(rows)
      }),
    )
    expect(texts[0]).toBe(texts[1])
  })

  it('go on without the file whose import is undone, whichever it was', async () => {
    for (const undone of [0, 2]) {
      const operation = await newOperation()
      const acts: ImportOutcome[] = []
      for (const path of files) acts.push(await run(operation, path, more))
      await undoImport(tools, operation, acts[undone]?.importId ?? '', null)
      const after = await state(operation)
      expect(after.incidents).toBe(after.reports.length)
      expect(after.reports).toEqual(
        undone === 0
          ? ['education/711@undated', 'protection/701@undated']
          : ['aid-worker/701@undated', 'aid-worker/702@undated', 'education/711@undated'],
      )
    }
  })
})

describe('files without ids', () => {
  it('identical rows stay apart, and the same file again changes nothing', async () => {
    const operation = await newOperation()
    const path = fixture('pirate_attacks_2001-2002.csv')
    const first = await run(operation, path, { dataset: 'piracy-crime-at-sea' })
    expect(first.counts).toMatchObject({ rowsRead: 4, rowsStored: 4, rowsRejected: 0 })
    const again = await run(operation, path, { dataset: 'piracy-crime-at-sea' })
    expect(again.counts).toMatchObject({ rowsStored: 0, rowsUnchanged: 4 })
    const newer = await run(operation, path, { dataset: 'piracy-crime-at-sea', release: '2030' })
    expect(newer.counts).toMatchObject({ rowsStored: 0, rowsSuperseding: 0, rowsUnchanged: 4 })
    const { rows } = await sql`select source_type, type_code, time_precision, occurred_from from incident
      where operation_id = ${operation.id} order by occurred_from, source_type`.execute(database.db)
    expect(rows).toMatchObject([
      { source_type: 'Boarded', type_code: 'MAR-02', time_precision: 'day' },
      { source_type: 'Boarded', type_code: 'MAR-02' },
      { source_type: 'Boarding', type_code: 'MAR-02', time_precision: 'minute' },
      { source_type: 'not told' },
    ])
  })
})

describe('ASAM and AWSD', () => {
  it('read their positions, repeated references and HXL rows', async () => {
    const operation = await newOperation()
    const asam = await run(operation, fixture('asam-2022-01-31.csv'), { dataset: 'asam' })
    expect(asam.counts).toMatchObject({ rowsRead: 4, rowsStored: 2, rowsUnchanged: 1, rowsRejected: 1 })
    expect(asam.issues.map((issue) => issue.code)).toEqual(['coordinate.unreadable', 'code.unknown', 'row.repeated'])
    const awsd = await run(operation, fixture('awsd-2025-01-31-hxl.csv'), { dataset: 'awsd-hxl' })
    expect(awsd.counts).toMatchObject({ rowsRead: 3, rowsStored: 2, rowsRejected: 1, restricted: { CRSV: 1 } })
    expect(awsd.issues).toMatchObject([{ code: 'date.impossible', row: 5, column: 'Day' }])
  })
})

describe('two at once, and a crash', () => {
  it('a second import into the operation is refused while one runs; another operation is free', async () => {
    const [operation, other] = [await newOperation(), await newOperation()]
    await withSystem(database.db, async (tx) => {
      await lockImports(tx, operation.id)
      expect((await problemOf(run(operation, fixture('ged231_valid-49.csv')))).code).toBe('import.busy')
      expect((await run(other, fixture('ged231_valid-49.csv'))).counts.rowsStored).toBe(3)
    })
    expect((await run(operation, fixture('ged231_valid-49.csv'))).counts.rowsStored).toBe(3)
  })

  it('an act whose program died is failed at the next start; one that runs is left alone', async () => {
    const [dead, alive] = [await newOperation(), await newOperation()]
    const start = (operation: Operation): Promise<void> =>
      insertImport(database.db, {
        id: mintId(),
        operationId: operation.id,
        dataset: 'ucdp-ged',
        release: '1',
        fileName: 'x',
        fileSha256: 'x',
        fileBytes: 1,
        personId: null,
        onError: 'keep',
        mapping: null,
        startedAt: clock(),
      })
    await start(dead)
    await start(alive)
    await withSystem(database.db, async (tx) => {
      await lockImports(tx, alive.id)
      expect(await recoverImports(database.db, dataDir, clock())).toBe(1)
    })
    const { rows } = await sql<{ state: string }>`select state from dataset_import
      where operation_id in (${dead.id}, ${alive.id}) order by operation_id = ${alive.id}`.execute(database.db)
    expect(rows.map((row) => row.state)).toEqual(['failed', 'running'])
  })

  it('an import that is stopped in the middle leaves nothing', async () => {
    const operation = await newOperation()
    const stop = new AbortController()
    const dataset = findDataset('ucdp-ged')
    if (dataset === undefined) throw new Error('no dataset')
    const lines = readFileSync(fixture('ged231_valid-49.csv'), 'utf8').split('\n')
    const many = join(dataDir, 'many.csv')
    const copies = Array.from({ length: 6_000 }, (_, i) => lines[1]?.replace('1,INV-1', `${i},INV-${i}`) ?? '')
    writeFileSync(many, [lines[0], ...copies, ''].join('\n'))
    const file = await keepFile(dataDir, many, 'many.csv', FILE_LIMITS.fileBytes)
    const stopped = importDataset(
      {
        ...tools,
        signal: stop.signal,
        onProgress: ({ rowsRead }) => {
          if (rowsRead > 2_500) stop.abort()
        },
      },
      { operation, dataset, release: '1', file, onError: 'keep', personId: null },
    )
    expect((await problemOf(stopped)).message).toContain('stopped')
    expect(await state(operation)).toEqual({ reports: [], incidents: 0, all: 0 })
    const { rows } = await sql`select state from dataset_import where operation_id = ${operation.id}`.execute(
      database.db,
    )
    expect(rows).toEqual([{ state: 'failed' }])
  })
})

describe('the real files', () => {
  const car = sharedData('ucdp/ged231_CAR_482.geojson.gz')
  const myanmar = sharedData('ucdp/ged241_myanmar.csv.gz')
  const insight = ['aidworker_kika', 'education', 'protection'].map((name) =>
    sharedData(`humanitarian/insecurity_insight_${name}.json.gz`),
  )

  it.skipIf(car === undefined)(
    'Central African Republic: 1,848 events, January 2021 has 14, December 2020 has 10',
    async () => {
      const operation = await newOperation('Africa/Bangui')
      const outcome = await run(operation, car ?? '')
      expect(outcome).toMatchObject({ release: '23.1', counts: { rowsRead: 1848, rowsStored: 1848, rowsRejected: 0 } })
      const { rows } = await sql`
      select sum(h.best)::int as best, count(*)::int as events,
        (count(*) filter (where (i.occurred_from at time zone 'Africa/Bangui')::text like '2021-01-%'))::int as january,
        (count(*) filter (where (i.occurred_from at time zone 'Africa/Bangui')::text like '2020-12-%'))::int as december
      from incident i join harm h on h.incident_id = i.id and h.group_code = 'all'
      where i.operation_id = ${operation.id}`.execute(database.db)
      expect(rows).toEqual([{ best: 14_948, events: 1848, january: 14, december: 10 }])
    },
  )

  it.skipIf(myanmar === undefined)('Myanmar: 7,374 events of three types, 28,721 deaths', async () => {
    const operation = await newOperation('Asia/Yangon')
    const outcome = await run(operation, myanmar ?? '')
    expect(outcome).toMatchObject({ release: '24.1', counts: { rowsStored: 7374, rowsRejected: 0 } })
    const { rows } = await sql`
      select i.source_type, count(*)::int as events, sum(h.best)::int as best
      from incident i join harm h on h.incident_id = i.id and h.group_code = 'all'
      where i.operation_id = ${operation.id} group by 1 order by 1`.execute(database.db)
    expect(rows.map((row) => (row as { events: number }).events)).toEqual([4966, 78, 2330])
    expect(rows.reduce<number>((sum, row) => sum + (row as { best: number }).best, 0)).toBe(28_721)
  })

  it.skipIf(insight.includes(undefined))('Insecurity Insight: 5,141 rows of 5,067 events', async () => {
    const operation = await newOperation()
    let stored = 0
    for (const path of insight)
      stored += (await run(operation, path ?? '', { dataset: 'insecurity-insight' })).counts.rowsStored
    expect(stored).toBe(5141)
    const after = await state(operation)
    expect([after.reports.length, after.incidents]).toEqual([5141, 5067])
  })
})

describe('the ledger of the operations above', () => {
  it('proves every act: imports, newer releases, raised markings, undoing', async () => {
    for (const operation of await listOperations(database.db))
      expect([operation.slug, (await verifyLedger(database.db, operation)).faults]).toEqual([operation.slug, []])
  })
})
