import type { AwaitedAct, SitrepView } from '@eirene/domain/situation'
import { restricted, storeSamples } from '@eirene/store/incident/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

const AT = '/v1/operations/minusca'

let server: TestServer
let operationId: string
/** Duty officer. */
let amara: TestPerson
/** Head of mission. */
let hanna: TestPerson
/** Drafts, proposes and decides, as small missions have it. */
let lena: TestPerson
/** Observer. */
let omar: TestPerson
/** Human rights officer. */
let rosa: TestPerson
/** Hanna's screen on a wall. */
let wall: TestPerson

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'minusca', timeZone: 'UTC' }, server.now())).id
  await storeSamples(server.db, operationId, [
    ...Array.from({ length: 30 }, () => ({ title: 'Shots', occurredFrom: '2024-01-10T10:00:00Z', adm1: 'Ouaka' })),
    { title: 'Hidden', marking: restricted(operationId, 'CRSV') },
  ])
  amara = await server.person('amara', [{ operationId, roles: ['DO'] }])
  hanna = await server.person('hanna', [{ operationId, roles: ['HOM'] }])
  lena = await server.person('lena', [{ operationId, roles: ['JMAC', 'HOM'] }])
  omar = await server.person('omar', [{ operationId, roles: ['OBS'] }])
  rosa = await server.person('rosa', [{ operationId, roles: ['HRO'] }])
  wall = await server.person('wall', [{ operationId, roles: ['HOM', 'HRO'] }], { wallboardOf: operationId })
})
afterAll(() => server.close())

async function awaitedFrom(person: TestPerson): Promise<readonly AwaitedAct[]> {
  const reply = await person.get(`${AT}/awaited-acts`)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json()
}

async function draft(person: TestPerson): Promise<string> {
  const reply = await person.send('POST', `${AT}/sitreps`, { fromOn: '2024-02-01', toOn: '2024-03-01' })
  expect(reply.statusCode, reply.body).toBe(201)
  const view: SitrepView = reply.json()
  return view.status.id
}

it('a proposal awaits whoever may decide it and did not make it, until it is decided', async () => {
  const order = {
    ...{ audience: 'partner', fromOn: '2024-01-01', toOn: '2024-02-01', basis: 'reported', title: 'January' },
    ...{ text: '', toWhom: 'The regional organisation', reason: 'Monthly note' },
  }
  const reply = await lena.send('POST', `${AT}/releases`, order)
  expect(reply.statusCode, reply.body).toBe(201)
  const { id } = reply.json()
  expect(await awaitedFrom(hanna)).toMatchObject([
    { kind: 'release.decide', releaseId: id, title: 'January', audience: 'partner', proposedBy: 'lena' },
  ])
  for (const person of [lena, amara, omar, rosa])
    expect([person.login, await awaitedFrom(person)]).toEqual([person.login, []])
  await hanna.send('POST', `${AT}/releases/${id}/refuse`, { reason: 'Not this month' })
  expect(await awaitedFrom(hanna)).toEqual([])
})

it('a draft awaits whoever releases it and did not write it, and its inputs those who speak for the components', async () => {
  const id = await draft(amara)
  const cutoffAt = new Date(server.now().getTime() + 3_600_000).toISOString()
  const asked = await amara.send('POST', `${AT}/sitreps/${id}/requests`, {
    components: ['human_rights', 'police'],
    cutoffAt,
  })
  expect(asked.statusCode, asked.body).toBe(200)
  const ofHanna = await awaitedFrom(hanna)
  expect(ofHanna).toMatchObject([{ kind: 'sitrep.release', sitrepId: id, draftedBy: 'amara' }])
  expect(await awaitedFrom(lena)).toMatchObject([{ kind: 'sitrep.release' }, { kind: 'sitrep.input' }])
  const componentsOf = async (person: TestPerson): Promise<unknown> =>
    (await awaitedFrom(person)).map((act) => act.kind === 'sitrep.input' && act.components)
  expect(await componentsOf(rosa)).toEqual([
    [
      { component: 'police', cutoffAt },
      { component: 'human_rights', cutoffAt },
    ],
  ])
  expect(await componentsOf(omar)).toEqual([[{ component: 'police', cutoffAt }]])
  // She asked: the others are awaited.
  expect(await awaitedFrom(amara)).toEqual([])
  expect((await wall.get(`${AT}/awaited-acts`)).statusCode).toBe(403)
  await omar.send('POST', `${AT}/sitreps/${id}/inputs`, { component: 'police', body: null, incidentIds: [] })
  expect(await componentsOf(omar)).toEqual([])
  expect(await componentsOf(rosa)).toEqual([[{ component: 'human_rights', cutoffAt }]])
  // Who wrote the last version does not release it.
  await lena.send('PUT', `${AT}/sitreps/${id}/comments/highlights`, { body: 'Calm.', basedOnNo: 0 })
  expect((await awaitedFrom(lena)).map(({ kind }) => kind)).toEqual([])
  const released = await hanna.send('POST', `${AT}/sitreps/${id}/release`)
  expect(released.statusCode, released.body).toBe(200)
  for (const person of [hanna, lena, omar, rosa])
    expect([person.login, await awaitedFrom(person)]).toEqual([person.login, []])
})

it('a draft that nobody finished in a fortnight is left to the list of reports', async () => {
  const id = await draft(amara)
  expect(await awaitedFrom(hanna)).toMatchObject([{ sitrepId: id }])
  server.wait(14 * 86_400_000 + 1)
  const later = await server.person('later', [{ operationId, roles: ['HOM'] }])
  expect(await awaitedFrom(later)).toEqual([])
})
