import type { SessionView } from '@eirene/domain/access'
import { createContext, use } from 'react'

/** Who is signed in, as far as this page knows. */
export interface SessionHold {
  /**
   * `unknown` until the server answered; `ended` when a session that was there is refused: the page stays as it is;
   * `locked`: nothing of the page is kept until it is unlocked.
   */
  readonly state: 'unknown' | 'none' | 'open' | 'ended' | 'locked' | 'unreachable'
  readonly session: SessionView | null
  readonly signIn: (login: string, password: string, isShared: boolean) => Promise<void>
  readonly signInByPasskey: (isShared: boolean) => Promise<void>
  readonly acceptInvitation: (token: string, password: string) => Promise<SessionView>
  readonly signOut: () => Promise<void>
  /** Covers the screen at once, in every tab, and has the server lock the session. */
  readonly lock: () => void
  /** With the password, or null: with a passkey. */
  readonly unlock: (password: string | null) => Promise<void>
  /** Turns this browser into a wallboard; the page is loaded anew. */
  readonly startWallboard: (slug: string, minutes: number) => Promise<void>
  /** Takes over what the server says of the session after a setting was changed. */
  readonly renew: (session: SessionView) => void
  readonly check: () => void
}

export const SessionContext = createContext<SessionHold | null>(null)

/** The session. Throws outside SessionProvider. */
export function useSession(): SessionHold {
  const hold = use(SessionContext)
  if (hold === null) throw new Error('useSession needs SessionProvider above it')
  return hold
}
