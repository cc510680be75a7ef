import {
  acceptInvitationSchema,
  INVITATION_PATH,
  SESSION_PATH,
  SIGN_IN_PATH,
  signInSchema,
  WALLBOARD_PATH,
  wallboardSchema,
} from '@eirene/domain/access'
import { parseWith } from '@eirene/domain/parse'
import { findSession } from '@eirene/store/access'
import { assertSameOrigin, mustParse, notFound, pathPart, type PublicCall, type Route } from '../edge/index.ts'
import { acceptInvitation, viewInvitation } from './accept-invitation.ts'
import { accessLimits, type AccessDeps, type AccessLimits } from './access-deps.ts'
import { accessLogRoutes } from './access-log.routes.ts'
import { accountRoutes } from './account.routes.ts'
import { tooManyAttempts } from './attempt-limit.ts'
import { beginSession, cookieSettings, sessionCookieName } from './begin-session.ts'
import { oidcRoutes } from './oidc.routes.ts'
import { passkeyRoutes } from './passkey.routes.ts'
import { peopleRoutes } from './people.routes.ts'
import { sessionView, signOut } from './session.ts'
import { signIn } from './sign-in.ts'
import { startWallboard } from './start-wallboard.ts'

/** Coming in and going out, one's own account, people, and the log of access. */
export function accessRoutes(deps: AccessDeps): readonly Route[] {
  const limits = accessLimits(deps.clock)
  return [
    ...sessionRoutes(deps, limits),
    ...invitationRoutes(deps, limits),
    ...passkeyRoutes(deps, limits),
    ...oidcRoutes(deps, limits),
    ...accountRoutes(deps, limits),
    wallboardRoute(deps),
    ...peopleRoutes(deps),
    ...accessLogRoutes(deps),
  ]
}

function sessionRoutes(deps: AccessDeps, limits: AccessLimits): readonly Route[] {
  const { db, clock, isHttps, publicHost, sessionWatch } = deps
  return [
    {
      method: 'POST',
      path: SIGN_IN_PATH,
      access: 'public',
      bodyLimitBytes: 4096,
      handle: async (call) => {
        assertSameOrigin(call.request, publicHost)
        const { isShared = false, ...given } = mustParse(parseWith(signInSchema, call.request.body))
        const personId = await signIn({ db, now: clock(), limits }, { ...given, address: call.request.ip })
        return beginSession(deps, call, { personId, method: 'password', isShared })
      },
    },
    {
      method: 'GET',
      path: SESSION_PATH,
      access: 'session',
      whileLocked: true,
      onWallboard: true,
      handle: async ({ reader, session }) => {
        const held = await findSession(db, session.tokenHash)
        if (held === undefined) throw notFound()
        return sessionView(db, { reader, session: { ...held, isLocked: session.isLocked } }, clock())
      },
    },
    {
      method: 'DELETE',
      path: SESSION_PATH,
      access: 'session',
      whileLocked: true,
      onWallboard: true,
      handle: async ({ reader, session, reply }) => {
        await signOut(db, { reader, tokenHash: session.tokenHash }, clock())
        sessionWatch.tell(reader.personId)
        reply.clearCookie(sessionCookieName(isHttps), cookieSettings(isHttps))
        return reply.code(204).send()
      },
    },
  ]
}

function invitationRoutes(deps: AccessDeps, { perInvitation }: AccessLimits): readonly Route[] {
  const { db, clock, publicHost } = deps
  const mustToken = (call: PublicCall): string => {
    if (!perInvitation.allows(call.request.ip)) throw tooManyAttempts()
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
        return beginSession(deps, call, { personId, method: 'invitation', isShared: false })
      },
    },
  ]
}

function wallboardRoute(deps: AccessDeps): Route {
  return {
    method: 'POST',
    path: WALLBOARD_PATH,
    access: 'operation',
    handle: async (call) => {
      const { minutes } = mustParse(parseWith(wallboardSchema, call.request.body))
      return startWallboard(deps, call, minutes)
    },
  }
}
