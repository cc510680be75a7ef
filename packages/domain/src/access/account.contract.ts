import * as z from 'zod/mini'

/** GET: the reader's own open sessions. DELETE: ends all but this one. */
export const SESSIONS_PATH = '/v1/account/sessions'
/** DELETE: ends one of the reader's own sessions. */
export const OWN_SESSION_PATH = '/v1/account/sessions/:id'
/** PUT: a new password, with the current one. */
export const PASSWORD_PATH = '/v1/account/password'
/** PUT: after how many idle minutes a shared screen locks; whether this one is shared. */
export const LOCK_SETTING_PATH = '/v1/account/lock'
/** POST: locks this session. */
export const LOCK_PATH = '/v1/session/lock'
/** POST: opens it again, with the password or a passkey. */
export const UNLOCK_PATH = '/v1/session/unlock'
/** POST: the person touched the screen; told at most once a minute. */
export const ACTIVITY_PATH = '/v1/session/activity'
/** POST: this browser becomes a wallboard of the operation. */
export const WALLBOARD_PATH = '/v1/operations/:slug/wallboard'
/** GET: own passkeys. POST: adds one that the browser made. */
export const PASSKEYS_PATH = '/v1/account/passkeys'
/** DELETE: takes one away. */
export const PASSKEY_PATH = '/v1/account/passkeys/:id'
/** POST: what the browser needs to make a passkey; asks for the password where there is one. */
export const PASSKEY_OFFER_PATH = '/v1/account/passkey-offers'
/** POST: what the browser needs to sign in with a passkey. */
export const PASSKEY_CHALLENGE_PATH = '/v1/session/passkey-challenges'
/** POST: sign in with a passkey. */
export const PASSKEY_SIGN_IN_PATH = '/v1/session/passkey'
/** GET: the ways in besides the password that this installation has. */
export const WAYS_IN_PATH = '/v1/session/ways-in'
/** GET: goes to the organisation's sign-in page. */
export const OIDC_START_PATH = '/v1/session/oidc'
/** GET: where the organisation's sign-in page sends the person back. */
export const OIDC_CALLBACK_PATH = '/v1/session/oidc/callback'

/** After how many idle minutes a shared screen locks where its person set nothing. */
export const DEFAULT_IDLE_LOCK_MINUTES = 10
/** Longest time of a wallboard. */
export const WALLBOARD_MAX_MINUTES = 12 * 60

const password = z.string().check(z.minLength(1), z.maxLength(400))
/** What the browser's authenticator answered. Its inside is judged by the WebAuthn library, not here. */
const proof = z.looseObject({ id: z.string().check(z.maxLength(1400)), response: z.record(z.string(), z.unknown()) })
export type PasskeyProof = z.output<typeof proof>

export const changePasswordSchema = z.strictObject({ current: password, password })
export const lockSettingSchema = z.strictObject({
  /** Null: ten. */
  idleMinutes: z.nullable(z.int().check(z.minimum(1), z.maximum(60))),
  isShared: z.boolean(),
})
export const unlockSchema = z.union([
  z.strictObject({ password }),
  z.strictObject({ handle: z.string().check(z.maxLength(100)), proof }),
])
export const wallboardSchema = z.strictObject({
  minutes: z.int().check(z.minimum(1), z.maximum(WALLBOARD_MAX_MINUTES)),
})
export const passkeyOfferSchema = z.strictObject({ password: z.optional(password) })
export const addPasskeySchema = z.strictObject({
  handle: z.string().check(z.maxLength(100)),
  label: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
  proof,
})
export const passkeySignInSchema = z.strictObject({
  handle: z.string().check(z.maxLength(100)),
  proof,
  isShared: z.optional(z.boolean()),
})

/** A place where the person is signed in. */
export interface OwnSessionView {
  readonly id: string
  readonly createdAt: string
  readonly lastSeenAt: string
  /** Coarse words, such as "Firefox on Linux"; empty when the browser told nothing. */
  readonly device: string
  readonly kind: 'person' | 'wallboard'
  readonly method: string
  readonly isThis: boolean
  readonly isLocked: boolean
}

/** A passkey as its person sees it; never its key. */
export interface PasskeyView {
  readonly id: string
  readonly label: string
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

/** What `navigator.credentials` is called with, and the handle that goes back with its answer. */
export interface PasskeyOffer {
  readonly handle: string
  readonly options: Readonly<Record<string, unknown>>
}

/** How one may sign in here. */
export interface WaysIn {
  /** False where the address is an IP number: passkeys are bound to a host name. */
  readonly passkeys: boolean
  /** What the button of the organisation's sign-in says; null: there is none. */
  readonly oidc: string | null
}
