import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** How a person may have come in. */
export const SIGN_IN_METHODS = ['password', 'passkey', 'oidc', 'invitation'] as const
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

/** A screen on a wall: one operation, until an instant. */
export interface WallboardLimit {
  readonly operationId: string
  readonly endsAt: Date
}

/** Someone who is signed in. */
export interface Session {
  readonly id: string
  readonly personId: string
  readonly csrfToken: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly method: SignInMethod
  readonly isShared: boolean
  /** Last key or pointer of the person; the start of the session when none was told. */
  readonly activeAt: Date
  readonly isLocked: boolean
  /** Null: an ordinary session. */
  readonly wallboard: WallboardLimit | null
  /** Setting of the person; null: as the installation has it. */
  readonly idleLockMinutes: number | null
  /** End of the person's validity; null: none. */
  readonly validUntil: Date | null
}

export interface NewSession {
  readonly tokenHash: Buffer
  readonly personId: string
  readonly csrfToken: string
  readonly at: Date
  readonly method: SignInMethod
  readonly device: string
  readonly isShared: boolean
  readonly wallboard: WallboardLimit | null
}

/** Keeps a new session; of its token only the hash. */
export async function insertSession(db: Db, session: NewSession): Promise<void> {
  await db
    .insertInto('session')
    .values({
      token_hash: session.tokenHash,
      person_id: session.personId,
      csrf_token: session.csrfToken,
      created_at: session.at,
      last_seen_at: session.at,
      ended_at: null,
      method: session.method,
      device: session.device,
      is_shared: session.isShared,
      kind: session.wallboard === null ? 'person' : 'wallboard',
      wallboard_of: session.wallboard?.operationId ?? null,
      ends_at: session.wallboard?.endsAt ?? null,
    })
    .execute()
}

function toMethod(text: string): SignInMethod {
  const method = SIGN_IN_METHODS.find((candidate) => candidate === text)
  if (method === undefined) throw new Error(`the database holds an unknown way of signing in: ${text}`)
  return method
}

/** The open session of a token whose person is not disabled. Its age and lock are for the caller to judge. */
export async function findSession(db: Db, tokenHash: Buffer): Promise<Session | undefined> {
  const row = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select([
      'session.id',
      'session.person_id',
      'session.csrf_token',
      'session.created_at',
      'session.last_seen_at',
      'session.method',
      'session.is_shared',
      'session.active_at',
      'session.locked_at',
      'session.ends_at',
      'session.wallboard_of',
      'person.idle_lock_minutes',
      'person.valid_until',
    ])
    .where('session.token_hash', '=', tokenHash)
    .where('session.ended_at', 'is', null)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { ends_at: endsAt, wallboard_of: operationId } = row
  return {
    id: row.id,
    personId: row.person_id,
    csrfToken: row.csrf_token,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    method: toMethod(row.method),
    isShared: row.is_shared,
    activeAt: row.active_at ?? row.created_at,
    isLocked: row.locked_at !== null,
    wallboard: endsAt === null || operationId === null ? null : { operationId, endsAt },
    idleLockMinutes: row.idle_lock_minutes,
    validUntil: row.valid_until,
  }
}

/** A request came with the session: its idle end begins anew. Not the lock's, which asks for `noteActivity`. */
export async function touchSession(db: Db, tokenHash: Buffer, at: Date): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute()
}

/** The person touched the screen: the idle time of its lock begins anew. */
export async function noteActivity(db: Db, tokenHash: Buffer, at: Date): Promise<void> {
  await db.updateTable('session').set({ active_at: at }).where('token_hash', '=', tokenHash).execute()
}

/** Marks the session's screen as one that others pass, so that it locks by itself, or not. */
export async function setShared(db: Db, tokenHash: Buffer, isShared: boolean): Promise<void> {
  await db.updateTable('session').set({ is_shared: isShared }).where('token_hash', '=', tokenHash).execute()
}

/** Locks an open session. False when it was locked or ended already. A wallboard does not lock. */
export async function lockSession(db: Db, tokenHash: Buffer, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('session')
    .set({ locked_at: at })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('locked_at', 'is', null)
    .where('kind', '=', 'person')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Opens a locked session and begins its idle times anew; an ended one stays ended. Whose it is was proved before. */
export async function unlockSession(db: Db, tokenHash: Buffer, at: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ locked_at: null, active_at: at, last_seen_at: at })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends a session for good. Again changes nothing: the first end stays. */
export async function endSession(db: Db, tokenHash: Buffer, at: Date): Promise<void> {
  await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends one session of a person. False when they have no such open session. */
export async function endSessionById(db: Db, personId: string, id: string, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Ends every open session of a person, but the one that is spared. Gives how many ended. */
export async function endSessionsOf(db: Db, personId: string, at: Date, spared?: Buffer): Promise<number> {
  const result = await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .$if(spared !== undefined, (query) => query.where('token_hash', '!=', spared ?? Buffer.alloc(0)))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export interface SessionLine {
  readonly id: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly device: string
  readonly isWallboard: boolean
  readonly method: string
  readonly isLocked: boolean
}

/** Open sessions of a person that were seen since `since`, newest first, at most a hundred. */
export async function listSessions(db: Db, personId: string, since: Date): Promise<readonly SessionLine[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'created_at', 'last_seen_at', 'device', 'kind', 'method', 'locked_at'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('last_seen_at', '>', since)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', sql<Date>`last_seen_at`)]))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    device: row.device,
    isWallboard: row.kind === 'wallboard',
    method: row.method,
    isLocked: row.locked_at !== null,
  }))
}
