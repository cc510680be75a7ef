import {
  acceptInvitationSchema,
  INVITATION_PATH,
  SESSION_PATH,
  SIGN_IN_PATH,
  signInSchema,
  type SessionView,
} from '@eirene/domain/access'
import { parseWith } from '@eirene/domain/parse'
import { Problem } from '@eirene/domain/problem'
import { readerOf } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { assertSameOrigin, mustParse, pathPart, type PublicCall, type Route } from '../edge/index.ts'
import { acceptInvitation, viewInvitation } from './accept-invitation.ts'
import { attemptLimit, type AttemptLimit } from './attempt-limit.ts'
import { openSession, SESSION_ABSOLUTE_MS, sessionView, signOut } from './session.ts'
import { signIn, type SignInLimits } from './sign-in.ts'

const WINDOW_MS = 5 * 60_000

export interface AccessDeps {
  readonly db: Db
  readonly clock: () => Date
  /** Whether the address that browsers use is https: then the cookie travels only so. */
  readonly isHttps: boolean
  /** Host of a proxy before the server; null: there is none. */
  readonly publicHost: string | null
}

/** Name of the session cookie; with https the prefix binds it to this very host. */
export function sessionCookieName(isHttps: boolean): string {
  return isHttps ? '__Host-eirene' : 'eirene'
}

function cookieSettings(isHttps: boolean): { path: '/'; httpOnly: true; sameSite: 'strict'; secure: boolean } {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps }
}

/** Opens a session for a person and answers with who they are. */
async function begin({ db, clock, isHttps }: AccessDeps, call: PublicCall, personId: string): Promise<SessionView> {
  const { token, csrfToken } = await openSession(db, personId, clock())
  const maxAge = SESSION_ABSOLUTE_MS / 1000
  call.reply.setCookie(sessionCookieName(isHttps), token, { ...cookieSettings(isHttps), maxAge })
  const reader = await readerOf(db, personId)
  if (reader === undefined) throw new Problem('access.sign_in_refused', 'This person may not sign in.')
  return sessionView(db, reader, csrfToken)
}

/** Sign-in, sign-out, who is signed in, one-time links. */
export function accessRoutes(deps: AccessDeps): readonly Route[] {
  const { clock } = deps
  const limits: SignInLimits = {
    perLogin: attemptLimit({ attempts: 8, windowMs: WINDOW_MS, clock }),
    perAddress: attemptLimit({ attempts: 60, windowMs: WINDOW_MS, clock }),
  }
  return [
    ...sessionRoutes(deps, limits),
    ...invitationRoutes(deps, attemptLimit({ attempts: 60, windowMs: WINDOW_MS, clock })),
  ]
}

function sessionRoutes(deps: AccessDeps, limits: SignInLimits): readonly Route[] {
  const { db, clock, isHttps, publicHost } = deps
  return [
    {
      method: 'POST',
      path: SIGN_IN_PATH,
      access: 'public',
      bodyLimitBytes: 4096,
      handle: async (call) => {
        assertSameOrigin(call.request, publicHost)
        const given = mustParse(parseWith(signInSchema, call.request.body))
        const personId = await signIn({ db, now: clock(), limits }, { ...given, address: call.request.ip })
        return begin(deps, call, personId)
      },
    },
    {
      method: 'GET',
      path: SESSION_PATH,
      access: 'session',
      handle: ({ reader, session }) => sessionView(db, reader, session.csrfToken),
    },
    {
      method: 'DELETE',
      path: SESSION_PATH,
      access: 'session',
      handle: async ({ reader, session, reply }) => {
        await signOut(db, { reader, ...session }, clock())
        reply.clearCookie(sessionCookieName(isHttps), cookieSettings(isHttps))
        return reply.code(204).send()
      },
    },
  ]
}

function invitationRoutes(deps: AccessDeps, tries: AttemptLimit): readonly Route[] {
  const { db, clock, publicHost } = deps
  const mustToken = (call: PublicCall): string => {
    if (!tries.allows(call.request.ip))
      throw new Problem('access.too_many_attempts', 'Too many tries. Wait five minutes, then try again.')
    return pathPart(call, 'token') ?? ''
  }
  return [
    {
      method: 'GET',
      path: INVITATION_PATH,
      access: 'public',
      handle: (call) => viewInvitation(db, mustToken(call), clock()),
    },
    {
      method: 'POST',
      path: INVITATION_PATH,
      access: 'public',
      bodyLimitBytes: 4096,
      handle: async (call) => {
        assertSameOrigin(call.request, publicHost)
        const { password } = mustParse(parseWith(acceptInvitationSchema, call.request.body))
        const personId = await acceptInvitation(db, { token: mustToken(call), password }, clock())
        return begin(deps, call, personId)
      },
    },
  ]
}
