import { columnsOf, encodeColumns, decodeColumns, type SituationRow } from '@eirene/analysis/situation'
import { hexagonOf } from '@eirene/domain/place'
import { describe, expect, it } from 'vitest'
import { answerPicture } from './answer-picture.ts'
import { latestOnly } from './engine.ts'
import type { PictureAnswer, PictureOrder } from './protocol.ts'

const point = (lon: number, lat: number, precisionM = 1000) => ({ lon, lat, precisionM })

function row(no: number, part: Partial<SituationRow>): SituationRow {
  const at = part.point === undefined ? point(18.5, 4.4) : part.point
  return {
    id: `01900000-0000-7000-8000-${String(no).padStart(12, '0')}`,
    occurredAtMs: Date.UTC(2021, 0, no),
    typeCode: 'ARM-01',
    state: 'reported',
    killed: { low: 1, best: no, high: no + 1 },
    countingRule: 'ucdp',
    point: at,
    h3: hexagonOf(at),
    actors: [],
    dataset: 'ucdp-ged',
    marking: 'op|LIVE|UN|UNCLASSIFIED|||',
    placeName: 'Bangui',
    adm1: null,
    countryIso3: 'CAF',
    ...part,
  }
}

const rows = [
  row(1, {}),
  row(2, { typeCode: 'CIV-01', killed: null, countingRule: '' }),
  row(3, { point: null }),
  row(4, { point: point(20, 6, 1_000_000) }),
  row(5, { point: point(25, 5), state: 'verified' }),
]
const decoded = decodeColumns(encodeColumns(columnsOf(rows, 'Africa/Bangui')))
if (!decoded.ok) throw new Error('the columns of the test do not decode')
const columns = decoded.value

const order: PictureOrder = {
  filter: {},
  step: 'day',
  view: { bounds: [10, 0, 30, 12], hex: 5, pointsMax: 10 },
  opening: null,
  sort: 'time',
  ascending: false,
  byFamily: true,
  withPlaces: true,
}
const ask = (part: Partial<PictureOrder>): PictureAnswer => answerPicture(columns, { ...order, ...part }, () => 0)
const ids = (answer: PictureAnswer): number[] => [...answer.rows].map((r) => columns.atMin[r]! / 1440 - 18627)

describe('the picture of the views', () => {
  it('counts what has no place, and what is too vague for a hexagon, apart', () => {
    const answer = ask({})
    expect(answer.picture.total.incidents).toBe(5)
    expect([answer.unplaced, answer.vague]).toEqual([1, 1])
    expect(answer.hexes?.counts.reduce((a, b) => a + b, 0)).toBe(3)
  })

  it('puts incidents of one point into one place and shows the gravest', () => {
    const { points } = ask({})
    expect([...points!.count]).toEqual([2, 1])
  })

  it('draws no single places when there are more than asked for', () => {
    expect(ask({ view: { bounds: [10, 0, 30, 12], hex: 5, pointsMax: 1 } }).points).toBeNull()
  })

  it('lists as many records as the figure that was opened says', () => {
    const answer = ask({})
    answer.hexes!.cells.forEach((cell, i) => {
      const opened = ask({ opening: { kind: 'bin', by: 'hex5', key: cell } })
      expect(opened.rows.length).toBe(answer.hexes!.counts[i])
    })
    expect(ask({ opening: { kind: 'unplaced' } }).rows.length).toBe(answer.unplaced)
    expect(ask({ opening: { kind: 'vague' } }).rows.length).toBe(answer.vague)
    expect(ask({ opening: { kind: 'spot', lon: 18.5, lat: 4.4 } }).rows.length).toBe(2)
  })

  it('orders by time, newest first, and by people killed with "not known" at the end', () => {
    expect(ids(ask({}))).toEqual([5, 4, 3, 2, 1])
    expect(ids(ask({ ascending: true }))).toEqual([1, 2, 3, 4, 5])
    expect(ids(ask({ sort: 'killed' }))).toEqual([5, 4, 3, 1, 2])
    expect(ids(ask({ sort: 'killed', ascending: true }))).toEqual([2, 1, 3, 4, 5])
    expect(ids(ask({ sort: 'type' }))).toEqual([2, 5, 4, 3, 1])
  })

  it('gives families whose bars add up to the whole', () => {
    const answer = ask({})
    const whole = answer.picture.histograms.day!.incidents
    const sum = whole.map((_, i) => answer.families.reduce((n, family) => n + family.incidents[i]!, 0))
    expect([...sum]).toEqual([...whole])
  })
})

describe('latestOnly', () => {
  it('drops the orders between the one that runs and the last', async () => {
    const ran: PictureOrder[] = []
    let release: (() => void) | undefined
    const run = latestOnly(async (next) => {
      ran.push(next)
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return undefined
    })
    const first = run({ ...order, step: 'day' })
    const second = run({ ...order, step: 'week' })
    const third = run({ ...order, step: 'month' })
    release!()
    await first
    await second
    await Promise.resolve()
    release!()
    await third
    expect(ran.map(({ step }) => step)).toEqual(['day', 'month'])
  })
})
