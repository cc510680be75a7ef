import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparableWords, duplicateReasons, wordDifference, type Comparable } from './index.ts'

const HOUR = 3_600_000

function record(id: string, change: Partial<Comparable> = {}): Comparable {
  return {
    id,
    typeCode: 'ARM-01',
    fromMs: Date.UTC(2024, 2, 1, 10),
    toMs: null,
    timePrecision: 'minute',
    point: { lon: 20, lat: 5, precisionM: 100 },
    actors: [],
    originKeys: [],
    words: new Set(),
    dataset: null,
    ...change,
  }
}

/** A point this many metres north of the usual one. */
const north = (m: number, precisionM = 100) => ({ lon: 20, lat: 5 + m / 111_195, precisionM })
const kinds = (a: Comparable, b: Comparable) => duplicateReasons(a, b)?.map(({ kind }) => kind) ?? null

describe('a suggested duplicate', () => {
  it('lies within 5 km and 30 minutes among the mission’s own records', () => {
    const a = record('a')
    expect(kinds(a, record('b', { point: north(4900), fromMs: a.fromMs + 29 * 60_000 }))).toEqual([
      'distance',
      'time',
      'type',
    ])
    expect(kinds(a, record('b', { point: north(5400) }))).toBeNull()
    expect(kinds(a, record('b', { fromMs: a.fromMs + 31 * 60_000 }))).toBeNull()
  })

  it('lies within 25 km and a day where a dataset is in it, and never within one dataset', () => {
    const a = record('a')
    const far = { point: north(24_000), fromMs: a.fromMs + 23 * HOUR }
    expect(kinds(a, record('b', far))).toBeNull()
    expect(kinds(a, record('b', { ...far, dataset: 'ucdp-ged 23.1' }))).toEqual(['distance', 'time', 'type'])
    expect(kinds(record('a', { dataset: 'ucdp-ged 23.1' }), record('b', { dataset: 'ucdp-ged 23.1' }))).toBeNull()
  })

  it('is of the same family, and says whether of the same type', () => {
    expect(kinds(record('a'), record('b', { typeCode: 'ARM-02' }))).toEqual(['distance', 'time', 'family'])
    expect(kinds(record('a'), record('b', { typeCode: 'CIV-01' }))).toBeNull()
  })

  it('that is near only because it is known loosely needs something else that speaks for it', () => {
    const loose = { point: north(9000, 6000) }
    expect(kinds(record('a'), record('b', loose))).toBeNull()
    expect(kinds(record('a', { originKeys: ['blog'] }), record('b', { ...loose, originKeys: ['blog'] }))).toEqual([
      'distance',
      'time',
      'type',
      'origin',
    ])
    expect(kinds(record('a', { actors: ['CPC'] }), record('b', { ...loose, actors: ['CPC'] }))).toContain('actors')
    const day = { fromMs: record('a').fromMs - 10 * HOUR, timePrecision: 'day' } as const
    expect(kinds(record('a'), record('b', day))).toBeNull()
    const words = comparableWords('Armed men burned three houses near the market')
    expect(kinds(record('a', { words }), record('b', { ...day, words }))).toContain('words')
  })

  it('is not looked for where the place is unknown or the time known to the week', () => {
    expect(kinds(record('a'), record('b', { point: null }))).toBeNull()
    expect(kinds(record('a'), record('b', { point: north(0, 50_000) }))).toBeNull()
    expect(kinds(record('a'), record('b', { timePrecision: 'week' }))).toBeNull()
  })

  it('reads the same from either side', () => {
    const some = fc.record({
      dist: fc.nat({ max: 40_000 }),
      precisionM: fc.integer({ min: 1, max: 30_000 }),
      hours: fc.nat({ max: 50 }),
      precision: fc.constantFrom('minute' as const, 'hour' as const, 'day' as const, 'week' as const),
      dataset: fc.constantFrom(null, 'ucdp-ged 23.1', 'awsd 1'),
      origin: fc.constantFrom('x', 'y'),
    })
    const of = (
      id: string,
      {
        dist,
        precisionM,
        hours,
        precision,
        dataset,
        origin,
      }: {
        readonly dist: number
        readonly precisionM: number
        readonly hours: number
        readonly precision: Comparable['timePrecision']
        readonly dataset: string | null
        readonly origin: string
      },
    ) =>
      record(id, {
        ...{ point: north(dist, precisionM), fromMs: record('a').fromMs + hours * HOUR },
        ...{ timePrecision: precision, dataset, originKeys: [origin] },
      })
    fc.assert(
      fc.property(some, some, (left, right) => {
        const [a, b] = [of('a', left), of('b', right)]
        expect(kinds(a, b)).toEqual(kinds(b, a))
      }),
    )
  })
})

describe('the difference of two texts', () => {
  it('marks the words that changed and no others', () => {
    expect(wordDifference('two men were seen', 'three men were heard')).toEqual([
      { kind: 'removed', text: 'two' },
      { kind: 'added', text: 'three' },
      { kind: 'same', text: ' men were ' },
      { kind: 'removed', text: 'seen' },
      { kind: 'added', text: 'heard' },
    ])
  })

  it('gives both texts again, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'الف', ' ', '\n', 'mot')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = wordDifference(before, after)
        const join = (left: string) =>
          parts
            .filter(({ kind }) => kind !== left)
            .map((part) => part.text)
            .join('')
        return join('added') === before && join('removed') === after
      }),
    )
  })

  it('shows texts too long to compare whole, one beside the other', () => {
    const long = (word: string) => `${word} `.repeat(2000)
    expect(wordDifference(long('left'), long('right')).map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })
})
