import { once } from 'node:events'
import Fastify from 'fastify'
import { afterAll, describe, expect, it } from 'vitest'
import { openEventStream } from './event-stream.ts'

describe('a stream of events', () => {
  const app = Fastify({ forceCloseConnections: true })
  afterAll(() => app.close())

  it('ends at once for somebody who went away while it was being prepared, so that nothing of it stays behind', async () => {
    const asked = Promise.withResolvers<undefined>()
    const ended = Promise.withResolvers<string>()
    app.get('/live', async (_request, reply) => {
      asked.resolve(undefined)
      await once(reply.raw, 'close')
      const ending = new AbortController().signal
      const stream = openEventStream(reply, { heartbeatMs: 60_000, ending, isWanted: () => Promise.resolve(true) })
      stream.onEnd(() => {
        ended.resolve('ended')
      })
      return reply
    })
    const address = await app.listen({ host: '127.0.0.1', port: 0 })
    const abort = new AbortController()
    const answer = fetch(`${address}/live`, { signal: abort.signal }).catch(() => 'gone')
    await asked.promise
    abort.abort()
    expect(await answer).toBe('gone')
    expect(await ended.promise).toBe('ended')
  })
})
