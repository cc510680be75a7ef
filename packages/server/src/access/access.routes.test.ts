import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'
import { ensureFirstPeople, invitePerson } from './index.ts'

const HOUR_MS = 3_600_000
const PASSWORD = 'four grey herons'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
})
afterAll(() => server.close())

async function comeIn(login: string): Promise<{ cookie: string; csrfToken: string; setCookie: string }> {
  const link = await invitePerson(server.db, { login, displayName: login }, server.now())
  const reply = await server.app.inject({
    method: 'POST',
    url: `/v1/invitations/${link.path.split('/').at(-1) ?? ''}`,
    payload: { password: PASSWORD },
  })
  expect(reply.statusCode).toBe(200)
  const setCookie = String(reply.headers['set-cookie'])
  return { cookie: setCookie.split(';')[0] ?? '', csrfToken: reply.json().csrfToken, setCookie }
}

function signIn(login: string, password: string, headers: Record<string, string> = {}) {
  return server.app.inject({ method: 'POST', url: '/v1/session', payload: { login, password }, headers })
}

async function events(kind: string): Promise<number> {
  const rows = await server.db.selectFrom('access_event').select('id').where('kind', '=', kind).execute()
  return rows.length
}

describe('coming in', () => {
  it('makes the first people of an empty database once, each with a link that opens once', async () => {
    await createOperation(server.db, { slug: 'anvaria', timeZone: 'UTC', realm: 'EXERCISE' }, server.now())
    const links = await ensureFirstPeople(server.db, server.now)
    expect(links.map((link) => link.login)).toEqual(['duty', 'head', 'protection'])
    expect(await ensureFirstPeople(server.db, server.now)).toEqual([])
    const [duty] = links
    const path = `/v1${(duty?.path ?? '').replace('/invitation/', '/invitations/')}`
    expect((await server.app.inject(path)).json()).toMatchObject({ login: 'duty', displayName: 'Duty officer' })
    const first = await server.app.inject({ method: 'POST', url: path, payload: { password: PASSWORD } })
    expect(first.json().operations).toMatchObject([{ slug: 'anvaria', roles: ['DO', 'ADM'], hasContent: true }])
    const second = await server.app.inject({ method: 'POST', url: path, payload: { password: PASSWORD } })
    expect([second.statusCode, second.json().type]).toEqual([404, 'access.invitation_unknown'])
    expect((await server.app.inject(path)).statusCode).toBe(404)
  })

  it('admits the first people to an operation that is created later', async () => {
    const operation = await createOperation(server.db, { slug: 'minusca', timeZone: 'Africa/Bangui' }, server.now())
    const rows = await server.db.selectFrom('membership').selectAll().where('operation_id', '=', operation.id).execute()
    expect(rows).toHaveLength(3)
  })

  it('sets a cookie that scripts cannot read and other sites cannot send', async () => {
    const { setCookie } = await comeIn('amara')
    expect(setCookie).toMatch(/^eirene=[\w-]{43};/)
    expect(setCookie).toContain('HttpOnly')
    expect(setCookie).toContain('SameSite=Strict')
    expect(setCookie).not.toContain('Secure')
  })

  it('keeps no token and no password as it was given', async () => {
    const { cookie } = await comeIn('bo')
    const token = cookie.split('=')[1] ?? ''
    const sessions = await server.db.selectFrom('session').selectAll().execute()
    const people = await server.db.selectFrom('person').selectAll().where('login', '=', 'bo').execute()
    expect(JSON.stringify(sessions)).not.toContain(token)
    expect(sessions.some((row) => row.token_hash.toString('base64url') === token)).toBe(false)
    expect(people[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it.each([
    ['short', 'too short'],
    ['password1234', 'common'],
    ['PassWord 1234', 'common with signs'],
    ['aaaaaaaaaaaaaaaa', 'one letter'],
    ['the name is celine', 'holds the sign-in name'],
  ])('refuses the password "%s": %s', async (password) => {
    const link = await invitePerson(server.db, { login: 'celine', displayName: 'Celine' }, server.now())
    const url = link.path.replace('/invitation/', '/v1/invitations/')
    const reply = await server.app.inject({ method: 'POST', url, payload: { password } })
    expect([reply.statusCode, reply.json().type]).toEqual([422, 'access.password_weak'])
    const again = await server.app.inject({ method: 'POST', url, payload: { password: PASSWORD } })
    expect(again.statusCode).toBe(200)
  })

  it('forgets a link after seven days and when a newer one was made', async () => {
    const older = await invitePerson(server.db, { login: 'dara', displayName: 'Dara' }, server.now())
    const newer = await invitePerson(server.db, { login: 'dara', displayName: 'Dara' }, server.now())
    const open = (path: string) => server.app.inject(path.replace('/invitation/', '/v1/invitations/'))
    expect((await open(older.path)).statusCode).toBe(404)
    expect((await open(newer.path)).statusCode).toBe(200)
    server.wait(7 * 24 * HOUR_MS)
    expect((await open(newer.path)).statusCode).toBe(404)
  })
})

describe('signing in', () => {
  it('takes the right password and says the same for a wrong one and an unknown name', async () => {
    await comeIn('edda')
    const right = await signIn('Edda', PASSWORD)
    expect([right.statusCode, right.json().login]).toEqual([200, 'edda'])
    const wrong = await signIn('edda', 'five grey herons')
    const unknown = await signIn('nobody-at-all', 'five grey herons')
    expect(wrong.statusCode).toBe(401)
    expect(unknown.body).toBe(wrong.body)
    expect(await events('sign_in.ok')).toBeGreaterThan(0)
    expect(await events('sign_in.refused')).toBe(2)
  })

  it('refuses a disabled person', async () => {
    const { cookie } = await comeIn('fela')
    await server.db.updateTable('person').set({ disabled_at: server.now() }).where('login', '=', 'fela').execute()
    expect((await signIn('fela', PASSWORD)).statusCode).toBe(401)
    expect((await server.app.inject({ url: '/v1/session', headers: { cookie } })).statusCode).toBe(401)
  })

  it('stops after eight tries for one name from one address, and goes on after five minutes', async () => {
    await comeIn('gul')
    for (let i = 0; i < 8; i++) expect((await signIn('gul', 'wrong wrong wrong')).statusCode).toBe(401)
    const limited = await signIn('gul', PASSWORD)
    expect([limited.statusCode, limited.json().type]).toEqual([429, 'access.too_many_attempts'])
    server.wait(5 * 60_000)
    expect((await signIn('gul', PASSWORD)).statusCode).toBe(200)
  })

  it('is refused from a page of another site', async () => {
    const elsewhere = await signIn('edda', PASSWORD, { origin: 'https://elsewhere.example', host: 'localhost:4711' })
    expect([elsewhere.statusCode, elsewhere.json().type]).toEqual([403, 'access.csrf'])
    const here = await signIn('edda', PASSWORD, { origin: 'http://localhost:4711', host: 'localhost:4711' })
    expect(here.statusCode).toBe(200)
    expect((await signIn('edda', PASSWORD, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  })
})

describe('a session', () => {
  it('ends by signing out, and needs its CSRF token for that', async () => {
    const { cookie, csrfToken } = await comeIn('hana')
    const out = (headers: Record<string, string>) =>
      server.app.inject({ method: 'DELETE', url: '/v1/session', headers: { cookie, ...headers } })
    expect((await out({})).json().type).toBe('access.csrf')
    expect((await out({ 'x-eirene-csrf': 'x'.repeat(csrfToken.length) })).json().type).toBe('access.csrf')
    expect((await out({ 'x-eirene-csrf': csrfToken })).statusCode).toBe(204)
    expect((await server.app.inject({ url: '/v1/session', headers: { cookie } })).statusCode).toBe(401)
    expect(await events('sign_out')).toBe(1)
  })

  it('ends after twelve idle hours', async () => {
    const { cookie } = await comeIn('ivo')
    const me = () => server.app.inject({ url: '/v1/session', headers: { cookie } })
    server.wait(11 * HOUR_MS)
    expect((await me()).statusCode).toBe(200)
    server.wait(11 * HOUR_MS)
    expect((await me()).statusCode).toBe(200)
    server.wait(12 * HOUR_MS + 1)
    expect((await me()).statusCode).toBe(401)
  })

  it('ends after seven days however busy it was', async () => {
    const { cookie } = await comeIn('jona')
    const me = () => server.app.inject({ url: '/v1/session', headers: { cookie } })
    for (let i = 0; i < 16; i++) {
      server.wait(10 * HOUR_MS)
      expect((await me()).statusCode).toBe(200)
    }
    server.wait(9 * HOUR_MS)
    expect((await me()).statusCode).toBe(401)
  })

  it('ends everywhere when a new password is set', async () => {
    const { cookie } = await comeIn('kofi')
    await comeIn('kofi')
    expect((await server.app.inject({ url: '/v1/session', headers: { cookie } })).statusCode).toBe(401)
  })
})
