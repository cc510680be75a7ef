import { once } from 'node:events'
import type { Socket } from 'node:net'
import { openMarking } from '@eirene/domain/access'
import { storeSamples } from '@eirene/store/incident/testing'
import { expect, inject, it } from 'vitest'
import { createOperation } from '../operation/index.ts'
import {
  arrivingFiles,
  beginUpload,
  openConnection,
  openTestServer,
  type HalfUpload,
  type TestPerson,
  type TestServer,
} from './testing/index.ts'

/** A server in the middle of an upload. */
async function openBusyServer(underWayMs = 60_000): Promise<{
  readonly server: TestServer
  readonly person: TestPerson
  readonly upload: HalfUpload
  readonly port: number
}> {
  const server = await openTestServer(inject('databaseUrl'), { underWayMs })
  const { id: operationId } = await createOperation(server.db, { slug: 'end', timeZone: 'UTC' }, server.now())
  const person = await server.person('duty', [{ operationId, roles: ['DO'] }])
  const marking = openMarking(operationId, 'LIVE')
  const [sample] = await storeSamples(server.db, operationId, [{ title: 'Seen', marking }])
  const upload = await beginUpload(server, person, `/v1/operations/end/reports/${sample!.reportId}/attachments`)
  return { server, person, upload, port: Number(new URL(await server.listen()).port) }
}

it('a server that is stopped finishes what is under way, answers what comes late, and ends its streams', async () => {
  const { server, person, port, upload } = await openBusyServer()
  const accepted = once(server.app.server, 'connection') as Promise<[Socket]>
  const late = await openConnection(port)
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

  upload.socket.write(upload.rest)
  const stored = await upload.said(/"sha256"/)
  expect(stored).toMatch(/HTTP\/1\.1 201 /)
  expect(stored).toMatch(/\r\nconnection: close\r\n/i)
  await closed
  expect(await server.db.selectFrom('attachment').select('id').execute()).toHaveLength(1)
  await server.close()
})

it('a server that is stopped does not wait for ever for what never ends, and keeps nothing half', async () => {
  const { server, upload } = await openBusyServer(1)
  await server.app.close()
  await upload.said(/never/)
  expect(upload.socket.destroyed).toBe(true)
  expect(arrivingFiles(server)).toEqual([])
  expect(await server.db.selectFrom('attachment').select('id').execute()).toEqual([])
  await server.close()
})
