import type { Role } from '@eirene/domain/access'
import type { IncidentView } from '@eirene/domain/incident'
import type { OperationView } from '@eirene/domain/operation'
import { lazy, Suspense, useCallback, type ReactNode } from 'react'
import { highestMarking, useSession, type ShownMarking } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Inbox } from '../incident/index.ts'
import { Flashes, Picture, Releases, SearchResults, Sitreps, WatchLog } from '../situation/index.ts'
import { Empty, Loading } from '../widget/index.ts'
import { roomPath, type Room } from './route.ts'

const Reports = lazy(() => import('./Reports.tsx').then((module) => ({ default: module.Reports })))

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  readonly room: Room
  readonly rest: readonly string[]
  /** Goes up when others change records. */
  readonly changes: number
  readonly onMarking: (marking: ShownMarking) => void
}

const clock = (): Date => new Date()

/** The work surface of a room; a room without work yet says what it is for. */
export function RoomView({ operation, roles, room, rest, changes, onMarking }: Props): ReactNode {
  const { text } = useI18n()
  const { realm, slug, timeZone } = operation
  const onShown = useCallback(
    (incident: IncidentView | null) => {
      onMarking(highestMarking(realm, incident === null ? [] : [incident.marking]))
    },
    [realm, onMarking],
  )
  return (
    <Suspense fallback={<Loading label={text('widget.loading')} />}>
      {room === 'situation' && <SituationRoom {...{ operation, roles, rest, onMarking }} />}
      {room === 'report' && <Reports operation={operation} view={rest[0]} />}
      {room === 'incident' && <Inbox {...{ slug, changes, clock, onShown }} zone={timeZone} />}
      {!['situation', 'report', 'incident'].includes(room) && <ComingRoom room={room} slug={slug} />}
    </Suspense>
  )
}

/** The picture, and the parts of its room that have an address of their own. */
function SituationRoom({
  operation,
  roles,
  rest: [part, openId],
  onMarking,
}: Pick<Props, 'operation' | 'roles' | 'rest' | 'onMarking'>): ReactNode {
  const { session } = useSession()
  const { text } = useI18n()
  if (session === null) return null
  switch (part) {
    case 'sitreps':
      return <Sitreps {...{ operation, roles, openId, clock, onMarking }} />
    case 'search':
      return (
        <>
          <h1 className="visually-hidden">{text('situation.searchTitle')}</h1>
          <SearchResults {...{ operation, onMarking }} />
        </>
      )
    case 'releases':
      return <Releases {...{ operation, roles, openId }} />
    case 'flash':
      return <Flashes {...{ operation, roles, openId, clock, onMarking }} />
    case 'watch':
      return <WatchLog {...{ operation, roles }} personId={session.personId} />
    default:
      return (
        <>
          <h1 className="visually-hidden">{text('shell.room.situation')}</h1>
          <Picture {...{ operation, roles, clock, onMarking }} />
        </>
      )
  }
}

function ComingRoom({ room, slug }: { readonly room: Room; readonly slug: string }): ReactNode {
  const { text } = useI18n()
  return (
    <Empty
      title={text(`shell.room.${room}`)}
      action={
        <a className="button" href={roomPath(slug, 'situation')}>
          {text('shell.toPicture')}
        </a>
      }
    >
      <p>{text(`shell.roomFor.${room}`)}</p>
      <p className="coming">{text('shell.roomComing')}</p>
    </Empty>
  )
}
