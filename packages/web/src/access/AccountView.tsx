import {
  LOCK_SETTING_PATH,
  OWN_SESSION_PATH,
  PASSKEY_PATH,
  PASSKEYS_PATH,
  PASSWORD_PATH,
  SESSIONS_PATH,
  type OwnSessionView,
  type PasskeyView,
  type SessionView,
} from '@eirene/domain/access'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { fillPath, getJson, send, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Field, Loading, RefusalNote, useSending } from '../widget/index.ts'
import { addPasskey, hasPasskeys } from './passkey.ts'
import { useSession } from './session.ts'
import { SharedChoice } from './SignIn.tsx'
import { useZonedWhen } from './use-zoned-when.ts'

/** A person's own account: sessions, lock, password, passkeys. */
export function AccountView(): ReactNode {
  const { session } = useSession()
  const { text } = useI18n()
  if (session === null) return null
  return (
    <div className="account">
      <p className="form-lead">{text('access.accountOf', { name: session.displayName, login: session.login })}</p>
      <Sessions />
      <LockSetting session={session} />
      {hasPasskeys() && <Passkeys session={session} />}
      {session.hasPassword && <PasswordChange />}
    </div>
  )
}

function Sessions(): ReactNode {
  const i18n = useI18n()
  const when = useZonedWhen()
  const [loaded, again] = useLoaded('sessions', (signal) => getJson<readonly OwnSessionView[]>(SESSIONS_PATH, signal), {
    keep: true,
  })
  const { busy, fault, run } = useSending()
  return (
    <section>
      <h2>{i18n.text('access.sessions')}</h2>
      {loaded.state === 'loading' && <Loading label={i18n.text('widget.loading')} />}
      {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
      {loaded.state === 'ready' && (
        <ul className="rows">
          {loaded.value.map((one) => (
            <li key={one.id}>
              <span className="rows-what">
                <strong dir="auto">{one.device === '' ? i18n.text('access.deviceUnknown') : one.device}</strong>
                {one.isThis && <em>{i18n.text('access.thisSession')}</em>}
                {one.kind === 'wallboard' && <em>{i18n.text('access.wallboard')}</em>}
                <small>
                  {i18n.text('access.sessionSince', {
                    since: when(one.createdAt),
                    seen: when(one.lastSeenAt),
                  })}
                </small>
              </span>
              {!one.isThis && (
                <Button
                  busy={busy}
                  onClick={() => {
                    run(() => send('DELETE', fillPath(OWN_SESSION_PATH, { id: one.id })), again)
                  }}
                >
                  {i18n.text('access.endSession')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Fault text={fault} />
      {loaded.state === 'ready' && loaded.value.length > 1 && (
        <Button
          busy={busy}
          onClick={() => {
            run(() => send('DELETE', SESSIONS_PATH), again)
          }}
        >
          {i18n.text('access.endOthers')}
        </Button>
      )}
    </section>
  )
}

const IDLE_CHOICES = [2, 5, 10, 20, 30, 60] as const

function LockSetting({ session }: { readonly session: SessionView }): ReactNode {
  const { text, number } = useI18n()
  const { renew } = useSession()
  const { fault, run } = useSending()
  const save = (change: { readonly idleMinutes: number; readonly isShared: boolean }): void => {
    run(async () => {
      renew(await send<SessionView>('PUT', LOCK_SETTING_PATH, change))
    })
  }
  const { idleLockMinutes, isShared } = session
  const choices: readonly number[] = [...new Set([...IDLE_CHOICES, idleLockMinutes])].sort((a, b) => a - b)
  return (
    <section>
      <h2>{text('access.lock')}</h2>
      <p className="form-note">{text('access.lockHow')}</p>
      <SharedChoice
        isShared={isShared}
        onChoose={(next) => {
          save({ idleMinutes: idleLockMinutes, isShared: next })
        }}
      />
      <label className="field">
        <span className="label">{text('access.idleMinutes')}</span>
        <select
          value={idleLockMinutes}
          onChange={(event) => {
            save({ idleMinutes: Number(event.target.value), isShared })
          }}
        >
          {choices.map((minutes) => (
            <option key={minutes} value={minutes}>
              {number(minutes)}
            </option>
          ))}
        </select>
      </label>
      <Fault text={fault} />
    </section>
  )
}

function Passkeys({ session }: { readonly session: SessionView }): ReactNode {
  const i18n = useI18n()
  const when = useZonedWhen()
  const [loaded, again] = useLoaded('keys', (signal) => getJson<readonly PasskeyView[]>(PASSKEYS_PATH, signal), {
    keep: true,
  })
  const [label, setLabel] = useState('')
  const [password, setPassword] = useState('')
  const { busy, fault, run } = useSending()
  return (
    <section>
      <h2>{i18n.text('access.passkeys')}</h2>
      <p className="form-note">{i18n.text('access.passkeysWhat')}</p>
      <ul className="rows">
        {loaded.state === 'ready' &&
          loaded.value.map((one) => (
            <li key={one.id}>
              <span className="rows-what">
                <strong dir="auto">{one.label}</strong>
                <small>
                  {one.lastUsedAt === null
                    ? i18n.text('access.passkeyNew', { when: when(one.createdAt) })
                    : i18n.text('access.passkeyUsed', { when: when(one.lastUsedAt) })}
                </small>
              </span>
              <Button
                busy={busy}
                aria-label={i18n.text('access.removeNamed', { label: one.label })}
                onClick={() => {
                  run(() => send('DELETE', fillPath(PASSKEY_PATH, { id: one.id })), again)
                }}
              >
                {i18n.text('access.remove')}
              </Button>
            </li>
          ))}
      </ul>
      <form
        className="form"
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault()
          run(
            () => addPasskey(label, password),
            () => {
              setLabel('')
              setPassword('')
              again()
            },
          )
        }}
      >
        <Field label={i18n.text('access.passkeyLabel')} required maxLength={60} value={label} onValue={setLabel} />
        {session.hasPassword && (
          <Field
            label={i18n.text('access.currentPassword')}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onValue={setPassword}
          />
        )}
        <Fault text={fault} />
        <Button type="submit" busy={busy}>
          {i18n.text('access.addPasskey')}
        </Button>
      </form>
    </section>
  )
}

function PasswordChange(): ReactNode {
  const { text } = useI18n()
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [done, setDone] = useState(false)
  const { busy, fault, run } = useSending()
  return (
    <section>
      <h2>{text('access.changePassword')}</h2>
      <form
        className="form"
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault()
          setDone(false)
          run(
            () => send('PUT', PASSWORD_PATH, { current, password }),
            () => {
              setCurrent('')
              setPassword('')
              setDone(true)
            },
          )
        }}
      >
        <Field
          label={text('access.currentPassword')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          onValue={setCurrent}
        />
        <Field
          label={text('access.newPassword')}
          hint={text('access.passwordHint')}
          type="password"
          autoComplete="new-password"
          required
          value={password}
          onValue={setPassword}
        />
        <Fault text={fault} />
        {done && <p role="status">{text('access.passwordChanged')}</p>}
        <Button type="submit" busy={busy}>
          {text('access.changePassword')}
        </Button>
      </form>
    </section>
  )
}
