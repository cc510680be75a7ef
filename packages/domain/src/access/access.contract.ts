import * as z from 'zod/mini'
import type { Role } from './role.ts'
import type { Compartment, Realm } from './marking.ts'

/** POST: sign in. Sets the HttpOnly session cookie; the reply carries the CSRF token for the header `x-eirene-csrf`. */
export const SIGN_IN_PATH = '/v1/session'
/** GET: who is signed in. DELETE: sign out. */
export const SESSION_PATH = '/v1/session'
/** GET: whom the one-time link is for. POST: set the password with it and be signed in. */
export const INVITATION_PATH = '/v1/invitations/:token'

export const signInSchema = z.strictObject({
  login: z.string().check(z.minLength(1), z.maxLength(80)),
  password: z.string().check(z.minLength(1), z.maxLength(400)),
  /** Whether the screen stands where others pass: it locks after idle minutes. */
  isShared: z.optional(z.boolean()),
})
export const acceptInvitationSchema = z.strictObject({ password: z.string().check(z.minLength(1), z.maxLength(400)) })

/** The signed-in person, as the browser knows them. */
export interface SessionView {
  readonly personId: string
  readonly displayName: string
  readonly login: string
  readonly csrfToken: string
  /** True: nothing but unlocking and signing out is answered; `operations` is empty. */
  readonly isLocked: boolean
  /** Whether the screen stands where others pass. */
  readonly isShared: boolean
  /** After how many minutes without key or pointer a shared screen locks. */
  readonly idleLockMinutes: number
  readonly hasPassword: boolean
  readonly hasPasskey: boolean
  /** End of a wallboard, which reads only the lowest markings and does nothing; null: an ordinary session. */
  readonly wallboardUntil: string | null
  readonly operations: readonly {
    readonly operationId: string
    readonly slug: string
    readonly name: string
    readonly acronym: string
    readonly realm: Realm
    readonly timeZone: string
    readonly roles: readonly Role[]
    readonly compartments: readonly Compartment[]
    /** False for a person with ADM only: the operation is listed for its settings, without content. */
    readonly hasContent: boolean
  }[]
}

/** For whom a one-time link is, before it is used. */
export interface InvitationView {
  readonly displayName: string
  readonly login: string
  readonly expiresAt: string
}
