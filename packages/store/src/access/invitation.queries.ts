import type { Db } from '../db/index.ts'
import type { Person } from './person.queries.ts'

export interface OpenInvitation extends Person {
  readonly expiresAt: Date
}

/** Keeps a one-time link: the hash of its token alone. */
export async function insertInvitation(
  db: Db,
  invitation: { readonly tokenHash: Buffer; readonly personId: string; readonly expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('invitation')
    .values({
      token_hash: invitation.tokenHash,
      person_id: invitation.personId,
      expires_at: invitation.expiresAt,
      used_at: null,
    })
    .execute()
}

/** The invitation of a token, when it is neither used nor expired at `now`. */
export async function findOpenInvitation(db: Db, tokenHash: Buffer, now: Date): Promise<OpenInvitation | undefined> {
  const row = await db
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select(['person.id', 'person.display_name', 'person.login', 'person.organisation', 'invitation.expires_at'])
    .where('invitation.token_hash', '=', tokenHash)
    .where('invitation.used_at', 'is', null)
    .where('invitation.expires_at', '>', now)
    .where('person.disabled_at', 'is', null)
    .where((eb) => eb.or([eb('person.valid_until', 'is', null), eb('person.valid_until', '>', now)]))
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      displayName: row.display_name,
      login: row.login,
      organisation: row.organisation,
      expiresAt: row.expires_at,
    }
  )
}

/** Uses an invitation up. False when somebody else was faster: of two uses at once exactly one is true. */
export async function useInvitation(db: Db, tokenHash: Buffer, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('invitation')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Makes the earlier links of a person useless: only the newest one opens. */
export async function withdrawInvitations(db: Db, personId: string, now: Date): Promise<void> {
  await db
    .updateTable('invitation')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute()
}
