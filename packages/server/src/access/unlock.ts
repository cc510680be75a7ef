import { Problem } from '@eirene/domain/problem'
import { findCredential, insertAccessEvent, lockSession, unlockSession } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import type { SessionCall } from '../edge/index.ts'
import { tooManyAttempts, type AttemptLimit } from './attempt-limit.ts'
import { isPasswordOf } from './password.ts'
import type { SessionWatch } from './session-watch.ts'

export interface LockDeps {
  readonly db: Db
  readonly now: Date
  readonly sessionWatch: SessionWatch
}

/** Locks the session of the call: from here on nothing but unlocking and signing out is answered. Safe to repeat. */
export async function lockOwnSession({ db, now, sessionWatch }: LockDeps, call: SessionCall): Promise<void> {
  const { reader, session } = call
  if (await lockSession(db, session.tokenHash, now)) {
    const detail = { session: session.id, why: 'asked' }
    await insertAccessEvent(db, { kind: 'session.locked', at: now, personId: reader.personId, detail })
  }
  sessionWatch.tell(reader.personId)
}

/** Refuses unless the password is the person's own. Throws Problem 'access.password_refused' or 'access.too_many_attempts'. */
export async function assertOwnPassword(
  { db, now, limit }: { readonly db: Db; readonly now: Date; readonly limit: AttemptLimit },
  call: SessionCall,
  password: string,
): Promise<void> {
  const { personId } = call.reader
  const key = `${personId}|${call.request.ip}`
  if (!limit.allows(key)) throw tooManyAttempts()
  const credential = await findCredential(db, { id: personId }, now)
  if (!(await isPasswordOf(credential?.passwordHash, password)) || credential?.isDisabled !== false)
    throw new Problem('access.password_refused', 'That is not your password.')
  limit.forgive(key)
}

/** Opens a locked session, once `proof` has shown that it is its person. */
export async function unlockOwnSession(
  { db, now }: Pick<LockDeps, 'db' | 'now'>,
  call: SessionCall,
  proof: () => Promise<'password' | 'passkey'>,
): Promise<void> {
  const { reader, session } = call
  const note = (kind: 'session.unlocked' | 'session.unlock_refused', by?: string): Promise<void> =>
    insertAccessEvent(db, { kind, at: now, personId: reader.personId, detail: { session: session.id, by: by ?? '' } })
  let by: string
  try {
    by = await proof()
  } catch (error) {
    if (error instanceof Problem) await note('session.unlock_refused')
    throw error
  }
  await unlockSession(db, session.tokenHash, now)
  await note('session.unlocked', by)
}
