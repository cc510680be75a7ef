import type { Compartment, Policy, Role } from '@eirene/domain/access'
import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** A person who may come in. */
export interface Person {
  readonly id: string
  readonly displayName: string
  /** Lower case. */
  readonly login: string
  /** Organisation or nation code, as used in `releasableTo`; empty when none was given. */
  readonly organisation: string
}

/** What sign-in needs to know. */
export interface Credential {
  readonly personId: string
  /** argon2id in PHC form; null until the invitation was used. */
  readonly passwordHash: string | null
  /** Disabled, or past the end of their validity. */
  readonly isDisabled: boolean
}

/** How many people there are, disabled ones with them. */
export async function countPeople(db: Db): Promise<number> {
  const row = await db
    .selectFrom('person')
    .select(({ fn }) => fn.countAll<bigint>().as('people'))
    .executeTakeFirstOrThrow()
  return Number(row.people)
}

/** Adds a person without a password. A login that is taken already breaks the unique key. */
export async function insertPerson(db: Db, person: Person, createdAt: Date): Promise<void> {
  await db
    .insertInto('person')
    .values({
      id: person.id,
      display_name: person.displayName,
      login: person.login,
      organisation: person.organisation,
      password_hash: null,
      disabled_at: null,
      created_at: createdAt,
    })
    .execute()
}

/** Sets the highest level of a policy that the person may read. */
export async function setClearance(db: Db, personId: string, policy: Policy, level: string): Promise<void> {
  await db
    .insertInto('clearance')
    .values({ person_id: personId, policy, level })
    .onConflict((conflict) => conflict.columns(['person_id', 'policy']).doUpdateSet({ level }))
    .execute()
}

/** Gives a person exactly these roles and compartments in an operation. */
export async function setMembership(
  db: Db,
  membership: {
    readonly operationId: string
    readonly personId: string
    readonly roles: readonly Role[]
    readonly compartments: readonly Compartment[]
  },
): Promise<void> {
  const held = { roles: [...membership.roles], compartments: [...membership.compartments] }
  await db
    .insertInto('membership')
    .values({ operation_id: membership.operationId, person_id: membership.personId, ...held })
    .onConflict((conflict) => conflict.columns(['operation_id', 'person_id']).doUpdateSet(held))
    .execute()
}

/** What signing in asks of a person, who counts as disabled when their time here is over; undefined when there is none. */
export async function findCredential(
  db: Db,
  by: { readonly login: string } | { readonly id: string },
  now: Date,
): Promise<Credential | undefined> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'password_hash', 'disabled_at', 'valid_until'])
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('login', '=', by.login.toLowerCase())))
    .executeTakeFirst()
  if (row === undefined) return undefined
  const isExpired = row.valid_until !== null && row.valid_until <= now
  return { personId: row.id, passwordHash: row.password_hash, isDisabled: row.disabled_at !== null || isExpired }
}

/** A person by id, or by login in any case of letters; undefined when there is none. Disabled ones too. */
export async function findPerson(
  db: Db,
  by: { readonly login: string } | { readonly id: string },
): Promise<Person | undefined> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'display_name', 'login', 'organisation'])
    .where((eb) => ('id' in by ? eb('id', '=', by.id) : eb('login', '=', by.login.toLowerCase())))
    .executeTakeFirst()
  return row && { id: row.id, displayName: row.display_name, login: row.login, organisation: row.organisation }
}

/** Sets the password, by its argon2id hash. Sessions stay: ending them is for the caller. */
export async function setPasswordHash(db: Db, personId: string, passwordHash: string): Promise<void> {
  await db.updateTable('person').set({ password_hash: passwordHash }).where('id', '=', personId).execute()
}

/** A person as `npx eirene people list` shows them. */
export interface PersonLine extends Person {
  readonly hasPassword: boolean
  readonly isDisabled: boolean
  /** `slug: ROLE,ROLE [COMPARTMENT,…]` per operation, in the order of the slugs. */
  readonly memberships: readonly string[]
}

/** Everybody, by login, at most `limit`. */
export async function listPeople(db: Db, limit: number): Promise<readonly PersonLine[]> {
  const { rows } = await sql<{
    id: string
    display_name: string
    login: string
    organisation: string
    has_password: boolean
    is_disabled: boolean
    memberships: string[]
  }>`
    select p.id, p.display_name, p.login, p.organisation,
      p.password_hash is not null as has_password, p.disabled_at is not null as is_disabled,
      coalesce(array_agg(o.slug || ': ' || array_to_string(m.roles, ',')
        || case when m.compartments = '{}' then '' else ' [' || array_to_string(m.compartments, ',') || ']' end
        order by o.slug) filter (where o.id is not null), '{}') as memberships
    from person p
    left join membership m on m.person_id = p.id
    left join operation o on o.id = m.operation_id
    group by p.id order by p.login limit ${limit}`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    displayName: row.display_name,
    login: row.login,
    organisation: row.organisation,
    hasPassword: row.has_password,
    isDisabled: row.is_disabled,
    memberships: row.memberships,
  }))
}

/** Display names by person id. As the system; only for the names beside acts that the reader may see. */
export async function listDisplayNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'display_name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.display_name]))
}
