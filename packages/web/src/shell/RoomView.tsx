import type { Role } from '@eirene/domain/access'
import type { OperationView } from '@eirene/domain/operation'
import type { IncidentView } from '@eirene/domain/incident'
import { lazy, Suspense, useCallback, type ReactNode } from 'react'
import { highestMarking, type ShownMarking } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Empty, Loading } from '../widget/index.ts'
import { roomPath, type Room } from './route.ts'

const Reports = lazy(() => import('./Reports.tsx').then((module) => ({ default: module.Reports })))
const Inbox = lazy(() => import('../incident/index.ts').then((module) => ({ default: module.Inbox })))
const Sitreps = lazy(() => import('../situation/index.ts').then((module) => ({ default: module.Sitreps })))
const SearchResults = lazy(() => import('../situation/index.ts').then((module) => ({ default: module.SearchResults })))
const Releases = lazy(() => import('../situation/index.ts').then((module) => ({ default: module.Releases })))
const Picture = lazy(() => import('../situation/index.ts').then((module) => ({ default: module.Picture })))

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  readonly room: Room
  readonly rest: readonly string[]
  /** Goes up when others change records. */
  readonly changes: number
  readonly onMarking: (marking: ShownMarking) => void
}

/** The work surface of a room; a room without work yet says what it is for. */
export function RoomView({ operation, roles, room, rest, changes, onMarking }: Props): ReactNode {
  const { text } = useI18n()
  const { realm } = operation
  const onShown = useCallback(
    (incident: IncidentView | null) => {
      onMarking(highestMarking(realm, incident === null ? [] : [incident.marking]))
    },
    [realm, onMarking],
  )
  return (
    <Suspense fallback={<Loading label={text('widget.loading')} />}>
      {room === 'situation' && rest[0] === 'sitreps' && (
        <Sitreps operation={operation} roles={roles} openId={rest[1]} onMarking={onMarking} />
      )}
      {room === 'situation' && rest[0] === 'search' && <SearchResults operation={operation} onMarking={onMarking} />}
      {room === 'situation' && rest[0] === 'releases' && (
        <Releases operation={operation} roles={roles} openId={rest[1]} />
      )}
      {room === 'situation' && !['sitreps', 'search', 'releases'].includes(rest[0] ?? '') && (
        <Picture operation={operation} roles={roles} clock={() => new Date()} onMarking={onMarking} />
      )}
      {room === 'report' && <Reports operation={operation} view={rest[0]} />}
      {room === 'incident' && (
        <Inbox
          slug={operation.slug}
          zone={operation.timeZone}
          changes={changes}
          clock={() => new Date()}
          onShown={onShown}
        />
      )}
      {room !== 'situation' && room !== 'report' && room !== 'incident' && (
        <ComingRoom room={room} slug={operation.slug} />
      )}
    </Suspense>
  )
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
