import { ACCREDITATION, levelRank, POLICIES, type Compartment, type Policy } from './marking.ts'
import type { Role } from './role.ts'

/** What a person holds, as far as one operation is concerned. Clearances and organisation hold everywhere. */
export interface Holding {
  readonly roles: readonly Role[]
  readonly compartments: readonly Compartment[]
  readonly clearances: Readonly<Partial<Record<Policy, string>>>
  /** Organisation or nation code, as used in `releasableTo`; empty when none was given. */
  readonly organisation: string
}

/** Roles that decide over others' access or open records by themselves: never given by one person alone. */
export const CONFIRMED_ROLES: readonly Role[] = ['HOM', 'HRO', 'WPA', 'CPA', 'GENAD', 'RC']

/** What must wait for a second person. Lists hold what is added only; `organisation` null: stays as it is. */
export interface AwaitedHolding {
  readonly roles: readonly Role[]
  readonly compartments: readonly Compartment[]
  readonly clearances: Readonly<Partial<Record<Policy, string>>>
  readonly organisation: string | null
}

/** Rank of a clearance; no entry counts as the lowest level, which nobody needs to confirm. */
function heldRank(holding: Holding, policy: Policy): number {
  const level = holding.clearances[policy]
  return level === undefined ? 0 : levelRank(policy, level)
}

/**
 * Divides a wanted holding into what one person may give at once and what a second one must confirm: compartments, levels
 * above the lowest, another organisation, and the roles of CONFIRMED_ROLES. What is taken away is taken at once.
 * `awaited` is null when nothing waits.
 */
export function divideGrant(
  held: Holding,
  wanted: Holding,
): { readonly atOnce: Holding; readonly awaited: AwaitedHolding | null } {
  const isAtOnce = (role: Role): boolean => held.roles.includes(role) || !CONFIRMED_ROLES.includes(role)
  const clearances: Partial<Record<Policy, string>> = {}
  const raised: Partial<Record<Policy, string>> = {}
  for (const policy of POLICIES) {
    const level = wanted.clearances[policy]
    if (level === undefined) continue
    if (levelRank(policy, level) <= heldRank(held, policy)) {
      clearances[policy] = level
      continue
    }
    raised[policy] = level
    const before = held.clearances[policy]
    if (before !== undefined) clearances[policy] = before
  }
  const isOrganisationFree = wanted.organisation === held.organisation || wanted.organisation === ''
  const awaited: AwaitedHolding = {
    roles: wanted.roles.filter((role) => !isAtOnce(role)),
    compartments: wanted.compartments.filter((compartment) => !held.compartments.includes(compartment)),
    clearances: raised,
    organisation: isOrganisationFree ? null : wanted.organisation,
  }
  return {
    atOnce: {
      roles: wanted.roles.filter(isAtOnce),
      compartments: wanted.compartments.filter((compartment) => held.compartments.includes(compartment)),
      clearances,
      organisation: isOrganisationFree ? wanted.organisation : held.organisation,
    },
    awaited: isNothing(awaited) ? null : awaited,
  }
}

function isNothing({ roles, compartments, clearances, organisation }: AwaitedHolding): boolean {
  return (
    roles.length === 0 && compartments.length === 0 && Object.keys(clearances).length === 0 && organisation === null
  )
}

/** What a person holds once the awaited part was confirmed. */
export function withAwaited(held: Holding, awaited: AwaitedHolding): Holding {
  return {
    roles: [...new Set([...held.roles, ...awaited.roles])],
    compartments: [...new Set([...held.compartments, ...awaited.compartments])],
    clearances: { ...held.clearances, ...awaited.clearances },
    organisation: awaited.organisation ?? held.organisation,
  }
}

/** A clearance that this installation cannot give: an unknown level, or one above what it is accredited for. */
export function isGivable(policy: Policy, level: string): boolean {
  const rank = levelRank(policy, level)
  return rank >= 0 && rank <= levelRank(policy, ACCREDITATION[policy])
}
