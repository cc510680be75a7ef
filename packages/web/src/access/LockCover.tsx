import { useState, type ReactNode, type SubmitEvent } from 'react'
import { go } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Field, useSending, Wordmark } from '../widget/index.ts'
import { hasPasskeys } from './passkey.ts'
import { useSession } from './session.ts'

/** Stands in the place of a locked page: who locked it, and the way back to the same address. */
export function LockCover(): ReactNode {
  const { session, unlock, signOut } = useSession()
  const i18n = useI18n()
  const [password, setPassword] = useState('')
  const { busy, fault, run } = useSending()

  const open = (by: string | null): void => {
    run(
      () => unlock(by),
      undefined,
      () => setPassword(''),
    )
  }

  return (
    <main className="lock-cover">
      <Wordmark />
      <h1>{i18n.text('access.locked')}</h1>
      <p className="form-lead">{i18n.text('access.lockedFor', { name: session?.displayName ?? '' })}</p>
      <form
        className="form"
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault()
          open(password)
        }}
      >
        {session?.hasPassword !== false && (
          <Field
            label={i18n.text('access.password')}
            name="password"
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            value={password}
            onValue={setPassword}
          />
        )}
        <Fault text={fault} />
        <div className="form-row">
          {session?.hasPassword !== false && (
            <Button kind="primary" type="submit" busy={busy}>
              {i18n.text('access.unlock')}
            </Button>
          )}
          {session?.hasPasskey === true && hasPasskeys() && (
            <Button
              busy={busy}
              onClick={() => {
                open(null)
              }}
            >
              {i18n.text('access.unlockByPasskey')}
            </Button>
          )}
          <Button
            kind="quiet"
            onClick={() => {
              void signOut().then(() => {
                go('/')
              })
            }}
          >
            {i18n.text('access.signOut')}
          </Button>
        </div>
      </form>
    </main>
  )
}
