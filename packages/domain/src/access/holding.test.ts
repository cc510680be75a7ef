import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  COMPARTMENTS,
  CONFIRMED_ROLES,
  divideGrant,
  isGivable,
  LEVELS,
  levelRank,
  mayRead,
  openMarking,
  ROLES,
  withAwaited,
  withCompartments,
  type Holding,
  type Marking,
  type Reader,
} from './index.ts'

const OPERATION = '00000000-0000-7000-8000-00000000ca00'

const holding: fc.Arbitrary<Holding> = fc.record({
  roles: fc.subarray([...ROLES]),
  compartments: fc.subarray([...COMPARTMENTS]),
  clearances: fc.record(
    { UN: fc.constantFrom(...LEVELS.UN), NATO: fc.constantFrom(...LEVELS.NATO) },
    { requiredKeys: [] },
  ),
  organisation: fc.constantFrom('', 'UN', 'FRA'),
})

function readerOf({ roles, compartments, clearances, organisation }: Holding): Reader {
  const memberships = [{ operationId: OPERATION, realm: 'LIVE' as const, roles, compartments }]
  return { personId: 'p', organisation, clearances, memberships }
}

const NOTHING: Holding = { roles: [], compartments: [], clearances: {}, organisation: '' }

describe('divideGrant', () => {
  it('gives at once nothing that needs a second person', () => {
    fc.assert(
      fc.property(holding, holding, (held, wanted) => {
        const { atOnce } = divideGrant(held, wanted)
        for (const role of atOnce.roles) expect(held.roles.includes(role) || !CONFIRMED_ROLES.includes(role)).toBe(true)
        for (const compartment of atOnce.compartments) expect(held.compartments).toContain(compartment)
        for (const policy of ['UN', 'NATO'] as const) {
          const before = held.clearances[policy]
          const least = before === undefined ? 0 : levelRank(policy, before)
          expect(levelRank(policy, atOnce.clearances[policy] ?? LEVELS[policy][0])).toBeLessThanOrEqual(least)
        }
        expect(['', held.organisation]).toContain(atOnce.organisation)
      }),
    )
  })

  it('reads, from nothing, no more than the lowest levels that are for everybody', () => {
    const open = openMarking(OPERATION, 'LIVE')
    const closed: readonly Marking[] = [
      withCompartments(open, ['CRSV']),
      { ...open, level: 'CONFIDENTIAL' },
      { ...open, releasableTo: ['FRA'] },
      { ...open, caveats: ['HUMANITARIAN-ONLY'] },
      { ...open, caveats: ['NOK-PENDING'] },
    ]
    fc.assert(
      fc.property(holding, (wanted) => {
        const reader = readerOf(divideGrant(NOTHING, wanted).atOnce)
        for (const marking of closed) expect(mayRead(reader, marking)).toBe(false)
      }),
    )
  })

  it('comes to what was wanted once the rest is confirmed, and takes away at once', () => {
    fc.assert(
      fc.property(holding, holding, (held, wanted) => {
        const { atOnce, awaited } = divideGrant(held, wanted)
        const whole = awaited === null ? atOnce : withAwaited(atOnce, awaited)
        expect([...whole.roles].sort()).toEqual([...wanted.roles].sort())
        expect([...whole.compartments].sort()).toEqual([...wanted.compartments].sort())
        expect([whole.clearances, whole.organisation]).toEqual([wanted.clearances, wanted.organisation])
        expect(divideGrant(wanted, wanted)).toEqual({ atOnce: wanted, awaited: null })
      }),
    )
  })
})

describe('a wallboard', () => {
  it('reads only the lowest level, without compartment, releasability or restricting caveat, whatever its person holds', () => {
    const everything = readerOf({
      roles: ['HOM', 'HRO'],
      compartments: COMPARTMENTS,
      clearances: { UN: 'STRICTLY CONFIDENTIAL' },
      organisation: 'UN',
    })
    const wall: Reader = { ...everything, isWallboard: true }
    const open = openMarking(OPERATION, 'LIVE')
    const others: readonly Marking[] = [
      withCompartments(open, ['HR']),
      { ...open, level: 'CONFIDENTIAL' },
      { ...open, releasableTo: ['UN'] },
      { ...open, caveats: ['NO-FORWARD'] },
      { ...open, caveats: ['HUMANITARIAN-ONLY'] },
    ]
    expect(mayRead(wall, open)).toBe(true)
    for (const marking of others) expect([mayRead(everything, marking), mayRead(wall, marking)]).toEqual([true, false])
    // It still reads nothing that its person may not.
    expect(mayRead({ ...wall, memberships: [] }, open)).toBe(false)
  })
})

describe('isGivable', () => {
  it.each([
    ['UN', 'STRICTLY CONFIDENTIAL', true],
    ['NATO', 'NATO UNCLASSIFIED', true],
    ['NATO', 'NATO RESTRICTED', false],
    ['UN', 'NO SUCH LEVEL', false],
  ] as const)('%s %s: %s', (policy, level, givable) => {
    expect(isGivable(policy, level)).toBe(givable)
  })
})
