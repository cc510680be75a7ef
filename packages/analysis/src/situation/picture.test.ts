import { SEVERITIES, type PictureFilter } from '@eirene/domain/situation'
import { INCIDENT_STATES } from '@eirene/domain/incident'
import { describe, expect, it } from 'vitest'
import {
  accessMask,
  columnsBuilder,
  columnsOf,
  decodeColumns,
  DIMENSIONS,
  encodeColumns,
  idsOf,
  picture,
  readableColumns,
  rowsOf,
  selectRows,
  slowPicture,
  tallyAt,
  topBins,
  wholeMask,
  type Dimension,
  type SituationColumns,
  type SituationRow,
  type SlowBin,
  type Tally,
} from './index.ts'
import { randomFrom, randomRows } from './random-rows.ts'

const ZONE = 'Africa/Bangui'
const seed = Number(process.env['EIRENE_TEST_SEED'] ?? 20260722)
const hint = `seed ${seed} (set EIRENE_TEST_SEED to run it again)`

function rowsFrom(random: () => number, count: number): SituationRow[] {
  return [
    ...randomRows({
      count,
      random,
      fromMs: Date.UTC(2020, 10, 20),
      spanMs: 120 * 86_400_000,
      markings: ['open', 'CRSV', 'NATO'],
      actors: 12,
    }),
  ]
}

function slowForm(tally: Tally): SlowBin {
  return {
    incidents: tally.incidents,
    killed: Object.fromEntries(tally.killed.map(({ countingRule, ...sums }) => [countingRule, sums])),
  }
}

function randomFilter(random: () => number, rows: readonly SituationRow[]): PictureFilter {
  const some = <T>(list: readonly T[]): T[] => list.filter(() => random() < 0.4)
  const day = (): string => new Date(Date.UTC(2020, 10, 15) + random() * 130 * 86_400_000).toISOString().slice(0, 10)
  const days = [day(), day()].sort()
  const actors = [...new Set(rows.flatMap((row) => row.actors.map(({ id }) => id)))]
  const ring = Array.from({ length: 3 + Math.floor(random() * 6) }, (): [number, number] => [
    13 + random() * 15,
    1 + random() * 11,
  ])
  const filter = {
    ...(random() < 0.6 ? { fromOn: days[0] } : {}),
    ...(random() < 0.6 ? { toOn: days[1] } : {}),
    ...(random() < 0.5 ? { polygon: ring } : {}),
    ...(random() < 0.5 ? { types: some(['ARM', 'CIV-01', 'IED-01', 'DEM']) } : {}),
    ...(random() < 0.4 ? { actorIds: some(actors) } : {}),
    ...(random() < 0.5 ? { states: some(INCIDENT_STATES) } : {}),
    ...(random() < 0.5 ? { severities: some(SEVERITIES) } : {}),
    ...(random() < 0.4 ? { datasets: some(['mission', 'ucdp-ged', 'unknown']) } : {}),
  }
  return filter
}

/** A handful of the rows taken out or replaced, as live updates do. */
function changed(random: () => number, rows: SituationRow[]): { columns: SituationColumns; rows: SituationRow[] } {
  const builder = columnsBuilder(ZONE)
  for (const row of rows) builder.append(row)
  const left = new Map(rows.map((row) => [row.id, row]))
  for (const row of rows) {
    if (random() < 0.05) {
      builder.remove(row.id)
      left.delete(row.id)
    } else if (random() < 0.05) {
      const corrected = {
        ...row,
        typeCode: 'CIV-01',
        occurredAtMs: row.occurredAtMs - 20 * 86_400_000,
        point: null,
        h3: null,
      }
      builder.replace(corrected)
      left.set(row.id, corrected)
    }
  }
  return { columns: builder.columns, rows: [...left.values()] }
}

function expectSame(
  columns: SituationColumns,
  readable: readonly SituationRow[],
  mask: Uint8Array,
  { filter, ownFilter }: { filter: PictureFilter; ownFilter: 'ignored' | 'applied' },
): void {
  const fast = picture(columns, mask, filter, { by: DIMENSIONS, ownFilter })
  const slow = slowPicture(readable, filter, { timeZone: ZONE, by: DIMENSIONS, ownFilter })
  const told = `${hint}, ${ownFilter}, ${JSON.stringify(filter)}`
  expect(slowForm(fast.total), told).toEqual(slow.total)
  expect(idsOf(columns, selectRows(columns, mask, filter)).sort(), told).toEqual(slow.ids)
  for (const by of DIMENSIONS) {
    const histogram = fast.histograms[by]!
    const bins = Object.fromEntries(histogram.keys.map((key, bin) => [key, slowForm(tallyAt(histogram, bin))]))
    expect(bins, `${by}, ${told}`).toEqual(slow.histograms[by])
  }
}

// Many rounds, each against the slow way: a busy machine needs its time.
describe('picture', { timeout: 60_000 }, () => {
  it('gives the figures of the slow way for random rows, readers, filters and changes', () => {
    const random = randomFrom(seed)
    for (let round = 0; round < 12; round++) {
      const { columns, rows } = changed(random, rowsFrom(random, 150 + Math.floor(random() * 250)))
      const allowed = ['open', 'CRSV', 'NATO'].filter(() => random() < 0.6)
      const mask = accessMask(columns, (marking) => allowed.includes(marking))
      const readable = rows.filter((row) => allowed.includes(row.marking))
      for (const ownFilter of ['ignored', 'applied'] as const) {
        expectSame(columns, readable, mask, { filter: randomFilter(random, rows), ownFilter })
        expectSame(columns, readable, mask, { filter: {}, ownFilter })
      }
    }
  })

  it('opens from every bin exactly the records that the bin counts', () => {
    const random = randomFrom(seed + 1)
    const rows = rowsFrom(random, 300)
    const columns = columnsOf(rows, ZONE)
    const mask = accessMask(columns, (marking) => marking !== 'CRSV')
    for (const ownFilter of ['ignored', 'applied'] as const) {
      const filter = randomFilter(random, rows)
      const { histograms } = picture(columns, mask, filter, { by: DIMENSIONS, ownFilter })
      for (const by of Object.keys(histograms) as Dimension[]) {
        histograms[by]!.keys.forEach((key, bin) => {
          const opened = rowsOf(columns, mask, filter, { by, key, ownFilter })
          expect(opened.length, `${by} ${key}, ${hint}, ${JSON.stringify(filter)}`).toBe(histograms[by]!.incidents[bin])
        })
      }
    }
  })

  it('lists most incidents first when asked for the top, of hexagons too', () => {
    const columns = columnsOf(rowsFrom(randomFrom(seed), 300), ZONE)
    const { histograms } = picture(columns, wholeMask(columns), {}, { by: ['hex4', 'actor', 'place'] })
    for (const histogram of Object.values(histograms)) {
      const counts = topBins(histogram, 5).map(({ tally }) => tally.incidents)
      expect(counts).toEqual([...histogram.incidents].sort((a, b) => b - a).slice(0, 5))
      expect(
        topBins(histogram)
          .map(({ key }) => key)
          .sort(),
      ).toEqual([...histogram.keys].sort())
    }
  })

  it('counts nothing for an empty list and everything for an absent one', () => {
    const columns = columnsOf(rowsFrom(randomFrom(seed), 50), ZONE)
    expect(picture(columns, wholeMask(columns), { types: [] }, { by: [] }).total.incidents).toBe(0)
    expect(picture(columns, wholeMask(columns), {}, { by: [] }).total.incidents).toBe(50)
  })

  it('says what is wrong with a day that does not exist', () => {
    const columns = columnsOf(rowsFrom(randomFrom(seed), 5), ZONE)
    expect(() => picture(columns, wholeMask(columns), { fromOn: '2021-02-31' }, { by: [] })).toThrow(/no day/)
  })
})

describe('columns', { timeout: 60_000 }, () => {
  it('come back from their encoded form as they were, also from the middle of a buffer', () => {
    const { columns } = changed(randomFrom(seed), rowsFrom(randomFrom(seed), 200))
    const body = encodeColumns(columns)
    const shifted = new Uint8Array(body.length + 3)
    shifted.set(body, 3)
    for (const bytes of [body, shifted.subarray(3)]) {
      const back = decodeColumns(bytes)
      if (!back.ok) throw new Error(back.issues[0]?.message)
      expect(encodeColumns(back.value)).toEqual(body)
    }
  })

  it('copied for a reader are byte for byte those built from the readable rows alone', () => {
    const random = randomFrom(seed + 2)
    for (let round = 0; round < 10; round++) {
      const { columns, rows } = changed(random, rowsFrom(random, 120))
      const allowed = ['open', 'CRSV', 'NATO'].filter(() => random() < 0.5)
      const copy = readableColumns(
        columns,
        accessMask(columns, (marking) => allowed.includes(marking)),
      )
      const alone = columnsOf(
        rows.filter((row) => allowed.includes(row.marking)),
        ZONE,
      )
      expect(new TextDecoder().decode(encodeColumns(copy).subarray(16)), hint).toBe(
        new TextDecoder().decode(encodeColumns(alone).subarray(16)),
      )
      expect(encodeColumns(copy), hint).toEqual(encodeColumns(alone))
    }
  })
})
