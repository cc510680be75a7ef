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
import { timed, type Benchmark, type Report } from './report.ts'
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

async function measureEngine(report: Report, label: string, count: number): Promise<void> {
  const { columns, mask, buildMs } = build(count)
  report.add({ what: `${label}: build columns from rows`, values: [count / (buildMs / 1000)], unit: 'rows/s' })
  const bar = count === 1_000_000 ? '≤ 5' : count === 10_000_000 ? '≤ 50' : '≤ 16'
  const run = async (
    what: string,
    filterFor: (run: number) => PictureFilter,
    options: PictureOptions,
  ): Promise<Picture> => {
    let last: Picture | undefined
    const values = await timed({ warm: 4, counted: 15 }, (no) => {
      last = picture(columns, mask, filterFor(no), options)
    })
    report.add({ what: `${label}: ${what}`, values, unit: 'ms', bar })
    if (last === undefined) throw new Error('no run')
    return last
  }
  const applied = await run('engine, 4 filters applied', filterOf, { by: BY, ownFilter: 'applied' })
  await run('engine, 4 filters, own left out', filterOf, { by: BY })
  await run(
    'engine, 4 filters, area moved each run',
    (no) => ({ ...filterOf(0), polygon: filterOf(0).polygon!.map(([x, y]): [number, number] => [x + no / 100, y]) }),
    { by: BY },
  )
  await run('engine, no filter', () => ({}), { by: BY })
  report.note(
    `${label}: ${applied.total.incidents} of ${count} selected, ${columns.dictionaries.profiles.typeNo.length} profiles, ${columns.dictionaries.hexes.length} cells, ${columns.dictionaries.actorSets.length} actor sets, hex5 bins ${applied.histograms.hex5?.keys.length ?? 0}, ${JSON.stringify(tallyAt(applied.histograms.month!, 0).killed[0])}`,
  )
}

export const benchmark: Benchmark = {
  name: 'picture',
  async run(report) {
    await measureEngine(report, '0.4 M', 400_000)
    await measureEngine(report, '1 M', 1_000_000)
    if (!report.isQuick) await measureEngine(report, '10 M', 10_000_000)
  },
}
