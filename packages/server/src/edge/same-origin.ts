import { timingSafeEqual } from 'node:crypto'
import { Problem } from '@eirene/domain/problem'
import type { FastifyRequest } from 'fastify'

/** Header that carries the CSRF token of the session on every unsafe method. */
export const CSRF_HEADER = 'x-eirene-csrf'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** Whether a method may change something, and so needs proof that it comes from an open page of Eirene. */
export function isUnsafe(method: string): boolean {
  return !SAFE_METHODS.includes(method)
}

function foreign(): Problem {
  return new Problem(
    'access.csrf',
    'This request did not come from an open page of Eirene. Reload the page and try again.',
  )
}

/**
 * Refuses an unsafe request that a browser sends from another site: `Origin` must name this host (or the
 * proxy's), `Sec-Fetch-Site` may not say otherwise. Programs outside a browser send neither. Throws Problem 'access.csrf'.
 */
export function assertSameOrigin(request: FastifyRequest, publicHost: string | null): void {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign()
  const { origin } = request.headers
  if (origin === undefined) return
  const host = URL.parse(origin)?.host
  if (host === undefined || (host !== request.headers.host && host !== publicHost)) throw foreign()
}

/** Refuses an unsafe request without the token of its session. Throws Problem 'access.csrf'. */
export function assertCsrf(request: FastifyRequest, csrfToken: string): void {
  const sent = request.headers[CSRF_HEADER]
  if (typeof sent !== 'string') throw foreign()
  const [given, wanted] = [Buffer.from(sent), Buffer.from(csrfToken)]
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw foreign()
}
