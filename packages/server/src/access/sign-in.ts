import { Problem } from '@eirene/domain/problem'
import { findCredential, insertAccessEvent } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { tooManyAttempts, type AttemptLimit } from './attempt-limit.ts'
import { isPasswordOf } from './password.ts'

/** How often sign-in may be tried: by one login from one address, and by one address at all. */
export interface SignInLimits {
  readonly perLogin: AttemptLimit
  readonly perAddress: AttemptLimit
}

/**
 * The person whose login and password these are. Every try that fails is logged, with the person where the name is somebody's, so
 * that those who keep their operation see it. Throws Problem 'access.sign_in_refused' or 'access.too_many_attempts', each
 * the same after the same work whatever was wrong.
 */
export async function signIn(
  { db, now, limits }: { readonly db: Db; readonly now: Date; readonly limits: SignInLimits },
  given: { readonly login: string; readonly password: string; readonly address: string },
): Promise<string> {
  const login = given.login.trim().toLowerCase()
  const credential = await findCredential(db, { login }, now)
  const log = (kind: 'sign_in.limited' | 'sign_in.refused'): Promise<void> =>
    insertAccessEvent(db, {
      kind,
      at: now,
      personId: credential?.personId ?? null,
      detail: { method: 'password', login, address: given.address },
    })
  const key = `${login}|${given.address}`
  const isAllowed = limits.perAddress.allows(given.address)
  if (!limits.perLogin.allows(key) || !isAllowed) {
    await log('sign_in.limited')
    throw tooManyAttempts()
  }
  const fits = await isPasswordOf(credential?.passwordHash, given.password)
  if (!fits || credential === undefined || credential.isDisabled) {
    await log('sign_in.refused')
    throw new Problem('access.sign_in_refused', 'Sign-in name and password do not fit together.')
  }
  limits.perLogin.forgive(key)
  return credential.personId
}
