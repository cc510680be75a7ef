import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An OpenID provider on this machine: discovery, keys, authorization code with PKCE, signed ID tokens. */
export interface TestIssuer {
  readonly url: string
  /** Who presses "yes" next. */
  subject: string
  /** Changes a claim of the next ID tokens. */
  claims: Readonly<Record<string, unknown>>
  /** Requests that came, by path. */
  readonly asked: string[]
  readonly close: () => Promise<void>
}

/** Stands for the person who signs in there: follows the address and gives where the browser is sent. */
export async function authorize(url: string): Promise<string> {
  const reply = await fetch(url, { redirect: 'manual' })
  return reply.headers.get('location') ?? ''
}

export async function openTestIssuer(clientId: string, clientSecret: string): Promise<TestIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, URLSearchParams>()
  const base = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const idToken = (claims: Readonly<Record<string, unknown>>): string => {
    const text = `${base({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${base(claims)}`
    return `${text}.${sign('sha256', Buffer.from(text), privateKey).toString('base64url')}`
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer.url)
    issuer.asked.push(url.pathname)
    const json = (value: unknown, status = 200): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    if (url.pathname === '/.well-known/openid-configuration')
      json({
        issuer: issuer.url,
        authorization_endpoint: `${issuer.url}/authorize`,
        token_endpoint: `${issuer.url}/token`,
        jwks_uri: `${issuer.url}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      })
    else if (url.pathname === '/keys')
      json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] })
    else if (url.pathname === '/authorize') {
      const code = randomBytes(16).toString('hex')
      codes.set(code, url.searchParams)
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      response.writeHead(302, { location: back.href }).end()
    } else {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const form = new URLSearchParams(body)
        const asked = codes.get(form.get('code') ?? '')
        codes.delete(form.get('code') ?? '')
        const challenge = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url')
        const isRight = asked?.get('code_challenge') === challenge && form.get('client_secret') === clientSecret
        if (asked === undefined || !isRight) {
          json({ error: 'invalid_grant' }, 400)
          return
        }
        const nowS = Math.floor(Date.now() / 1000)
        const claims = { iss: issuer.url, sub: issuer.subject, aud: clientId, nonce: asked.get('nonce') }
        const token = idToken({ ...claims, iat: nowS, exp: nowS + 60, ...issuer.claims })
        json({ access_token: 'x', token_type: 'Bearer', id_token: token })
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as AddressInfo // it listens on a port
  const issuer: TestIssuer = {
    url: `http://127.0.0.1:${address.port}`,
    subject: 'nobody',
    claims: {},
    asked: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  }
  return issuer
}
