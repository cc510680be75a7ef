import { isDeepStrictEqual } from 'node:util'
import { DEFAULT_IDLE_LOCK_MINUTES, membershipIn, type Reader, type SessionView } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  endSession,
  findCredential,
  findPerson,
  findSession,
  insertAccessEvent,
  insertSession,
  listPasskeys,
  lockSession,
  readerOf,
  touchSession,
  type NewSession,
  type Session,
} from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { listOperationsOf } from '@eirene/store/operation'
import { hashToken, mintToken } from './token.ts'

const HOUR_MS = 3_600_000
/** A session ends after this time without a request… */
export const SESSION_IDLE_MS = 12 * HOUR_MS
/** …and after this time in any case. */
export const SESSION_ABSOLUTE_MS = 7 * 24 * HOUR_MS
const TOUCH_EVERY_MS = 60_000
/** The clock may be set back so far and a session goes on; set back further, nobody could say how long it lasted already. */
const SET_BACK_MS = 5 * 60_000

/** Somebody whose session was found good, with what they may read. */
export interface SignedIn {
  readonly reader: Reader
  readonly csrfToken: string
  readonly tokenHash: Buffer
  readonly session: Session
}

/** Whether a session has lain idle, or lasted, too long, begins later than now, or its person's time is over. */
export function isSessionOver(
  session: Pick<Session, 'createdAt' | 'lastSeenAt' | 'validUntil' | 'wallboard'>,
  now: Date,
): boolean {
  if (session.validUntil !== null && session.validUntil <= now) return true
  const usedMs = Math.max(session.createdAt.getTime(), session.lastSeenAt.getTime())
  if (usedMs - now.getTime() > SET_BACK_MS) return true
  // A wallboard is watched, not used: its end alone counts.
  if (session.wallboard !== null) return session.wallboard.endsAt <= now
  const idleMs = now.getTime() - session.lastSeenAt.getTime()
  const ageMs = now.getTime() - session.createdAt.getTime()
  return idleMs > SESSION_IDLE_MS || ageMs > SESSION_ABSOLUTE_MS
}

/** After how many idle minutes a shared screen of this person locks. */
export function idleLockMinutesOf(session: Pick<Session, 'idleLockMinutes'>): number {
  return session.idleLockMinutes ?? DEFAULT_IDLE_LOCK_MINUTES
}

/** Whether the screen is locked, now that it is looked at: idle ones of shared screens are locked here, whatever the browser does. */
async function isLockedNow(db: Db, session: Session, tokenHash: Buffer, now: Date): Promise<boolean> {
  if (session.isLocked) return true
  const idleMs = now.getTime() - session.activeAt.getTime()
  if (!session.isShared || session.wallboard !== null || idleMs < idleLockMinutesOf(session) * 60_000) return false
  if (await lockSession(db, tokenHash, now))
    await insertAccessEvent(db, {
      kind: 'session.locked',
      at: now,
      personId: session.personId,
      detail: { session: session.id, why: 'idle' },
    })
  return true
}

/** What the person of this session may see: on a wallboard, only the lowest markings of its one operation. */
async function readerFor(db: Db, session: Session): Promise<Reader | undefined> {
  const reader = await readerOf(db, session.personId)
  const { wallboard } = session
  if (reader === undefined || wallboard === null) return reader
  const memberships = reader.memberships.filter((membership) => membership.operationId === wallboard.operationId)
  return { ...reader, memberships, isWallboard: true }
}

/** The person of a session token, or undefined when the session does not exist, has ended or is too old. */
export async function resumeSession(db: Db, token: string, now: Date): Promise<SignedIn | undefined> {
  const tokenHash = hashToken(token)
  const session = await findSession(db, tokenHash)
  if (session === undefined) return undefined
  if (isSessionOver(session, now)) {
    await endSession(db, tokenHash, now)
    return undefined
  }
  const isLocked = await isLockedNow(db, session, tokenHash, now)
  if (!isLocked && now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) await touchSession(db, tokenHash, now)
  const reader = await readerFor(db, session)
  return reader && { reader, csrfToken: session.csrfToken, tokenHash, session: { ...session, isLocked } }
}

/** Whether the session goes on, unlocked, and its person may do what they could. Does not count as use. */
export async function isSessionUnchanged(
  db: Db,
  { tokenHash, reader }: Pick<SignedIn, 'tokenHash' | 'reader'>,
  now: Date,
): Promise<boolean> {
  const session = await findSession(db, tokenHash)
  if (session === undefined || isSessionOver(session, now)) return false
  if (await isLockedNow(db, session, tokenHash, now)) return false
  return isDeepStrictEqual(await readerFor(db, session), reader)
}

/** Opens a session and gives its token, once: only the hash is kept. */
export async function openSession(
  db: Db,
  session: Pick<NewSession, 'personId' | 'method' | 'device' | 'isShared' | 'wallboard'>,
  now: Date,
): Promise<{ readonly token: string; readonly csrfToken: string }> {
  const { token, hash } = mintToken()
  const csrfToken = mintToken().token
  await insertSession(db, { ...session, tokenHash: hash, csrfToken, at: now })
  return { token, csrfToken }
}

/** Ends a session. Safe to repeat. */
export async function signOut(db: Db, signedIn: Pick<SignedIn, 'tokenHash' | 'reader'>, now: Date): Promise<void> {
  await endSession(db, signedIn.tokenHash, now)
  await insertAccessEvent(db, { kind: 'sign_out', at: now, personId: signedIn.reader.personId, detail: {} })
}

/** The signed-in person as the browser knows them; behind a lock, only who must unlock it. */
export async function sessionView(
  db: Db,
  { reader, session }: Pick<SignedIn, 'reader' | 'session'>,
  now: Date,
): Promise<SessionView> {
  const person = await findPerson(db, { id: reader.personId })
  const credential = await findCredential(db, { id: reader.personId }, now)
  if (person === undefined) throw new Problem('access.sign_in_needed', 'Sign in to go on.')
  const passkeys = await listPasskeys(db, reader.personId)
  return {
    personId: person.id,
    displayName: person.displayName,
    login: person.login,
    csrfToken: session.csrfToken,
    isLocked: session.isLocked,
    isShared: session.isShared,
    idleLockMinutes: idleLockMinutesOf(session),
    hasPassword: credential !== undefined && credential.passwordHash !== null,
    hasPasskey: passkeys.length > 0,
    wallboardUntil: session.wallboard?.endsAt.toISOString() ?? null,
    operations: session.isLocked ? [] : await operationsOf(db, reader),
  }
}

async function operationsOf(db: Db, reader: Reader): Promise<SessionView['operations']> {
  const operations = await listOperationsOf(db, reader.personId)
  return operations.flatMap((operation) => {
    const held = membershipIn(reader, operation.id)
    if (held === undefined) return []
    return [
      {
        operationId: operation.id,
        slug: operation.slug,
        name: operation.name,
        acronym: operation.acronym,
        realm: operation.realm,
        timeZone: operation.timeZone,
        roles: reader.isWallboard === true ? [] : held.roles,
        compartments: reader.isWallboard === true ? [] : held.compartments,
        hasContent: held.roles.some((role) => role !== 'ADM'),
      },
    ]
  })
}
