import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'
import { invitePerson } from './index.ts'
import { authorize, openTestIssuer, type TestIssuer } from './testing/issuer.ts'

let server: TestServer
let plain: TestServer
let issuer: TestIssuer
let operationId: string
beforeAll(async () => {
  issuer = await openTestIssuer('eirene', 'not so secret')
  const oidc = { issuer: issuer.url, clientId: 'eirene', clientSecret: 'not so secret', label: 'Test' }
  server = await openTestServer(inject('databaseUrl'), { oidc })
  plain = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'minusca', timeZone: 'UTC' }, server.now())).id
})
afterAll(async () => {
  await server.close()
  await plain.close()
  await issuer.close()
})

const HOST = 'localhost:4711'

async function begin(query = '') {
  const reply = await server.app.inject({ url: `/v1/session/oidc${query}`, headers: { host: HOST } })
  return { url: String(reply.headers.location), cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '' }
}

function comeBack(location: string, cookie: string) {
  const { pathname, search } = new URL(location)
  return server.app.inject({ url: `${pathname}${search}`, headers: { host: HOST, cookie } })
}

async function through(query = '') {
  const { url, cookie } = await begin(query)
  return comeBack(await authorize(url), cookie)
}

async function invitationOf(login: string): Promise<string> {
  const membership = { operationId, roles: ['DO'] as const, compartments: [] }
  const link = await invitePerson(server.db, { login, displayName: login, membership }, server.now())
  return link.path.split('/').at(-1) ?? ''
}

describe('sign-in by an organisation', () => {
  it('lets in whom an invitation bound, by the subject, with no right from any claim', async () => {
    issuer.subject = 'subject-of-amara'
    issuer.claims = { email: 'amara@un.example', roles: ['ADM', 'HOM'], groups: ['CRSV'] }
    const token = await invitationOf('amara')
    const bound = await through(`?invitation=${token}`)
    expect([bound.statusCode, bound.headers.location]).toEqual([302, '/run'])
    const again = await through('?to=/run/minusca/situation')
    expect(again.headers.location).toBe('/run/minusca/situation')
    const cookies = [again.headers['set-cookie']].flat().map(String)
    const session = cookies.find((one) => one.startsWith('eirene=')) ?? ''
    expect(session).toContain('SameSite=Strict')
    const me = await server.app.inject({ url: '/v1/session', headers: { cookie: session.split(';')[0] ?? '' } })
    expect(me.json()).toMatchObject({ login: 'amara', operations: [{ roles: ['DO'], compartments: [] }] })
    expect((await through(`?invitation=${token}`)).headers.location).toBe('/sign-in?refused=oidc')
  })

  it('refuses somebody whom no invitation bound, whatever address the claims name', async () => {
    issuer.subject = 'somebody-else'
    issuer.claims = { email: 'amara@un.example', preferred_username: 'amara' }
    const reply = await through()
    expect(reply.headers.location).toBe('/sign-in?refused=oidc')
    expect(String(reply.headers['set-cookie'])).not.toMatch(/(^|,)eirene=[\w-]/)
  })

  it('binds a subject to one person only', async () => {
    issuer.subject = 'subject-of-bo'
    issuer.claims = {}
    expect((await through(`?invitation=${await invitationOf('bo')}`)).headers.location).toBe('/run')
    expect((await through(`?invitation=${await invitationOf('cy')}`)).headers.location).toBe('/sign-in?refused=oidc')
  })

  it('needs state, nonce, audience, the browser that began, and answers once', async () => {
    issuer.subject = 'subject-of-bo'
    const { url, cookie } = await begin()
    const location = await authorize(url)
    expect((await comeBack(location.replace(/state=\w/, 'state=_'), cookie)).headers.location).toContain('refused')
    // The handle was used up by the first answer.
    expect((await comeBack(location, cookie)).headers.location).toContain('refused')
    const other = await begin()
    expect((await comeBack(await authorize(other.url), '')).headers.location).toContain('refused')
    for (const claims of [{ nonce: 'another' }, { aud: 'another' }, { iss: 'https://elsewhere.example' }, { exp: 1 }]) {
      issuer.claims = claims
      expect((await through()).headers.location, JSON.stringify(claims)).toBe('/sign-in?refused=oidc')
    }
    issuer.claims = {}
    expect((await through()).headers.location).toBe('/run')
    server.wait(0)
  })

  it('lets nobody in who is disabled', async () => {
    await server.db.updateTable('person').set({ disabled_at: server.now() }).where('login', '=', 'bo').execute()
    issuer.subject = 'subject-of-bo'
    expect((await through()).headers.location).toBe('/sign-in?refused=oidc')
  })

  it('sends nobody on to another site', async () => {
    issuer.subject = 'subject-of-amara'
    for (const to of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example'])
      expect((await through(`?to=${encodeURIComponent(to)}`)).headers.location).toBe('/run')
  })

  it('is not there when it is not set up, and asks nothing outside', async () => {
    const before = issuer.asked.length
    const reply = await plain.app.inject({ url: '/v1/session/oidc', headers: { host: HOST } })
    expect([reply.statusCode, reply.json().type]).toEqual([404, 'access.oidc_unavailable'])
    expect((await plain.app.inject('/v1/session/ways-in')).json()).toEqual({ passkeys: true, oidc: null })
    expect(issuer.asked.length).toBe(before)
  })
})
