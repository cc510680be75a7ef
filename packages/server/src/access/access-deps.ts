import type { Db } from '@eirene/store/db'
import { attemptLimit, type AttemptLimit } from './attempt-limit.ts'
import type { ChallengeBook } from './challenge-book.ts'
import type { OidcClient } from './oidc-client.ts'
import type { SessionWatch } from './session-watch.ts'
import type { SignInLimits } from './sign-in.ts'

/** What acts of coming in and going out need. */
export interface AccessDeps {
  readonly db: Db
  readonly clock: () => Date
  /** Whether the address that browsers use is https: then the cookie travels only so. */
  readonly isHttps: boolean
  /** Host of a proxy before the server; null: there is none. */
  readonly publicHost: string | null
  /** Where people reach the server; null: as it listens. */
  readonly publicUrl: string | null
  readonly sessionWatch: SessionWatch
  readonly challenges: ChallengeBook
  /** Null: no organisation's sign-in is set up, and nothing outside is ever asked. */
  readonly oidc: OidcClient | null
}

/** How often each way in may be tried. */
export interface AccessLimits extends SignInLimits {
  readonly perInvitation: AttemptLimit
  /** One's own password asked for again: to unlock, to change it, to add a passkey. */
  readonly perOwnPassword: AttemptLimit
}

/** Limits with nothing counted yet, by login and address, by address, by invitation, by own password. */
export function accessLimits(clock: () => Date): AccessLimits {
  const limit = (attempts: number): AttemptLimit => attemptLimit({ attempts, clock })
  return { perLogin: limit(8), perAddress: limit(60), perInvitation: limit(60), perOwnPassword: limit(8) }
}
