import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createOperation } from '../operation/index.ts'
import { openTestServer, type TestPerson, type TestServer } from './testing/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'eirene-web-'))
let server: TestServer
let amara: TestPerson

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta name="style-nonce" content="__EIRENE_NONCE__"><div id="root">',
  )
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), `export const x = ${'1'.repeat(4000)}`)
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  server = await openTestServer(inject('databaseUrl'), { webDir: folder })
  const { id } = await createOperation(server.db, { slug: 'minusca', timeZone: 'UTC' }, server.now())
  amara = await server.person('amara', [{ operationId: id, roles: ['DO'] }])
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

describe('pages', () => {
  it.each(['/', '/index.html', '/run/minusca/situation', '/study/isaf?lang=fr'])(
    '%s is the application, never cached',
    async (url) => {
      const reply = await server.app.inject(url)
      expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'no-cache'])
      expect(reply.body).toContain('<div id="root">')
    },
  )

  it('carry the nonce that their policy names, a new one each time', async () => {
    const [one, two] = [await server.app.inject('/'), await server.app.inject('/')]
    const nonce = /content="([^"]+)"/.exec(one.body)?.[1]
    expect(one.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(two.body).not.toContain(nonce)
  })

  it('keep files with a hash in their name for a year, others not', async () => {
    const asset = await server.app.inject('/assets/main-abc123.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(asset.headers['content-type']).toContain('javascript')
    const icon = await server.app.inject('/favicon.svg')
    expect(icon.headers['cache-control']).toBe('no-cache')
  })

  it('compress what is worth it', async () => {
    const reply = await server.app.inject({ url: '/assets/main-abc123.js', headers: { 'accept-encoding': 'br' } })
    expect(reply.headers['content-encoding']).toBe('br')
    expect(reply.rawPayload.length).toBeLessThan(200)
  })

  it.each(['/assets/nothing.js', '/v1/nothing', '/../package.json', '/assets/..%2f..%2fpackage.json'])(
    '%s is not there',
    async (url) => {
      const reply = await server.app.inject(url)
      expect(reply.statusCode).toBeGreaterThanOrEqual(400)
      expect(reply.statusCode).toBeLessThan(500)
      expect(reply.body).not.toContain('eirene-workspace')
    },
  )

  it('an address that cannot be decoded is refused in words, and nothing of it is sent back', async () => {
    const reply = await server.app.inject('/v1/invitations/%ff?token=secret')
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([
      422,
      expect.stringContaining('application/problem+json'),
    ])
    expect(reply.json()).toMatchObject({ type: 'input.invalid', title: 'This address cannot be read.' })
    expect(reply.body).not.toContain('secret')
  })
})

describe('headers', () => {
  it('shut the page in: no script from elsewhere, none in the page, no frame around it', async () => {
    const { headers } = await server.app.inject('/')
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe-|https?:|\*/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  it('stand on refusals and on answers of the programming interface too', async () => {
    for (const url of ['/v1/session', '/v1/nothing', '/v1/health']) {
      const { headers } = await server.app.inject(url)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['cache-control']).toContain('no-store')
    }
  })

  it('bind the cookie to https where browsers come by it', async () => {
    const secure = await openTestServer(inject('databaseUrl'), { publicUrl: 'https://room.example.org' })
    try {
      const reply = await secure.app.inject('/v1/health')
      expect(reply.headers['strict-transport-security']).toContain('max-age=31536000')
      const { invitePerson } = await import('../access/index.ts')
      const link = await invitePerson(secure.db, { login: 'bo', displayName: 'Bo' }, secure.now())
      const accepted = await secure.app.inject({
        method: 'POST',
        url: link.path.replace('/invitation/', '/v1/invitations/'),
        headers: { origin: 'https://room.example.org' },
        payload: { password: 'four grey herons' },
      })
      expect(String(accepted.headers['set-cookie'])).toMatch(/^__Host-eirene=.*; Secure/)
    } finally {
      await secure.close()
    }
  })
})

describe('refusals', () => {
  const save = (payload: string, headers: Record<string, string> = {}) =>
    server.app.inject({
      method: 'POST',
      url: '/v1/operations/minusca/saved-views',
      headers: { cookie: amara.cookie, 'x-eirene-csrf': amara.csrfToken, ...headers },
      payload,
    })

  it.each([
    ['a body that is no JSON', '{', 'input.invalid' as const],
    ['an empty body', '', 'input.invalid' as const],
    ['a type it does not take', '<a/>', 'input.unsupported' as const],
    ['a body that is too large', JSON.stringify({ name: 'x', query: 'y'.repeat(70_000) }), 'input.too_large' as const],
    ['an unknown field', '{"name":"x","query":"","colour":"red"}', 'input.invalid' as const],
    ['a prototype in disguise', '{"__proto__":{"admin":true},"name":"x","query":""}', 'input.invalid' as const],
  ])('say what was wrong with %s', async (_what, payload, type) => {
    const reply = await save(payload, { 'content-type': payload.startsWith('<') ? 'text/xml' : 'application/json' })
    const status = { 'input.invalid': 422, 'input.unsupported': 415, 'input.too_large': 413 }[type]
    expect([reply.statusCode, reply.json().type]).toEqual([status, type])
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.json()).toMatchObject({ status, title: expect.any(String) })
  })

  it('name a field that no program may be given', async () => {
    const reply = await save('{"name":"x","query":{"__proto__":1}}', { 'content-type': 'application/json' })
    expect(reply.json()).toMatchObject({ type: 'input.invalid', title: expect.stringContaining('"__proto__"') })
  })

  it('come before the body is read: who may not is told so, not what is wrong with it', async () => {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/v1/operations/minusca/saved-views',
      headers: { 'content-type': 'application/json' },
      payload: '{',
    })
    expect(reply.statusCode).toBe(401)
  })

  it('of a Bug give a number and nothing else, and log it in full', async () => {
    const lines: string[] = []
    const broken = await openTestServer(inject('databaseUrl'), {
      logLevel: 'error',
      logTo: { write: (line) => lines.push(line) },
    })
    try {
      await broken.db.schema.dropTable('access_event').execute()
      const secret = 'a secret sentence'
      const reply = await broken.app.inject({
        method: 'POST',
        url: '/v1/session',
        payload: { login: 'amara', password: secret },
      })
      expect(reply.statusCode).toBe(500)
      const { traceId, ...rest } = reply.json()
      expect(traceId).toMatch(/^[0-9a-f-]{36}$/)
      expect(JSON.stringify(rest)).not.toMatch(/access_event|relation|Error/)
      expect(lines.join('')).toContain(traceId)
      expect(lines.join('')).toContain('access_event')
      expect(lines.join('')).not.toContain(secret)
    } finally {
      await broken.close()
    }
  })

  it('say so when a text cannot be stored, wherever it stands', async () => {
    const filter = encodeURIComponent(String.raw`{"types":["\u0000"]}`)
    const half = encodeURIComponent(String.raw`{"types":["\ud800"]}`)
    const replies = [
      await server.app.inject({ method: 'POST', url: '/v1/session', payload: { login: 'a\0b', password: 'x' } }),
      await server.app.inject({ method: 'POST', url: '/v1/session', payload: { login: 'a\ud800b', password: 'x' } }),
      await amara.get('/v1/operations/%00'),
      await amara.get(`/v1/operations/minusca/incidents?filter=${filter}`),
      await amara.get(`/v1/operations/minusca/export?filter=${half}`),
      await amara.send('POST', '/v1/operations/minusca/saved-views', { name: 'a\0', query: '?x' }),
      // The database would keep another character in its place.
      await amara.send('POST', '/v1/operations/minusca/saved-views', { name: 'a\ud800', query: '?x' }),
      await server.app.inject({ method: 'GET', url: '/v1/places?q=%00' }),
    ]
    expect(replies.map((reply) => reply.statusCode)).toEqual(replies.map(() => 422))
  })

  it('refuse a place in a list that no calendar reaches', async () => {
    const after = '-999999999999999999.019b8be1-f500-7019-9065-7c6000000000'
    const reply = await amara.get(`/v1/operations/minusca/incidents?after=${after}`)
    expect(reply.statusCode).toBe(422)
  })

  it('name a database that does not answer for what it is', async () => {
    const cut = await openTestServer(inject('databaseUrl'))
    const { problemOf } = await import('../edge/index.ts')
    await cut.close()
    for (const code of ['ECONNREFUSED', '57P01', '08006', '53300'])
      expect(problemOf(Object.assign(new Error('x'), { code }))?.code).toBe('environment.database_unreachable')
    expect(problemOf(Object.assign(new Error('x'), { code: '53100' }))?.code).toBe('environment.disk_full')
    expect(problemOf(new TypeError('x'))).toBeUndefined()
    const missing = { code: 'ENOENT', syscall: 'connect' }
    expect(problemOf(Object.assign(new Error('x'), missing))?.code).toBe('environment.database_unreachable')
    expect(problemOf(Object.assign(new Error('x'), { ...missing, syscall: 'open' }))).toBeUndefined()
  })
})

describe('limits', () => {
  it('stop one address that asks too often', async () => {
    const limited = await openTestServer(inject('databaseUrl'), { requestsPerMinute: 5 })
    try {
      const codes: number[] = []
      for (let i = 0; i < 7; i++) codes.push((await limited.app.inject('/v1/session')).statusCode)
      expect(codes).toEqual([401, 401, 401, 401, 401, 429, 429])
      const reply = await limited.app.inject('/v1/session')
      expect(reply.json().type).toBe('access.too_many_attempts')
    } finally {
      await limited.close()
    }
  })

  it('believe no forwarded address unless a proxy was named', async () => {
    const direct = await openTestServer(inject('databaseUrl'), { requestsPerMinute: 1 })
    try {
      const ask = (from: string) => direct.app.inject({ url: '/v1/session', headers: { 'x-forwarded-for': from } })
      expect((await ask('198.51.100.1')).statusCode).toBe(401)
      expect((await ask('198.51.100.2')).statusCode).toBe(429)
    } finally {
      await direct.close()
    }
  })
})

describe('the log', () => {
  it('holds the pattern of the route, never the address, a token or a name', async () => {
    const lines: string[] = []
    const logged = await openTestServer(inject('databaseUrl'), {
      logLevel: 'info',
      logTo: { write: (line) => lines.push(line) },
    })
    try {
      await logged.app.inject('/v1/invitations/a-very-secret-token')
      await logged.app.inject({
        method: 'POST',
        url: '/v1/session',
        payload: { login: 'somebody', password: 'very private words' },
      })
      const text = lines.join('')
      expect(text).toContain('/v1/invitations/:token')
      expect(text).not.toMatch(/a-very-secret-token|somebody|very private words/)
    } finally {
      await logged.close()
    }
  })
})
