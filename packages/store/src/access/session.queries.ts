import type { Db } from '../db/index.ts'

/** Someone who is signed in. */
export interface Session {
  readonly personId: string
  readonly csrfToken: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
}

export async function insertSession(
  db: Db,
  session: { readonly tokenHash: Buffer; readonly personId: string; readonly csrfToken: string; readonly at: Date },
): Promise<void> {
  await db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      person_id: session.personId,
      csrf_token: session.csrfToken,
      created_at: session.at,
      last_seen_at: session.at,
      ended_at: null,
    })
    .execute()
}

/** The open session of a token whose person is not disabled. Its age is for the caller to judge. */
export async function findSession(db: Db, tokenHash: Buffer): Promise<Session | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.person_id', 'session.csrf_token', 'session.created_at', 'session.last_seen_at'])
    .where('session.token_hash', '=', tokenHash)
    .where('session.ended_at', 'is', null)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst()
  return (
    row && {
      personId: row.person_id,
      csrfToken: row.csrf_token,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    }
  )
}

export async function touchSession(db: Db, tokenHash: Buffer, at: Date): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute()
}

export async function endSession(db: Db, tokenHash: Buffer, at: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends every open session of a person: a new password signs everybody else out. */
export async function endSessionsOf(db: Db, personId: string, at: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
}
