import { hash, verify } from '@node-rs/argon2'
import { parsed, refused, type Parsed } from '@eirene/domain/parse'

/** argon2id, 19 MiB, 2 passes (OWASP Password Storage Cheat Sheet): about 30 ms on one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const PASSWORD_MIN_CHARACTERS = 12

/** What people choose when twelve characters are asked for; compared without case, spaces and signs. */
const COMMON = [
  '123456789012',
  '1234567890123',
  'password1234',
  'passwordpassword',
  'password12345',
  'qwertyuiopas',
  'qwerty123456',
  'qwertyuiop12',
  'administrator',
  'letmeinletmein',
  'iloveyou1234',
  'welcome12345',
  'changemenow1',
  'peacekeeping',
  'peacekeeper1',
  'unitednations',
  'motdepasse123',
  'azertyuiop12',
]

/** Checks a new password, or says all that is wrong with it. */
export function parsePassword(password: string, login: string): Parsed<string> {
  const plain = password.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const messages: string[] = []
  if (Array.from(password).length < PASSWORD_MIN_CHARACTERS)
    messages.push(
      `A password has at least ${PASSWORD_MIN_CHARACTERS} characters. Three or four words are easy to keep in mind.`,
    )
  if (login !== '' && password.toLowerCase().includes(login.toLowerCase()))
    messages.push('The password may not hold the sign-in name.')
  if (COMMON.includes(plain) || new Set(password).size < 5)
    messages.push('This password is among the first that are tried. Choose another.')
  if (messages.length === 0) return parsed(password)
  return refused(
    messages.map((message) => ({ code: 'password.weak', message, path: ['password'], severity: 'error' as const })),
  )
}

/** argon2id in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

let decoy: Promise<string> | undefined

/**
 * Whether the password fits. Without a hash (unknown login, no password yet) the same work is done against a decoy, so
 * that the time of the answer does not tell which logins exist.
 */
export async function isPasswordOf(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('a decoy that no one signs in with')
  const fits = await verify(passwordHash ?? (await decoy), password)
  return fits && passwordHash !== null && passwordHash !== undefined
}
