import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CAVEATS,
  COMPARTMENTS,
  LEVELS,
  markingKey,
  mayAct,
  mayRead,
  openMarking,
  POLICIES,
  readableMarkings,
  ROLES,
  withCompartments,
  type Marking,
  type Reader,
} from './index.ts'

const CAR = '00000000-0000-7000-8000-00000000ca00'
const MALI = '00000000-0000-7000-8000-00000000a110'

const marking = fc
  .record({
    operationId: fc.constantFrom(CAR, MALI),
    realm: fc.constantFrom('LIVE' as const, 'EXERCISE' as const),
    policy: fc.constantFrom(...POLICIES),
    levelIndex: fc.nat({ max: 4 }),
    releasableTo: fc.subarray(['FRA', 'RWA', 'UN']),
    compartments: fc.subarray([...COMPARTMENTS]),
    caveats: fc.subarray([...CAVEATS]),
  })
  .map(({ levelIndex, ...rest }): Marking => ({
    ...rest,
    level: LEVELS[rest.policy][levelIndex] ?? LEVELS[rest.policy][0],
  }))

const reader = fc.record({
  personId: fc.constant('p'),
  organisation: fc.constantFrom('FRA', 'RWA', 'UN', ''),
  clearances: fc.record(
    { UN: fc.constantFrom(...LEVELS.UN), NATO: fc.constantFrom(...LEVELS.NATO) },
    { requiredKeys: [] },
  ),
  memberships: fc.array(
    fc.record({
      operationId: fc.constantFrom(CAR, MALI),
      realm: fc.constantFrom('LIVE' as const, 'EXERCISE' as const),
      roles: fc.subarray([...ROLES]),
      compartments: fc.subarray([...COMPARTMENTS]),
    }),
    { maxLength: 3 },
  ),
})

/** A duty officer of the mission in the Central African Republic. */
const amara: Reader = {
  personId: 'amara',
  organisation: 'UN',
  clearances: { UN: 'CONFIDENTIAL' },
  memberships: [{ operationId: CAR, realm: 'LIVE', roles: ['DO'], compartments: [] }],
}
const open = openMarking(CAR, 'LIVE')

describe('mayRead', () => {
  it('lets a member read what is open in the operation, and nobody else', () => {
    expect(mayRead(amara, open)).toBe(true)
    expect(mayRead({ ...amara, memberships: [] }, open)).toBe(false)
    expect(mayRead(amara, openMarking(MALI, 'LIVE'))).toBe(false)
  })

  it('never joins the realms', () => {
    expect(mayRead(amara, { ...open, realm: 'EXERCISE' })).toBe(false)
  })

  it('needs every compartment by name, whatever the level', () => {
    const restricted = withCompartments(open, ['CRSV', 'CAAC'])
    expect(mayRead(amara, restricted)).toBe(false)
    const [membership] = amara.memberships
    const withOne: Reader = { ...amara, memberships: [{ ...membership!, compartments: ['CRSV'] }] }
    expect(mayRead(withOne, restricted)).toBe(false)
    const withBoth: Reader = { ...amara, memberships: [{ ...membership!, compartments: ['CRSV', 'CAAC'] }] }
    expect(mayRead(withBoth, restricted)).toBe(true)
  })

  it('needs the level, and never converts a clearance to another policy', () => {
    expect(mayRead(amara, { ...open, level: 'CONFIDENTIAL' })).toBe(true)
    expect(mayRead(amara, { ...open, level: 'STRICTLY CONFIDENTIAL' })).toBe(false)
    expect(mayRead(amara, { ...open, policy: 'NATO', level: 'NATO UNCLASSIFIED' })).toBe(false)
    expect(mayRead(amara, { ...open, level: 'NO SUCH LEVEL' })).toBe(false)
  })

  it('keeps a record from organisations that it is not releasable to', () => {
    expect(mayRead(amara, { ...open, releasableTo: ['FRA'] })).toBe(false)
    expect(mayRead(amara, { ...open, releasableTo: ['FRA', 'UN'] })).toBe(true)
  })

  it('gives a technical administrator no content', () => {
    const admin: Reader = {
      ...amara,
      memberships: [{ operationId: CAR, realm: 'LIVE', roles: ['ADM'], compartments: [...COMPARTMENTS] }],
    }
    expect(mayRead(admin, open)).toBe(false)
  })

  it('keeps humanitarian-only records from armed components (N7)', () => {
    const humanitarian: Marking = { ...open, caveats: ['HUMANITARIAN-ONLY'] }
    expect(mayRead(amara, humanitarian)).toBe(false)
    expect(
      mayRead(
        { ...amara, memberships: [{ operationId: CAR, realm: 'LIVE', roles: ['RC'], compartments: [] }] },
        humanitarian,
      ),
    ).toBe(true)
  })

  it('never grants more when a marking gets a compartment or a higher level', () => {
    fc.assert(
      fc.property(reader, marking, fc.constantFrom(...COMPARTMENTS), (person, mark, compartment) => {
        if (!mayRead(person, mark)) expect(mayRead(person, withCompartments(mark, [compartment]))).toBe(false)
      }),
    )
  })

  it('never grants anything outside the reader’s operations and realms', () => {
    fc.assert(
      fc.property(reader, marking, (person, mark) => {
        if (mayRead(person, mark)) {
          expect(person.memberships.some((m) => m.operationId === mark.operationId && m.realm === mark.realm)).toBe(
            true,
          )
        }
      }),
    )
  })
})

describe('readableMarkings', () => {
  it('lists exactly the numbers whose marking may be read', () => {
    fc.assert(
      fc.property(reader, fc.array(marking, { maxLength: 12 }), (person, marks) => {
        const dictionary = marks.map((mark, markingNo) => ({ markingNo, marking: mark }))
        const numbers = readableMarkings(person, dictionary)
        expect(numbers).toEqual(
          dictionary.filter((entry) => mayRead(person, entry.marking)).map((entry) => entry.markingNo),
        )
      }),
    )
  })
})

describe('markingKey', () => {
  it('is the same whatever the order of the lists', () => {
    fc.assert(
      fc.property(marking, (mark) => {
        const turned: Marking = {
          ...mark,
          compartments: [...mark.compartments].reverse(),
          releasableTo: [...mark.releasableTo].reverse(),
          caveats: [...mark.caveats].reverse(),
        }
        expect(markingKey(turned)).toBe(markingKey(mark))
      }),
    )
  })
})

describe('mayAct', () => {
  it('lets a duty officer import and draft, but not release, and only in their operation', () => {
    expect(mayAct(amara, 'import.run', CAR)).toBe(true)
    expect(mayAct(amara, 'sitrep.draft', CAR)).toBe(true)
    expect(mayAct(amara, 'sitrep.release', CAR)).toBe(false)
    expect(mayAct(amara, 'import.run', MALI)).toBe(false)
  })
})
