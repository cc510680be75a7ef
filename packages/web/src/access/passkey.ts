import { PASSKEY_CHALLENGE_PATH, PASSKEY_OFFER_PATH, PASSKEYS_PATH, type PasskeyOffer } from '@eirene/domain/access'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { Refusal, send } from '../edge/index.ts'

/** Whether this browser can hold passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function'
}

/** What the person broke off, or the device refused, in the form of a refusal of the server. */
function brokenOff(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal('access.passkey_refused', 401, error instanceof Error ? error.message : '')
}

/** Asks the device for a passkey of this site; gives what the server is to judge. Throws Refusal. */
export async function askForPasskey(): Promise<{ readonly handle: string; readonly proof: unknown }> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { handle, options } = await send<PasskeyOffer>('POST', PASSKEY_CHALLENGE_PATH, {})
  try {
    // The server's library made the options in this shape.
    const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
    return { handle, proof: await startAuthentication({ optionsJSON }) }
  } catch (error) {
    throw brokenOff(error)
  }
}

/** Makes a passkey on the device and adds it to the account. Throws Refusal. */
export async function addPasskey(label: string, password: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const asked = password === '' ? {} : { password }
  const { handle, options } = await send<PasskeyOffer>('POST', PASSKEY_OFFER_PATH, asked)
  let proof: unknown
  try {
    // As above.
    const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
    proof = await startRegistration({ optionsJSON })
  } catch (error) {
    throw brokenOff(error)
  }
  await send('POST', PASSKEYS_PATH, { handle, label, proof })
}
