import { readFileSync, readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { ImportPreview, ImportView } from '@eirene/domain/report'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

const fixtures = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'report')
let server: TestServer
let operationId: string
let amara: TestPerson
let bo: TestPerson
let chidi: TestPerson

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  const operation = await createOperation(server.db, { slug: 'room', timeZone: 'Africa/Bangui' }, server.now())
  operationId = operation.id
  amara = await server.person('amara', [{ operationId, roles: ['DO'] }])
  bo = await server.person('bo', [{ operationId, roles: ['OBS'] }])
  chidi = await server.person('chidi', [{ operationId, roles: ['JMAC'] }])
})
afterAll(() => server.close())

const base = '/v1/operations/room'

async function upload(person: TestPerson, name: string, bytes: Buffer): ReturnType<TestPerson['get']> {
  return server.app.inject({
    method: 'POST',
    url: `${base}/import-previews?name=${encodeURIComponent(name)}`,
    headers: {
      cookie: person.cookie,
      'x-eirene-csrf': person.csrfToken,
      'content-type': 'application/octet-stream',
    },
    payload: bytes,
  })
}

async function preview(person: TestPerson, name: string): Promise<ImportPreview> {
  const reply = await upload(person, name, readFileSync(join(fixtures, name)))
  expect(reply.statusCode).toBe(200)
  return reply.json()
}

/** The act when it has ended. One that never ends is ended by the test's own limit. */
async function ended(id: string): Promise<ImportView> {
  for (;;) {
    const view: ImportView = (await amara.get(`${base}/imports/${id}`)).json()
    if (view.state !== 'running') return view
    await new Promise(setImmediate)
  }
}

describe('bringing in a file by the browser', () => {
  it('shows what it is, its first rows and its issues before anything is stored', async () => {
    const seen = await preview(amara, 'ged231_bad-rows.csv')
    expect(seen).toMatchObject({
      fileName: 'ged231_bad-rows.csv',
      dataset: 'ucdp-ged',
      release: '23.1',
      rowsRead: 11,
      rowsAccepted: 3,
    })
    expect(seen.columns).toHaveLength(49)
    expect(seen.rows[0]).toMatchObject({ id: '11', date_start: '2021-02-31' })
    expect(seen.issues[0]).toMatchObject({ code: 'date.impossible', row: 2, column: 'date_start' })
    expect((await amara.get(`${base}/imports`)).json()).toEqual([])
  })

  it('then imports it in the background, and undoes it', async () => {
    const { uploadId } = await preview(amara, 'ged231_valid-49.csv')
    const order = { uploadId, dataset: 'ucdp-ged', onError: 'keep' }
    const started = await amara.send('POST', `${base}/imports`, order)
    expect(started.statusCode).toBe(200)
    const { id } = started.json<ImportView>()
    expect(await ended(id)).toMatchObject({
      state: 'done',
      rowsStored: 3,
      restricted: { CAAC: 1 },
      personName: 'amara',
      secondsLeft: null,
    })
    const undone = await chidi.send('POST', `${base}/imports/${id}/undo`)
    expect(undone.json()).toMatchObject({ state: 'undone' })
    expect((await amara.send('POST', `${base}/imports/${id}/undo`)).statusCode).toBe(409)
    expect((await amara.get(`${base}/imports`)).json<ImportView[]>().map((view) => view.state)).toEqual(['undone'])
  })

  it('with on-error none a bad file ends as failed and says why', async () => {
    const { uploadId } = await preview(amara, 'ged231_bad-rows.csv')
    const reply = await amara.send('POST', `${base}/imports`, { uploadId, dataset: 'ucdp-ged', onError: 'none' })
    const view = await ended(reply.json<ImportView>().id)
    expect(view).toMatchObject({ state: 'failed', rowsStored: 0, rowsRejected: 9 })
    expect(view.issues[0]?.message).toContain('9 of 11 rows')
  })

  it('a CSV of any other shape is imported by a mapping; a wrong mapping is refused with what is wrong', async () => {
    const reply = await upload(amara, 'local.csv', Buffer.from('Nr;Jour;Quoi;Morts\n7;03/04/2021;Attaque;2\n'))
    const { uploadId, dataset, columns } = reply.json<ImportPreview>()
    expect([dataset, columns]).toEqual([null, ['Nr', 'Jour', 'Quoi', 'Morts']])
    const wrong = await amara.send('POST', `${base}/imports`, {
      ...{ uploadId, dataset: 'csv', onError: 'keep' },
      mapping: { dataset: 'local' },
    })
    expect(wrong.statusCode).toBe(422)
    const mapping = {
      dataset: 'local',
      title: 'Local list',
      id: 'Nr',
      type: { column: 'Quoi', codes: { attaque: 'ARM-02' } },
      date: { column: 'Jour', format: 'DD/MM/YYYY' },
      headline: ['Quoi'],
      harm: [{ category: 'killed', group: 'civilian', best: 'Morts' }],
    }
    const started = await amara.send('POST', `${base}/imports`, { uploadId, dataset: 'csv', onError: 'keep', mapping })
    expect(await ended(started.json<ImportView>().id)).toMatchObject({
      state: 'done',
      dataset: 'csv:local',
      rowsStored: 1,
    })
  })
})

describe('who may', () => {
  it('an observer may neither upload, nor start, nor see the imports', async () => {
    expect((await upload(bo, 'x.csv', Buffer.from('a,b\n1,2\n'))).statusCode).toBe(403)
    expect((await bo.send('POST', `${base}/imports`, {})).statusCode).toBe(403)
    expect((await bo.get(`${base}/imports`)).statusCode).toBe(403)
  })

  it('an upload is for its owner only, for an hour', async () => {
    const { uploadId } = await preview(amara, 'ged231_valid-49.csv')
    const order = { uploadId, dataset: 'ucdp-ged', onError: 'keep' }
    expect((await chidi.send('POST', `${base}/imports`, order)).statusCode).toBe(404)
    server.wait(3_600_001)
    amara = await server.person('amara-again', [{ operationId, roles: ['DO'] }])
    expect((await amara.send('POST', `${base}/imports`, order)).statusCode).toBe(404)
  })
})

describe('bad uploads', () => {
  it.each([
    ['empty.csv', 'empty'],
    ['ged231_error-page.csv', 'web page'],
    ['ged231_really-a-zip.csv', 'Excel workbook'],
  ])('%s is refused by what it is, and leaves nothing on the disk', async (name, words) => {
    const reply = await upload(amara, name, readFileSync(join(fixtures, name)))
    expect(reply.statusCode).toBe(422)
    expect(reply.json<{ title: string }>().title).toContain(words)
  })

  it('a file over the limit is refused by the size it announces, before it is sent', async () => {
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
    const answer = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(address)
      const socket = connect(Number(port), hostname, () => {
        const headers = [
          `POST ${base}/import-previews?name=big.csv HTTP/1.1`,
          `host: ${hostname}:${port}`,
          `cookie: ${amara.cookie}`,
          `x-eirene-csrf: ${amara.csrfToken}`,
          'content-type: application/octet-stream',
          'content-length: 3000000000',
        ]
        socket.write(`${headers.join('\r\n')}\r\n\r\n`)
      })
      socket.once('error', reject)
      socket.once('data', (bytes) => {
        resolve(bytes.toString('utf8'))
        socket.destroy()
      })
    })
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })

  it('a file that is broken in every other byte is previewed with its first issues', async () => {
    const reply = await upload(amara, 'broken.csv', Buffer.from(`a,b\n${'x\n'.repeat(400_000)}`))
    expect(reply.statusCode).toBe(200)
    expect(reply.json<ImportPreview>().issues).toHaveLength(100)
  })

  it('a name with folders is only a name', async () => {
    const reply = await upload(amara, '../../etc/pass\u0000wd.csv', Buffer.from('a,b\n1,2\n'))
    expect(reply.json<ImportPreview>().fileName).toBe('passwd.csv')
  })

  it('only three files of a person wait; the oldest makes room', async () => {
    const dana = await server.person('dana', [{ operationId, roles: ['DO'] }])
    const ids: string[] = []
    for (let i = 0; i < 4; i++)
      ids.push(
        (await upload(dana, 'x.csv', readFileSync(join(fixtures, 'ged231_valid-49.csv')))).json<ImportPreview>()
          .uploadId,
      )
    const start = (uploadId: string | undefined) =>
      dana.send('POST', `${base}/imports`, { uploadId, dataset: 'nothing', onError: 'keep' })
    expect((await start(ids[0])).statusCode).toBe(404)
    expect((await start(ids[1])).statusCode).toBe(422)
    expect(readdirSync(join(server.dataDir, 'uploads')).length).toBeLessThanOrEqual(8)
  })
})
