import type { SessionView } from '@eirene/domain/access'
import { useState, type ReactNode } from 'react'
import { auditsViewings, keepsPeople, useSession } from '../access/index.ts'
import { go, setQuery } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { closeOutbox, countWaiting, useOutbox } from '../report/index.ts'
import { Button, Dialog, Icon, Menu } from '../widget/index.ts'
import { ThemeChoice } from './Preferences.tsx'

interface Props {
  readonly membership: SessionView['operations'][number] | undefined
}

/** A working day on the wall. */
const WALLBOARD_MINUTES = 8 * 60

interface OwnItemsProps extends Pick<Props, 'membership'> {
  readonly onLock: () => void
  readonly onWallboard: (slug: string) => void
}

/** What a person does with their own session, and the people of the operation for who keeps them. */
function OwnItems({ membership, onLock, onWallboard }: OwnItemsProps): ReactNode {
  const { text } = useI18n()
  return (
    <>
      <a className="menu-item" href={membership === undefined ? '/account' : `/run/${membership.slug}/account`}>
        <Icon name="person" />
        {text('access.account')}
      </a>
      {membership !== undefined && keepsPeople(membership.roles) && (
        <a className="menu-item" href={`/run/${membership.slug}/people`}>
          <Icon name="list" />
          {text('access.people')}
        </a>
      )}
      {membership?.hasContent === true && auditsViewings(membership.roles) && (
        <a className="menu-item" href={`/run/${membership.slug}/people/viewings`}>
          <Icon name="search" />
          {text('access.viewings')}
        </a>
      )}
      <button type="button" className="menu-item" onClick={onLock}>
        <Icon name="close" />
        {text('access.lock')}
      </button>
      {membership?.hasContent === true && (
        <button
          type="button"
          className="menu-item"
          onClick={() => {
            onWallboard(membership.slug)
          }}
        >
          <Icon name="map" />
          {text('access.showWallboard')}
        </button>
      )}
    </>
  )
}

/** The person: keys, own account, lock, wallboard, and the way out, which knows of reports that are not sent yet. */
export function PersonMenu({ membership }: Props): ReactNode {
  const { text } = useI18n()
  const { session, lock, startWallboard } = useSession()
  const [isAsked, setAsked] = useState(false)
  if (session === null) return null
  return (
    <>
      <Menu
        name={text('shell.person')}
        align="end"
        label={
          <>
            <Icon name="person" />
            <span className="menu-word">{session.displayName}</span>
          </>
        }
      >
        {(close) => (
          <>
            <p className="menu-head">{session.displayName}</p>
            <div className="menu-phone">
              <ThemeChoice />
            </div>
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                close()
                setQuery({ help: '1' }, { replace: true })
              }}
            >
              <Icon name="help" />
              {text('shell.keys')}
            </button>
            <OwnItems
              membership={membership}
              onLock={lock}
              onWallboard={(slug) => {
                close()
                void startWallboard(slug, WALLBOARD_MINUTES)
              }}
            />
            <SignOut
              personId={session.personId}
              onWaiting={() => {
                close()
                setAsked(true)
              }}
              onDone={close}
            />
          </>
        )}
      </Menu>
      {isAsked && (
        <UnsentReports
          personId={session.personId}
          onClose={() => {
            setAsked(false)
          }}
        />
      )}
    </>
  )
}

/** Ends session and outbox of this tab. */
function useLeave(): () => void {
  const { signOut } = useSession()
  return () => {
    void signOut().then(async () => {
      await closeOutbox()
      go('/')
    })
  }
}

interface SignOutProps {
  readonly personId: string
  readonly onWaiting: () => void
  readonly onDone: () => void
}

function SignOut({ personId, onWaiting, onDone }: SignOutProps): ReactNode {
  const { text } = useI18n()
  const leave = useLeave()
  const [, view] = useOutbox(personId)
  return (
    <button
      type="button"
      className="menu-item"
      onClick={() => {
        if (countWaiting(view) > 0) {
          onWaiting()
          return
        }
        onDone()
        leave()
      }}
    >
      <Icon name="right" />
      {text('access.signOut')}
    </button>
  )
}

/** Nobody leaves without knowing that reports of theirs are on this device only. */
function UnsentReports({ personId, onClose }: { readonly personId: string; readonly onClose: () => void }): ReactNode {
  const { text } = useI18n()
  const leave = useLeave()
  const [, view] = useOutbox(personId)
  return (
    <Dialog title={text('report.outbox.unsent', { count: countWaiting(view) })} onClose={onClose}>
      <p>{text('report.outbox.unsentText')}</p>
      <div className="dialog-acts">
        <Button kind="primary" onClick={onClose}>
          {text('report.outbox.stay')}
        </Button>
        <Button kind="danger" onClick={leave}>
          {text('access.signOut')}
        </Button>
      </div>
    </Dialog>
  )
}
