import { parseDayNo } from '@eirene/domain/time'
import { describe, expect, it } from 'vitest'
import {
  binStart,
  columnsOf,
  nextBinStart,
  periodBefore,
  periodOn,
  trend,
  wholeMask,
  type SituationRow,
} from './index.ts'
import { randomFrom, randomRows } from './random-rows.ts'

const day = (text: string): number => parseDayNo(text)!
const before = (fromOn: string, toOn: string): unknown =>
  periodOn(periodBefore({ fromDay: day(fromOn), toDay: day(toOn) }))

describe('periods', () => {
  it('begin weeks on Monday, also before 1970', () => {
    expect(binStart(day('2021-01-03'), 'week')).toBe(day('2020-12-28'))
    expect(binStart(day('2021-01-04'), 'week')).toBe(day('2021-01-04'))
    expect(binStart(day('1969-12-31'), 'week')).toBe(day('1969-12-29'))
  })

  it('know months, quarters and years, leap days included', () => {
    expect(nextBinStart(day('2020-02-29'), 'month')).toBe(day('2020-03-01'))
    expect(binStart(day('2021-06-30'), 'quarter')).toBe(day('2021-04-01'))
    expect(nextBinStart(day('2021-12-31'), 'quarter')).toBe(day('2022-01-01'))
    expect(binStart(day('1960-05-05'), 'year')).toBe(day('1960-01-01'))
    expect(nextBinStart(day('1960-05-05'), 'year')).toBe(day('1961-01-01'))
  })

  it('compare whole months with as many months before, anything else with as many days', () => {
    expect(before('2021-01-01', '2021-02-01')).toEqual({ fromOn: '2020-12-01', toOn: '2021-01-01' })
    expect(before('2021-03-01', '2021-04-01')).toEqual({ fromOn: '2021-02-01', toOn: '2021-03-01' })
    expect(before('2021-01-01', '2021-04-01')).toEqual({ fromOn: '2020-10-01', toOn: '2021-01-01' })
    expect(before('2021-01-04', '2021-01-11')).toEqual({ fromOn: '2020-12-28', toOn: '2021-01-04' })
  })
})

describe('trend', () => {
  const template = [
    ...randomRows({ count: 1, random: randomFrom(1), fromMs: 0, spanMs: 0, markings: ['open'], actors: 1 }),
  ][0]!
  const rows: SituationRow[] = [
    ...Array.from({ length: 14 }, (_, no) => ({ on: Date.UTC(2021, 0, 2 + no), type: no < 9 ? 'ARM-01' : 'CIV-01' })),
    ...Array.from({ length: 10 }, (_, no) => ({ on: Date.UTC(2020, 11, 2 + no), type: no < 9 ? 'ARM-01' : 'AID-01' })),
  ].map(({ on, type }, no) => ({
    ...template,
    id: `00000000-0000-7000-8000-0000000000${String(no).padStart(2, '0')}`,
    occurredAtMs: on,
    typeCode: type,
  }))
  const columns = columnsOf(rows, 'Africa/Bangui')

  it('sets January against December, in total and by type, with types that are new or gone', () => {
    const found = trend(columns, wholeMask(columns), { fromOn: '2021-01-01', toOn: '2021-02-01' }, ['type', 'area'])
    expect(found.before).toEqual({ fromOn: '2020-12-01', toOn: '2021-01-01' })
    expect(found.filterBefore).toEqual({ fromOn: '2020-12-01', toOn: '2021-01-01' })
    expect([found.total.now.count, found.total.before.count]).toEqual([14, 10])
    expect(found.total.ratio).toBeCloseTo(1.4, 12)
    expect(
      found.lines.type!.map(({ key, comparison }) => [key, comparison.now.count, comparison.before.count]),
    ).toEqual([
      ['ARM-01', 9, 9],
      ['CIV-01', 5, 0],
      ['AID-01', 0, 1],
    ])
  })

  it('takes the number of lines into account', () => {
    const { lines } = trend(columns, wholeMask(columns), { fromOn: '2021-01-01', toOn: '2021-02-01' }, ['type'])
    const civ = lines.type!.find(({ key }) => key === 'CIV-01')!
    expect(civ.comparison.p).toBeCloseTo(2 / 2 ** 5, 12)
    expect(civ.pAmongLines).toBeCloseTo((3 * 2) / 2 ** 5, 12)
    expect(Math.max(...lines.type!.map(({ pAmongLines }) => pAmongLines))).toBe(1)
  })

  it('asks for a period when the filter has none', () => {
    expect(() => trend(columns, wholeMask(columns), { fromOn: '2021-01-01' }, [])).toThrow(/period/)
  })
})
