import type { SessionView } from '@eirene/domain/access'
import { createContext, use } from 'react'

/** Who is signed in, as far as this page knows. */
export interface SessionHold {
  /** `unknown` until the server answered; `ended` when a session that was there is refused: the page stays as it is. */
  readonly state: 'unknown' | 'none' | 'open' | 'ended' | 'unreachable'
  readonly session: SessionView | null
  readonly signIn: (login: string, password: string) => Promise<void>
  readonly acceptInvitation: (token: string, password: string) => Promise<SessionView>
  readonly signOut: () => Promise<void>
  readonly check: () => void
}

export const SessionContext = createContext<SessionHold | null>(null)

/** The session. Throws outside SessionProvider. */
export function useSession(): SessionHold {
  const hold = use(SessionContext)
  if (hold === null) throw new Error('useSession needs SessionProvider above it')
  return hold
}
