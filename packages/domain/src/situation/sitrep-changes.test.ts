import { describe, expect, it } from 'vitest'
import { openMarking } from '../access/index.ts'
import { compareFacts, mayStandUnder, type SitrepContent, type SitrepRecord } from './index.ts'

const OPERATION = '0190a000-0000-7000-8000-000000000001'

function record(no: number, changes: Partial<SitrepRecord> = {}): SitrepRecord {
  return {
    no,
    incidentId: `incident ${no}`,
    period: 'current',
    typeCode: 'ARM-01',
    section: 'security',
    occurred: { from: '2021-01-02T10:00:00Z', to: null, precision: 'day' },
    occurredOn: '2021-01-02',
    place: { point: null, name: 'Bouar', adm1: null, adm2: null, countryIso3: 'CAF' },
    state: 'reported',
    killed: [{ countingRule: 'mission', low: 1, best: 2, high: 3 }],
    actors: [],
    reports: [],
    ...changes,
  }
}

function facts(records: readonly SitrepRecord[]): SitrepContent {
  const day = { fromOn: '2021-01-01', toOn: '2021-02-01', from: '2021-01-01T00:00:00Z', to: '2021-02-01T00:00:00Z' }
  return {
    layout: 1,
    language: 'en',
    operation: {
      ...{ id: OPERATION, slug: 'sample', name: 'Sample', acronym: 'SAMPLE', realm: 'LIVE', timeZone: 'UTC' },
      hostCountriesIso3: [],
    },
    period: { ...day, days: 31 },
    before: { ...day, days: 31 },
    area: null,
    asOf: '2021-02-01T05:00:00Z',
    draftedBy: null,
    marking: openMarking(OPERATION, 'LIVE'),
    correctsNumber: null,
    sections: [],
    records,
    sources: [],
    methods: [],
  }
}

describe('what changed in the facts', () => {
  it('is nothing where the records say the same, in whatever order they are numbered', () => {
    const [one, two] = [record(1), record(2, { typeCode: 'CIV-01' })]
    const turned = [
      { ...two, no: 1 },
      { ...one, no: 2 },
    ]
    expect(compareFacts(facts([one, two]), facts(turned))).toEqual({
      ...{ since: '2021-02-01T05:00:00Z', records: [], recordCount: 0, figures: [] },
    })
  })

  it('names a record that came, one that went, and each aspect of one that changed', () => {
    const before = [record(1), record(2)]
    const now = [record(1, { state: 'verified', typeCode: 'CIV-01' }), record(2, { incidentId: 'incident 3' })]
    const { records } = compareFacts(facts(before), facts(now))
    expect(records.map(({ incidentId, kind, aspects }) => [incidentId, kind, aspects])).toEqual([
      ['incident 1', 'changed', ['state', 'type']],
      ['incident 3', 'added', []],
      ['incident 2', 'gone', []],
    ])
  })

  it('gives figures before and now, and never takes what is not known for zero', () => {
    const notKnown = [{ countingRule: 'mission', low: null, best: null, high: null }]
    const { figures } = compareFacts(facts([record(1)]), facts([record(1, { killed: notKnown })]))
    expect(figures).toEqual(
      ['highlights', 'security'].map((section) => ({
        ...{ section, measure: 'killed_best', countingRule: 'mission', before: 2, now: null },
      })),
    )
  })

  it('of very many records shows some and counts all', () => {
    const many = Array.from({ length: 450 }, (_, i) => record(i + 1))
    const { records, recordCount } = compareFacts(facts([]), facts(many))
    expect([records.length, recordCount]).toEqual([300, 450])
  })
})

describe('a record in a product that is marked already', () => {
  const product = { ...openMarking(OPERATION, 'LIVE'), releasableTo: ['NOR'] }

  it('may stand there when everybody who reads the product may read it', () => {
    expect(mayStandUnder(openMarking(OPERATION, 'LIVE'), product)).toBe(true)
    expect(mayStandUnder({ ...product, releasableTo: ['NOR', 'SWE'] }, product)).toBe(true)
    expect(mayStandUnder({ ...openMarking(OPERATION, 'LIVE'), policy: 'TLP', level: 'TLP:CLEAR' }, product)).toBe(true)
  })

  it('may not when it is higher, for others only, or in a compartment', () => {
    expect(mayStandUnder({ ...product, level: 'CONFIDENTIAL' }, product)).toBe(false)
    expect(mayStandUnder({ ...product, releasableTo: ['SWE'] }, product)).toBe(false)
    expect(mayStandUnder({ ...product, compartments: ['CRSV'] }, product)).toBe(false)
  })
})
