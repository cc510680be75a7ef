import { once } from 'node:events'
import { createServer } from 'node:http'
import { Problem } from '@eirene/domain/problem'
import { expect, it } from 'vitest'
import { stripApart } from './strip-apart.ts'

const script = new URL('./testing/waiting-worker.ts', import.meta.url)

/** One page; `more` stands between it and the trailer. */
const pdf = (more: string): Buffer =>
  Buffer.from(
    `%PDF-1.5
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842]>> endobj
3 0 obj <</Type /Page /Parent 2 0 R>> endobj
${more}
trailer <</Root 1 0 R>>
%%EOF`,
    'latin1',
  )

it('lets others be answered while a file is read, however long that takes', async () => {
  const others = createServer((_request, response) => response.end('answered')).listen(0, '127.0.0.1')
  await once(others, 'listening')
  const address = others.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const order: string[] = []
  const shared = new SharedArrayBuffer(8)
  const [gate, begun] = [0, 1]
  const view = new Int32Array(shared)
  const read = stripApart('application/pdf', Buffer.from(shared), { script }).then(() => order.push('read'))
  await Atomics.waitAsync(view, begun, 0).value
  const reply = await fetch(`http://127.0.0.1:${port}`)
  order.push(await reply.text())
  Atomics.store(view, gate, 1)
  Atomics.notify(view, gate)
  await read
  expect(order).toEqual(['answered', 'read'])
  others.closeAllConnections()
  others.close()
})

it('ends a thread that takes too long, in words', async () => {
  // The gate is never opened: nothing but its end ends this thread.
  const forEver = stripApart('application/pdf', Buffer.from(new SharedArrayBuffer(8)), { script, ms: 1 })
  await expect(forEver).rejects.toMatchObject({ code: 'attachment.unreadable', message: expect.stringMatching(/time/) })
})

it('ends a thread that takes too much memory, in words, and reads the next file', async () => {
  const heavy = pdf(`9 0 obj [${'1 '.repeat(3_000_000)}] endobj`)
  await expect(stripApart('application/pdf', heavy, { heapMb: 40 })).rejects.toMatchObject({
    code: 'attachment.unreadable',
    message: expect.stringMatching(/memory/),
  })
  const { bytes } = await stripApart('application/pdf', pdf(''))
  expect(Buffer.from(bytes).toString('latin1')).toContain('/MediaBox [0 0 595 842]')
})

it('hands refusals on as they are, with what to do', async () => {
  const refused = await stripApart('application/pdf', Buffer.from('%PDF-1.5')).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(Problem)
  expect(refused).toMatchObject({ code: 'attachment.unreadable', details: { remedy: expect.stringContaining('Send') } })
})
