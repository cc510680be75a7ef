import {
  COMPARTMENTS,
  POLICIES,
  REALMS,
  ROLES,
  type Compartment,
  type Membership,
  type Policy,
  type Reader,
  type Realm,
  type Role,
} from '@eirene/domain/access'
import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

interface MembershipJson {
  readonly operation_id: string
  readonly realm: string
  readonly roles: readonly string[]
  readonly compartments: readonly string[]
}

/** The values of a closed set, in its own order; what the set does not know gives nothing. */
function known<T extends string>(set: readonly T[], values: readonly string[]): readonly T[] {
  return set.filter((value) => values.includes(value))
}

function toMembership(row: MembershipJson): Membership | undefined {
  const [realm]: readonly Realm[] = known(REALMS, [row.realm])
  if (realm === undefined) return undefined
  const roles: readonly Role[] = known(ROLES, row.roles)
  const compartments: readonly Compartment[] = known(COMPARTMENTS, row.compartments)
  return { operationId: row.operation_id, realm, roles, compartments }
}

/** What the access decision needs to know of a person; undefined when there is no such person or they are disabled. */
export async function readerOf(db: Db, personId: string): Promise<Reader | undefined> {
  const { rows } = await sql<{
    organisation: string
    clearances: readonly { readonly policy: string; readonly level: string }[] | null
    memberships: readonly MembershipJson[] | null
  }>`
    select p.organisation,
      (select json_agg(json_build_object('policy', c.policy, 'level', c.level) order by c.policy) from clearance c where c.person_id = p.id) as clearances,
      (select json_agg(json_build_object('operation_id', m.operation_id, 'realm', o.realm, 'roles', m.roles, 'compartments', m.compartments) order by m.operation_id)
        from membership m join operation o on o.id = m.operation_id where m.person_id = p.id) as memberships
    from person p where p.id = ${personId} and p.disabled_at is null`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  const clearances: Partial<Record<Policy, string>> = {}
  for (const policy of POLICIES) {
    const held = row.clearances?.find((clearance) => clearance.policy === policy)
    if (held !== undefined) clearances[policy] = held.level
  }
  return {
    personId,
    organisation: row.organisation,
    clearances,
    memberships: (row.memberships ?? []).map(toMembership).filter((membership) => membership !== undefined),
  }
}
