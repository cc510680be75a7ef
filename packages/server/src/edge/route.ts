import type { Act, Reader } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { isId } from '@eirene/domain/record'
import type { Scope, Tx } from '@eirene/store/db'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * Who may call a route: everybody; who is signed in; who has content in the operation of `:slug`; who may besides
 * perform this act in it. The access matrix is generated from it.
 */
export type RouteAccess = 'public' | 'session' | 'operation' | `act:${Act}`

export interface PublicCall {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

export interface SessionCall extends PublicCall {
  readonly reader: Reader
  readonly session: {
    readonly id: string
    readonly csrfToken: string
    readonly tokenHash: Buffer
    readonly isLocked: boolean
  }
}

/** Who acts in which operation, and what they may see in it: what a use case needs to know of a call. */
export interface OperationPart {
  readonly reader: Reader
  readonly operation: Operation
  /** What this person may see in the operation, decided for this call. */
  readonly scope: Scope
  /** The same as `markingKey`s: what the scan's mask is filled from. */
  readonly readableKeys: readonly string[]
  /** Runs in one transaction under row-level security for `scope`. */
  readonly read: <T>(act: (tx: Tx) => Promise<T>) => Promise<T>
}

export interface OperationCall extends SessionCall, OperationPart {}

interface RouteAddress {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** Largest body; default 64 KiB. A body of application/octet-stream comes as a stream and is counted by its reader. */
  readonly bodyLimitBytes?: number
  /**
   * True for a route that looks at session, part and act anew in the very transaction in which it writes: what was decided at the
   * door may then be some seconds old, and costs no query.
   */
  readonly isAdmittedAgain?: true
  /** Answered behind a lock too; only what leads out of it is. */
  readonly whileLocked?: true
  /** Answered to a wallboard too: what its one screen, the picture, asks for. Nothing else is. */
  readonly onWallboard?: true
}

/** One entry of the routes table (`app/routes.ts`): nothing is served that does not stand there. */
export type Route = RouteAddress &
  (
    | { readonly access: 'public'; readonly handle: (call: PublicCall) => Promise<unknown> }
    | { readonly access: 'session'; readonly handle: (call: SessionCall) => Promise<unknown> }
    | {
        readonly access: 'operation' | `act:${Act}`
        readonly handle: (call: OperationCall) => Promise<unknown>
      }
  )

/** A named part of the path, or undefined when the path has none of this name. */
export function pathPart(call: PublicCall, name: string): string | undefined {
  const params: unknown = call.request.params
  if (typeof params !== 'object' || params === null) return undefined
  const value: unknown = Reflect.get(params, name)
  return typeof value === 'string' ? value : undefined
}

/** The record id in the path. What is no id is answered like an id that does not exist. */
export function mustId(call: PublicCall, name = 'id'): string {
  const value = pathPart(call, name)?.toLowerCase()
  if (value === undefined || !isId(value)) throw notFound()
  return value
}

/** A parameter of the query; the first when it is given more than once. */
export function queryPart(call: PublicCall, name: string): string | undefined {
  const query: unknown = call.request.query
  if (typeof query !== 'object' || query === null) return undefined
  const value: unknown = Reflect.get(query, name)
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : undefined
}

/** The one answer for a record that does not exist and for one that the reader may not see. */
export function notFound(): Problem {
  return new Problem('record.not_found', 'There is no such record, or it is not for you to see.')
}
