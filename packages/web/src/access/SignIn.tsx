import { useState, type SubmitEvent, type ReactNode } from 'react'
import { Refusal } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Field, refusalText } from '../widget/index.ts'
import { useSession } from './session.ts'

interface Props {
  /** Filled in and fixed when a session ended and the same person comes back. */
  readonly login?: string
  readonly onDone?: () => void
}

/** Name and password. Says plainly what was refused and why. */
export function SignIn({ login: fixedLogin, onDone }: Props): ReactNode {
  const { signIn } = useSession()
  const i18n = useI18n()
  const [login, setLogin] = useState(fixedLogin ?? '')
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<Refusal>()
  const [busy, setBusy] = useState(false)

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    setBusy(true)
    setRefused(undefined)
    signIn(login.trim(), password)
      .then(onDone, (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        setRefused(error)
        setPassword('')
      })
      .finally(() => {
        setBusy(false)
      })
  }

  return (
    <form className="form" onSubmit={submit} aria-describedby={refused === undefined ? undefined : 'sign-in-refused'}>
      <Field
        label={i18n.text('access.login')}
        name="login"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        readOnly={fixedLogin !== undefined}
        value={login}
        onValue={setLogin}
      />
      <Field
        label={i18n.text('access.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onValue={setPassword}
      />
      {refused !== undefined && (
        <p className="form-refusal" id="sign-in-refused" role="alert">
          {refusalText(refused, i18n)}
        </p>
      )}
      <Button kind="primary" type="submit" busy={busy}>
        {i18n.text('access.signIn')}
      </Button>
    </form>
  )
}
