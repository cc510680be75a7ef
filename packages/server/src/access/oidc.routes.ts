import { OIDC_CALLBACK_PATH, OIDC_START_PATH } from '@eirene/domain/access'
import type { PublicCall, Route } from '../edge/index.ts'
import type { AccessDeps, AccessLimits } from './access-deps.ts'
import { tooManyAttempts } from './attempt-limit.ts'
import type { OidcClient } from './oidc-client.ts'
import {
  oidcUnavailable,
  signInByOrganisation,
  startAtOrganisation,
  stepCookie,
  stepCookieName,
} from './sign-in-by-organisation.ts'

/** Sign-in by an organisation. Refused to everybody where none is set up. */
export function oidcRoutes(deps: AccessDeps, limits: AccessLimits): readonly Route[] {
  const { oidc, isHttps } = deps
  const mustClient = (call: PublicCall): OidcClient => {
    if (oidc === null) throw oidcUnavailable()
    if (limits.perAddress.allows(call.request.ip)) return oidc
    throw tooManyAttempts()
  }
  return [
    {
      method: 'GET',
      path: OIDC_START_PATH,
      access: 'public',
      handle: async (call) => startAtOrganisation(deps, mustClient(call), call),
    },
    {
      method: 'GET',
      path: OIDC_CALLBACK_PATH,
      access: 'public',
      handle: async (call) => {
        const client = mustClient(call)
        call.reply.clearCookie(stepCookieName(isHttps), stepCookie(isHttps))
        const to = await signInByOrganisation(deps, client, call)
        return call.reply.redirect(to ?? '/sign-in?refused=oidc')
      },
    },
  ]
}
