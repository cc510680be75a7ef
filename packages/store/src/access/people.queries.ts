import { COMPARTMENTS, POLICIES, ROLES, type Holding, type Policy } from '@eirene/domain/access'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/index.ts'

/** A person of an operation as those who keep its people see them. */
export interface OperationPerson extends Holding {
  readonly id: string
  readonly displayName: string
  readonly login: string
  /** Whether they have a password, a passkey or an outside account. */
  readonly canSignIn: boolean
  readonly disabledAt: Date | null
  readonly validUntil: Date | null
  readonly version: number
  readonly lastSeenAt: Date | null
  readonly openSessions: number
  readonly passkeys: number
  /** Every operation in which they have a part. */
  readonly operationIds: readonly string[]
}

interface PersonRow {
  readonly id: string
  readonly display_name: string
  readonly login: string
  readonly organisation: string
  readonly can_sign_in: boolean
  readonly disabled_at: Date | null
  readonly valid_until: Date | null
  readonly version: number
  readonly last_seen_at: Date | null
  readonly open_sessions: number
  readonly passkeys: number
  readonly roles: readonly string[]
  readonly compartments: readonly string[]
  readonly clearances: Readonly<Record<string, string>> | null
  readonly operation_ids: readonly string[]
}

function toPerson(row: PersonRow): OperationPerson {
  const clearances: Partial<Record<Policy, string>> = {}
  for (const policy of POLICIES) {
    const level = row.clearances?.[policy]
    if (level !== undefined) clearances[policy] = level
  }
  return {
    id: row.id,
    displayName: row.display_name,
    login: row.login,
    organisation: row.organisation,
    canSignIn: row.can_sign_in,
    disabledAt: row.disabled_at,
    validUntil: row.valid_until,
    version: row.version,
    lastSeenAt: row.last_seen_at,
    openSessions: row.open_sessions,
    passkeys: row.passkeys,
    roles: ROLES.filter((role) => row.roles.includes(role)),
    compartments: COMPARTMENTS.filter((compartment) => row.compartments.includes(compartment)),
    clearances,
    operationIds: row.operation_ids,
  }
}

/** The people with a part in an operation, by display name; with `personId` that one only. As the system. At most 1,000. */
export async function listPeopleOf(
  db: Db,
  operationId: string,
  personId?: string,
): Promise<readonly OperationPerson[]> {
  const one = personId === undefined ? sql`` : sql`and p.id = ${personId}`
  const { rows } = await sql<PersonRow>`
    select p.id, p.display_name, p.login, p.organisation, p.disabled_at, p.valid_until, p.version,
      (p.password_hash is not null or exists (select from passkey k where k.person_id = p.id)
        or exists (select from outside_account a where a.person_id = p.id)) as can_sign_in,
      (select max(s.last_seen_at) from session s where s.person_id = p.id) as last_seen_at,
      (select count(*)::integer from session s where s.person_id = p.id and s.ended_at is null) as open_sessions,
      (select count(*)::integer from passkey k where k.person_id = p.id) as passkeys,
      m.roles, m.compartments,
      (select json_object_agg(c.policy, c.level) from clearance c where c.person_id = p.id) as clearances,
      (select json_agg(o.operation_id) from membership o where o.person_id = p.id) as operation_ids
    from membership m join person p on p.id = m.person_id
    where m.operation_id = ${operationId} ${one}
    order by p.display_name, p.login limit 1000`.execute(db)
  return rows.map(toPerson)
}

/** Makes everybody else who changes people of this operation wait until the transaction ends. */
export async function lockPeople(tx: Tx, operationId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(4711008, hashtext(${operationId}))`.execute(tx)
}

/**
 * Counts the version of a person up from the one that was seen. False when somebody changed them meanwhile. The row stays
 * locked until the transaction ends.
 */
export async function raiseVersion(tx: Tx, personId: string, seen: number): Promise<boolean> {
  const result = await tx
    .updateTable('person')
    .set({ version: seen + 1 })
    .where('id', '=', personId)
    .where('version', '=', seen)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Writes what of a person holds in every operation. */
export async function setPersonFacts(
  tx: Tx,
  personId: string,
  facts: { readonly displayName: string; readonly organisation: string; readonly validUntil: Date | null },
): Promise<void> {
  await tx
    .updateTable('person')
    .set({ display_name: facts.displayName, organisation: facts.organisation, valid_until: facts.validUntil })
    .where('id', '=', personId)
    .execute()
}

/** Gives a person exactly these clearances. */
export async function setClearances(tx: Tx, personId: string, clearances: Holding['clearances']): Promise<void> {
  await tx.deleteFrom('clearance').where('person_id', '=', personId).execute()
  const rows = Object.entries(clearances).map(([policy, level]) => ({ person_id: personId, policy, level }))
  if (rows.length > 0) await tx.insertInto('clearance').values(rows).execute()
}

/** Takes a person out of an operation. */
export async function deleteMembership(tx: Tx, operationId: string, personId: string): Promise<void> {
  await tx.deleteFrom('membership').where('operation_id', '=', operationId).where('person_id', '=', personId).execute()
}

/** Null lets the person in again. */
export async function setDisabled(db: Db, personId: string, at: Date | null): Promise<void> {
  await db.updateTable('person').set({ disabled_at: at }).where('id', '=', personId).execute()
}

/** After how many minutes without a touch a person's shared screens lock; null: ten, as the installation has it. */
export async function setIdleLock(db: Db, personId: string, minutes: number | null): Promise<void> {
  await db.updateTable('person').set({ idle_lock_minutes: minutes }).where('id', '=', personId).execute()
}

/** Whether an operation has, besides this person, somebody with ADM who may come in at `now`. */
export async function hasOtherAdministrator(
  tx: Tx,
  operationId: string,
  personId: string,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .selectFrom('membership as m')
    .innerJoin('person as p', 'p.id', 'm.person_id')
    .select('p.id')
    .where('m.operation_id', '=', operationId)
    .where('p.id', '!=', personId)
    .where(sql<boolean>`'ADM' = any (m.roles)`)
    .where('p.disabled_at', 'is', null)
    .where((eb) => eb.or([eb('p.valid_until', 'is', null), eb('p.valid_until', '>', now)]))
    .executeTakeFirst()
  return row !== undefined
}
