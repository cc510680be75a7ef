import { randomBytes } from 'node:crypto'
import type { OidcChecks } from './oidc-client.ts'

/** What was asked of a browser, by what it was asked for. */
export type Challenge =
  | { readonly for: 'passkey.add'; readonly personId: string; readonly challenge: string }
  | { readonly for: 'passkey.use'; readonly challenge: string }
  | (OidcChecks & {
      readonly for: 'oidc'
      readonly redirectUri: string
      /** Address of this product to go on to. */
      readonly to: string
      /** Hash of the one-time link that binds the account; null: it was bound before. */
      readonly invitationHash: Buffer | null
    })

type ChallengeFor<What extends Challenge['for']> = Extract<Challenge, { readonly for: What }>

/** Challenges, each answered once. */
export interface ChallengeBook {
  /** Writes down and gives the handle that the answer names. */
  readonly write: (challenge: Challenge) => string
  /** Takes a challenge out: it is found once, only while it is fresh, and only as what it was asked for. */
  readonly take: <What extends Challenge['for']>(handle: string, what: What) => ChallengeFor<What> | undefined
}

const LIFE_MS = 5 * 60_000
const MOST = 10_000

function isFor<What extends Challenge['for']>(challenge: Challenge, what: What): challenge is ChallengeFor<What> {
  return challenge.for === what
}

/** Kept in memory for five minutes, at most 10,000: beyond that the oldest go. A restart asks everybody to begin again. */
export function openChallengeBook(clock: () => Date): ChallengeBook {
  const entries = new Map<string, { readonly challenge: Challenge; readonly endsMs: number }>()
  return {
    write: (challenge) => {
      const nowMs = clock().getTime()
      for (const [handle, { endsMs }] of entries) {
        if (endsMs > nowMs && entries.size < MOST) break
        entries.delete(handle)
      }
      const handle = randomBytes(24).toString('base64url')
      entries.set(handle, { challenge, endsMs: nowMs + LIFE_MS })
      return handle
    },
    take: (handle, what) => {
      const found = entries.get(handle)
      entries.delete(handle)
      if (found === undefined || !isFor(found.challenge, what)) return undefined
      const leftMs = found.endsMs - clock().getTime()
      // More than a whole life is left where the clock was set back.
      return leftMs > 0 && leftMs <= LIFE_MS ? found.challenge : undefined
    },
  }
}
