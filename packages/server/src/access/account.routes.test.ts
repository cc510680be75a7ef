import { setPasswordHash } from '@eirene/store/access'
import { openMarking, withCompartments, type ViewingPage, type ViewingView } from '@eirene/domain/access'
import { storeSamples } from '@eirene/store/incident/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'
import { hashPassword } from './password.ts'

const PASSWORD = 'four grey herons'
const MINUTE_MS = 60_000

let server: TestServer
let operationId: string
beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'minusca', timeZone: 'UTC' }, server.now())).id
})
afterAll(() => server.close())

async function personWithPassword(login: string): Promise<TestPerson> {
  const person = await server.person(login, [{ operationId, roles: ['DO'] }])
  await setPasswordHash(server.db, person.id, await hashPassword(PASSWORD))
  return person
}

/** A second browser of the same person. */
async function comeIn(login: string, userAgent: string, isShared = false) {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { 'user-agent': userAgent },
    payload: { login, password: PASSWORD, isShared },
  })
  expect(reply.statusCode).toBe(200)
  const headers = {
    cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '',
    'x-eirene-csrf': reply.json().csrfToken,
  }
  return (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: Readonly<Record<string, unknown>>) =>
    server.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })
}

async function kinds(personId: string): Promise<readonly string[]> {
  const rows = await server.db.selectFrom('access_event').select('kind').where('person_id', '=', personId).execute()
  return rows.map((row) => row.kind)
}

describe('one’s own sessions', () => {
  it('are listed in coarse words with this one marked, and ended one by one or all but this', async () => {
    const amara = await personWithPassword('amara')
    const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const desk = await comeIn('amara', agent)
    await comeIn('amara', 'Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/X) Chrome/140.0 Mobile')
    const list = (await desk('GET', '/v1/account/sessions')).json()
    expect(list).toHaveLength(3)
    expect(list.filter((one: { isThis: boolean }) => one.isThis)).toMatchObject([{ device: 'Firefox on Linux' }])
    expect(JSON.stringify(list)).not.toContain('Pixel')
    const other = list.find((one: { device: string }) => one.device === 'Chrome on Android')
    expect((await desk('DELETE', `/v1/account/sessions/${other.id}`)).statusCode).toBe(204)
    expect((await desk('DELETE', `/v1/account/sessions/${other.id}`)).statusCode).toBe(404)
    expect((await desk('DELETE', '/v1/account/sessions')).statusCode).toBe(204)
    expect((await amara.get('/v1/session')).statusCode).toBe(401)
    expect((await desk('GET', '/v1/account/sessions')).json()).toHaveLength(1)
    expect((await kinds(amara.id)).filter((kind) => kind === 'session.ended')).toHaveLength(2)
  })

  it('cannot be ended by somebody else', async () => {
    const bo = await personWithPassword('bo')
    const cy = await personWithPassword('cy')
    const [session] = (await bo.get('/v1/account/sessions')).json()
    expect((await cy.send('DELETE', `/v1/account/sessions/${session.id}`)).statusCode).toBe(404)
    expect((await bo.get('/v1/session')).statusCode).toBe(200)
  })

  it('end everywhere else with a new password, which needs the old one', async () => {
    const dee = await personWithPassword('dee')
    const desk = await comeIn('dee', 'curl/8')
    const wrong = await desk('PUT', '/v1/account/password', {
      current: 'not it at all',
      password: 'five red foxes run',
    })
    expect(wrong.json().type).toBe('access.password_refused')
    const weak = await desk('PUT', '/v1/account/password', { current: PASSWORD, password: 'short' })
    expect(weak.json().type).toBe('access.password_weak')
    const right = await desk('PUT', '/v1/account/password', { current: PASSWORD, password: 'five red foxes run' })
    expect(right.statusCode).toBe(204)
    expect((await dee.get('/v1/session')).statusCode).toBe(401)
    expect((await desk('GET', '/v1/session')).statusCode).toBe(200)
  })
})

describe('a locked session', () => {
  it('answers nothing but unlocking and signing out, on every route of the table', async () => {
    const eve = await personWithPassword('eve')
    expect((await eve.send('POST', '/v1/session/lock')).json()).toMatchObject({ isLocked: true, operations: [] })
    const leads: readonly string[] = [
      'GET /v1/session',
      'DELETE /v1/session',
      'POST /v1/session/lock',
      'POST /v1/session/unlock',
    ]
    let asked = 0
    for (const route of server.routes) {
      if (route.access === 'public' || leads.includes(`${route.method} ${route.path}`)) continue
      const url = route.path.replace(':slug', 'minusca').replace(/:\w+/g, 'x')
      const reply = route.method === 'GET' ? await eve.get(url) : await eve.send(route.method, url)
      expect([route.method, route.path, reply.statusCode, reply.json().type]).toEqual([
        route.method,
        route.path,
        423,
        'access.locked',
      ])
      asked += 1
    }
    expect(asked).toBeGreaterThan(20)
    expect(server.routes.filter((route) => route.whileLocked).map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([...leads]),
    )
    expect(server.routes.filter((route) => route.whileLocked)).toHaveLength(leads.length)
    expect((await eve.get('/v1/session')).json()).toMatchObject({ isLocked: true, login: 'eve', operations: [] })
    const wrong = await eve.send('POST', '/v1/session/unlock', { password: 'not it at all' })
    expect([wrong.statusCode, wrong.json().type]).toEqual([401, 'access.password_refused'])
    const right = await eve.send('POST', '/v1/session/unlock', { password: PASSWORD })
    expect(right.json()).toMatchObject({ isLocked: false, operations: [{ slug: 'minusca' }] })
    expect(await kinds(eve.id)).toEqual(['session.locked', 'session.unlock_refused', 'session.unlocked'])
  })

  it('may be tried eight times, then waits like sign-in', async () => {
    const fay = await personWithPassword('fay')
    await fay.send('POST', '/v1/session/lock')
    const unlock = (password: string) => fay.send('POST', '/v1/session/unlock', { password })
    for (let i = 0; i < 8; i++) expect((await unlock('not it at all')).statusCode).toBe(401)
    expect((await unlock(PASSWORD)).statusCode).toBe(429)
    server.wait(5 * MINUTE_MS)
    expect((await unlock(PASSWORD)).statusCode).toBe(200)
  })

  it('ends the open stream of its screen at once', async () => {
    const gus = await personWithPassword('gus')
    const address = await server.listen()
    const live = await fetch(`${address}/v1/operations/minusca/live`, { headers: { cookie: gus.cookie } })
    await gus.send('POST', '/v1/session/lock')
    expect(await live.text()).toContain('event: ended')
  })

  it('is locked by the server after ten idle minutes on a shared screen, however much the page asks by itself', async () => {
    await personWithPassword('hal')
    const wall = await comeIn('hal', 'curl/8', true)
    const own = await comeIn('hal', 'curl/8')
    server.wait(6 * MINUTE_MS)
    expect((await wall('POST', '/v1/session/activity')).statusCode).toBe(204)
    server.wait(9 * MINUTE_MS)
    expect((await wall('GET', '/v1/operations/minusca/incidents')).statusCode).toBe(200)
    server.wait(MINUTE_MS)
    expect((await wall('GET', '/v1/operations/minusca/incidents')).statusCode).toBe(423)
    expect((await own('GET', '/v1/operations/minusca/incidents')).statusCode).toBe(200)
  })

  it('locks after the minutes that its person chose', async () => {
    await personWithPassword('ida')
    const desk = await comeIn('ida', 'curl/8')
    expect((await desk('PUT', '/v1/account/lock', { idleMinutes: 61, isShared: true })).statusCode).toBe(422)
    const set = await desk('PUT', '/v1/account/lock', { idleMinutes: 2, isShared: true })
    expect(set.json()).toMatchObject({ idleLockMinutes: 2, isShared: true })
    server.wait(2 * MINUTE_MS)
    expect((await desk('GET', '/v1/account/sessions')).statusCode).toBe(423)
  })
})

/** The picture and what it is made of: nothing that names people, waits for somebody, or is drafted or released. */
const ON_THE_WALL = [
  'GET /v1/session',
  'DELETE /v1/session',
  'GET /v1/operations/:slug',
  'GET /v1/operations/:slug/columns',
  'GET /v1/operations/:slug/picture',
  'GET /v1/operations/:slug/live',
  'GET /v1/operations/:slug/incidents',
  'GET /v1/operations/:slug/incidents/:id',
  'GET /v1/operations/:slug/attachments/:id',
  'GET /v1/operations/:slug/attachments/:id/thumbnail',
]

describe('a wallboard', () => {
  it('takes the place of its person’s session, shows only the lowest markings, does nothing and ends by itself', async () => {
    const open = openMarking(operationId, 'LIVE')
    const [, hidden] = await storeSamples(server.db, operationId, [
      { title: 'Wallopen', marking: open },
      { title: 'Wallhidden', marking: { ...open, level: 'CONFIDENTIAL' } },
    ])
    const jo = await server.person('jo', [{ operationId, roles: ['DO', 'HOM'] }], {
      clearances: { UN: 'CONFIDENTIAL' },
    })
    expect((await jo.get('/v1/operations/minusca/incidents')).body).toContain('Wallhidden')
    await server.db.updateTable('session').set({ method: 'passkey' }).where('person_id', '=', jo.id).execute()
    const reply = await jo.send('POST', '/v1/operations/minusca/wallboard', { minutes: 60 })
    expect(reply.json()).toMatchObject({ operations: [{ slug: 'minusca', roles: [], compartments: [] }] })
    expect(reply.json().wallboardUntil).toBe(new Date(server.now().getTime() + 60 * MINUTE_MS).toISOString())
    expect((await jo.get('/v1/session')).statusCode).toBe(401)
    const kept = await server.db
      .selectFrom('session')
      .select('method')
      .where('wallboard_of', '=', operationId)
      .execute()
    // As its person had signed in.
    expect(kept).toEqual([{ method: 'passkey' }])
    const headers = {
      cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '',
      'x-eirene-csrf': reply.json().csrfToken,
    }
    const ask = (method: 'GET' | 'POST' | 'DELETE', url: string) => server.app.inject({ method, url, headers })
    const list = (await ask('GET', '/v1/operations/minusca/incidents')).body
    expect(list).toContain('Wallopen')
    expect(list).not.toContain('Wallhidden')
    expect((await ask('GET', `/v1/operations/minusca/incidents/${hidden!.incidentId}`)).statusCode).toBe(404)
    for (const route of server.routes) {
      if (route.access === 'public' || ON_THE_WALL.includes(`${route.method} ${route.path}`)) continue
      const url = route.path.replace(':slug', 'minusca').replace(/:\w+/g, 'x')
      const answer = await server.app.inject({ method: route.method, url, headers })
      expect([route.path, answer.json().type]).toEqual([route.path, 'access.wallboard'])
    }
    // It is watched, not used: hours without a key neither lock nor end it.
    server.wait(59 * MINUTE_MS)
    expect((await ask('GET', '/v1/session')).json()).toMatchObject({ isLocked: false })
    server.wait(MINUTE_MS)
    expect((await ask('GET', '/v1/session')).statusCode).toBe(401)
  })
})

describe('the log of access', () => {
  it('is read by ADM and HOM alone, by person, kind and time, page by page and as CSV', async () => {
    const adm = await server.person('kai', [{ operationId, roles: ['ADM'] }])
    const duty = await personWithPassword('lea')
    await duty.send('POST', '/v1/session/lock')
    const events = '/v1/operations/minusca/access-events'
    expect((await server.person('mo', [{ operationId, roles: ['DO'] }]).then((mo) => mo.get(events))).statusCode).toBe(
      403,
    )
    const all = (await adm.get(events)).json().events
    expect(all[0]).toMatchObject({ kind: 'session.locked', person: 'lea', actor: null })
    const mine = (await adm.get(`${events}?person=${duty.id}&kind=session.locked`)).json().events
    expect(mine).toHaveLength(1)
    expect((await adm.get(`${events}?kind=no.such`)).statusCode).toBe(422)
    const later = new Date(server.now().getTime() + 1).toISOString()
    expect((await adm.get(`${events}?from=${later}`)).json().events).toEqual([])
    const rest = (await adm.get(`${events}?before=${all[0].id}`)).json().events
    expect(rest.map((event: { id: string }) => event.id)).toEqual(all.slice(1).map((event: { id: string }) => event.id))
    const csv = await adm.get(`${events}?format=csv`)
    expect(csv.headers['content-disposition']).toContain('access-minusca.csv')
    expect(csv.body.split('\r\n')[0]).toBe('at,kind,person,by,detail')
    expect(csv.body).toContain('"session.locked","lea"')
  })

  it('shows refused and limited tries with name and address: of its people, and of names that are nobody’s', async () => {
    const adm = await server.person('ole', [{ operationId, roles: ['ADM'] }])
    await personWithPassword('pia')
    const other = await createOperation(server.db, { slug: 'monusco', timeZone: 'UTC' }, server.now())
    await server.person('quinn', [{ operationId: other.id, roles: ['DO'] }])
    const answers = await Promise.all(
      ['pia', 'Piet', 'quinn'].map((login) =>
        server.app.inject({ method: 'POST', url: '/v1/session', payload: { login, password: 'not the right one' } }),
      ),
    )
    // Whoever tries cannot tell the three apart.
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    for (let i = 0; i < 8; i++)
      await server.app.inject({ method: 'POST', url: '/v1/session', payload: { login: 'pia', password: 'no' } })
    const told = async (kind: string) =>
      (await adm.get(`/v1/operations/minusca/access-events?kind=${kind}`))
        .json()
        .events.map(({ person, detail }: { person: string | null; detail: { login?: string; address: string } }) =>
          [person, detail.login, detail.address].join(' '),
        )
    const refused = await told('sign_in.refused')
    expect(refused).toContain('pia pia 127.0.0.1')
    expect(refused).toContain(' piet 127.0.0.1')
    expect(refused.join()).not.toContain('quinn')
    expect(await told('sign_in.limited')).toEqual(['pia pia 127.0.0.1'])
  })

  it('tells nothing of people without a part in the operation', async () => {
    const other = await createOperation(server.db, { slug: 'unmiss', timeZone: 'UTC' }, server.now())
    const far = await server.person('far', [{ operationId: other.id, roles: ['DO'] }])
    await far.send('POST', '/v1/session/lock')
    const adm = await server.person('nia', [{ operationId, roles: ['ADM'] }])
    expect((await adm.get('/v1/operations/minusca/access-events')).body).not.toContain('far')
  })
})

describe('who looked at a restricted record', () => {
  it('is told to advisers and the head of mission within their own compartments, and to nobody else', async () => {
    const open = openMarking(operationId, 'LIVE')
    const [crsv, caac, plain] = await storeSamples(server.db, operationId, [
      { title: 'one', marking: withCompartments(open, ['CRSV']) },
      { title: 'two', marking: withCompartments(open, ['CAAC']) },
      { title: 'three', marking: open },
    ])
    const wpa = await server.person('wpa', [{ operationId, roles: ['WPA'], compartments: ['CRSV', 'CAAC'] }])
    const hro = await server.person('hro', [{ operationId, roles: ['HRO'], compartments: ['CRSV'] }])
    for (const sample of [crsv!, caac!, plain!])
      expect((await wpa.get(`/v1/operations/minusca/incidents/${sample.incidentId}`)).statusCode).toBe(200)
    // Not to be seen, so not looked at.
    expect((await hro.get(`/v1/operations/minusca/incidents/${caac!.incidentId}`)).statusCode).toBe(404)
    const told = (await hro.get('/v1/operations/minusca/viewings')).json().viewings
    expect(told).toMatchObject([{ person: 'wpa', recordId: crsv!.incidentId, compartments: ['CRSV'] }])
    expect(told).toHaveLength(1)
    const all: ViewingPage = (await wpa.get('/v1/operations/minusca/viewings')).json()
    expect(all.viewings).toHaveLength(2)
    const asked = async (query: string): Promise<readonly string[]> =>
      (await wpa.get(`/v1/operations/minusca/viewings?${query}`)).json().viewings.map((one: ViewingView) => one.id)
    const [last, first] = all.viewings
    expect(await asked(`record=${crsv!.incidentId}`)).toEqual(
      all.viewings.filter(({ recordId }) => recordId === crsv!.incidentId).map(({ id }) => id),
    )
    expect(await asked(`person=${wpa.id}`)).toEqual(all.viewings.map(({ id }) => id))
    expect(await asked(`person=${hro.id}`)).toEqual([])
    expect(await asked(`from=${encodeURIComponent(last!.at)}&to=2100-01-01T00:00:00Z`)).toContain(last!.id)
    expect(await asked(`to=${encodeURIComponent(first!.at)}`)).toEqual([])
    expect(all.people).toEqual([{ personId: wpa.id, displayName: 'wpa' }])
    expect(all.viewings.every(({ title }) => title !== null)).toBe(true)
    expect((await wpa.get('/v1/operations/minusca/viewings?person=nobody')).statusCode).toBe(422)
    // Times that JavaScript knows and no database does.
    for (const asked of ['from=-271821-04-20', 'to=-005000-01-01', 'from=%2B275760-09-13', 'to=soon'])
      expect((await wpa.get(`/v1/operations/minusca/viewings?${asked}`)).statusCode, asked).toBe(422)
    const adm = await server.person('pat', [{ operationId, roles: ['ADM'], compartments: ['CRSV'] }])
    expect((await adm.get('/v1/operations/minusca/viewings')).statusCode).toBe(403)
    // Its history holds its versions: who opens that alone has looked at it too.
    expect((await hro.get(`/v1/operations/minusca/incidents/${crsv!.incidentId}/history`)).statusCode).toBe(200)
    expect((await hro.get(`/v1/operations/minusca/incidents/${caac!.incidentId}/history`)).statusCode).toBe(404)
    expect(await asked(`person=${hro.id}`)).toHaveLength(1)
    const head = await server.person('hom', [{ operationId, roles: ['HOM'] }])
    expect((await head.get('/v1/operations/minusca/viewings')).json()).toEqual({ viewings: [], people: [], next: null })
  })
})
