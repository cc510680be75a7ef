import { isReadWherever, type Marking } from '../access/index.ts'
import { Problem } from '../problem/index.ts'
import { TRANSITIONS, type IncidentState } from './incident-state.ts'
import { restrictionOf } from './verification-step.ts'

/** What of a record decides whether it may be merged. */
export interface Mergeable {
  readonly id: string
  readonly state: IncidentState
  readonly typeCode: string
  readonly marking: Marking
}

/** Records that nothing is merged into: the record they stand for would be lost with them. */
const NO_TARGETS: readonly IncidentState[] = ['received', 'duplicate', 'rejected', 'refuted']

/** Why a merge cannot be; null when it can. */
export type MergeObstacle = 'itself' | 'state' | 'target_state' | 'compartments' | 'readers'

/**
 * What stands against merging `from` into `into`. The merged record becomes a duplicate for everybody who reads it, so each
 * of them must be able to read the one it is merged into: otherwise its state would tell that a hidden record exists, and
 * its harm would be lost from their figures. Protection compartments must be the same: a child's case is never closed as a
 * duplicate of an ordinary record.
 */
export function mergeObstacle(from: Mergeable, into: Mergeable): MergeObstacle | null {
  if (from.id === into.id) return 'itself'
  if (!TRANSITIONS[from.state].includes('duplicate')) return 'state'
  if (NO_TARGETS.includes(into.state)) return 'target_state'
  const restriction = (record: Mergeable): string =>
    restrictionOf({ typeCode: record.typeCode, compartments: record.marking.compartments }).join()
  if (restriction(from) !== restriction(into)) return 'compartments'
  return isReadWherever(into.marking, from.marking) ? null : 'readers'
}

const OBSTACLES: Readonly<Record<MergeObstacle, string>> = {
  itself: 'A record cannot be merged into itself.',
  state: 'Only a record that is reported, under verification or corroborated can be merged into another.',
  target_state: 'Nothing is merged into a record that is not screened yet, rejected, refuted or itself a duplicate.',
  compartments: 'Both records must lie in the same protection compartments.',
  readers: 'Not everybody who reads the first may read the second. Try to merge the other way round.',
}

/** Throws Problem 'incident.merge_refused' that says what stands against the merge. */
export function assertMergeable(from: Mergeable, into: Mergeable): void {
  const obstacle = mergeObstacle(from, into)
  if (obstacle !== null) throw new Problem('incident.merge_refused', OBSTACLES[obstacle], { obstacle })
}
