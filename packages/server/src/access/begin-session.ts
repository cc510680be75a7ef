import type { SessionView } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { insertAccessEvent, type NewSession, type WallboardLimit } from '@eirene/store/access'
import type { PublicCall } from '../edge/index.ts'
import type { AccessDeps } from './access-deps.ts'
import { deviceWords } from './device-words.ts'
import { openSession, resumeSession, SESSION_ABSOLUTE_MS, sessionView } from './session.ts'

/** Name of the session cookie; with https the prefix binds it to this very host. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? '__Host-eirene' : 'eirene'
}

/** Not readable by scripts and not sent from other sites; with https, by https alone. */
export function cookieSettings(isHttps: boolean): { path: '/'; httpOnly: true; sameSite: 'strict'; secure: boolean } {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps }
}

interface Entrant extends Pick<NewSession, 'personId' | 'method' | 'isShared'> {
  /** Name of the passkey that they used. */
  readonly passkey?: string
  readonly wallboard?: WallboardLimit
}

/**
 * Opens a session for a person, sets its cookie, and gives who they are. The one place that logs a sign-in that went well: a
 * one-time link and a wallboard have lines of their own.
 */
export async function beginSession(
  { db, clock, isHttps }: Pick<AccessDeps, 'db' | 'clock' | 'isHttps'>,
  call: PublicCall,
  { passkey, ...who }: Entrant,
): Promise<SessionView> {
  const now = clock()
  const device = deviceWords(call.request.headers['user-agent'])
  const { token } = await openSession(db, { ...who, device, wallboard: who.wallboard ?? null }, now)
  const maxAge = SESSION_ABSOLUTE_MS / 1000
  call.reply.setCookie(sessionCookieName(isHttps), token, { ...cookieSettings(isHttps), maxAge })
  const signedIn = await resumeSession(db, token, now)
  if (signedIn === undefined) throw new Problem('access.sign_in_refused', 'This person may not sign in.')
  if (who.method !== 'invitation' && who.wallboard === undefined) {
    const detail = { method: who.method, ...(passkey !== undefined && { label: passkey }), address: call.request.ip }
    await insertAccessEvent(db, { kind: 'sign_in.ok', at: now, personId: who.personId, detail })
  }
  return sessionView(db, signedIn, now)
}
