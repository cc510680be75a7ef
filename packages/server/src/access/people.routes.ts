import {
  ACCESS_REQUEST_PATH,
  changePersonSchema,
  decideRequestSchema,
  invitePersonSchema,
  PEOPLE_PATH,
  PERSON_ACT_PATH,
  PERSON_PATH,
  personActSchema,
  type AccessRequestView,
  type PersonAct,
  type PersonAnswer,
  type PersonView,
  type Reader,
} from '@eirene/domain/access'
import { parseWith } from '@eirene/domain/parse'
import {
  listDisplayNames,
  listOpenRequests,
  listPeopleOf,
  type AccessRequest,
  type OperationPerson,
} from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { mustId, mustParse, notFound, type OperationCall, type Route } from '../edge/index.ts'
import { disablePerson, enablePerson, endSessionsOfPerson, recoverPerson } from './act-on-person.ts'
import { changePerson } from './change-person.ts'
import { decideRequest } from './decide-request.ts'
import type { InvitationLink } from './invite-person.ts'
import { inviteToOperation } from './invite-to-operation.ts'
import { keepsAllOf, type Keeper } from './keep-person.ts'
import type { SessionWatch } from './session-watch.ts'

export interface PeopleDeps {
  readonly db: Db
  readonly clock: () => Date
  readonly sessionWatch: SessionWatch
}

function stateOf(person: OperationPerson, now: Date): PersonView['state'] {
  if (person.disabledAt !== null) return 'disabled'
  if (person.validUntil !== null && person.validUntil <= now) return 'expired'
  return person.canSignIn ? 'active' : 'invited'
}

function viewOf(
  person: OperationPerson,
  { reader, now, request }: { readonly reader: Reader; readonly now: Date; readonly request: AccessRequestView | null },
): PersonView {
  const { id, displayName, login, organisation, roles, compartments, clearances, version } = person
  return {
    ...{ id, displayName, login, organisation, roles, compartments, clearances, version },
    state: stateOf(person, now),
    validUntil: person.validUntil?.toISOString() ?? null,
    lastSeenAt: person.lastSeenAt?.toISOString() ?? null,
    openSessions: person.openSessions,
    passkeys: person.passkeys,
    isSelf: id === reader.personId,
    isKeptHere: keepsAllOf(reader, person),
    request,
  }
}

function requestView(request: AccessRequest, reader: Reader, names: ReadonlyMap<string, string>): AccessRequestView {
  const { id, roles, compartments, clearances, organisation, reason, askedBy, personId } = request
  const isHead = reader.memberships.some((m) => m.operationId === request.operationId && m.roles.includes('HOM'))
  return {
    ...{ id, roles, compartments, clearances, organisation, reason },
    askedBy: names.get(askedBy) ?? '',
    askedAt: request.askedAt.toISOString(),
    mayDecide: isHead && ![askedBy, personId].includes(reader.personId),
  }
}

async function viewPeople(
  { db, clock }: PeopleDeps,
  { operation, reader }: OperationCall,
  personId?: string,
): Promise<readonly PersonView[]> {
  const people = await listPeopleOf(db, operation.id, personId)
  const requests = await listOpenRequests(db, operation.id)
  const names = await listDisplayNames(
    db,
    requests.map(({ askedBy }) => askedBy),
  )
  const now = clock()
  return people.map((person) => {
    const open = requests.find((request) => request.personId === person.id)
    return viewOf(person, { reader, now, request: open === undefined ? null : requestView(open, reader, names) })
  })
}

async function answerPerson(
  deps: PeopleDeps,
  call: OperationCall,
  personId: string,
  link: InvitationLink | null = null,
): Promise<PersonAnswer> {
  deps.sessionWatch.tell(personId)
  const [person] = await viewPeople(deps, call, personId)
  if (person === undefined) throw notFound()
  return { person, link: link && { path: link.path, expiresAt: link.expiresAt.toISOString() } }
}

/** Does one of the acts upon a person; gives the link of a recovery. */
async function actUpon(
  db: Db,
  keeper: Keeper,
  personId: string,
  { act, ...given }: { readonly act: PersonAct; readonly version: number; readonly reason: string },
): Promise<InvitationLink | null> {
  if (act === 'recover') return recoverPerson(db, keeper, personId, given)
  const acts = { disable: disablePerson, enable: enablePerson, 'end-sessions': endSessionsOfPerson }
  await acts[act](db, keeper, personId, given)
  return null
}

/** People of an operation: who, what they hold, and every act upon it. */
export function peopleRoutes(deps: PeopleDeps): readonly Route[] {
  const { db, clock } = deps
  const keeperOf = ({ reader, operation }: OperationCall): Keeper => ({
    reader,
    operationId: operation.id,
    now: clock(),
  })
  return [
    { method: 'GET', path: PEOPLE_PATH, access: 'act:person.list', handle: (call) => viewPeople(deps, call) },
    {
      method: 'POST',
      path: PEOPLE_PATH,
      access: 'act:person.manage',
      handle: async (call) => {
        const given = mustParse(parseWith(invitePersonSchema, call.request.body))
        const { personId, link } = await inviteToOperation(db, keeperOf(call), given)
        void call.reply.code(201)
        return answerPerson(deps, call, personId, link)
      },
    },
    {
      method: 'PUT',
      path: PERSON_PATH,
      access: 'act:person.manage',
      handle: async (call) => {
        const personId = mustId(call)
        const given = mustParse(parseWith(changePersonSchema, call.request.body))
        await changePerson(db, keeperOf(call), personId, given)
        deps.sessionWatch.tell(personId)
        const [person] = await viewPeople(deps, call, personId)
        // Without a role left they are no longer of this operation.
        return { person: person ?? null, link: null }
      },
    },
    {
      method: 'POST',
      path: PERSON_ACT_PATH,
      access: 'act:person.manage',
      handle: async (call) => {
        const personId = mustId(call)
        const given = mustParse(parseWith(personActSchema, call.request.body))
        return answerPerson(deps, call, personId, await actUpon(db, keeperOf(call), personId, given))
      },
    },
    {
      method: 'POST',
      path: ACCESS_REQUEST_PATH,
      access: 'act:person.grant',
      handle: async (call) => {
        const id = mustId(call)
        const given = mustParse(parseWith(decideRequestSchema, call.request.body))
        return answerPerson(deps, call, await decideRequest(db, keeperOf(call), id, given))
      },
    },
  ]
}
