import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTS, COMPARTMENTS, ROLES, type Role } from '../access/index.ts'
import {
  ACT_OF_TRANSITION,
  INCIDENT_STATES,
  isPlainTransition,
  mayHandle,
  PROTECTION_COMPARTMENTS,
  queuesOf,
  restrictionOf,
  ROLES_OF_ACT,
  statesWithin,
  TRANSITIONS,
  VERIFICATION_ACTS,
  type IncidentState,
} from './index.ts'

const ordinary = { typeCode: 'ARM-01', compartments: [] } as const

/** Who may bring an ordinary record from one state into others by a plain step, in plain words a second time. */
const BY_ROLE: Readonly<Partial<Record<Role, Readonly<Partial<Record<IncidentState, readonly IncidentState[]>>>>>> = {
  DO: {
    received: ['reported', 'rejected'],
    reported: ['under_verification'],
    under_verification: ['reported'],
    rejected: ['received'],
  },
  JMAC: {
    reported: ['under_verification'],
    under_verification: ['reported', 'corroborated', 'unverifiable', 'refuted'],
    corroborated: ['contested', 'refuted', 'under_verification'],
    verified: ['contested', 'under_verification'],
    contested: ['under_verification'],
    unverifiable: ['under_verification'],
    refuted: ['under_verification'],
  },
}

describe('the acts of verification', () => {
  it('name one act for each transition of the table, and for no other', () => {
    for (const from of INCIDENT_STATES)
      expect(Object.keys(ACT_OF_TRANSITION[from]).sort(), from).toEqual([...TRANSITIONS[from]].sort())
  })

  it('let each role make these transitions of an ordinary record and no others: role × state × state', () => {
    for (const role of ROLES)
      for (const state of INCIDENT_STATES) {
        const reached = statesWithin({ roles: [role], compartments: COMPARTMENTS }, { ...ordinary, state })
        const expected = BY_ROLE[role]?.[state] ?? []
        // Merged away is undone by the person on duty, by its own act or for a record whose merge nobody recorded.
        const undone = role === 'DO' && state === 'duplicate' ? ['reported', 'under_verification', 'corroborated'] : []
        expect([role, state, [...reached].sort()]).toEqual([role, state, [...expected, ...undone].sort()])
      }
  })

  it('leave a protection record to those mandated for it who hold its compartment', () => {
    for (const role of ROLES)
      for (const act of VERIFICATION_ACTS)
        for (const compartment of PROTECTION_COMPARTMENTS) {
          const record = { typeCode: 'ARM-01', compartments: [compartment] }
          const isMandated = ['HRO', 'WPA', 'CPA'].includes(role)
          expect(mayHandle({ roles: [role], compartments: [compartment] }, act, record)).toBe(isMandated)
          expect(mayHandle({ roles: [role], compartments: [] }, act, record)).toBe(false)
        }
    expect(restrictionOf({ typeCode: 'SXV-09', compartments: [] })).toEqual(['CRSV', 'TIP'])
    expect(
      mayHandle({ roles: ['WPA'], compartments: ['CRSV'] }, 'incident.assess', {
        typeCode: 'SXV-09',
        compartments: [],
      }),
    ).toBe(false)
  })

  it('stand in the acts of roles with everybody whom some record lets perform them', () => {
    for (const act of VERIFICATION_ACTS) {
      const { ordinary: some, restricted } = ROLES_OF_ACT[act]
      expect([...ACTS[act]].sort(), act).toEqual([...new Set([...some, ...restricted])].sort())
    }
    const all = new Set(VERIFICATION_ACTS.flatMap((act) => ACTS[act] as readonly Role[]))
    expect([...ACTS['incident.handle']].sort()).toEqual([...all].sort())
  })

  it('reach verified and duplicate by their own acts alone', () => {
    for (const from of INCIDENT_STATES)
      for (const to of ['verified', 'duplicate'] as const) expect(isPlainTransition(from, to)).toBe(false)
  })

  it('give nobody a queue without an act, and ADM none', () => {
    fc.assert(
      fc.property(fc.subarray([...ROLES]), fc.subarray([...COMPARTMENTS]), (roles, compartments) => {
        const hasAct = roles.some((role) => (ACTS['incident.handle'] as readonly Role[]).includes(role))
        return hasAct || queuesOf({ roles, compartments }).length === 0
      }),
    )
    expect(queuesOf({ roles: ['ADM'], compartments: COMPARTMENTS })).toEqual([])
  })
})
