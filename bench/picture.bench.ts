import {
  accessMask,
  columnsBuilder,
  picture,
  tallyAt,
  type AccessMask,
  type Picture,
  type PictureOptions,
  type SituationColumns,
} from '@eirene/analysis/situation'
import type { PictureFilter } from '@eirene/domain/situation'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { timed, type Benchmark, type Report } from './report.ts'
import { duckDb, postgreSql, writeCsv, type Figures } from './sql-picture.ts'
import { syntheticRows } from './synthetic.ts'

const BY = ['month', 'type', 'hex5'] as const
const READABLE = ['open', 'restricted']

/** Four filters: period, area, types and states. The period moves by a day from run to run, so that no answer is remembered. */
function filterOf(run: number): PictureFilter {
  const from = new Date(Date.UTC(2018, 2, 1 + run)).toISOString().slice(0, 10)
  const to = new Date(Date.UTC(2019, 8, 1 + run)).toISOString().slice(0, 10)
  return {
    fromOn: from,
    toOn: to,
    polygon: [
      [17.5, 3.5],
      [24.5, 3.5],
      [24.5, 9.25],
      [17.5, 9.25],
    ],
    types: ['ARM', 'CIV', 'IED'],
    states: ['reported', 'corroborated', 'verified'],
  }
}

function build(count: number): { columns: SituationColumns; mask: AccessMask; buildMs: number } {
  const startMs = performance.now()
  const builder = columnsBuilder('Africa/Bangui')
  for (const row of syntheticRows(count)) builder.append(row)
  const mask = accessMask(builder.columns, (marking) => READABLE.includes(marking))
  return { columns: builder.columns, mask, buildMs: performance.now() - startMs }
}

function figuresOf({ histograms }: Picture): Figures {
  const figures = new Map<string, string>()
  for (const histogram of Object.values(histograms))
    histogram.keys.forEach((key, bin) => {
      for (const { countingRule, incidents: n, low, best, high, ...sums } of tallyAt(histogram, bin).killed) {
        const known = [n - sums.lowUnknown, n - sums.bestUnknown, n - sums.highUnknown]
        figures.set(`${histogram.by}:${key}:${countingRule}`, [n, low, best, high, ...known].join())
      }
    })
  return figures
}

function assertSame(engine: Figures, sql: Figures, name: string): void {
  const different = [...new Set([...engine.keys(), ...sql.keys()])].filter((key) => engine.get(key) !== sql.get(key))
  if (different.length === 0) return
  const [key = ''] = different
  throw new Error(`${name}: ${different.length} figures differ, such as ${key}: ${engine.get(key)} and ${sql.get(key)}`)
}

interface Built {
  readonly columns: SituationColumns
  readonly mask: AccessMask
}

async function measureSql(report: Report, label: string, { columns, mask }: Built): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'eirene-bench-'))
  await chmod(directory, 0o755)
  const file = join(directory, 'events.csv')
  try {
    await writeCsv(columns, file)
    for (const open of [duckDb, postgreSql]) {
      const engine = await open(columns, file).catch((error: unknown) => {
        report.note(`${label}: ${open.name} could not run here: ${String(error)}`)
        return undefined
      })
      if (engine === undefined) continue
      let compared = 0
      const { values, unit } = await timed({ warm: 1, counted: 5 }, async (run) => {
        figures.push(await engine.query(filterOf(run), READABLE))
      })
      figures.splice(0).forEach((sql, run) => {
        assertSame(figuresOf(picture(columns, mask, filterOf(run), { by: BY, ownFilter: 'applied' })), sql, engine.name)
        compared += sql.size
      })
      await engine.close()
      report.add({ what: `${label}: ${engine.name}, the same query`, values, unit })
      report.note(`${label}: all ${compared} figures of ${engine.name} equal the engine's`)
    }
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** Answers of the SQL engine in hand, compared after the clock has stopped. */
const figures: Figures[] = []

async function measureEngine(report: Report, label: string, count: number): Promise<Built> {
  const { columns, mask, buildMs } = build(count)
  report.add({ what: `${label}: columns built from rows`, values: [count / (buildMs / 1000)], unit: 'rows/s' })
  const bar = count === 1_000_000 ? '≤ 5' : count === 10_000_000 ? '≤ 50' : '≤ 16'
  const run = async (
    what: string,
    filterFor: (run: number) => PictureFilter,
    options: PictureOptions,
  ): Promise<void> => {
    const times = await timed({ warm: 10, counted: 21 }, (no) => picture(columns, mask, filterFor(no), options))
    report.add({ what: `${label}: ${what}`, ...times, bar })
  }
  await run('engine, 4 filters', filterOf, { by: BY, ownFilter: 'applied' })
  await run('engine, 4 filters, each histogram without its own', filterOf, { by: BY })
  await run('engine, 4 filters, area moved each run', movedArea, { by: BY, ownFilter: 'applied' })
  const all = await timed({ warm: 4, counted: 11 }, () => picture(columns, mask, {}, { by: BY }))
  report.add({ what: `${label}: engine, no filter`, ...all })
  const { total } = picture(columns, mask, filterOf(0), { by: [] })
  const { profiles, hexes, actorSets } = columns.dictionaries
  report.note(
    `${label}: ${total.incidents.toLocaleString('en')} incidents selected; ${profiles.typeNo.length} profiles, ` +
      `${hexes.length} hexagons, ${actorSets.length} sets of actors`,
  )
  return { columns, mask }
}

/** The same filter with its area pushed north-east by a hundredth of a degree a run: nothing known of the area helps. */
function movedArea(run: number): PictureFilter {
  const filter = filterOf(0)
  const polygon = filter.polygon?.map(([lon, lat]): [number, number] => [lon + run / 100, lat + run / 100])
  return { ...filter, polygon }
}

export const benchmark: Benchmark = {
  name: 'picture',
  async run(report) {
    const sizes = [
      ['0.4 M', 400_000],
      ['1 M', 1_000_000],
      ['10 M', 10_000_000],
    ] as const
    for (const [label, count] of report.isQuick ? sizes.slice(0, 2) : sizes) {
      const built = await measureEngine(report, label, count)
      await measureSql(report, label, built)
    }
  },
}
