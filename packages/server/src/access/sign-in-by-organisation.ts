import { OIDC_CALLBACK_PATH } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  bindOutsideAccount,
  endSessionsOf,
  findOpenInvitation,
  findPersonBySubject,
  insertAccessEvent,
  useInvitation,
} from '@eirene/store/access'
import { withSystem } from '@eirene/store/db'
import { queryPart, type PublicCall } from '../edge/index.ts'
import type { AccessDeps } from './access-deps.ts'
import { beginSession } from './begin-session.ts'
import type { OidcClient } from './oidc-client.ts'
import { hashToken } from './token.ts'

/** Bound to https where there is https; its path keeps it from being bound to the host besides. */
export function stepCookieName(isHttps: boolean): string {
  return isHttps ? '__Secure-eirene-oidc' : 'eirene-oidc'
}

/** Back comes the browser from another site, so that a strict cookie would stay behind; this one holds a handle alone. */
export function stepCookie(isHttps: boolean): {
  path: '/v1/session/oidc'
  httpOnly: true
  sameSite: 'lax'
  secure: boolean
} {
  return { path: '/v1/session/oidc', httpOnly: true, sameSite: 'lax', secure: isHttps }
}

function refused(): Problem {
  return new Problem('access.oidc_refused', 'The organisation’s answer was not accepted. Begin again.')
}

/** The refusal where no organisation's sign-in is set up, or it cannot be reached. */
export function oidcUnavailable(): Problem {
  return new Problem('access.oidc_unavailable', 'Sign-in by an organisation is not available here now.')
}

/** Where the browser comes back to: the public address, or this machine's own. Other hosts are nobody's word. */
function callbackUrl({ publicUrl }: AccessDeps, call: PublicCall): string {
  const base = publicUrl ?? `http://${call.request.headers.host ?? ''}`
  const host = URL.parse(base)?.hostname ?? ''
  if (publicUrl === null && !['localhost', '127.0.0.1'].includes(host)) throw oidcUnavailable()
  return `${base}${OIDC_CALLBACK_PATH}`
}

/** Only an address of this product may follow, so that a link cannot lead elsewhere. */
function safeReturn(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])/.test(to) ? to : '/run'
}

/** Goes to the organisation's page; what must come back is written down under a handle that only this browser has. */
export async function startAtOrganisation(deps: AccessDeps, oidc: OidcClient, call: PublicCall): Promise<unknown> {
  const { challenges, isHttps } = deps
  const redirectUri = callbackUrl(deps, call)
  const { url, ...checks } = await oidc.start(redirectUri).catch(() => {
    throw oidcUnavailable()
  })
  const invitation = queryPart(call, 'invitation')
  const handle = challenges.write({
    ...checks,
    for: 'oidc',
    redirectUri,
    to: safeReturn(queryPart(call, 'to')),
    invitationHash: invitation === undefined ? null : hashToken(invitation),
  })
  void call.reply.setCookie(stepCookieName(isHttps), handle, { ...stepCookie(isHttps), maxAge: 300 })
  return call.reply.redirect(url)
}

/** Binds the subject to whom a one-time link was made for, and uses the link up. */
async function bindByInvitation(
  { db, clock }: AccessDeps,
  account: { readonly issuer: string; readonly subject: string },
  tokenHash: Buffer,
): Promise<string> {
  const now = clock()
  const invitation = await findOpenInvitation(db, tokenHash, now)
  if (invitation === undefined) throw refused()
  return withSystem(db, async (tx) => {
    if (!(await useInvitation(tx, tokenHash, now))) throw refused()
    if (!(await bindOutsideAccount(tx, { ...account, personId: invitation.id, at: now }))) throw refused()
    await endSessionsOf(tx, invitation.id, now)
    const detail = { issuer: account.issuer }
    await insertAccessEvent(tx, { kind: 'outside_account.bound', at: now, personId: invitation.id, detail })
    return invitation.id
  })
}

async function finish(deps: AccessDeps, oidc: OidcClient, call: PublicCall): Promise<string> {
  const { db, clock, challenges } = deps
  const asked = challenges.take(call.request.cookies[stepCookieName(deps.isHttps)] ?? '', 'oidc')
  if (asked === undefined) throw refused()
  const { state, nonce, verifier, redirectUri, invitationHash, to } = asked
  const answered = new URL(redirectUri)
  answered.search = new URL(call.request.url, redirectUri).search
  const subject = await oidc.finish(answered, { state, nonce, verifier }).catch(() => {
    throw refused()
  })
  const account = { issuer: oidc.issuer, subject }
  const personId =
    invitationHash === null
      ? await findPersonBySubject(db, account, clock())
      : await bindByInvitation(deps, account, invitationHash)
  if (personId === undefined) throw refused()
  await beginSession(deps, call, { personId, method: 'oidc', isShared: false })
  return to
}

/**
 * Signs in who comes back from the organisation's page, and gives the address to go on to; null where the answer was refused,
 * which is logged.
 */
export async function signInByOrganisation(
  deps: AccessDeps,
  oidc: OidcClient,
  call: PublicCall,
): Promise<string | null> {
  try {
    return await finish(deps, oidc, call)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const detail = { method: 'oidc', address: call.request.ip }
    await insertAccessEvent(deps.db, { kind: 'sign_in.refused', at: deps.clock(), personId: null, detail })
    return null
  }
}
