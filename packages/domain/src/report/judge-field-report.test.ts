import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compartmentsOfReport,
  judgeFieldReport,
  parseFieldReport,
  type FieldReport,
  type ReportCodes,
} from './index.ts'

const NOW = new Date('2024-03-02T09:00:00Z')
const CODES: ReportCodes = {
  version: 'test',
  has: (code) => code === 'ARM-01' || code === 'SXV-01',
  compartmentsOf: (code) => (code === 'SXV-01' ? ['CRSV'] : []),
}

function report(change: Partial<FieldReport> = {}): FieldReport {
  const read = parseFieldReport({
    ...{ id: '018f3a2b-0000-7000-8000-00000000000a', type: 'INCREP', typeCode: 'ARM-01' },
    occurred: { from: '2024-03-02T08:00:00Z', to: null, precision: 'hour' },
    place: { point: { lon: 20, lat: 5, precisionM: 100 }, name: 'Ford' },
    ...{ sense: null, sourceKind: 'ngo', sourceCode: 'NGO-3', title: 'Shots', narrative: '', language: 'en' },
    ...{ harm: [], actors: [], compartments: [], originKey: null, correctsId: null },
    writtenAt: '2024-03-02T08:30:00Z',
    ...change,
  })
  if (!read.ok) throw new Error(JSON.stringify(read.issues))
  return read.value
}

const codesOf = (change: Partial<FieldReport>): readonly string[] =>
  judgeFieldReport(report(change), CODES, NOW).map((issue) => issue.code)

describe('judgeFieldReport', () => {
  it('finds nothing wrong with an ordinary report, and nothing with what is not known', () => {
    expect(codesOf({})).toEqual([])
    expect(codesOf({ place: { point: null, name: '' } })).toEqual([])
    const harm = {
      category: 'killed',
      group: 'all',
      sex: null,
      ageBand: null,
      low: null,
      best: null,
      high: null,
    } as const
    expect(codesOf({ harm: [harm] })).toEqual([])
  })

  it.each([
    ['2024-03-03T08:59:00Z', []],
    ['2024-03-03T09:01:00Z', ['time.future']],
    ['1899-12-31T23:59:00Z', ['time.too_early']],
  ])('takes a time up to a day ahead, for clocks that are wrong: %s → %j', (from, expected) => {
    expect(codesOf({ occurred: { from, to: null, precision: 'minute' } })).toEqual(expected)
  })

  it('refuses the point that a device gives when it has none, and takes its neighbours', () => {
    expect(codesOf({ place: { point: { lon: 0, lat: 0, precisionM: 5 }, name: '' } })).toEqual(['place.null_island'])
    expect(codesOf({ place: { point: { lon: 0, lat: 5.6, precisionM: 5 }, name: 'Accra' } })).toEqual([])
  })

  it('refuses counts exactly when the known ones are out of order', () => {
    const count = fc.option(fc.nat({ max: 9 }))
    fc.assert(
      fc.property(count, count, count, (low, best, high) => {
        const known = [low, best, high].filter((one) => one !== null)
        const isOrdered = known.every((one, n) => known.slice(n).every((later) => later >= one))
        const harm = [{ category: 'injured', group: 'all', sex: null, ageBand: null, low, best, high } as const]
        expect(codesOf({ harm })).toEqual(isOrdered ? [] : ['harm.order'])
      }),
    )
  })

  it('names the field of a text that no database holds', () => {
    const actors = [{ name: 'half \ud800', role: 'target' }] as const
    expect(judgeFieldReport(report({ actors: [...actors] }), CODES, NOW)).toMatchObject([
      { code: 'text.broken', path: ['actors', 0, 'name'] },
    ])
  })
})

describe('compartmentsOfReport', () => {
  it('joins what the type, the writer, the words and the harm call for', () => {
    const child = { category: 'injured', group: 'all', sex: null, ageBand: 'child', low: 1, best: 1, high: 1 } as const
    expect(compartmentsOfReport(report(), CODES)).toEqual([])
    expect(compartmentsOfReport(report({ typeCode: 'SXV-01', compartments: ['HR'], harm: [child] }), CODES)).toEqual([
      'CRSV',
      'CAAC',
      'HR',
    ])
    expect(compartmentsOfReport(report({ title: 'A woman was raped' }), CODES)).toEqual(['CRSV'])
  })
})
