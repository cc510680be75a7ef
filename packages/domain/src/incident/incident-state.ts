import { Problem } from '../problem/index.ts'
import type { PROVENANCE_METHODS } from '../record/index.ts'

/** Verification states in the order of a record's life; the last five lie aside. */
export const INCIDENT_STATES = [
  'received',
  'reported',
  'under_verification',
  'corroborated',
  'verified',
  'contested',
  'unverifiable',
  'refuted',
  'duplicate',
  'rejected',
] as const
export type IncidentState = (typeof INCIDENT_STATES)[number]

/** Allowed transitions, as data; every other one is refused. Re-opening is an event that leads back to `under_verification`. */
export const TRANSITIONS: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  received: ['reported', 'rejected'],
  reported: ['under_verification', 'duplicate'],
  under_verification: ['reported', 'corroborated', 'unverifiable', 'refuted', 'duplicate'],
  corroborated: ['verified', 'contested', 'refuted', 'duplicate', 'under_verification'],
  verified: ['contested', 'under_verification'],
  contested: ['under_verification'],
  unverifiable: ['under_verification'],
  refuted: ['under_verification'],
  // Un-merging leads back to the state before the merge, whichever of these it was.
  duplicate: ['reported', 'under_verification', 'corroborated'],
  rejected: ['received'],
}

/** States that a situation report counts: `reported` and above, whatever is aside from the record's life excluded. */
export const COUNTED_STATES: readonly IncidentState[] = [
  'reported',
  'under_verification',
  'corroborated',
  'verified',
  'contested',
  'unverifiable',
]

/** A step in a record's verification. Append-only. */
export interface StateChange {
  readonly id: string
  readonly operationId: string
  readonly incidentId: string
  readonly from: IncidentState
  readonly to: IncidentState
  readonly reason: string
  readonly actor: { readonly method: (typeof PROVENANCE_METHODS)[number]; readonly personId: string | null }
  /** The second person of a two-person step; null for the others. */
  readonly confirmedBy: string | null
  readonly changedAt: string
}

/**
 * Checks a change against the table, the two-person rule and N5 (no machine moves a verification state).
 * Throws Problem 'incident.transition_refused'.
 */
export function assertStateChange(
  change: Pick<StateChange, 'from' | 'to' | 'reason' | 'actor' | 'confirmedBy'>,
  reportedBy: readonly string[],
): void {
  const refuse = (text: string): never => {
    throw new Problem('incident.transition_refused', text, { from: change.from, to: change.to })
  }
  if (change.actor.method !== 'human') refuse('Only a person may change the verification state of a record.')
  if (!TRANSITIONS[change.from].includes(change.to))
    refuse(`A record in state "${change.from}" cannot become "${change.to}".`)
  if (change.reason.trim() === '') refuse('Say why: a change of state needs its reason.')
  if (change.to === 'verified') {
    if (change.confirmedBy === null || change.confirmedBy === change.actor.personId)
      refuse('Verification needs a second person to confirm it.')
    const verifiers = [change.actor.personId, change.confirmedBy]
    if (verifiers.some((person) => person !== null && reportedBy.includes(person)))
      refuse('Who reported a record may not verify it.')
  }
}
