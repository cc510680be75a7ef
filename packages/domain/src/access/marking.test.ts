import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CAVEATS,
  COMPARTMENTS,
  LEVELS,
  markingKey,
  numberSeries,
  openMarking,
  POLICIES,
  REALMS,
  withCompartments,
  type Marking,
} from './index.ts'

const marking: fc.Arbitrary<Marking> = fc
  .constantFrom(...POLICIES.flatMap((policy) => LEVELS[policy].map((level) => ({ policy, level }))))
  .chain((of) =>
    fc.record({
      operationId: fc.constant('o'),
      realm: fc.constantFrom(...REALMS),
      policy: fc.constant(of.policy),
      level: fc.constant(of.level),
      releasableTo: fc.subarray(['UN', 'EU', 'FR', 'ICRC'], { maxLength: 2 }),
      compartments: fc.subarray([...COMPARTMENTS], { maxLength: 2 }),
      caveats: fc.subarray([...CAVEATS], { maxLength: 2 }),
    }),
  )

describe('the series of numbers under a marking', () => {
  it('is none for the open marking, and says what keeps another apart', () => {
    const open = openMarking('o', 'LIVE')
    expect(numberSeries(open)).toBe('')
    expect(numberSeries(openMarking('o', 'EXERCISE'))).toBe('')
    expect(numberSeries({ ...open, level: 'STRICTLY CONFIDENTIAL' })).toBe('STRICTLY-CONFIDENTIAL-')
    expect(numberSeries(withCompartments(openMarking('o', 'EXERCISE'), ['CRSV', 'CAAC']))).toBe('CAAC+CRSV-')
    expect(numberSeries({ ...open, releasableTo: ['EU'] })).toBe('REL+EU-')
  })

  it('is the same for equal markings of an operation, and for no other', () => {
    fc.assert(
      fc.property(marking, marking, (one, other) => {
        if (one.realm !== other.realm) return
        expect(numberSeries(one) === numberSeries(other)).toBe(markingKey(one) === markingKey(other))
      }),
      { numRuns: 5_000 },
    )
  })
})
