import type { PasskeyProof } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { findPasskey, insertAccessEvent } from '@eirene/store/access'
import type { PublicCall } from '../edge/index.ts'
import type { AccessDeps, AccessLimits } from './access-deps.ts'
import { tooManyAttempts } from './attempt-limit.ts'
import { relyingParty, verifyPasskey, type PasskeyDeps, type ProvenPasskey } from './passkey.ts'

/** What acts with passkeys need at the address of a call. Throws Problem 'access.passkeys_unavailable' where they cannot work. */
export function passkeyDeps({ db, clock, challenges, publicUrl }: AccessDeps, call: PublicCall): PasskeyDeps {
  const party = relyingParty(publicUrl, call.request.headers.host)
  if (party === null)
    throw new Problem(
      'access.passkeys_unavailable',
      'Passkeys are bound to a host name. Open this page by its name instead of its number.',
    )
  return { db, now: clock(), challenges, party }
}

/**
 * The passkey of this proof; every try is counted, and every one that fails is logged, with the person where the passkey is
 * somebody's. With `personId` it must be that person's. Throws Problem 'access.too_many_attempts',
 * 'access.passkeys_unavailable' or 'access.passkey_refused'.
 */
export async function provePasskey(
  deps: AccessDeps,
  limits: AccessLimits,
  call: PublicCall,
  given: { readonly handle: string; readonly proof: PasskeyProof; readonly personId?: string },
): Promise<ProvenPasskey> {
  const { ip } = call.request
  const log = async (kind: 'sign_in.limited' | 'sign_in.refused'): Promise<void> => {
    const named = await findPasskey(deps.db, given.proof.id)
    const detail = { method: 'passkey', ...(named !== undefined && { label: named.label }), address: ip }
    await insertAccessEvent(deps.db, { kind, at: deps.clock(), personId: named?.personId ?? null, detail })
  }
  if (!limits.perAddress.allows(ip)) {
    await log('sign_in.limited')
    throw tooManyAttempts()
  }
  const proven = await verifyPasskey(passkeyDeps(deps, call), given).catch(async (error: unknown) => {
    if (error instanceof Problem) await log('sign_in.refused')
    throw error
  })
  if (given.personId !== undefined && given.personId !== proven.personId)
    throw new Problem('access.passkey_refused', 'This passkey belongs to somebody else.')
  return proven
}
