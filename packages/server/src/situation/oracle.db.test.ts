import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import {
  DIMENSIONS,
  idsOf,
  picture,
  randomFrom,
  rowsOf,
  selectRows,
  tallyAt,
  type Dimension,
  type Tally,
} from '@eirene/analysis/situation'
import type { Compartment } from '@eirene/domain/access'
import { CODE_LIST_VERSION, INCIDENT_STATES, isIncidentTypeCode } from '@eirene/domain/incident'
import type { Operation } from '@eirene/domain/operation'
import { findDataset } from '@eirene/domain/report'
import { SEVERITIES, type PictureFilter } from '@eirene/domain/situation'
import { withReader, type Db, type Scope, type Tx } from '@eirene/store/db'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import { INCIDENT_SOURCE } from '@eirene/store/incident'
import { restricted, storeSamples } from '@eirene/store/incident/testing'
import { insertPerson, readerOf, scopeOf, setMembership } from '@eirene/store/access'
import { mintId } from '@eirene/domain/record'
import { pictureCondition } from '@eirene/store/situation'
import { sql, type RawBuilder } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { sharedData } from '../../../../tools/shared-data.ts'
import { createOperation } from '../operation/index.ts'
import { importDataset, keepFile } from '../report/index.ts'
import { loadLivePicture, scanFor, type LivePicture } from './index.ts'

/**
 * The oracle: each figure of the engine, as a reader gets it through the access mask, against SQL that counts the stored
 * rows as that reader under row-level security. Two ways that share neither code nor data structures.
 */
const NOW = new Date('2025-06-01T00:00:00Z')
const ZONE = 'Africa/Bangui'
const seed = Number(process.env['EIRENE_TEST_SEED'] ?? 20261122)

/** Real files and the dataset that each is; the restricted rows of the second prove the compartments. */
const REAL_FILES = [
  ['ucdp-ged', 'ucdp/ged231_CAR_482.geojson.gz'],
  ['insecurity-insight', 'humanitarian/insecurity_insight_protection.json.gz'],
] as const

const KEYS: Readonly<Record<Dimension, RawBuilder<string | null>>> = {
  day: sql`to_char(local, 'YYYY-MM-DD')`,
  week: sql`to_char(date_trunc('week', local), 'YYYY-MM-DD')`,
  month: sql`to_char(date_trunc('month', local), 'YYYY-MM-DD')`,
  quarter: sql`to_char(date_trunc('quarter', local), 'YYYY-MM-DD')`,
  year: sql`to_char(date_trunc('year', local), 'YYYY-MM-DD')`,
  type: sql`type_code`,
  family: sql`split_part(type_code, '-', 1)`,
  state: sql`state`,
  severity: sql`case when best is null then 'unknown' when best <= 0 then 'none' when best < 5 then 'low'
    when best < 25 then 'medium' when best < 100 then 'high' else 'extreme' end`,
  dataset: sql`dataset`,
  actor: sql`actor`,
  place: sql`case when place_name <> '' then coalesce(country_iso3, '') || '/' || coalesce(adm1, '') || '/' || place_name end`,
  area: sql`case when coalesce(adm1, '') <> '' then coalesce(country_iso3, '') || '/' || adm1 end`,
  country: sql`nullif(country_iso3, '')`,
  hex3: hexKey(3),
  hex4: hexKey(4),
  hex5: hexKey(5),
  hex6: hexKey(6),
  hex7: sql`to_hex(h3)`,
}

/** The H3 parent by its bits: resolution field, finer digits all unused. */
function hexKey(resolution: number): RawBuilder<string | null> {
  const unused = String((1n << BigInt(45 - 3 * resolution)) - 1n)
  const rest = String(~(0xfn << 52n))
  const field = String(BigInt(resolution) << 52n)
  return sql`to_hex((h3 & ${rest}::bigint) | ${field}::bigint | ${unused}::bigint)`
}

/** What a histogram leaves out of the filter when it ignores its own part. */
const OWN_PART: Readonly<Partial<Record<Dimension, keyof PictureFilter>>> = {
  type: 'types',
  family: 'types',
  state: 'states',
  severity: 'severities',
  dataset: 'datasets',
  actor: 'actorIds',
}

function withoutOwnPart(filter: PictureFilter, by: Dimension): PictureFilter {
  const own: string[] = by.startsWith('hex')
    ? ['polygon']
    : ['day', 'week', 'month', 'quarter', 'year'].includes(by)
      ? ['fromOn', 'toOn']
      : [OWN_PART[by] ?? '']
  return Object.fromEntries(Object.entries(filter).filter(([part]) => !own.includes(part)))
}

/** The rows that the reader of this transaction may see and the filter selects, with what the dimensions need. */
function selected(operationId: string, filter: PictureFilter): RawBuilder<unknown> {
  const corners = filter.polygon?.map(([lon, lat]) => `(${lon},${lat})`).join(',')
  const exact = corners === undefined ? sql`true` : sql`${`(${corners})`}::polygon @> point(i.lon, i.lat)`
  return sql`select i.*, (i.occurred_from at time zone ${ZONE}) as local, k.low, k.best, k.high,
      coalesce(k.counting_rule, '') as rule,
      coalesce((select d.dataset from dataset_import d where d.operation_id = i.operation_id and d.id = i.import_id), 'mission') as dataset
    from ${INCIDENT_SOURCE} where i.operation_id = ${operationId} and ${pictureCondition(filter, ZONE)} and ${exact}`
}

const SUMS = sql`rule, count(*)::int as incidents, coalesce(sum(low), 0)::int as low, coalesce(sum(best), 0)::int as best,
  coalesce(sum(high), 0)::int as high, count(*) filter (where low is null)::int as low_unknown,
  count(*) filter (where best is null)::int as best_unknown, count(*) filter (where high is null)::int as high_unknown`

interface SumRow {
  readonly key: string | null
  readonly rule: string
  readonly incidents: number
  readonly low: number
  readonly best: number
  readonly high: number
  readonly low_unknown: number
  readonly best_unknown: number
  readonly high_unknown: number
}

type Figures = Record<string, Tally>

function figuresOf(rows: readonly SumRow[]): Figures {
  const figures: Record<string, { incidents: number; killed: Tally['killed'][number][] }> = {}
  for (const row of rows) {
    const tally = (figures[row.key ?? '(none)'] ??= { incidents: 0, killed: [] })
    tally.incidents += row.incidents
    tally.killed.push({
      countingRule: row.rule,
      incidents: row.incidents,
      low: row.low,
      best: row.best,
      high: row.high,
      lowUnknown: row.low_unknown,
      bestUnknown: row.best_unknown,
      highUnknown: row.high_unknown,
    })
  }
  for (const tally of Object.values(figures)) tally.killed.sort((a, b) => (a.countingRule < b.countingRule ? -1 : 1))
  return figures
}

async function sqlFigures(
  tx: Tx,
  operationId: string,
  filter: PictureFilter,
  by: Dimension | 'total',
): Promise<Figures> {
  const key = by === 'total' ? sql`'total'` : KEYS[by]
  const actors =
    by === 'actor'
      ? sql`left join lateral (select distinct v.actor_id::text as actor from involvement v
          where v.operation_id = s.operation_id and v.incident_id = s.id) a on true`
      : sql``
  const { rows } = await sql<SumRow>`
    select ${key} as key, ${SUMS} from (${selected(operationId, filter)}) s ${actors} group by 1, rule`.execute(tx)
  return figuresOf(rows)
}

let fresh: FreshDatabase
let db: Db
let operation: Operation
let live: LivePicture
let actorIds: string[]
const folder = mkdtempSync(join(tmpdir(), 'eirene-oracle-'))
const missing = REAL_FILES.filter(([, path]) => sharedData(path) === undefined)

async function importRealFile(datasetName: string, path: string): Promise<void> {
  const file = sharedData(path)
  const dataset = findDataset(datasetName)
  if (file === undefined || dataset === undefined) return
  const fileName = basename(file)
  await importDataset(
    { db, clock: () => NOW, codes: { version: CODE_LIST_VERSION, has: isIncidentTypeCode } },
    {
      operation,
      dataset,
      release: dataset.releaseOfName(fileName) ?? dataset.defaultRelease ?? '1',
      file: await keepFile(folder, file, fileName, 100_000_000),
      onError: 'keep',
      personId: null,
    },
  )
}

/** The mission's own rows: every state, band and marking, no place, places too vague for a hexagon, figures in part. */
function ownSamples(): Parameters<typeof storeSamples>[2] {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  return Array.from({ length: 400 }, (_, i) => {
    const best = pick([null, 0, 1, 4, 5, 24, 25, 99, 100])
    const kind = random()
    return {
      title: `Own ${i}`,
      typeCode: pick(['ARM-01', 'ARM-02', 'CIV-01', 'IED-01', 'DEM-01']),
      state: pick(INCIDENT_STATES),
      occurredFrom: new Date(Date.UTC(2020, 0, 1) + Math.floor(random() * 540 * 1440) * 60_000).toISOString(),
      actors: ['UPC', 'FPRC', 'Anti-Balaka', 'Unnamed'].filter(() => random() < 0.3),
      killed:
        kind < 0.2
          ? null
          : { low: kind < 0.4 ? null : Math.floor((best ?? 0) / 2), best, high: kind < 0.6 ? null : (best ?? 0) + 3 },
      point:
        kind < 0.15
          ? null
          : {
              lon: 15 + random() * 12,
              lat: 2 + random() * 9,
              precisionM: pick([1000, 25_000, 150_000, 150_001, 1_000_000]),
            },
      marking: pick([
        undefined,
        undefined,
        undefined,
        restricted(operation.id, 'CRSV'),
        restricted(operation.id, 'CRSV', 'CAAC'),
        restricted(operation.id, 'TIP'),
      ]),
    }
  }).map(({ marking, ...sample }) => (marking === undefined ? sample : { ...sample, marking }))
}

async function scopeFor(
  login: string,
  compartments: readonly Compartment[],
): Promise<{ scope: Scope; keys: readonly string[] }> {
  const id = mintId()
  await insertPerson(db, { id, login, displayName: login, organisation: 'UN' }, NOW)
  if (login !== 'nobody')
    await setMembership(db, { operationId: operation.id, personId: id, roles: ['JMAC'], compartments })
  const reader = await readerOf(db, id)
  if (reader === undefined) throw new Error('no reader')
  return { scope: await scopeOf(db, reader, operation.id), keys: live.readableKeysOf(reader) }
}

let readers: ReadonlyMap<string, { scope: Scope; keys: readonly string[] }>

beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
  db = fresh.db
  operation = await createOperation(db, { slug: 'minusca', timeZone: ZONE }, NOW)
  await storeSamples(db, operation.id, ownSamples())
  for (const [dataset, path] of REAL_FILES) await importRealFile(dataset, path)
  await sql`analyze`.execute(db)
  live = await loadLivePicture(db, operation)
  actorIds = (await db.selectFrom('actor').select('id').execute()).map((row) => row.id)
  readers = new Map([
    ['amara', await scopeFor('amara', [])],
    ['bo', await scopeFor('bo', ['CRSV'])],
    ['cleo', await scopeFor('cleo', ['CRSV', 'CAAC', 'TIP', 'SEA'])],
    ['nobody', await scopeFor('nobody', [])],
  ])
}, 240_000)
afterAll(async () => {
  await fresh.drop()
  rmSync(folder, { recursive: true, force: true })
})

function randomFilter(random: () => number): PictureFilter {
  const some = <T>(list: readonly T[], share: number): T[] => list.filter(() => random() < share)
  const day = (): string => new Date(Date.UTC(2019, 0, 1) + random() * 1400 * 86_400_000).toISOString().slice(0, 10)
  const [fromOn, toOn] = [day(), day()].sort()
  const corners = 3 + Math.floor(random() * 5)
  // A star around a point in the country, corners in the order of their angle: a simple ring.
  const ring = Array.from({ length: corners }, (_, i): [number, number] => {
    const angle = ((i + random() * 0.8) / corners) * 2 * Math.PI
    const radius = 1.5 + random() * 5
    return [20.5 + radius * Math.cos(angle), 6.2 + radius * Math.sin(angle)]
  })
  return {
    ...(random() < 0.5 ? { fromOn, toOn } : {}),
    ...(random() < 0.4 ? { polygon: ring } : {}),
    ...(random() < 0.4 ? { types: some(['ARM', 'CIV-01', 'IED', 'DEM-01', 'HUM', 'CIV'], 0.6) } : {}),
    ...(random() < 0.3 ? { actorIds: some(actorIds, 0.2).slice(0, 200) } : {}),
    ...(random() < 0.4 ? { states: some(INCIDENT_STATES, 0.6) } : {}),
    ...(random() < 0.4 ? { severities: some(SEVERITIES, 0.6) } : {}),
    ...(random() < 0.3 ? { datasets: some(['mission', 'ucdp-ged', 'insecurity-insight'], 0.6) } : {}),
  } // an absent field, never an undefined one
}

function engineFigures(name: string, filter: PictureFilter, ownFilter: 'ignored' | 'applied') {
  const { columns, mask } = scanFor(live, readers.get(name)!.keys)
  return { columns, mask, figures: picture(columns, mask, filter, { by: DIMENSIONS, ownFilter }) }
}

async function compare(name: string, filter: PictureFilter, ownFilter: 'ignored' | 'applied'): Promise<number> {
  const { figures, columns, mask } = engineFigures(name, filter, ownFilter)
  const told = (by: string): string => `${name}, ${by}, ${ownFilter}, seed ${seed}, ${JSON.stringify(filter)}`
  await withReader(db, readers.get(name)!.scope, async (tx) => {
    const total = await sqlFigures(tx, operation.id, filter, 'total')
    expect({ total: figures.total }, told('total')).toEqual({ total: total['total'] ?? { incidents: 0, killed: [] } })
    const { rows } = await sql<{ id: string }>`select id from (${selected(operation.id, filter)}) s`.execute(tx)
    expect(idsOf(columns, selectRows(columns, mask, filter)).sort(), told('ids')).toEqual(
      rows.map((row) => row.id).sort(),
    )
    for (const by of DIMENSIONS) {
      const histogram = figures.histograms[by]!
      const fast: Figures = {}
      histogram.keys.forEach((key, bin) => {
        const tally = tallyAt(histogram, bin)
        if (tally.incidents > 0) fast[key] = tally
      })
      if (histogram.none.incidents > 0) fast['(none)'] = histogram.none
      const outer = ownFilter === 'ignored' ? withoutOwnPart(filter, by) : filter
      expect(fast, told(by)).toEqual(await sqlFigures(tx, operation.id, outer, by))
    }
  })
  return figures.total.incidents
}

describe('the engine against SQL under row-level security', () => {
  it('has real files to be tested on', (context) => {
    if (missing.length > 0) context.skip(`not beside the project: ${missing.map(([, path]) => path).join(', ')}`)
    expect(live.columns().size).toBeGreaterThan(1848)
  })

  it('sees a picture that differs from reader to reader', () => {
    const counts = ['amara', 'bo', 'cleo', 'nobody'].map(
      (name) => engineFigures(name, {}, 'applied').figures.total.incidents,
    )
    const [amara = 0, bo = 0, cleo = 0, nobody] = counts
    expect(nobody).toBe(0)
    expect(amara).toBeGreaterThan(0)
    expect(bo).toBeGreaterThan(amara)
    expect(cleo).toBeGreaterThan(bo)
  })

  it.each(['amara', 'bo', 'cleo', 'nobody'])('agrees for %s on everything', async (name) => {
    await compare(name, {}, 'ignored')
  })

  it.each(['amara', 'bo', 'cleo'])('agrees for %s under random filters', async (name) => {
    const random = randomFrom(seed + name.length)
    let counted = 0
    for (let round = 0; round < 5; round++)
      counted += await compare(name, randomFilter(random), round % 2 === 0 ? 'ignored' : 'applied')
    // Filters that select nothing would prove nothing.
    expect(counted).toBeGreaterThan(0)
  })

  it('opens from a bin the records that SQL counts in it', async () => {
    const { columns, mask, figures } = engineFigures('bo', { fromOn: '2020-01-01' }, 'applied')
    await withReader(db, readers.get('bo')!.scope, async (tx) => {
      for (const by of DIMENSIONS.filter((dimension) => dimension !== 'actor')) {
        const key = figures.histograms[by]!.keys[0]!
        const rows = rowsOf(columns, mask, { fromOn: '2020-01-01' }, { by, key, ownFilter: 'applied' })
        const slow = await sql<{ id: string }>`
          select id from (${selected(operation.id, { fromOn: '2020-01-01' })}) s where ${KEYS[by]} = ${key}`.execute(tx)
        expect(idsOf(columns, rows).sort(), by).toEqual(slow.rows.map((row) => row.id).sort())
      }
    })
  })
})
