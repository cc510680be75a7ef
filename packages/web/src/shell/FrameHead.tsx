import type { SessionView } from '@eirene/domain/access'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { useSession } from '../access/index.ts'
import { go, setQuery, useAddress } from '../edge/index.ts'
import { TIME_NOTATIONS, useI18n, useTimeNotation } from '../i18n/index.ts'
import { closeOutbox, countWaiting, OutboxSign, useOutbox } from '../report/index.ts'
import { Button, Dialog, Icon, Menu } from '../widget/index.ts'
import { Preferences, ThemeChoice } from './Preferences.tsx'
import { roomPath, type Room } from './route.ts'

// Only the situation room needs it: the other rooms load without the map and its engine.
const TimeWindow = lazy(() => import('../situation/index.ts').then((module) => ({ default: module.TimeWindow })))

type Membership = SessionView['operations'][number]

interface Props {
  readonly membership: Membership | undefined
  readonly room: Room
}

/** Operation, time window, how times are written, and the person. */
export function FrameHead({ membership, room }: Props): ReactNode {
  // Reports, search and releases have a period of their own.
  const hasOwnPeriod = /\/situation\/(sitreps|search|releases)/.test(useAddress().path)
  return (
    <>
      <OperationMenu membership={membership} room={room} />
      <div className="frame-window">
        {membership !== undefined && room === 'situation' && !hasOwnPeriod && (
          <Suspense fallback={null}>
            <TimeWindow zone={membership.timeZone} clock={() => new Date()} />
          </Suspense>
        )}
      </div>
      <div className="frame-tools">
        <Outbox membership={membership} />
        <NotationSwitch />
        <Preferences />
        <PersonMenu />
      </div>
    </>
  )
}

function Outbox({ membership }: Pick<Props, 'membership'>): ReactNode {
  const { session } = useSession()
  if (session === null || membership?.hasContent !== true) return null
  return <OutboxSign slug={membership.slug} personId={session.personId} csrfToken={session.csrfToken} />
}

function OperationMenu({ membership, room }: Props): ReactNode {
  const { text } = useI18n()
  const { session } = useSession()
  const operations = session?.operations ?? []
  return (
    <Menu
      name={text('shell.operation')}
      className="operation-menu"
      label={
        <>
          <strong>{membership?.acronym ?? text('shell.operation')}</strong>
          <Icon name="down" size={12} />
        </>
      }
    >
      {(close) =>
        operations.map((operation) => (
          <a
            key={operation.operationId}
            className="menu-item"
            href={roomPath(operation.slug, room)}
            aria-current={operation.slug === membership?.slug}
            onClick={close}
          >
            <strong>{operation.acronym}</strong>
            <span className="menu-detail">{operation.name}</span>
          </a>
        ))
      }
    </Menu>
  )
}

function NotationSwitch(): ReactNode {
  const { text } = useI18n()
  const [notation, choose] = useTimeNotation()
  return (
    <div className="segmented notation" role="group" aria-label={text('shell.notation')}>
      {TIME_NOTATIONS.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === notation}
          onClick={() => {
            choose(option)
          }}
        >
          {text(`shell.notation.${option}`)}
        </button>
      ))}
    </div>
  )
}

function PersonMenu(): ReactNode {
  const { text } = useI18n()
  const { session } = useSession()
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
