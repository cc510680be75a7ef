import {
  addPasskeySchema,
  PASSKEY_CHALLENGE_PATH,
  PASSKEY_OFFER_PATH,
  PASSKEY_PATH,
  PASSKEY_SIGN_IN_PATH,
  passkeyOfferSchema,
  PASSKEYS_PATH,
  passkeySignInSchema,
  WAYS_IN_PATH,
  type PasskeyView,
  type WaysIn,
} from '@eirene/domain/access'
import { parseWith } from '@eirene/domain/parse'
import { findCredential, listPasskeys } from '@eirene/store/access'
import { assertSameOrigin, mustParse, pathPart, type Route } from '../edge/index.ts'
import type { AccessDeps, AccessLimits } from './access-deps.ts'
import { beginSession } from './begin-session.ts'
import { addPasskey, challengePasskey, offerPasskey, relyingParty, removePasskey } from './passkey.ts'
import { passkeyDeps, provePasskey } from './prove-passkey.ts'
import { assertOwnPassword } from './unlock.ts'

/** Passkeys: adding, listing and taking away one's own, and signing in by one. */
export function passkeyRoutes(deps: AccessDeps, limits: AccessLimits): readonly Route[] {
  return [...ownPasskeyRoutes(deps, limits), ...signInRoutes(deps, limits)]
}

function ownPasskeyRoutes(deps: AccessDeps, limits: AccessLimits): readonly Route[] {
  const { db, clock } = deps
  return [
    {
      method: 'GET',
      path: PASSKEYS_PATH,
      access: 'session',
      handle: async ({ reader }): Promise<readonly PasskeyView[]> =>
        (await listPasskeys(db, reader.personId)).map(({ id, label, createdAt, lastUsedAt }) => ({
          id,
          label,
          createdAt: createdAt.toISOString(),
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
    },
    {
      method: 'POST',
      path: PASSKEY_OFFER_PATH,
      access: 'session',
      handle: async (call) => {
        const { password } = mustParse(parseWith(passkeyOfferSchema, call.request.body))
        const credential = await findCredential(db, { id: call.reader.personId }, clock())
        // A passkey stays after the session: who finds an open screen must not be able to leave one behind.
        if (credential?.passwordHash !== null)
          await assertOwnPassword({ db, now: clock(), limit: limits.perOwnPassword }, call, password ?? '')
        return offerPasskey(passkeyDeps(deps, call), call.reader.personId)
      },
    },
    {
      method: 'POST',
      path: PASSKEYS_PATH,
      access: 'session',
      handle: async (call) => {
        const given = mustParse(parseWith(addPasskeySchema, call.request.body))
        await addPasskey(passkeyDeps(deps, call), call.reader.personId, given)
        return call.reply.code(201).send({})
      },
    },
    {
      method: 'DELETE',
      path: PASSKEY_PATH,
      access: 'session',
      handle: async (call) => {
        await removePasskey({ db, now: clock() }, call.reader.personId, pathPart(call, 'id') ?? '')
        return call.reply.code(204).send()
      },
    },
  ]
}

function signInRoutes(deps: AccessDeps, limits: AccessLimits): readonly Route[] {
  const { publicHost, publicUrl, oidc } = deps
  return [
    {
      method: 'GET',
      path: WAYS_IN_PATH,
      access: 'public',
      handle: async ({ request }): Promise<WaysIn> =>
        Promise.resolve({
          passkeys: relyingParty(publicUrl, request.headers.host) !== null,
          oidc: oidc?.label ?? null,
        }),
    },
    {
      method: 'POST',
      path: PASSKEY_CHALLENGE_PATH,
      access: 'public',
      bodyLimitBytes: 1024,
      handle: (call) => {
        assertSameOrigin(call.request, publicHost)
        return challengePasskey(passkeyDeps(deps, call))
      },
    },
    {
      method: 'POST',
      path: PASSKEY_SIGN_IN_PATH,
      access: 'public',
      bodyLimitBytes: 16_384,
      handle: async (call) => {
        assertSameOrigin(call.request, publicHost)
        const given = mustParse(parseWith(passkeySignInSchema, call.request.body))
        const { personId, label } = await provePasskey(deps, limits, call, given)
        const isShared = given.isShared ?? false
        return beginSession(deps, call, { personId, method: 'passkey', passkey: label, isShared })
      },
    },
  ]
}
