import { Problem, PROBLEM_STATUS, type ProblemCode } from '@eirene/domain/problem'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The library does not say which of the two it was. */
const NOT_JSON = 'The body is not JSON, or has a field called "__proto__" or "constructor", which is never taken.'

/** Refusals of the HTTP library that a person can do something about. */
const OF_FASTIFY: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  FST_ERR_BAD_URL: ['input.invalid', 'This address cannot be read.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['input.too_large', 'What was sent is larger than this address accepts.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['input.unsupported', 'This address does not accept that type of content.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['input.invalid', 'The body is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['input.invalid', NOT_JSON],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['input.invalid', 'The body is not as long as it says.'],
}

/** Faults around the database that are daily life in the field: SQLSTATE or system code → Problem. */
function environmentProblem(code: string, error: unknown): Problem | undefined {
  if (code === '53100' || code === 'ENOSPC')
    return new Problem('environment.disk_full', 'The disk of the server is full. Nothing was stored.', {
      remedy: 'Free some space on it, or tell whoever keeps it; then send the same again.',
    })
  // A socket that is not there is no connection; any other file that is not there is a fault of ours.
  const isNoSocket = code === 'ENOENT' && error instanceof Error && Reflect.get(error, 'syscall') === 'connect'
  // What the driver says of a connection that broke or is silent has no code.
  const isBroken =
    error instanceof Error &&
    /^Connection terminated|connection error and is not queryable|^Query read timeout|^timeout expired/.test(
      error.message,
    )
  const isUnreachable =
    /^(08...|57P0[1-3]|57014|53300)$/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET'].includes(code) ||
    isNoSocket ||
    isBroken
  return isUnreachable
    ? new Problem('environment.database_unreachable', 'The database does not answer. Try again in a moment.')
    : undefined
}

/** Text that PostgreSQL cannot hold: a zero byte (as text, as JSON) or half a character (as JSON). */
function textProblem(code: string, error: unknown): Problem | undefined {
  const isJson = code === '22P02' && error instanceof Error && error.message.includes('type json')
  return code === '22021' || code === '22P05' || isJson
    ? new Problem('input.invalid', 'A text holds a zero byte or half a character, which cannot be stored.')
    : undefined
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const code: unknown = Reflect.get(error, 'code')
  return typeof code === 'string' ? code : ''
}

/** The Problem that an error is, or undefined for a Bug. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const code = codeOf(error)
  const known = OF_FASTIFY[code]
  if (known !== undefined) return new Problem(known[0], known[1])
  if (error instanceof SyntaxError && Reflect.get(error, 'statusCode') === 400)
    return new Problem('input.invalid', NOT_JSON)
  if (error instanceof Error && Reflect.get(error, 'statusCode') === 429)
    return new Problem('access.too_many_attempts', 'Too many requests at once. Wait a moment, then go on.')
  return textProblem(code, error) ?? environmentProblem(code, error)
}

/** Whether the sender went away in the middle of the body: that is daily life, and nobody is there to be answered. */
function isCutOff(error: unknown, { raw }: FastifyRequest): boolean {
  const isOfStream = ['ECONNRESET', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'].includes(codeOf(error))
  return isOfStream && raw.destroyed && !raw.complete
}

/**
 * The one place where an error becomes a response (RFC 9457). Anything not a Problem is our Bug: logged in full under
 * the trace id, told as nothing but that id.
 */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (isCutOff(error, request)) {
    request.log.info('the sender went away in the middle')
    return reply.code(400).send()
  }
  const problem = problemOf(error)
  void reply.type('application/problem+json').header('cache-control', 'no-store')
  if (problem !== undefined) {
    const status = PROBLEM_STATUS[problem.code]
    return reply.code(status).send({ type: problem.code, title: problem.message, status, ...problem.details })
  }
  const own: unknown = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined
  if (typeof own === 'number' && own >= 400 && own < 500)
    return reply.code(own).send({ type: 'about:blank', title: 'This request could not be understood.', status: own })
  request.log.error({ err: error, traceId: request.id }, 'unexpected error')
  return reply.code(500).send({
    type: 'about:blank',
    title: 'Something went wrong that should not. Give this number to whoever keeps the system.',
    status: 500,
    traceId: request.id,
  })
}
