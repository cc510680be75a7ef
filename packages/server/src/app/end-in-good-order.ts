import { Problem } from '@eirene/domain/problem'
import type { FastifyInstance } from 'fastify'

/** How long requests under way may take to finish once the application ends. */
const UNDER_WAY_MS = 10_000
const IDLE_LOOK_MS = 100

/** What an application that ends has to do with its requests. */
export interface GoodEnd {
  /** Aborted when the application begins to end: for what would stay open. */
  readonly signal: AbortSignal
  /** Remembers the work of a request until it is over, also when its connection is gone. */
  readonly follow: <T>(work: Promise<T>) => Promise<T>
  /** Resolves when none of that work is left, or after the bound. */
  readonly settled: () => Promise<void>
}

/**
 * Makes `app.close()` leave nobody in the middle: new connections are refused, new requests on open ones answered with Problem
 * 'environment.stopping', streams ended by the signal, and what is under way finishes within a bound. Registered before every
 * other hook; whoever closes what requests work with waits for `settled` first.
 */
export function endInGoodOrder(app: FastifyInstance, underWayMs = UNDER_WAY_MS): GoodEnd {
  const ending = new AbortController()
  const works = new Set<Promise<unknown>>()
  const timers: NodeJS.Timeout[] = []
  app.addHook('onRequest', (_request, _reply, done) => {
    if (ending.signal.aborted) done(stopping())
    else done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (ending.signal.aborted) void reply.header('connection', 'close')
    done(null, payload)
  })
  app.addHook('preClose', (done) => {
    ending.abort()
    // A connection whose answer had begun before is kept open by it; it is idle then.
    timers.push(setInterval(() => app.server.closeIdleConnections(), IDLE_LOOK_MS))
    timers.push(setTimeout(() => app.server.closeAllConnections(), underWayMs))
    done()
  })
  return {
    signal: ending.signal,
    follow: async (work) => {
      works.add(work)
      try {
        return await work
      } finally {
        works.delete(work)
      }
    },
    settled: async () => {
      for (const timer of timers) clearTimeout(timer)
      const { promise: bound, resolve } = Promise.withResolvers<undefined>()
      const timer = setTimeout(() => {
        resolve(undefined)
      }, UNDER_WAY_MS)
      await Promise.race([Promise.allSettled(works), bound])
      clearTimeout(timer)
    },
  }
}

function stopping(): Problem {
  return new Problem('environment.stopping', 'The server is being stopped.', {
    remedy: 'Send the same again in a moment.',
  })
}
