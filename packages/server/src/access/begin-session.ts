import type { SessionView } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import type { NewSession, WallboardLimit } from '@eirene/store/access'
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

/** Opens a session for a person, sets its cookie, and gives who they are. */
export async function beginSession(
  { db, clock, isHttps }: Pick<AccessDeps, 'db' | 'clock' | 'isHttps'>,
  call: PublicCall,
  who: Pick<NewSession, 'personId' | 'method' | 'isShared'> & { readonly wallboard?: WallboardLimit },
): Promise<SessionView> {
  const now = clock()
  const device = deviceWords(call.request.headers['user-agent'])
  const { token } = await openSession(db, { ...who, device, wallboard: who.wallboard ?? null }, now)
  const maxAge = SESSION_ABSOLUTE_MS / 1000
  call.reply.setCookie(sessionCookieName(isHttps), token, { ...cookieSettings(isHttps), maxAge })
  const signedIn = await resumeSession(db, token, now)
  if (signedIn === undefined) throw new Problem('access.sign_in_refused', 'This person may not sign in.')
  return sessionView(db, signedIn, now)
}
