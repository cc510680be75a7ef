import { OIDC_START_PATH, WAYS_IN_PATH, type WaysIn } from '@eirene/domain/access'
import { useState, type SubmitEvent, type ReactNode } from 'react'
import { getJson, useAddress, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../widget/index.ts'
import { hasPasskeys } from './passkey.ts'
import { useSession } from './session.ts'

const SHARED_KEY = 'eirene.shared'

interface Props {
  /** Filled in and fixed when a session ended and the same person comes back. */
  readonly login?: string
  readonly onDone?: () => void
}

/** Whether this browser's screen is one that others pass; remembered by the browser. */
function useShared(): readonly [boolean, (isShared: boolean) => void] {
  const [isShared, setShared] = useState(() => localStorage.getItem(SHARED_KEY) === '1')
  return [
    isShared,
    (next) => {
      setShared(next)
      localStorage.setItem(SHARED_KEY, next ? '1' : '0')
    },
  ]
}

/** Name and password, or another way in that this installation has. Says plainly what was refused and why. */
export function SignIn({ login: fixedLogin, onDone }: Props): ReactNode {
  const { signIn, signInByPasskey } = useSession()
  const i18n = useI18n()
  const [login, setLogin] = useState(fixedLogin ?? '')
  const [password, setPassword] = useState('')
  const { busy, fault, run } = useSending()
  const [isShared, setShared] = useShared()
  const cameBackRefused = useAddress().query.get('refused') === 'oidc'

  const enter = (way: Promise<void>): void => {
    run(
      () => way,
      () => onDone?.(),
      () => setPassword(''),
    )
  }

  return (
    <form
      className="form"
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault()
        enter(signIn(login.trim(), password, isShared))
      }}
    >
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
      <SharedChoice isShared={isShared} onChoose={setShared} />
      <Fault text={fault ?? (cameBackRefused ? i18n.text('problem.access.oidc_refused') : undefined)} />
      <Button kind="primary" type="submit" busy={busy}>
        {i18n.text('access.signIn')}
      </Button>
      <OtherWaysIn
        busy={busy}
        onPasskey={() => {
          enter(signInByPasskey(isShared))
        }}
      />
    </form>
  )
}

/** A box to tick: others pass this screen. */
export function SharedChoice({
  isShared,
  onChoose,
}: {
  readonly isShared: boolean
  readonly onChoose: (isShared: boolean) => void
}): ReactNode {
  const { text } = useI18n()
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={isShared}
        onChange={(event) => {
          onChoose(event.target.checked)
        }}
      />
      {text('access.sharedScreen')}
    </label>
  )
}

function OtherWaysIn({ busy, onPasskey }: { readonly busy: boolean; readonly onPasskey: () => void }): ReactNode {
  const { text } = useI18n()
  const [ways] = useLoaded('ways', (signal) => getJson<WaysIn>(WAYS_IN_PATH, signal))
  const to = useAddress().query.get('to')
  if (ways.state !== 'ready') return null
  const { passkeys, oidc } = ways.value
  return (
    <>
      {passkeys && hasPasskeys() && (
        <Button busy={busy} onClick={onPasskey}>
          {text('access.signInByPasskey')}
        </Button>
      )}
      {oidc !== null && (
        <Button
          onClick={() => {
            location.assign(`${OIDC_START_PATH}${to === null ? '' : `?to=${encodeURIComponent(to)}`}`)
          }}
        >
          {text('access.signInBy', { label: oidc })}
        </Button>
      )}
    </>
  )
}
