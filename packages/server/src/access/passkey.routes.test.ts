import { listAccessEvents, setPasswordHash } from '@eirene/store/access'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'
import { relyingParty } from './passkey.ts'
import { hashPassword } from './password.ts'
import { SoftwareAuthenticator } from './testing/authenticator.ts'

const PASSWORD = 'four grey herons'
const ORIGIN = 'https://room.example'

let server: TestServer
let operationId: string
beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'), { publicUrl: ORIGIN })
  operationId = (await createOperation(server.db, { slug: 'minusca', timeZone: 'UTC' }, server.now())).id
})
afterAll(() => server.close())

function post(url: string, payload: Readonly<Record<string, unknown>>, headers: Record<string, string> = {}) {
  return server.app.inject({ method: 'POST', url, payload, headers })
}

function as(person: TestPerson): Record<string, string> {
  return { cookie: person.cookie.replace('eirene=', '__Host-eirene='), 'x-eirene-csrf': person.csrfToken }
}

async function personWithPasskey(login: string): Promise<{ person: TestPerson; key: SoftwareAuthenticator }> {
  const person = await server.person(login, [{ operationId, roles: ['DO'] }])
  await setPasswordHash(server.db, person.id, await hashPassword(PASSWORD))
  const key = new SoftwareAuthenticator(ORIGIN)
  const offer = (await post('/v1/account/passkey-offers', { password: PASSWORD }, as(person))).json()
  const made = { handle: offer.handle, label: 'Key on the ring', proof: key.create(offer.options) }
  expect((await post('/v1/account/passkeys', made, as(person))).statusCode).toBe(201)
  return { person, key }
}

/** Lines of the log of access about a person, the newest first. */
async function linesOf({ id }: TestPerson) {
  const lines = await listAccessEvents(server.db, { operationId, personId: id, limit: 10 })
  return lines.map(({ kind, detail }) => [kind, detail])
}

async function signIn(
  key: SoftwareAuthenticator,
  change: (proof: Record<string, unknown>) => unknown = (proof) => proof,
) {
  const { handle, options } = (await post('/v1/session/passkey-challenges', {})).json()
  return post('/v1/session/passkey', { handle, proof: change(key.get(options)) })
}

describe('a passkey', () => {
  it('is added with the password, named by its person, and signs in without a name', async () => {
    const { person, key } = await personWithPasskey('amara')
    const list = await server.app.inject({ url: '/v1/account/passkeys', headers: as(person) })
    expect(list.json()).toMatchObject([{ id: key.id, label: 'Key on the ring', lastUsedAt: null }])
    const reply = await signIn(key)
    expect(reply.json()).toMatchObject({ login: 'amara', hasPasskey: true })
    expect(String(reply.headers['set-cookie'])).toMatch(/^__Host-eirene=.*Secure/)
    expect((await signIn(key)).statusCode).toBe(200)
    const rows = await server.db.selectFrom('passkey').selectAll().where('person_id', '=', person.id).execute()
    expect(rows[0]).toMatchObject({ sign_count: 3n, last_used_at: server.now() })
  })

  it('is not added without the password, nor to somebody else’s offer, nor twice', async () => {
    const { person, key } = await personWithPasskey('bo')
    const refused = await post('/v1/account/passkey-offers', {}, as(person))
    expect(refused.json().type).toBe('access.password_refused')
    const other = await server.person('cy', [{ operationId, roles: ['DO'] }])
    const offer = (await post('/v1/account/passkey-offers', { password: PASSWORD }, as(person))).json()
    const stolen = { handle: offer.handle, label: 'x', proof: new SoftwareAuthenticator(ORIGIN).create(offer.options) }
    expect((await post('/v1/account/passkeys', stolen, as(other))).json().type).toBe('access.passkey_refused')
    const again = (await post('/v1/account/passkey-offers', { password: PASSWORD }, as(person))).json()
    expect(again.options.excludeCredentials).toMatchObject([{ id: key.id }])
    const twice = { handle: again.handle, label: 'x', proof: key.create(again.options) }
    expect((await post('/v1/account/passkeys', twice, as(person))).json().type).toBe('access.passkey_refused')
  })

  it('uses a challenge once, and not after five minutes', async () => {
    const { key } = await personWithPasskey('dee')
    const fresh = (await post('/v1/session/passkey-challenges', {})).json()
    const proof = key.get(fresh.options)
    expect((await post('/v1/session/passkey', { handle: fresh.handle, proof })).statusCode).toBe(200)
    const again = await post('/v1/session/passkey', { handle: fresh.handle, proof: key.get(fresh.options) })
    expect([again.statusCode, again.json().type]).toEqual([401, 'access.passkey_refused'])
    const late = (await post('/v1/session/passkey-challenges', {})).json()
    server.wait(5 * 60_000)
    const reply = await post('/v1/session/passkey', { handle: late.handle, proof: key.get(late.options) })
    expect(reply.statusCode).toBe(401)
  })

  it('is refused without verification of its holder, from another origin, with a broken signature or an old count', async () => {
    const { person, key } = await personWithPasskey('eve')
    key.isUserVerified = false
    expect((await signIn(key)).statusCode).toBe(401)
    key.isUserVerified = true
    const { handle, options } = (await post('/v1/session/passkey-challenges', {})).json()
    const foreign = await post('/v1/session/passkey', { handle, proof: key.get(options, 'https://elsewhere.example') })
    expect(foreign.statusCode).toBe(401)
    const broken = await signIn(key, (proof) => {
      const response = proof['response'] as Record<string, string>
      const signature = Buffer.from(response['signature'] ?? '', 'base64url')
      signature[signature.length - 1]! ^= 1
      return { ...proof, response: { ...response, signature: signature.toString('base64url') } }
    })
    expect(broken.json().type).toBe('access.passkey_refused')
    expect((await signIn(key)).statusCode).toBe(200)
    // A copy of the key that lags behind the count that was seen.
    key.signCount = 1
    expect((await signIn(key)).statusCode).toBe(401)
    const detail = { method: 'passkey', label: 'Key on the ring', address: '127.0.0.1' }
    // Who holds the passkey is told of the tries of others with it.
    expect((await linesOf(person)).slice(0, 2)).toEqual([
      ['sign_in.refused', detail],
      ['sign_in.ok', detail],
    ])
    expect((await signIn(new SoftwareAuthenticator(ORIGIN))).json().type).toBe('access.passkey_refused')
  })

  it('unlocks its own person’s screen and nobody else’s', async () => {
    const { person, key } = await personWithPasskey('fay')
    const { key: foreign } = await personWithPasskey('gus')
    await post('/v1/session/lock', {}, as(person))
    const unlock = async (by: SoftwareAuthenticator) => {
      const { handle, options } = (await post('/v1/session/passkey-challenges', {})).json()
      return post('/v1/session/unlock', { handle, proof: by.get(options) }, as(person))
    }
    expect((await unlock(foreign)).json().type).toBe('access.passkey_refused')
    expect((await unlock(key)).json()).toMatchObject({ isLocked: false })
  })

  it('no longer signs in when it was removed or its person disabled, and others cannot remove it', async () => {
    const { person, key } = await personWithPasskey('hal')
    const { person: other, key: second } = await personWithPasskey('ida')
    const remove = (id: string, by: TestPerson) =>
      server.app.inject({ method: 'DELETE', url: `/v1/account/passkeys/${id}`, headers: as(by) })
    expect((await remove(key.id, other)).statusCode).toBe(404)
    expect((await remove(key.id, person)).statusCode).toBe(204)
    expect((await linesOf(person))[0]).toEqual(['passkey.removed', { label: 'Key on the ring' }])
    expect((await signIn(key)).statusCode).toBe(401)
    await server.db.updateTable('person').set({ disabled_at: server.now() }).where('id', '=', other.id).execute()
    expect((await signIn(second)).statusCode).toBe(401)
  })

  it('may be tried sixty times from one address, then waits', async () => {
    server.wait(5 * 60_000)
    const key = new SoftwareAuthenticator(ORIGIN)
    for (let i = 0; i < 60; i++) expect((await signIn(key)).statusCode).toBe(401)
    expect((await signIn(key)).json().type).toBe('access.too_many_attempts')
  })
})

describe('relyingParty', () => {
  it.each([
    [null, 'localhost:4711', { id: 'localhost', origin: 'http://localhost:4711' }],
    ['https://room.example', 'ignored:1', { id: 'room.example', origin: 'https://room.example' }],
    ['https://room.example/eirene', 'x', { id: 'room.example', origin: 'https://room.example' }],
    [null, '127.0.0.1:4711', null],
    [null, '[::1]:4711', null],
    [null, 'anything.example', null],
    ['http://room.example', 'room.example', null],
  ])('of public address %s and host %s', (publicUrl, host, party) => {
    expect(relyingParty(publicUrl, host)).toEqual(party)
  })
})
