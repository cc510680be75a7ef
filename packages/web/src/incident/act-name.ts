import type { IncidentState } from '@eirene/domain/incident'

/** What a change of state is called by who does it. */
export const STATE_ACTS = [
  'accept',
  'reject',
  'takeUp',
  'sendBack',
  'corroborate',
  'unverifiable',
  'refute',
  'contest',
  'reopen',
  'takeBackIn',
] as const
export type StateAct = (typeof STATE_ACTS)[number]

const BY_TARGET: Readonly<Partial<Record<IncidentState, StateAct>>> = {
  rejected: 'reject',
  corroborated: 'corroborate',
  unverifiable: 'unverifiable',
  refuted: 'refute',
  contested: 'contest',
  received: 'takeBackIn',
}

/** The name of a transition: re-opening is the way back to verification from a state that was reached by it. */
export function stateActOf(from: IncidentState, to: IncidentState): StateAct {
  if (to === 'under_verification') return from === 'reported' ? 'takeUp' : 'reopen'
  if (to === 'reported') return from === 'received' ? 'accept' : 'sendBack'
  return BY_TARGET[to] ?? 'sendBack'
}
