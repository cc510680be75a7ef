import {
  ACCESS_EVENTS,
  ACCESS_EVENTS_PATH,
  VIEWINGS_PATH,
  type AccessEventPage,
  type AccessEventView,
  type ViewingPage,
} from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { isId } from '@eirene/domain/record'
import { listAccessEvents, listDisplayNames, listMarkings, listViewers, listViewings } from '@eirene/store/access'
import { queryPart, type OperationCall, type Route } from '../edge/index.ts'
import type { PeopleDeps } from './people.routes.ts'

const PAGE = 100
const MOST_IN_A_FILE = 10_000
/** Times in [EARLIEST, LATEST) can be asked for: the years 1 to 9999, less than what the database holds. */
const EARLIEST = new Date('0001-01-01T00:00:00Z')
const LATEST = new Date('+010000-01-01T00:00:00Z')

function invalid(name: string): Problem {
  return new Problem('input.invalid', `The part "${name}" of the address cannot be read.`, { name })
}

function instantPart(call: OperationCall, name: string): Date | undefined {
  const text = queryPart(call, name)
  if (text === undefined) return undefined
  const at = new Date(text)
  if (!(at >= EARLIEST && at < LATEST)) throw invalid(name)
  return at
}

function idPart(call: OperationCall, name: string): string | undefined {
  const text = queryPart(call, name)?.toLowerCase()
  if (text !== undefined && !isId(text)) throw invalid(name)
  return text
}

function kindPart(call: OperationCall): string | undefined {
  const kind = queryPart(call, 'kind')
  if (kind !== undefined && !ACCESS_EVENTS.some((known) => known === kind)) throw invalid('kind')
  return kind
}

async function eventsOf({ db }: PeopleDeps, call: OperationCall, limit: number): Promise<readonly AccessEventView[]> {
  const [personId, kind, beforeId] = [idPart(call, 'person'), kindPart(call), idPart(call, 'before')]
  const [from, to] = [instantPart(call, 'from'), instantPart(call, 'to')]
  const events = await listAccessEvents(db, {
    operationId: call.operation.id,
    limit,
    ...(personId !== undefined && { personId }),
    ...(kind !== undefined && { kind }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(beforeId !== undefined && { beforeId }),
  })
  const ids = events.flatMap((event) => [event.personId, event.actorId].filter((id) => id !== null))
  const names = await listDisplayNames(db, [...new Set(ids)])
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null))
  return events.map((event) => ({
    id: event.id,
    at: event.at.toISOString(),
    kind: event.kind,
    person: nameOf(event.personId),
    actor: nameOf(event.actorId),
    detail: event.detail,
  }))
}

/** A cell of a CSV file; what a spreadsheet would take for a formula is made plain text. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${plain.replaceAll('"', '""')}"`
}

function csvOf(events: readonly AccessEventView[]): string {
  const lines = events.map((event) =>
    [event.at, event.kind, event.person ?? '', event.actor ?? '', JSON.stringify(event.detail)].map(cell).join(','),
  )
  return ['at,kind,person,by,detail', ...lines, ''].join('\r\n')
}

/** The log of access, and who looked at records of one's own compartments. */
export function accessLogRoutes(deps: PeopleDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: ACCESS_EVENTS_PATH,
      access: 'act:access.audit',
      handle: async (call) => {
        if (queryPart(call, 'format') !== 'csv') {
          const events = await eventsOf(deps, call, PAGE)
          return { events, next: events.length === PAGE ? (events.at(-1)?.id ?? null) : null } satisfies AccessEventPage
        }
        void call.reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="access-${call.operation.slug}.csv"`)
        return csvOf(await eventsOf(deps, call, MOST_IN_A_FILE))
      },
    },
    { method: 'GET', path: VIEWINGS_PATH, access: 'act:viewing.audit', handle: (call) => viewings(deps, call) },
  ]
}

async function viewings({ db }: PeopleDeps, call: OperationCall): Promise<ViewingPage> {
  const operationId = call.operation.id
  const [recordId, personId, beforeId] = [idPart(call, 'record'), idPart(call, 'person'), idPart(call, 'before')]
  const [from, to] = [instantPart(call, 'from'), instantPart(call, 'to')]
  const { lines, viewers } = await call.read(async (tx) => ({
    lines: await listViewings(tx, {
      operationId,
      limit: PAGE,
      ...(recordId !== undefined && { recordId }),
      ...(personId !== undefined && { personId }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(beforeId !== undefined && { beforeId }),
    }),
    viewers: await listViewers(tx, operationId),
  }))
  const names = await listDisplayNames(db, viewers)
  const markings = new Map((await listMarkings(db, call.operation.id)).map((one) => [one.markingNo, one.marking]))
  const people = viewers.map((id) => ({ personId: id, displayName: names.get(id) ?? '' }))
  return {
    viewings: lines.map(({ markingNo, at, ...line }) => ({
      ...line,
      at: at.toISOString(),
      person: names.get(line.personId) ?? '',
      compartments: markings.get(markingNo)?.compartments ?? [],
    })),
    people: people.sort((a, b) => a.displayName.localeCompare(b.displayName)),
    next: lines.length === PAGE ? (lines.at(-1)?.id ?? null) : null,
  }
}
