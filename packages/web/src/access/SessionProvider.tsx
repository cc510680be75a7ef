import { INVITATION_PATH, SESSION_PATH, SIGN_IN_PATH, type SessionView } from '@eirene/domain/access'
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { fillPath, getJson, onSessionLost, Refusal, send, setCsrfToken } from '../edge/index.ts'
import { SessionContext, type SessionHold } from './session.ts'

type Known = Pick<SessionHold, 'state' | 'session'>

/** Holds the session: asks once who is signed in, and notices when a session ends. */
export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [known, setKnown] = useState<Known>({ state: 'unknown', session: null })

  const open = useCallback((session: SessionView) => {
    setCsrfToken(session.csrfToken)
    setKnown({ state: 'open', session })
  }, [])

  const check = useCallback(() => {
    getJson<SessionView>(SESSION_PATH).then(open, (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      setKnown({ state: error.status === 401 ? 'none' : 'unreachable', session: null })
    })
  }, [open])

  useEffect(check, [check])
  useEffect(
    () =>
      onSessionLost(() => {
        setKnown((was) => (was.state === 'open' ? { state: 'ended', session: was.session } : was))
      }),
    [],
  )

  const hold = useMemo<SessionHold>(
    () => ({
      ...known,
      check,
      signIn: async (login, password) => {
        open(await send<SessionView>('POST', SIGN_IN_PATH, { login, password }))
      },
      acceptInvitation: async (token, password) => {
        const session = await send<SessionView>('POST', fillPath(INVITATION_PATH, { token }), { password })
        open(session)
        return session
      },
      signOut: async () => {
        await send('DELETE', SESSION_PATH)
        setCsrfToken('')
        setKnown({ state: 'none', session: null })
      },
    }),
    [known, check, open],
  )
  return <SessionContext value={hold}>{children}</SessionContext>
}
