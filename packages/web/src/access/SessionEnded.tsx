import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Dialog } from '../widget/index.ts'
import { SignIn } from './SignIn.tsx'
import { useSession } from './session.ts'

/** Laid over a page whose session ended. The page below stays as it is, so that nothing typed or chosen is lost. */
export function SessionEnded(): ReactNode {
  const { state, session } = useSession()
  const { text } = useI18n()
  if (state !== 'ended' || session === null) return null
  return (
    <Dialog title={text('access.sessionEnded')} closable={false} onClose={() => undefined}>
      <p className="form-lead">{text('access.sessionEndedRemedy')}</p>
      {/* A wall names nobody, at its end neither. */}
      <SignIn {...(session.wallboardUntil === null && { login: session.login })} />
    </Dialog>
  )
}
