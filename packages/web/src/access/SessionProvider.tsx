import {
  INVITATION_PATH,
  LOCK_PATH,
  PASSKEY_SIGN_IN_PATH,
  SESSION_PATH,
  SIGN_IN_PATH,
  UNLOCK_PATH,
  WALLBOARD_PATH,
  type SessionView,
} from '@eirene/domain/access'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import {
  fillPath,
  getJson,
  onLiveBroken,
  onSessionLocked,
  onSessionLost,
  Refusal,
  send,
  setCsrfToken,
} from '../edge/index.ts'
import { askForPasskey } from './passkey.ts'
import { SessionContext, type SessionHold } from './session.ts'

type Known = Pick<SessionHold, 'state' | 'session'>

/** Tells the other tabs of this browser that the session was locked or opened. */
function useTabs(onMessage: () => void): () => void {
  const channel = useRef<BroadcastChannel>(undefined)
  useEffect(() => {
    if (typeof BroadcastChannel !== 'function') return
    const own = new BroadcastChannel('eirene-lock')
    own.onmessage = onMessage
    channel.current = own
    return () => {
      own.close()
    }
  }, [onMessage])
  return useCallback(() => channel.current?.postMessage('look'), [])
}

const AGAIN_EVERY_MS = 10_000

/** Asks again while the server cannot be reached: a lost server makes no event, and a lost link one that may come too soon. */
function useAgain(isUnreachable: boolean, check: () => void): void {
  useEffect(() => {
    if (!isUnreachable) return
    const timer = setInterval(check, AGAIN_EVERY_MS)
    addEventListener('online', check)
    return () => {
      clearInterval(timer)
      removeEventListener('online', check)
    }
  }, [isUnreachable, check])
}

function useKnownSession(): {
  readonly known: Known
  readonly setKnown: (next: (was: Known) => Known) => void
  readonly open: (session: SessionView) => void
  readonly check: () => void
} {
  const [known, setKnown] = useState<Known>({ state: 'unknown', session: null })
  const open = useCallback((session: SessionView) => {
    setCsrfToken(session.csrfToken)
    setKnown({ state: session.isLocked ? 'locked' : 'open', session })
  }, [])
  const check = useCallback(() => {
    getJson<SessionView>(SESSION_PATH).then(open, (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      setKnown({ state: error.status === 401 ? 'none' : 'unreachable', session: null })
    })
  }, [open])
  useEffect(check, [check])
  useAgain(known.state === 'unreachable', check)
  useEffect(
    () =>
      onSessionLost(() => {
        setKnown((was) => (was.state === 'open' ? { state: 'ended', session: was.session } : was))
      }),
    [],
  )
  useEffect(() => onSessionLocked(check), [check])
  useEffect(
    () =>
      onLiveBroken(() => {
        getJson<SessionView>(SESSION_PATH).then(open, (error: unknown) => {
          // An end is told to who listens for it; without a link the page stays as it is.
          if (!(error instanceof Refusal)) throw error
        })
      }),
    [open],
  )
  return { known, setKnown, open, check }
}

/** Holds the session: asks once who is signed in, and notices when a session ends or is locked. */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { known, setKnown, open, check } = useKnownSession()
  const tell = useTabs(check)

  const lock = useCallback(() => {
    setKnown((was) => (was.session === null ? was : { state: 'locked', session: { ...was.session, operations: [] } }))
    send<SessionView>('POST', LOCK_PATH).then(
      () => {
        tell()
        // A fresh page keeps nothing of what was loaded; the address stays.
        location.reload()
      },
      (error: unknown) => {
        // Covered all the same; the server locks by its own clock.
        if (!(error instanceof Refusal)) throw error
      },
    )
  }, [setKnown, tell])

  const hold = useMemo<SessionHold>(
    () => ({
      ...known,
      check,
      lock,
      renew: open,
      signIn: async (login, password, isShared) => {
        open(await send<SessionView>('POST', SIGN_IN_PATH, { login, password, isShared }))
      },
      signInByPasskey: async (isShared) => {
        const proven = await askForPasskey()
        open(await send<SessionView>('POST', PASSKEY_SIGN_IN_PATH, { ...proven, isShared }))
      },
      acceptInvitation: async (token, password) => {
        const session = await send<SessionView>('POST', fillPath(INVITATION_PATH, { token }), { password })
        open(session)
        return session
      },
      unlock: async (password) => {
        const proof = password === null ? await askForPasskey() : { password }
        open(await send<SessionView>('POST', UNLOCK_PATH, proof))
        tell()
      },
      startWallboard: async (slug, minutes) => {
        await send<SessionView>('POST', fillPath(WALLBOARD_PATH, { slug }), { minutes })
        // What the person had loaded must not stay on the wall: a fresh page asks as the wallboard.
        location.reload()
      },
      signOut: async () => {
        await send('DELETE', SESSION_PATH)
        setCsrfToken('')
        setKnown(() => ({ state: 'none', session: null }))
      },
    }),
    [known, setKnown, check, lock, open, tell],
  )
  return <SessionContext value={hold}>{children}</SessionContext>
}
