import type { SessionView } from '@eirene/domain/access'
import { Suspense, type ReactNode } from 'react'
import { useMayAct, useSession } from '../access/index.ts'
import { useAddress } from '../edge/index.ts'
import { TIME_NOTATIONS, useI18n, useTimeNotation } from '../i18n/index.ts'
import { OutboxSign } from '../report/index.ts'
import { NoticeBell, TimeWindow } from '../situation/index.ts'
import { Icon, Menu } from '../widget/index.ts'
import { PersonMenu } from './PersonMenu.tsx'
import { Preferences } from './Preferences.tsx'
import { roomPath, type Room } from './route.ts'

type Membership = SessionView['operations'][number]

interface Props {
  readonly membership: Membership | undefined
  readonly room: Room | null
  /** Verifications that await the person as the second. */
  readonly toConfirm: number
}

/** Operation, time window, how times are written, and the person; on a wallboard no person and nothing of theirs. */
export function FrameHead({ membership, room, toConfirm }: Props): ReactNode {
  const mayAct = useMayAct()
  // Other parts of the room have a period of their own, or none.
  const hasOwnPeriod = /\/situation\/(sitreps|search|releases|flash|watch)/.test(useAddress().path)
  return (
    <>
      {mayAct ? (
        <OperationMenu membership={membership} room={room} />
      ) : (
        <strong className="operation-name">{membership?.acronym}</strong>
      )}
      <div className="frame-window">
        {membership !== undefined && room === 'situation' && !hasOwnPeriod && (
          <Suspense>
            <TimeWindow zone={membership.timeZone} clock={() => new Date()} />
          </Suspense>
        )}
      </div>
      <div className="frame-tools">
        {mayAct && <Outbox {...{ membership, toConfirm }} />}
        <NotationSwitch />
        <Preferences />
        {mayAct && <PersonMenu membership={membership} />}
      </div>
    </>
  )
}

function Outbox({ membership, toConfirm }: Omit<Props, 'room'>): ReactNode {
  const { session } = useSession()
  if (session === null || membership?.hasContent !== true) return null
  return (
    <>
      <Suspense>
        <NoticeBell key={membership.slug} slug={membership.slug} toConfirm={toConfirm} />
      </Suspense>
      <OutboxSign slug={membership.slug} personId={session.personId} csrfToken={session.csrfToken} />
    </>
  )
}

function OperationMenu({ membership, room }: Omit<Props, 'toConfirm'>): ReactNode {
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
            href={roomPath(operation.slug, room ?? 'situation')}
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
