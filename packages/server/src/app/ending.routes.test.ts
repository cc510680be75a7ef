import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { openMarking } from '@eirene/domain/access'
import { storeSamples } from '@eirene/store/incident/testing'
import { expect, inject, it } from 'vitest'
import { createOperation } from '../operation/index.ts'
import { openTestServer, type TestPerson, type TestServer } from './testing/index.ts'

/** A WAV file; its sound is so many bytes. */
function wave(soundBytes: number): Buffer {
  const head = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0',
    'latin1',
  )
  head.writeUInt32LE(36 + soundBytes, 4)
  head.writeUInt32LE(soundBytes, 40)
  return Buffer.concat([head, Buffer.alloc(soundBytes, 7)])
}

/** A connection of its own, and what came back on it so far. */
async function connection(
  port: number,
): Promise<{ readonly socket: Socket; readonly said: (words: RegExp) => Promise<string> }> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  socket.on('data', (part: Buffer) => (text += part.toString('latin1')))
  socket.on('error', () => undefined)
  const said = async (words: RegExp): Promise<string> => {
    while (!words.test(text) && !socket.destroyed) await Promise.race([once(socket, 'data'), once(socket, 'close')])
    return text
  }
  return { socket, said }
}

interface Begun {
  readonly server: TestServer
  readonly person: TestPerson
  readonly port: number
  readonly attachmentsPath: string
  /** An upload whose second half has not come. */
  readonly upload: Awaited<ReturnType<typeof connection>>
  readonly rest: Buffer
}

/** A server in the middle of an upload. */
async function beginUpload(underWayMs?: number): Promise<Begun> {
  const server = await openTestServer(inject('databaseUrl'), underWayMs === undefined ? {} : { underWayMs })
  const operation = await createOperation(server.db, { slug: 'end', timeZone: 'UTC' }, server.now())
  const person = await server.person('duty', [{ operationId: operation.id, roles: ['DO'] }])
  const [sample] = await storeSamples(server.db, operation.id, [
    { title: 'Seen', marking: openMarking(operation.id, 'LIVE') },
  ])
  const attachmentsPath = `/v1/operations/end/reports/${sample!.reportId}/attachments`
  const port = Number(new URL(await server.listen()).port)
  const upload = await connection(port)
  const body = wave(1_000)
  const head = [
    `POST ${attachmentsPath} HTTP/1.1`,
    ...['host: 127.0.0.1', `cookie: ${person.cookie}`, `x-eirene-csrf: ${person.csrfToken}`],
    ...['content-type: application/octet-stream', `content-length: ${body.length}`, 'expect: 100-continue'],
  ]
  upload.socket.write(`${head.join('\r\n')}\r\n\r\n`)
  await upload.said(/100 Continue/)
  upload.socket.write(body.subarray(0, 500))
  return { server, person, port, attachmentsPath, upload, rest: body.subarray(500) }
}

it('a server that is stopped finishes what is under way, answers what comes late, and ends its streams', async () => {
  const { server, person, port, upload, rest } = await beginUpload()
  const accepted = once(server.app.server, 'connection') as Promise<[Socket]>
  const late = await connection(port)
  const [arrived] = await accepted
  late.socket.write('GET /v1/health HTTP/1.1\r\nhost: x\r\n')
  while (arrived.bytesRead === 0) await new Promise(setImmediate)
  const live = await fetch(`http://127.0.0.1:${port}/v1/operations/end/live`, { headers: { cookie: person.cookie } })

  const closed = server.app.close()
  expect(await live.text()).toContain('event: opened')
  late.socket.write('\r\n')
  const answer = await late.said(/environment\.stopping/)
  expect(answer).toMatch(/^HTTP\/1\.1 503 /)
  expect(answer).toMatch(/\r\nconnection: close\r\n/i)
  while (server.app.server.listening) await new Promise(setImmediate)
  await expect(fetch(`http://127.0.0.1:${port}/v1/health`)).rejects.toThrow()

  upload.socket.write(rest)
  const stored = await upload.said(/"sha256"/)
  expect(stored).toMatch(/HTTP\/1\.1 201 /)
  expect(stored).toMatch(/\r\nconnection: close\r\n/i)
  await closed
  expect(await server.db.selectFrom('attachment').select('id').execute()).toHaveLength(1)
  await server.close()
})

it('a server that is stopped does not wait for ever for what never ends, and keeps nothing half', async () => {
  const { server, upload } = await beginUpload(1)
  await server.app.close()
  await upload.said(/never/)
  expect(upload.socket.destroyed).toBe(true)
  const arriving = join(server.dataDir, 'attachments', 'arriving')
  expect(existsSync(arriving) ? readdirSync(arriving) : []).toEqual([])
  expect(await server.db.selectFrom('attachment').select('id').execute()).toEqual([])
  await server.close()
})
