import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CAVEATS,
  COMPARTMENTS,
  LEVELS,
  mayRead,
  openMarking,
  POLICIES,
  type Marking,
  type Reader,
} from '../access/index.ts'
import { markingsForProduct, productMarking } from './index.ts'

const OPERATION = 'op'
const subset = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { maxLength: 2 })
const marking: fc.Arbitrary<Marking> = fc
  .record({
    policy: fc.constantFrom(...POLICIES),
    levelNo: fc.nat({ max: 4 }),
    releasableTo: subset(['UN', 'AU', 'FR']),
    compartments: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: subset(COMPARTMENTS) }),
    caveats: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: subset(CAVEATS) }),
  })
  .map(({ policy, levelNo, ...rest }) => ({
    operationId: OPERATION,
    realm: 'LIVE' as const,
    policy,
    level: LEVELS[policy][levelNo % LEVELS[policy].length] ?? '',
    ...rest,
  }))
const reader: fc.Arbitrary<Reader> = fc
  .record({
    organisation: fc.constantFrom('UN', 'AU', 'FR'),
    un: fc.constantFrom(...LEVELS.UN),
    tlp: fc.constantFrom(...LEVELS.TLP),
  })
  .map(({ organisation, un, tlp }) => ({
    personId: 'p',
    organisation,
    clearances: { UN: un, TLP: tlp },
    memberships: [{ operationId: OPERATION, realm: 'LIVE' as const, roles: ['DO' as const], compartments: [] }],
  }))

describe('the marking of a product', () => {
  it('lets nobody read it who may not read every record in it', () => {
    fc.assert(
      fc.property(fc.array(marking, { maxLength: 6 }), reader, (markings, person) => {
        const used = markingsForProduct(markings)
        if (!mayRead(person, productMarking(OPERATION, 'LIVE', used))) return
        for (const one of used) expect(mayRead(person, one)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('never uses a record in a compartment, or one that only some of the people may read (N3)', () => {
    fc.assert(
      fc.property(fc.array(marking, { maxLength: 6 }), (markings) => {
        for (const one of markingsForProduct(markings)) {
          expect(one.compartments).toEqual([])
          expect(one.caveats).not.toContain('HUMANITARIAN-ONLY')
          expect(one.caveats).not.toContain('NOK-PENDING')
        }
      }),
    )
  })

  it('is the highest level of the records', () => {
    const open = openMarking(OPERATION, 'LIVE')
    const confidential = { ...open, level: 'CONFIDENTIAL' }
    expect(productMarking(OPERATION, 'LIVE', [open, confidential, open]).level).toBe('CONFIDENTIAL')
    expect(productMarking(OPERATION, 'LIVE', [])).toEqual(open)
  })

  it('carries the caveats that limit passing on, and says EXERCISE in an exercise', () => {
    const open = openMarking(OPERATION, 'EXERCISE')
    const held = { ...open, caveats: ['NO-FORWARD'] as const }
    expect(productMarking(OPERATION, 'EXERCISE', [held]).caveats).toEqual(['EXERCISE', 'NO-FORWARD'])
  })

  it('leaves limited records out when they have no audience in common', () => {
    const open = openMarking(OPERATION, 'LIVE')
    const french = { ...open, releasableTo: ['FR'] }
    expect(markingsForProduct([open, french, { ...open, releasableTo: ['AU'] }])).toEqual([open])
    expect(productMarking(OPERATION, 'LIVE', markingsForProduct([open, french])).releasableTo).toEqual(['FR'])
  })
})
