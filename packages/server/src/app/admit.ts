import { KEEPING_ACTS, markingKey, mayAct, membershipIn, readableMarkings, type Act } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { listMarkings } from '@eirene/store/access'
import { withReader, type Db } from '@eirene/store/db'
import { findOperationOf } from '@eirene/store/operation'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { resumeSession, sessionCookieName } from '../access/index.ts'
import {
  assertCsrf,
  assertSameOrigin,
  isUnsafe,
  pathPart,
  type OperationCall,
  type PublicCall,
  type Route,
  type SessionCall,
} from '../edge/index.ts'

export interface AdmitDeps {
  readonly db: Db
  readonly clock: () => Date
  readonly isHttps: boolean
  /** Host under which browsers reach the server when a proxy stands before it; null: none does. */
  readonly publicHost: string | null
}

/**
 * Who is signed in, with the CSRF token checked on unsafe methods. Throws Problem 'access.sign_in_needed', 'access.locked',
 * 'access.wallboard' or 'access.csrf'.
 */
async function admitSession(deps: AdmitDeps, route: Route, call: PublicCall): Promise<SessionCall> {
  const token = call.request.cookies[sessionCookieName(deps.isHttps)]
  const signedIn = token === undefined ? undefined : await resumeSession(deps.db, token, deps.clock())
  if (signedIn === undefined) throw new Problem('access.sign_in_needed', 'Sign in to go on.')
  const { session } = signedIn
  if (session.isLocked && route.whileLocked !== true)
    throw new Problem('access.locked', 'This screen is locked. Unlock it to go on.')
  if (session.wallboard !== null && route.onWallboard !== true)
    throw new Problem('access.wallboard', 'A wallboard shows the lowest markings and does nothing else.')
  if (isUnsafe(call.request.method)) {
    assertSameOrigin(call.request, deps.publicHost)
    assertCsrf(call.request, signedIn.csrfToken)
  }
  const { reader, csrfToken, tokenHash } = signedIn
  return { ...call, reader, session: { id: session.id, csrfToken, tokenHash, isLocked: session.isLocked } }
}

/**
 * The operation of the path and what this person may see in it. An operation that does not exist and one in which the
 * person has no part are answered alike. Throws Problem 'operation.not_found' or 'access.forbidden'.
 */
async function admitToOperation(deps: AdmitDeps, call: SessionCall, act: Act | undefined): Promise<OperationCall> {
  const { reader } = call
  const operation = await findOperationOf(deps.db, reader.personId, pathPart(call, 'slug') ?? '')
  if (operation === undefined)
    throw new Problem('operation.not_found', 'There is no such operation, or you have no part in it.')
  const held = membershipIn(reader, operation.id)
  if (held === undefined)
    throw new Problem('operation.not_found', 'There is no such operation, or you have no part in it.')
  const isKeeping = act !== undefined && KEEPING_ACTS.includes(act)
  if (!isKeeping && !held.roles.some((role) => role !== 'ADM'))
    throw new Problem('access.forbidden', 'Keeping the system gives no access to the records of an operation.')
  if (act !== undefined && !mayAct(reader, act, operation.id))
    throw new Problem('access.forbidden', 'This act belongs to another role in this operation.', { act })
  const dictionary = await listMarkings(deps.db, operation.id)
  // Who keeps people is given no content by it, whatever else they hold.
  const markingNos = isKeeping ? [] : readableMarkings(reader, dictionary)
  const readable = new Set(markingNos)
  const scope = { operationId: operation.id, markingNos, personId: reader.personId }
  return {
    ...call,
    operation,
    scope,
    readableKeys: dictionary.flatMap((entry) => (readable.has(entry.markingNo) ? [markingKey(entry.marking)] : [])),
    read: (work) => withReader(deps.db, scope, work),
  }
}

/** How long an admission may be used again where the route proves it anew. Below the time after which a session counts as used. */
const REMEMBERED_MS = 20_000
const REMEMBERED_MAX = 10_000

interface Remembered {
  readonly call: OperationCall
  readonly untilMs: number
}

/**
 * `admit` for a route that looks at session, part and act anew inside its own transaction: the same session asking for the same
 * operation again within some seconds costs no query. The checks that belong to the request (CSRF, same origin) are made
 * every time. Only admissions are remembered, never refusals.
 */
export function admissionMemory(
  deps: AdmitDeps,
  route: Route,
): (request: FastifyRequest, reply: FastifyReply) => Promise<PublicCall> {
  const remembered = new Map<string, Remembered>()
  return async (request, reply) => {
    const token = request.cookies[sessionCookieName(deps.isHttps)] ?? ''
    const key = `${token} ${pathPart({ request, reply }, 'slug') ?? ''}`
    const nowMs = deps.clock().getTime()
    const known = remembered.get(key)
    if (known !== undefined && known.untilMs > nowMs && known.untilMs <= nowMs + REMEMBERED_MS) {
      assertSameOrigin(request, deps.publicHost)
      assertCsrf(request, known.call.session.csrfToken)
      return { ...known.call, request, reply }
    }
    const call = await admit(deps, route, request, reply)
    if ('operation' in call) {
      if (remembered.size >= REMEMBERED_MAX) remembered.clear()
      remembered.set(key, { call, untilMs: nowMs + REMEMBERED_MS })
    }
    return call
  }
}

/** Lets a request in to a route of this access class, before its body is read, or throws the Problem. */
export async function admit(
  deps: AdmitDeps,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PublicCall | SessionCall | OperationCall> {
  const call = { request, reply }
  const { access } = route
  if (access === 'public') return call
  const signedIn = await admitSession(deps, route, call)
  if (access === 'session') return signedIn
  const act = access === 'operation' ? undefined : (access.slice('act:'.length) as Act) // `act:${Act}` by its type
  return admitToOperation(deps, signedIn, act)
}
