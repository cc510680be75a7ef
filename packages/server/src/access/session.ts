import { isDeepStrictEqual } from 'node:util'
import type { Reader, SessionView } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  endSession,
  findPerson,
  findSession,
  insertAccessEvent,
  insertSession,
  readerOf,
  touchSession,
  type Session,
} from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { listOperationsOf } from '@eirene/store/operation'
import { hashToken, mintToken } from './token.ts'

const HOUR_MS = 3_600_000
/** A session ends after this time without a request… */
const SESSION_IDLE_MS = 12 * HOUR_MS
/** …and after this time in any case. */
export const SESSION_ABSOLUTE_MS = 7 * 24 * HOUR_MS
const TOUCH_EVERY_MS = 60_000

export interface SignedIn {
  readonly reader: Reader
  readonly csrfToken: string
  readonly tokenHash: Buffer
}

/** Whether a session has lain idle, or lasted, too long. */
export function isSessionOld(session: Pick<Session, 'createdAt' | 'lastSeenAt'>, now: Date): boolean {
  const idleMs = now.getTime() - session.lastSeenAt.getTime()
  const ageMs = now.getTime() - session.createdAt.getTime()
  return idleMs > SESSION_IDLE_MS || ageMs > SESSION_ABSOLUTE_MS
}

/** The person of a session token, or undefined when the session does not exist, has ended or is too old. */
export async function resumeSession(db: Db, token: string, now: Date): Promise<SignedIn | undefined> {
  const tokenHash = hashToken(token)
  const session = await findSession(db, tokenHash)
  if (session === undefined) return undefined
  if (isSessionOld(session, now)) {
    await endSession(db, tokenHash, now)
    return undefined
  }
  if (now.getTime() - session.lastSeenAt.getTime() > TOUCH_EVERY_MS) await touchSession(db, tokenHash, now)
  const reader = await readerOf(db, session.personId)
  return reader && { reader, csrfToken: session.csrfToken, tokenHash }
}

/** Whether the session goes on and its person may do what they could. Does not count as use: a screen left open times out. */
export async function isSessionUnchanged(
  db: Db,
  { tokenHash, reader }: Pick<SignedIn, 'tokenHash' | 'reader'>,
  now: Date,
): Promise<boolean> {
  const session = await findSession(db, tokenHash)
  if (session === undefined || isSessionOld(session, now)) return false
  return isDeepStrictEqual(await readerOf(db, session.personId), reader)
}

/** Opens a session and gives its token, once: only the hash is kept. */
export async function openSession(
  db: Db,
  personId: string,
  now: Date,
): Promise<{ readonly token: string; readonly csrfToken: string }> {
  const { token, hash } = mintToken()
  const csrfToken = mintToken().token
  await insertSession(db, { tokenHash: hash, personId, csrfToken, at: now })
  return { token, csrfToken }
}

/** Ends a session. Safe to repeat. */
export async function signOut(db: Db, signedIn: SignedIn, now: Date): Promise<void> {
  await endSession(db, signedIn.tokenHash, now)
  await insertAccessEvent(db, { kind: 'sign_out', at: now, personId: signedIn.reader.personId, detail: {} })
}

/** The signed-in person as the browser knows them. */
export async function sessionView(db: Db, reader: Reader, csrfToken: string): Promise<SessionView> {
  const person = await findPerson(db, { id: reader.personId })
  if (person === undefined) throw new Problem('access.sign_in_needed', 'Sign in to go on.')
  const operations = await listOperationsOf(db, reader.personId)
  return {
    personId: person.id,
    displayName: person.displayName,
    login: person.login,
    csrfToken,
    operations: operations.flatMap((operation) => {
      const held = reader.memberships.find((membership) => membership.operationId === operation.id)
      if (held === undefined) return []
      return [
        {
          operationId: operation.id,
          slug: operation.slug,
          name: operation.name,
          acronym: operation.acronym,
          realm: operation.realm,
          timeZone: operation.timeZone,
          roles: held.roles,
          compartments: held.compartments,
          hasContent: held.roles.some((role) => role !== 'ADM'),
        },
      ]
    }),
  }
}
