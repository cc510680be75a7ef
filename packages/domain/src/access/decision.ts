import { levelRank, type Compartment, type HandlingCaveat, type Marking, type Policy, type Realm } from './marking.ts'
import { ACTS, type Act, type Role } from './role.ts'

/** What a person holds in one operation. */
export interface Membership {
  readonly operationId: string
  readonly realm: Realm
  readonly roles: readonly Role[]
  readonly compartments: readonly Compartment[]
}

/** Everything the access decision needs to know of a person. */
export interface Reader {
  readonly personId: string
  /** Organisation or nation code, as used in `releasableTo`. */
  readonly organisation: string
  /** Highest level per policy; a policy without an entry gives its lowest level only for UN and TLP, nothing for others. */
  readonly clearances: Readonly<Partial<Record<Policy, string>>>
  readonly memberships: readonly Membership[]
  /** Set for a screen on a wall: whatever the person holds, it reads only the lowest markings and does nothing. */
  readonly isWallboard?: true
}

/** What passers-by may see: the lowest level, for everybody, without compartment or caveat. EXERCISE only names the realm. */
function isForTheWall(marking: Marking): boolean {
  return (
    levelRank(marking.policy, marking.level) === 0 &&
    marking.compartments.length === 0 &&
    marking.releasableTo.length === 0 &&
    marking.caveats.every((caveat) => caveat === 'EXERCISE')
  )
}

const HUMANITARIAN_ROLES: readonly Role[] = ['RC', 'HRO', 'WPA', 'CPA', 'GENAD']

function isCleared(reader: Reader, marking: Marking): boolean {
  const needed = levelRank(marking.policy, marking.level)
  if (needed < 0) return false
  const held = reader.clearances[marking.policy]
  if (held === undefined) return needed === 0 && (marking.policy === 'UN' || marking.policy === 'TLP')
  return levelRank(marking.policy, held) >= needed
}

/**
 * The one decision on reading: clearance ≥ level, compartments ⊆ the reader's, organisation ∈ releasable-to,
 * operation and realm ∈ the reader's, handling caveats respected. Pure; the store, the scan and every exit only apply it.
 */
export function mayRead(reader: Reader, marking: Marking): boolean {
  if (reader.isWallboard === true && !isForTheWall(marking)) return false
  const membership = reader.memberships.find((m) => m.operationId === marking.operationId && m.realm === marking.realm)
  if (membership === undefined) return false
  if (!membership.roles.some((role) => role !== 'ADM')) return false
  if (!isCleared(reader, marking)) return false
  if (!marking.compartments.every((compartment) => membership.compartments.includes(compartment))) return false
  if (marking.releasableTo.length > 0 && !marking.releasableTo.includes(reader.organisation)) return false
  if (
    marking.caveats.includes('HUMANITARIAN-ONLY') &&
    !membership.roles.some((role) => HUMANITARIAN_ROLES.includes(role))
  )
    return false
  if (marking.caveats.includes('NOK-PENDING') && !membership.compartments.includes('PERSONNEL')) return false
  return true
}

/**
 * Whether everybody who may read a record under `marking` may also read one under `other`, whoever they are. Where it is
 * false there may be readers of the first for whom the second must not exist.
 */
export function isReadWherever(other: Marking, marking: Marking): boolean {
  const sameWorld =
    other.operationId === marking.operationId && other.realm === marking.realm && other.policy === marking.policy
  if (!sameWorld || levelRank(marking.policy, marking.level) < 0 || levelRank(other.policy, other.level) < 0)
    return false
  const reaches =
    other.releasableTo.length === 0 ||
    (marking.releasableTo.length > 0 && marking.releasableTo.every((one) => other.releasableTo.includes(one)))
  const asksNoMore = (caveat: HandlingCaveat): boolean =>
    !other.caveats.includes(caveat) || marking.caveats.includes(caveat)
  return (
    levelRank(other.policy, other.level) <= levelRank(marking.policy, marking.level) &&
    other.compartments.every((compartment) => marking.compartments.includes(compartment)) &&
    reaches &&
    asksNoMore('HUMANITARIAN-ONLY') &&
    asksNoMore('NOK-PENDING')
  )
}

/** What a person holds in an operation; undefined when they have no part in it. */
export function membershipIn(reader: Pick<Reader, 'memberships'>, operationId: string): Membership | undefined {
  return reader.memberships.find((membership) => membership.operationId === operationId)
}

/** Whether a person may perform an act in an operation. Reading what the act touches is decided separately by `mayRead`. */
export function mayAct(reader: Reader, act: Act, operationId: string): boolean {
  if (reader.isWallboard === true) return false
  const allowed: readonly Role[] = ACTS[act]
  return reader.memberships.some((m) => m.operationId === operationId && m.roles.some((role) => allowed.includes(role)))
}

/** A marking with its number in the operation's dictionary of distinct markings. */
export interface NumberedMarking {
  readonly markingNo: number
  readonly marking: Marking
}

/** Numbers of the markings that the reader may read, ascending: what the store's RLS and the scan's bitset are filled from. */
export function readableMarkings(reader: Reader, dictionary: readonly NumberedMarking[]): readonly number[] {
  return dictionary
    .filter(({ marking }) => mayRead(reader, marking))
    .map(({ markingNo }) => markingNo)
    .sort((a, b) => a - b)
}
