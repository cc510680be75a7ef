import { INVITATION_PATH, OIDC_START_PATH, WAYS_IN_PATH, type InvitationView, type WaysIn } from '@eirene/domain/access'
import { useState, type SubmitEvent, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Empty, Fault, Field, Loading, refusalText, useSending } from '../widget/index.ts'
import { useSession } from './session.ts'
import { useZonedWhen } from './use-zoned-when.ts'

interface Props {
  readonly token: string
  readonly onDone: () => void
}

/** A one-time link: whom it is for, and the password to set with it. */
export function Invitation({ token, onDone }: Props): ReactNode {
  const i18n = useI18n()
  const [loaded] = useLoaded(token, (signal) => getJson<InvitationView>(fillPath(INVITATION_PATH, { token }), signal))
  if (loaded.state === 'loading') return <Loading label={i18n.text('widget.loading')} />
  if (loaded.state === 'refused')
    return (
      <Empty title={i18n.text('access.invitationGone')} action={<a href="/sign-in">{i18n.text('access.signIn')}</a>}>
        {loaded.refusal.status === 404 ? i18n.text('access.invitationGoneRemedy') : refusalText(loaded.refusal, i18n)}
      </Empty>
    )
  return <PasswordForm invitation={loaded.value} token={token} onDone={onDone} />
}

function PasswordForm({ invitation, token, onDone }: Props & { readonly invitation: InvitationView }): ReactNode {
  const i18n = useI18n()
  const { acceptInvitation } = useSession()
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const { busy, fault, run, setFault } = useSending()

  const when = useZonedWhen()(invitation.expiresAt)

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (password !== again) {
      setFault(i18n.text('access.passwordsDiffer'))
      return
    }
    run(() => acceptInvitation(token, password), onDone)
  }

  return (
    <form className="form" onSubmit={submit}>
      <p className="form-lead">
        {i18n.text('access.invitationFor', { name: invitation.displayName, login: invitation.login })}
      </p>
      <input
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        name="username"
        autoComplete="username"
        value={invitation.login}
        readOnly
      />
      <Field
        label={i18n.text('access.newPassword')}
        hint={i18n.text('access.passwordHint')}
        name="new-password"
        type="password"
        autoComplete="new-password"
        required
        value={password}
        onValue={setPassword}
      />
      <Field
        label={i18n.text('access.passwordAgain')}
        name="new-password-again"
        type="password"
        autoComplete="new-password"
        required
        value={again}
        onValue={setAgain}
      />
      <Fault text={fault} />
      <Button kind="primary" type="submit" busy={busy}>
        {i18n.text('access.setPassword')}
      </Button>
      <OrganisationWay token={token} />
      <p className="form-note">{i18n.text('access.invitationExpires', { when })}</p>
    </form>
  )
}

/** Binds the link to the person's account at their organisation instead of a password, where one is set up. */
function OrganisationWay({ token }: { readonly token: string }): ReactNode {
  const { text } = useI18n()
  const [ways] = useLoaded('ways', (signal) => getJson<WaysIn>(WAYS_IN_PATH, signal))
  if (ways.state !== 'ready' || ways.value.oidc === null) return null
  return (
    <Button
      onClick={() => {
        location.assign(`${OIDC_START_PATH}?invitation=${encodeURIComponent(token)}`)
      }}
    >
      {text('access.signInBy', { label: ways.value.oidc })}
    </Button>
  )
}
