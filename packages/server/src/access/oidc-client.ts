import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'

/** Where an organisation signs its people in. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  /** Null: a public client, by PKCE alone. */
  readonly clientSecret: string | null
  /** What the button says. */
  readonly label: string
}

/** What must come back unchanged. */
export interface OidcChecks {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** The sign-in of an organisation. Nothing outside is asked before somebody presses its button. */
export interface OidcClient {
  readonly issuer: string
  readonly label: string
  readonly start: (redirectUri: string) => Promise<OidcChecks & { readonly url: string }>
  /** The subject that the issuer vouches for. Rejects for anything that does not hold. Claims beside it are not read. */
  readonly finish: (answeredUrl: URL, checks: OidcChecks) => Promise<string>
}

const TIMEOUT_S = 10

/** Authorization code with PKCE, state and nonce. Plain http only to an issuer on this machine. */
export function openOidcClient(settings: OidcSettings): OidcClient {
  let found: Promise<Configuration> | undefined
  const configuration = (): Promise<Configuration> => {
    const issuer = new URL(settings.issuer)
    const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname)
    const authentication = settings.clientSecret === null ? None() : ClientSecretPost(settings.clientSecret)
    found ??= discovery(issuer, settings.clientId, undefined, authentication, {
      timeout: TIMEOUT_S,
      // Deprecated to stand out; here only for an issuer on this machine, as the settings check too.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      execute: isLoopback ? [allowInsecureRequests] : [],
    }).catch((error: unknown) => {
      // The next person asks again.
      found = undefined
      throw error
    })
    return found
  }
  return {
    issuer: settings.issuer,
    label: settings.label,
    start: async (redirectUri) => {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { state, nonce, verifier, url: url.href }
    },
    finish: async (answeredUrl, { state, nonce, verifier }) => {
      const tokens = await authorizationCodeGrant(await configuration(), answeredUrl, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const subject = tokens.claims()?.sub
      if (subject === undefined) throw new Error('the issuer named no subject')
      return subject
    },
  }
}
