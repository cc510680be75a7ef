import type { PersonView } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

const PASSWORD = 'four grey herons'
const PEOPLE = '/v1/operations/minusca/people'

let server: TestServer
let operationId: string
let otherId: string
/** Keeps the people of minusca and nothing else. */
let ada: TestPerson
let head: TestPerson
beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'minusca', timeZone: 'UTC' }, server.now())).id
  otherId = (await createOperation(server.db, { slug: 'unmiss', timeZone: 'UTC' }, server.now())).id
  ada = await server.person('ada', [{ operationId, roles: ['ADM'] }])
  head = await server.person('head', [{ operationId, roles: ['HOM'] }])
})
afterAll(() => server.close())

const NOTHING = { organisation: 'UN', compartments: [], clearances: {}, validUntil: null, reason: 'joins the mission' }

function invite(login: string, more: Readonly<Record<string, unknown>> = {}, by = ada) {
  return by.send('POST', PEOPLE, { login, displayName: login, roles: ['DO'], ...NOTHING, ...more })
}

async function view(id: string, by = ada): Promise<PersonView> {
  const people: readonly PersonView[] = (await by.get(PEOPLE)).json()
  return people.find((person) => person.id === id)!
}

function change(person: PersonView, more: Readonly<Record<string, unknown>>, by = ada) {
  const { displayName, organisation, roles, compartments, clearances, validUntil, version } = person
  const held = { displayName, organisation, roles, compartments, clearances, validUntil, version }
  return by.send('PUT', `${PEOPLE}/${person.id}`, { ...held, reason: 'new task', ...more })
}

function act(person: PersonView, what: string, by = ada) {
  return by.send('POST', `${PEOPLE}/${person.id}/acts`, { act: what, version: person.version, reason: 'has left' })
}

async function events(personId: string) {
  return server.db
    .selectFrom('access_event')
    .select(['kind', 'actor_id', 'detail'])
    .where('person_id', '=', personId)
    .orderBy('id')
    .execute()
}

describe('who keeps the people of an operation', () => {
  it('invites somebody by a link that is told once, and sees them without any content', async () => {
    const reply = await invite('amara', { organisation: '' })
    expect(reply.statusCode).toBe(201)
    const { person, link } = reply.json()
    expect(person).toMatchObject({ login: 'amara', roles: ['DO'], state: 'invited', request: null })
    expect(link.path).toMatch(/^\/invitation\/[\w-]{43}$/)
    const token = link.path.split('/').at(-1)
    expect((await ada.get(PEOPLE)).body).not.toContain(token)
    const opened = await server.app.inject({
      method: 'POST',
      url: `/v1/invitations/${token}`,
      payload: { password: PASSWORD },
    })
    expect(opened.json().operations).toMatchObject([{ slug: 'minusca', roles: ['DO'] }])
    expect((await view(person.id)).state).toBe('active')
    expect((await ada.get('/v1/operations/minusca/incidents')).statusCode).toBe(403)
    const told = await events(person.id)
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['invitation.made', 'membership.set']))
    expect(JSON.stringify(told)).not.toContain(token)
  })

  it('cannot change, disable or recover themselves, nor give themselves content', async () => {
    const self = await view(ada.id)
    expect((await change(self, { roles: ['ADM', 'DO'] })).json().type).toBe('access.own_part')
    expect((await act(self, 'recover')).json().type).toBe('access.own_part')
    expect((await act(self, 'disable')).json().type).toBe('access.own_part')
    expect((await invite('ada')).json().type).toBe('access.own_part')
    expect((await view(ada.id)).roles).toEqual(['ADM'])
  })

  it('gives compartments, levels, organisations and the deciding roles only with a second person', async () => {
    const wanted = {
      roles: ['DO', 'HRO', 'HOM'],
      compartments: ['CRSV'],
      clearances: { UN: 'STRICTLY CONFIDENTIAL', TLP: 'TLP:CLEAR' },
      organisation: 'FRA',
    }
    const { person } = (await invite('bo', wanted)).json()
    expect(person).toMatchObject({
      roles: ['DO'],
      compartments: [],
      clearances: { TLP: 'TLP:CLEAR' },
      organisation: '',
    })
    const asked = {
      roles: ['HRO', 'HOM'],
      compartments: ['CRSV'],
      clearances: { UN: 'STRICTLY CONFIDENTIAL' },
      organisation: 'FRA',
    }
    expect(person.request).toMatchObject({ ...asked, askedBy: 'ada', mayDecide: false })
    const url = `/v1/operations/minusca/access-requests/${person.request.id}`
    const granted = { decision: 'granted', reason: 'checked her letter' }
    expect((await ada.send('POST', url, granted)).statusCode).toBe(403)
    expect((await view(person.id, head)).request?.mayDecide).toBe(true)
    const decided = await head.send('POST', url, granted)
    expect(decided.json().person).toMatchObject({
      roles: ['DO', 'HRO', 'HOM'],
      compartments: ['CRSV'],
      clearances: { UN: 'STRICTLY CONFIDENTIAL', TLP: 'TLP:CLEAR' },
      organisation: 'FRA',
      request: null,
    })
    expect((await head.send('POST', url, granted)).statusCode).toBe(404)
    const told = await events(person.id)
    expect(told.find(({ kind }) => kind === 'grant.asked')?.actor_id).toBe(ada.id)
    expect(told.find(({ kind }) => kind === 'grant.granted')?.actor_id).toBe(head.id)
  })

  it('is not the second person even as head of mission, nor is whom it is about', async () => {
    const both = await server.person('both', [{ operationId, roles: ['ADM', 'HOM'] }])
    const { person } = (await invite('cy', { compartments: ['CAAC'] }, both)).json()
    const url = `/v1/operations/minusca/access-requests/${person.request.id}`
    const granted = { decision: 'granted', reason: 'myself' }
    expect((await both.send('POST', url, granted)).json().type).toBe('access.second_person')
    const asked = await change(await view(head.id), { compartments: ['CRSV'] }, both)
    const own = `/v1/operations/minusca/access-requests/${asked.json().person.request.id}`
    expect((await head.send('POST', own, granted)).json().type).toBe('access.second_person')
    expect((await view(head.id)).compartments).toEqual([])
    expect((await head.send('POST', url, { decision: 'refused', reason: 'no need' })).statusCode).toBe(200)
    expect(await view(person.id)).toMatchObject({ compartments: [], request: null })
  })

  it('gives no clearance above what the installation is accredited for', async () => {
    for (const clearances of [{ NATO: 'NATO RESTRICTED' }, { UN: 'NO SUCH LEVEL' }]) {
      const reply = await invite('dee', { clearances })
      expect([reply.statusCode, reply.json().type]).toEqual([422, 'input.invalid'])
    }
  })

  it('is told when somebody else changed a person meanwhile, and changes nothing then', async () => {
    const { person } = (await invite('eve')).json()
    expect((await change(person, { roles: ['TL'] })).statusCode).toBe(200)
    const late = await change(person, { roles: ['OBS'] })
    expect([late.statusCode, late.json().type]).toEqual([409, 'access.changed_meanwhile'])
    expect((await view(person.id)).roles).toEqual(['TL'])
  })

  it('takes away at once what is taken away, also what nobody decided yet', async () => {
    const zoe = await server.person('zoe', [{ operationId, roles: ['WPA'], compartments: ['CRSV'] }], {
      clearances: { UN: 'CONFIDENTIAL' },
    })
    const reply = await change(await view(zoe.id), { compartments: [], clearances: {} })
    expect(reply.json().person).toMatchObject({ compartments: [], clearances: {}, request: null })
    const gone = await change(reply.json().person, { roles: [] })
    expect([gone.statusCode, gone.json().person]).toEqual([200, null])
    expect((await zoe.get('/v1/operations/minusca')).statusCode).toBe(404)
  })

  it('cannot leave an operation without anybody who keeps its people, also when two shut each other out at once', async () => {
    const operation = await createOperation(server.db, { slug: 'alone', timeZone: 'UTC' }, server.now())
    const one = await server.person('one', [{ operationId: operation.id, roles: ['ADM'] }])
    const two = await server.person('two', [{ operationId: operation.id, roles: ['ADM'] }])
    const shutOut = (by: TestPerson, whom: TestPerson) =>
      by.send('POST', `/v1/operations/alone/people/${whom.id}/acts`, { act: 'disable', version: 1, reason: 'leaves' })
    const replies = await Promise.all([shutOut(one, two), shutOut(two, one)])
    expect(replies.filter((reply) => reply.statusCode === 200)).toHaveLength(1)
    const left = await server.db
      .selectFrom('person')
      .select('id')
      .where('id', 'in', [one.id, two.id])
      .where('disabled_at', 'is', null)
      .execute()
    expect(left).toHaveLength(1)
  })

  it('reaches nobody’s other operations: no link, no disabling, no clearance for who works elsewhere too', async () => {
    const guest = await server.person('guest', [
      { operationId, roles: ['OBS'] },
      { operationId: otherId, roles: ['DO'] },
    ])
    const seen = await view(guest.id)
    expect(seen.isKeptHere).toBe(false)
    for (const what of ['disable', 'recover', 'end-sessions'])
      expect((await act(seen, what)).json().type).toBe('access.kept_elsewhere')
    expect((await change(seen, { clearances: { TLP: 'TLP:CLEAR' } })).json().type).toBe('access.kept_elsewhere')
    expect((await change(seen, { roles: ['OBS', 'TL'] })).statusCode).toBe(200)
    const elsewhere = await server.person('elsewhere', [{ operationId: otherId, roles: ['DO'] }])
    const invited = await invite('elsewhere')
    expect(invited.json()).toMatchObject({ link: null, person: { id: elsewhere.id, roles: ['DO'] } })
  })

  it('recovers somebody by a link that opens nothing restricted until a second person confirms it again', async () => {
    const ruth = await server.person('ruth', [{ operationId, roles: ['DO', 'WPA'], compartments: ['CRSV'] }], {
      clearances: { UN: 'CONFIDENTIAL' },
    })
    const reply = await act(await view(ruth.id), 'recover')
    expect(reply.json().person).toMatchObject({ roles: ['DO'], compartments: [], clearances: {}, organisation: '' })
    expect(reply.json().person.request).toMatchObject({ roles: ['WPA'], compartments: ['CRSV'], organisation: 'UN' })
    expect(reply.json().link.path).toMatch(/^\/invitation\//)
    expect((await ruth.get('/v1/session')).statusCode).toBe(401)
  })

  it('shuts somebody out: their open stream ends at once and nothing is answered any more', async () => {
    const noor = await server.person('noor', [{ operationId, roles: ['DO'] }])
    const address = await server.listen()
    const live = await fetch(`${address}/v1/operations/minusca/live`, { headers: { cookie: noor.cookie } })
    expect(live.status).toBe(200)
    expect((await act(await view(noor.id), 'disable')).statusCode).toBe(200)
    expect(await live.text()).toContain('event: ended')
    expect((await noor.get('/v1/session')).statusCode).toBe(401)
    const seen = await view(noor.id)
    expect([seen.state, seen.openSessions]).toEqual(['disabled', 0])
    // Comes back as they were: without a password yet.
    expect((await act(seen, 'enable')).json().person.state).toBe('invited')
  })

  it('sets an end of validity after which sessions and links no longer count', async () => {
    const omar = await server.person('omar', [{ operationId, roles: ['DO'] }])
    const validUntil = new Date(server.now().getTime() + 60_000).toISOString()
    expect((await change(await view(omar.id), { validUntil })).statusCode).toBe(200)
    expect((await omar.get('/v1/session')).statusCode).toBe(200)
    server.wait(60_000)
    expect((await omar.get('/v1/session')).statusCode).toBe(401)
    expect((await view(omar.id)).state).toBe('expired')
  })

  it('finds nobody under an id of another operation', async () => {
    const stranger = await server.person('stranger', [{ operationId: otherId, roles: ['DO'] }])
    const body = { act: 'disable', version: 1, reason: 'x' }
    const hidden = await ada.send('POST', `${PEOPLE}/${stranger.id}/acts`, body)
    const missing = await ada.send('POST', `${PEOPLE}/${mintId()}/acts`, body)
    expect([hidden.statusCode, hidden.body]).toEqual([404, missing.body])
  })
})
