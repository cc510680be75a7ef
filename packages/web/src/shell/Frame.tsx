import { OPERATION_PATH, type OperationView } from '@eirene/domain/operation'
import type { SessionView } from '@eirene/domain/access'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import {
  highestMarking,
  keepsPeople,
  MarkingBanner,
  useMayAct,
  useSession,
  type ShownMarking,
} from '../access/index.ts'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Empty, Icon, Loading, RefusalNote, Wordmark } from '../widget/index.ts'
import { FrameHead } from './FrameHead.tsx'
import { RoomView } from './RoomView.tsx'
import { OPEN_ROOMS, roomPath, type Room } from './route.ts'
import { useKeys } from './use-keys.ts'
import { NOTHING_WAITS, useWaiting, type Waiting } from './use-waiting.ts'

const Help = lazy(() => import('./Help.tsx').then((module) => ({ default: module.Help })))

type Membership = SessionView['operations'][number]

interface Props {
  readonly slug: string
  readonly room: Room
  readonly rest: readonly string[]
}

/** The frame of a mission: marking, operation, rooms, and the work surface of the room that is open. */
export function Frame({ slug, room, rest }: Props): ReactNode {
  const { session } = useSession()
  const { text } = useI18n()
  const mayAct = useMayAct()
  const membership = session?.operations.find((operation) => operation.slug === slug)
  const withContent = membership?.hasContent === true ? slug : null
  const [operation, again] = useLoaded(withContent, (signal) =>
    getJson<OperationView>(fillPath(OPERATION_PATH, { slug }), signal),
  )
  const [marking, setMarking] = useState<ShownMarking>()
  const help = useHelp(mayAct ? slug : null)
  const { changes, waiting } = useWaiting(withContent, mayAct)

  if (membership === undefined)
    return (
      <FrameShell {...{ slug, room }} marking={undefined} realm="LIVE" membership={undefined} waiting={NOTHING_WAITS}>
        <Empty title={text('shell.noSuchOperation')} action={<a href="/run">{text('shell.operations')}</a>}>
          {text('problem.operation.not_found')}
        </Empty>
      </FrameShell>
    )
  return (
    <FrameShell {...{ marking, slug, room, membership, waiting }} realm={membership.realm}>
      {!membership.hasContent && (
        <Empty
          title={text('shell.noContent')}
          action={
            keepsPeople(membership.roles) && (
              <a className="button" href={`/run/${encodeURIComponent(slug)}/people`}>
                {text('access.people')}
              </a>
            )
          }
        >
          {text('shell.noContentText')}
        </Empty>
      )}
      {membership.hasContent && operation.state === 'loading' && <Loading label={text('widget.loading')} />}
      {operation.state === 'refused' && <RefusalNote refusal={operation.refusal} onRetry={again} />}
      {operation.state === 'ready' && (
        <RoomView
          {...{ room, rest, changes }}
          operation={operation.value}
          roles={membership.roles}
          onMarking={setMarking}
        />
      )}
      {help}
    </FrameShell>
  )
}

/** The keys of the rooms of an operation (null: none), and the help that one of them opens. */
function useHelp(slug: string | null): ReactNode {
  const [isOpen, setIsOpen] = useState(false)
  useKeys(slug, () => {
    setIsOpen(true)
  })
  return (
    isOpen && (
      <Suspense>
        <Help
          onClose={() => {
            setIsOpen(false)
          }}
        />
      </Suspense>
    )
  )
}

interface PageProps {
  readonly slug: string
  readonly title: string
  /** For tables: takes the width that is there. */
  readonly wide?: boolean
  readonly children: ReactNode
}

/** A page of an operation that is none of its rooms, in the same frame: band, rail and bell stay where they are. */
export function FramedPage({ slug, title, wide = false, children }: PageProps): ReactNode {
  const { session } = useSession()
  const mayAct = useMayAct()
  const membership = session?.operations.find((operation) => operation.slug === slug)
  const help = useHelp(mayAct ? slug : null)
  const { waiting } = useWaiting(membership?.hasContent === true ? slug : null, mayAct)
  return (
    <FrameShell {...{ slug, membership, waiting }} room={null} marking={undefined} realm={membership?.realm ?? 'LIVE'}>
      <div className={wide ? 'frame-page frame-page-wide' : 'frame-page'}>
        <h1>{title}</h1>
        {children}
      </div>
      {help}
    </FrameShell>
  )
}

export interface ShellProps {
  readonly marking: ShownMarking | undefined
  readonly realm: Membership['realm']
  readonly slug: string
  /** Null: none of the rooms, as the people and the own account. */
  readonly room: Room | null
  readonly membership: Membership | undefined
  readonly waiting: Waiting
  readonly children: ReactNode
}

/** Marking, operation, tools and rooms around a work surface. */
export function FrameShell({ marking, realm, slug, room, membership, waiting, children }: ShellProps): ReactNode {
  const { text } = useI18n()
  const mayAct = useMayAct()
  return (
    <div className="frame" data-realm={realm} data-rail={mayAct}>
      <a className="skip" href="#work">
        {text('shell.skip')}
      </a>
      <MarkingBanner marking={marking ?? highestMarking(realm, [])} />
      <header className="frame-head">
        {mayAct ? (
          <a href="/" className="frame-home" title={text('shell.toHome')}>
            <Wordmark />
          </a>
        ) : (
          <span className="frame-home">
            <Wordmark />
          </span>
        )}
        <FrameHead membership={membership} room={room} toConfirm={waiting.toConfirm} />
      </header>
      {mayAct && <Rail slug={slug} room={room} waiting={waiting.all} />}
      <main className="frame-work" id="work" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function Rail({
  slug,
  room,
  waiting,
}: Pick<ShellProps, 'slug' | 'room'> & {
  /** Steps of verification that wait for the person. */
  readonly waiting: number
}): ReactNode {
  const { text, number } = useI18n()
  return (
    <nav className="rail" aria-label={text('shell.rooms')}>
      <ol>
        {OPEN_ROOMS.map(({ room: name, key }) => (
          <li key={name}>
            <a href={roomPath(slug, name)} aria-current={name === room ? 'page' : undefined}>
              <RoomSign room={name} />
              <span className="rail-name">{text(`shell.room.${name}`)}</span>
              {name === 'incident' && waiting > 0 && (
                <span className="rail-count num">
                  <span className="visually-hidden">{text('shell.waiting')} </span>
                  {number(waiting)}
                </span>
              )}
              <kbd aria-hidden="true">{`g ${key}`}</kbd>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const SIGNS = {
  mandate: 'document',
  force: 'person',
  report: 'upload',
  incident: 'list',
  situation: 'map',
  warning: 'up',
  assessment: 'bars',
  decision: 'polygon',
  response: 'plus',
  lesson: 'star',
} as const

function RoomSign({ room }: { readonly room: Room }): ReactNode {
  return <Icon name={SIGNS[room]} />
}
