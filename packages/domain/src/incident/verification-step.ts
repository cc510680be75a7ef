import type { Act, Compartment, Role } from '../access/index.ts'
import { incidentType } from './codelists/index.ts'
import { INCIDENT_STATES, TRANSITIONS, type IncidentState } from './incident-state.ts'

/** The acts of verification, in the order of a record's life. */
export const VERIFICATION_ACTS = [
  'incident.screen',
  'incident.grade',
  'incident.assign',
  'incident.assess',
  'incident.confirm',
  'incident.merge',
] as const satisfies readonly Act[]
export type VerificationAct = (typeof VERIFICATION_ACTS)[number]

/** Compartments of people who must be protected: their records are handled by those mandated for them and nobody else. */
export const PROTECTION_COMPARTMENTS = ['CRSV', 'CAAC', 'SEA', 'TIP'] as const satisfies readonly Compartment[]

const MANDATED: readonly Role[] = ['HRO', 'WPA', 'CPA']

/** Who performs an act on an ordinary record, and who on one in a protection compartment, which they must hold besides. */
export const ROLES_OF_ACT: Readonly<
  Record<VerificationAct, { readonly ordinary: readonly Role[]; readonly restricted: readonly Role[] }>
> = {
  'incident.screen': { ordinary: ['DO'], restricted: MANDATED },
  'incident.grade': { ordinary: ['DO', 'JMAC'], restricted: MANDATED },
  'incident.assign': { ordinary: ['DO', 'JMAC'], restricted: MANDATED },
  'incident.assess': { ordinary: ['JMAC'], restricted: MANDATED },
  'incident.confirm': { ordinary: ['JMAC', 'HRO'], restricted: MANDATED },
  'incident.merge': { ordinary: ['DO'], restricted: MANDATED },
}

/** The act by which each transition of the table happens: every allowed transition has one, and no other. */
export const ACT_OF_TRANSITION: Readonly<
  Record<IncidentState, Readonly<Partial<Record<IncidentState, VerificationAct>>>>
> = {
  received: { reported: 'incident.screen', rejected: 'incident.screen' },
  reported: { under_verification: 'incident.assign', duplicate: 'incident.merge' },
  under_verification: {
    reported: 'incident.assign',
    corroborated: 'incident.assess',
    unverifiable: 'incident.assess',
    refuted: 'incident.assess',
    duplicate: 'incident.merge',
  },
  corroborated: {
    verified: 'incident.confirm',
    contested: 'incident.assess',
    refuted: 'incident.assess',
    under_verification: 'incident.assess',
    duplicate: 'incident.merge',
  },
  verified: { contested: 'incident.assess', under_verification: 'incident.assess' },
  contested: { under_verification: 'incident.assess' },
  unverifiable: { under_verification: 'incident.assess' },
  refuted: { under_verification: 'incident.assess' },
  duplicate: { reported: 'incident.merge', under_verification: 'incident.merge', corroborated: 'incident.merge' },
  rejected: { received: 'incident.screen' },
}

/** What a person holds in the operation of a record. */
export interface Handler {
  readonly roles: readonly Role[]
  readonly compartments: readonly Compartment[]
}

/** What of a record decides who handles it. */
export interface Handled {
  readonly typeCode: string
  /** Compartments of its marking. */
  readonly compartments: readonly Compartment[]
}

/** Protection compartments that a record lies in by its marking or calls for by its type; empty for an ordinary record. */
export function restrictionOf({ typeCode, compartments }: Handled): readonly Compartment[] {
  const all = [...compartments, ...(incidentType(typeCode)?.compartments ?? [])]
  return PROTECTION_COMPARTMENTS.filter((compartment) => all.includes(compartment))
}

/** Whether this person may perform the act on the record. That they may read it is decided before, by `mayRead`. */
export function mayHandle(person: Handler, act: VerificationAct, record: Handled): boolean {
  const restriction = restrictionOf(record)
  const { ordinary, restricted } = ROLES_OF_ACT[act]
  const roles = restriction.length === 0 ? ordinary : restricted
  return (
    person.roles.some((role) => roles.includes(role)) &&
    restriction.every((compartment) => person.compartments.includes(compartment))
  )
}

/**
 * Transitions by which a record leaves its state through a plain change of state: `verified` takes a proposal and its
 * confirmation, `duplicate` a merge.
 */
export function isPlainTransition(from: IncidentState, to: IncidentState): boolean {
  return TRANSITIONS[from].includes(to) && to !== 'verified' && to !== 'duplicate'
}

/** States into which this person may bring the record now by a plain change of state. */
export function statesWithin(
  person: Handler,
  record: Handled & { readonly state: IncidentState },
): readonly IncidentState[] {
  return INCIDENT_STATES.filter((to) => {
    const act = ACT_OF_TRANSITION[record.state][to]
    return act !== undefined && isPlainTransition(record.state, to) && mayHandle(person, act, record)
  })
}
