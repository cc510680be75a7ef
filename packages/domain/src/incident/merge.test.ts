import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  COMPARTMENTS,
  isReadWherever,
  LEVELS,
  mayRead,
  openMarking,
  ROLES,
  withCompartments,
  type Marking,
} from '../access/index.ts'
import {
  assertMergeable,
  INCIDENT_STATES,
  mergeObstacle,
  TRANSITIONS,
  type IncidentState,
  type Mergeable,
} from './index.ts'

const OPERATION = '00000000-0000-7000-8000-00000000ca00'
const open = openMarking(OPERATION, 'LIVE')

function record(id: string, marking: Marking = open, state: IncidentState = 'reported'): Mergeable {
  return { id, marking, state, typeCode: 'ARM-01' }
}

/** Few values, so that markings that cover each other are met often. */
const marking = fc
  .record({
    policy: fc.constantFrom('UN' as const, 'NATO' as const),
    levelIndex: fc.nat({ max: 2 }),
    releasableTo: fc.subarray(['FRA', 'UN']),
    compartments: fc.subarray(['CRSV' as const, 'HR' as const]),
    caveats: fc.subarray(['HUMANITARIAN-ONLY' as const, 'NOK-PENDING' as const]),
  })
  .map(({ levelIndex, ...rest }): Marking => ({
    ...open,
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
  memberships: fc.tuple(
    fc.record({
      operationId: fc.constant(OPERATION),
      realm: fc.constant('LIVE' as const),
      roles: fc.subarray([...ROLES]),
      compartments: fc.subarray([...COMPARTMENTS]),
    }),
  ),
})

describe('merging across markings', () => {
  it('is possible only where whoever reads the merged record reads the other too', () => {
    let covered = 0
    fc.assert(
      fc.property(marking, marking, fc.array(reader, { maxLength: 20 }), (from, into, readers) => {
        if (!isReadWherever(into, from)) return true
        covered += 1
        return readers.every((one) => !mayRead(one, from) || mayRead(one, into))
      }),
      { numRuns: 5000 },
    )
    expect(covered).toBeGreaterThan(100)
  })

  it('goes from the closed record into the open one, never the other way', () => {
    const closed = { ...open, level: 'CONFIDENTIAL' }
    expect(mergeObstacle(record('a', closed), record('b'))).toBeNull()
    expect(mergeObstacle(record('a'), record('b', closed))).toBe('readers')
  })

  it('never closes a protection record as the duplicate of an ordinary one, nor of one in another compartment', () => {
    const crsv = withCompartments(open, ['CRSV'])
    const caac = withCompartments(open, ['CAAC'])
    expect(mergeObstacle(record('a', crsv), record('b'))).toBe('compartments')
    expect(mergeObstacle(record('a', crsv), record('b', caac))).toBe('compartments')
    expect(mergeObstacle(record('a', crsv), record('b', crsv))).toBeNull()
  })

  it('takes a record from no state outside the table, and into none that would lose it', () => {
    for (const from of INCIDENT_STATES)
      for (const into of INCIDENT_STATES) {
        const possible =
          TRANSITIONS[from].includes('duplicate') && !['received', 'duplicate', 'rejected', 'refuted'].includes(into)
        expect(mergeObstacle(record('a', open, from), record('b', open, into)) === null).toBe(possible)
      }
    expect(() => assertMergeable(record('a'), record('a'))).toThrow('into itself')
  })
})
