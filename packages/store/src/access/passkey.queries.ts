import type { Db } from '../db/index.ts'

/** A public key that a person's device signs in with. */
export interface Passkey {
  /** Credential id, base64url. */
  readonly id: string
  readonly personId: string
  /** As the person calls it. */
  readonly label: string
  readonly publicKey: Buffer
  /** Signatures as the authenticator counts them; 0 where it does not count. */
  readonly signCount: number
  readonly transports: readonly string[]
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** Adds a passkey. False when its id is taken. */
export async function insertPasskey(db: Db, passkey: Omit<Passkey, 'lastUsedAt'>): Promise<boolean> {
  const result = await db
    .insertInto('passkey')
    .values({
      id: passkey.id,
      person_id: passkey.personId,
      label: passkey.label,
      public_key: passkey.publicKey,
      sign_count: BigInt(passkey.signCount),
      transports: [...passkey.transports],
      created_at: passkey.createdAt,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

const COLUMNS = [
  'id',
  'person_id',
  'label',
  'public_key',
  'sign_count',
  'transports',
  'created_at',
  'last_used_at',
] as const

interface PasskeyRow {
  readonly id: string
  readonly person_id: string
  readonly label: string
  readonly public_key: Buffer
  readonly sign_count: bigint
  readonly transports: readonly string[]
  readonly created_at: Date
  readonly last_used_at: Date | null
}

function toPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    personId: row.person_id,
    label: row.label,
    publicKey: row.public_key,
    signCount: Number(row.sign_count),
    transports: row.transports,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}

/** A passkey by its credential's id, whoever holds it; undefined when there is none. */
export async function findPasskey(db: Db, id: string): Promise<Passkey | undefined> {
  const row = await db.selectFrom('passkey').select(COLUMNS).where('id', '=', id).executeTakeFirst()
  return row && toPasskey(row)
}

/** A person's passkeys, oldest first. */
export async function listPasskeys(db: Db, personId: string): Promise<readonly Passkey[]> {
  const rows = await db
    .selectFrom('passkey')
    .select(COLUMNS)
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map(toPasskey)
}

/** Notes a use. False when another use with the same or a higher count came first. */
export async function notePasskeyUse(
  db: Db,
  used: Pick<Passkey, 'id' | 'signCount'>,
  before: number,
  at: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('passkey')
    .set({ sign_count: BigInt(used.signCount), last_used_at: at })
    .where('id', '=', used.id)
    .where('sign_count', '=', BigInt(before))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Takes a passkey of a person away and gives how they called it; undefined when they have none of this id. */
export async function deletePasskey(db: Db, personId: string, id: string): Promise<string | undefined> {
  const removed = await db
    .deleteFrom('passkey')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .returning('label')
    .executeTakeFirst()
  return removed?.label
}

/** Takes every way in away that is not the password: the link that was used replaces them. */
export async function deleteOtherWaysIn(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('passkey').where('person_id', '=', personId).execute()
  await db.deleteFrom('outside_account').where('person_id', '=', personId).execute()
}

/** Binds a person to how an issuer knows them. False when the subject is another person's, or the person another subject's. */
export async function bindOutsideAccount(
  db: Db,
  account: { readonly issuer: string; readonly subject: string; readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const result = await db
    .insertInto('outside_account')
    .values({ issuer: account.issuer, subject: account.subject, person_id: account.personId, bound_at: account.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The person whom an issuer knows by this subject, when they may come in at `now`. */
export async function findPersonBySubject(
  db: Db,
  account: { readonly issuer: string; readonly subject: string },
  now: Date,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('outside_account')
    .innerJoin('person', 'person.id', 'outside_account.person_id')
    .select('person.id')
    .where('issuer', '=', account.issuer)
    .where('subject', '=', account.subject)
    .where('person.disabled_at', 'is', null)
    .where((eb) => eb.or([eb('person.valid_until', 'is', null), eb('person.valid_until', '>', now)]))
    .executeTakeFirst()
  return row?.id
}
