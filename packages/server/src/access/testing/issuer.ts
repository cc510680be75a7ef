import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
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

const DISCOVERY = {
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
}

function base64Json(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signedToken(key: KeyObject, claims: Readonly<Record<string, unknown>>): string {
  const text = `${base64Json({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${base64Json(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return new URLSearchParams(body)
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** The clock is the real one by default: the client under test compares with its own. */
export async function openTestIssuer(
  clientId: string,
  clientSecret: string,
  clock = (): Date => new Date(),
): Promise<TestIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const codes = new Map<string, URLSearchParams>()
  const sendBack = (url: URL, response: ServerResponse): void => {
    const code = randomBytes(16).toString('hex')
    codes.set(code, url.searchParams)
    const back = new URL(url.searchParams.get('redirect_uri') ?? '')
    back.searchParams.set('code', code)
    back.searchParams.set('state', url.searchParams.get('state') ?? '')
    response.writeHead(302, { location: back.href }).end()
  }
  const exchange = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = await bodyOf(request)
    const code = form.get('code') ?? ''
    const asked = codes.get(code)
    codes.delete(code)
    const verifier = form.get('code_verifier') ?? ''
    const isProven = asked?.get('code_challenge') === createHash('sha256').update(verifier).digest('base64url')
    if (asked === undefined || !isProven || form.get('client_secret') !== clientSecret) {
      sendJson(response, { error: 'invalid_grant' }, 400)
      return
    }
    const nowS = Math.floor(clock().getTime() / 1000)
    const claims = { iss: issuer.url, sub: issuer.subject, aud: clientId, nonce: asked.get('nonce') }
    const id_token = signedToken(privateKey, { ...claims, iat: nowS, exp: nowS + 60, ...issuer.claims })
    sendJson(response, { access_token: 'x', token_type: 'Bearer', id_token })
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer.url)
    issuer.asked.push(url.pathname)
    const at = (name: string): string => `${issuer.url}/${name}`
    const ends = { authorization_endpoint: at('authorize'), token_endpoint: at('token'), jwks_uri: at('keys') }
    if (url.pathname.startsWith('/.well-known/')) sendJson(response, { issuer: issuer.url, ...ends, ...DISCOVERY })
    else if (url.pathname === '/keys')
      sendJson(response, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] })
    else if (url.pathname === '/authorize') sendBack(url, response)
    else void exchange(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo // it listens on a port
  const issuer: TestIssuer = {
    url: `http://127.0.0.1:${address.port}`,
    subject: 'nobody',
    claims: {},
    asked: [],
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return issuer
}
