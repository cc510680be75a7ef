import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { citationRanges, figureValue, incidentFigure, killedFigure, recordOf, type SitrepRecord } from './index.ts'

function record(
  no: number,
  best: number | null | 'absent',
  bounds: Partial<{ low: number; high: number }> = {},
): SitrepRecord {
  return {
    no,
    incidentId: `i${no}`,
    period: 'current',
    typeCode: 'ARM-01',
    section: 'security',
    occurred: { from: '2021-01-01T00:00:00Z', to: null, precision: 'day' },
    occurredOn: '2021-01-01',
    place: { point: null, name: '', adm1: null, adm2: null, countryIso3: null },
    state: 'reported',
    killed:
      best === 'absent' ? [] : [{ countingRule: 'ucdp', best, low: bounds.low ?? null, high: bounds.high ?? null }],
    actors: [],
    reports: [],
  }
}

describe('a figure', () => {
  const records = [record(1, 3, { low: 2, high: 9 }), record(2, null), record(3, 'absent'), record(4, 5)]

  it('counts the records that it cites', () => {
    expect(figureValue(incidentFigure(records), records)).toBe(4)
  })

  it('adds only known numbers, and takes the best estimate where a bound is missing', () => {
    const values = (['killed_low', 'killed_best', 'killed_high'] as const).map((measure) =>
      figureValue(killedFigure(records, 'ucdp', measure), records),
    )
    expect(values).toEqual([7, 8, 14])
    expect(killedFigure(records, 'ucdp', 'killed_best').nos).toEqual([1, 4])
  })

  it('counts apart what is not known, which is never zero', () => {
    expect(killedFigure(records, 'ucdp', 'killed_not_known').nos).toEqual([2, 3])
    expect(figureValue(killedFigure([record(1, null)], 'ucdp', 'killed_best'), records)).toBeNull()
    expect(figureValue(killedFigure([record(1, 0)], 'ucdp', 'killed_best'), [record(1, 0)])).toBe(0)
  })

  it('never adds figures of another counting rule', () => {
    expect(killedFigure(records, 'awsd', 'killed_best').nos).toEqual([])
    expect(killedFigure(records, 'awsd', 'killed_not_known').nos).toEqual([1, 2, 3, 4])
  })

  it('cannot be read when it cites a record that the report does not have', () => {
    expect(() => figureValue({ measure: 'killed_best', countingRule: 'ucdp', nos: [9] }, records)).toThrow(
      'citation number 9',
    )
    expect(() => recordOf(2, [record(2, 1)])).toThrow('citation number 2')
  })
})

describe('citation ranges', () => {
  it('join neighbours', () => {
    expect(citationRanges([3, 1, 2, 7, 2])).toEqual([
      [1, 3],
      [7, 7],
    ])
  })

  it('say exactly the numbers they were made from', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 })), (nos) => {
        const said = citationRanges(nos).flatMap(([first, last]) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        )
        expect(said).toEqual([...new Set(nos)].sort((a, b) => a - b))
      }),
    )
  })
})
