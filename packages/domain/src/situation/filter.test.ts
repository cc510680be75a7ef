import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { INCIDENT_STATES } from '../incident/index.ts'
import { filterFromText, filterToText, SEVERITIES, severityOf, type PictureFilter } from './index.ts'

const day = fc.integer({ min: 0, max: 25_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
const filters: fc.Arbitrary<PictureFilter> = fc.record(
  {
    fromOn: day,
    toOn: day,
    polygon: fc.array(
      fc
        .tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
        .filter(([a, b]) => !Object.is(a, -0) && !Object.is(b, -0)),
      { minLength: 3, maxLength: 12 },
    ),
    types: fc.array(fc.constantFrom('ARM', 'ARM-01', 'CIV-01')),
    actorIds: fc.array(fc.uuid({ version: 7 })),
    states: fc.array(fc.constantFrom(...INCIDENT_STATES)),
    severities: fc.array(fc.constantFrom(...SEVERITIES)),
    datasets: fc.array(fc.constantFrom('ucdp-ged', 'mission')),
  },
  { requiredKeys: [] },
)

describe('a filter as a link', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const back = filterFromText(filterToText(filter))
        expect(back.ok && back.value).toEqual(filter)
      }),
    )
  })

  it('answers garbage with an issue and never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof filterFromText(text).ok === 'boolean'))
    const back = filterFromText('{"fromOn":"2021-02-31"}')
    expect(back.ok).toBe(false)
  })
})

describe('severityOf', () => {
  it('keeps not known apart from none', () => {
    expect(severityOf(null)).toBe('unknown')
    expect(severityOf(0)).toBe('none')
    expect([1, 4, 5, 24, 25, 99, 100].map(severityOf)).toEqual([
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'extreme',
    ])
  })
})
