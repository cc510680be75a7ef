import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** What a test does to the storage: answers everything with this, cuts every connection, or nothing. */
type Fault = { readonly status: number; readonly code: string } | 'cut' | null

/** A storage that speaks as much of S3 as Eirene uses, on this machine, with one bucket in memory. */
export interface S3Server {
  readonly endpoint: string
  readonly objects: Map<string, Buffer>
  /** `PUT copies/ab12… 200`, in the order of the answers. */
  readonly log: string[]
  fault: Fault
  /** Objects a page of a listing; default 1,000. */
  pageSize: number
  readonly close: () => Promise<void>
}

/** Who may do what with the bucket. */
interface S3Key {
  readonly keyId: string
  readonly secret: string
  readonly region: string
  readonly bucket: string
}

class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')
const escape = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

interface Signing {
  readonly signed: readonly string[]
  readonly scope: string
  readonly secret: string
}

/** The signature of a request by AWS Signature Version 4, computed from what arrived. */
function signatureOf(request: IncomingMessage, url: URL, { signed, scope, secret }: Signing): Buffer {
  const header = (name: string): string => String(request.headers[name] ?? '').trim()
  const canonical = [
    request.method,
    url.pathname,
    [...url.searchParams]
      .map(([name, value]) => `${escape(name)}=${escape(value)}`)
      .sort()
      .join('&'),
    ...signed.map((name) => `${name}:${header(name)}`),
    '',
    signed.join(';'),
    header('x-amz-content-sha256'),
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', header('x-amz-date'), scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((derived, part) => hmac(derived, part), `AWS4${secret}`)
  return hmac(key, text)
}

/** Throws the refusal that a storage gives to whom it does not know. */
function checkSignature(request: IncomingMessage, url: URL, key: S3Key): void {
  const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/
  const [, keyId, scope = '', names = '', signature = ''] = form.exec(request.headers.authorization ?? '') ?? []
  if (keyId === undefined) throw new Refusal(403, 'AccessDenied')
  if (keyId !== key.keyId) throw new Refusal(403, 'InvalidAccessKeyId')
  const [, region, service, end] = scope.split('/')
  if (region !== key.region) throw new Refusal(400, 'AuthorizationHeaderMalformed')
  const signed = names.split(';')
  const needed = ['host', 'x-amz-content-sha256', 'x-amz-date']
  const isWhole = service === 's3' && end === 'aws4_request' && needed.every((name) => signed.includes(name))
  const expected = signatureOf(request, url, { signed, scope, secret: key.secret })
  if (!isWhole || !timingSafeEqual(expected, Buffer.from(signature, 'hex')))
    throw new Refusal(403, 'SignatureDoesNotMatch')
}

function listing(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams, pageSize: number): string {
  const after = Buffer.from(query.get('continuation-token') ?? '', 'base64').toString()
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? '') && key > after).sort()
  const page = keys.slice(0, pageSize)
  const contents = page.map(
    (key) => `<Contents><Key>${key}</Key><Size>${objects.get(key)?.length ?? 0}</Size></Contents>`,
  )
  const token = Buffer.from(page.at(-1) ?? '').toString('base64')
  const more = keys.length > page.length
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${contents.join('')}${
    more ? `<NextContinuationToken>${token}</NextContinuationToken>` : ''
  }</ListBucketResult>`
}

interface Reply {
  readonly status: number
  readonly body?: string | Buffer
}

async function answer(server: S3Server, key: S3Key, request: IncomingMessage, url: URL): Promise<Reply> {
  const content = await buffer(request)
  if (server.fault !== null && server.fault !== 'cut') throw new Refusal(server.fault.status, server.fault.code)
  checkSignature(request, url, key)
  if (sha256(content) !== request.headers['x-amz-content-sha256']) throw new Refusal(400, 'XAmzContentSHA256Mismatch')
  const [, bucket, ...rest] = decodeURIComponent(url.pathname).split('/')
  if (bucket !== key.bucket) throw new Refusal(404, 'NoSuchBucket')
  const name = rest.join('/')
  const found = server.objects.get(name)
  if (request.method === 'PUT') {
    if (request.headers['if-none-match'] === '*' && found !== undefined) throw new Refusal(412, 'PreconditionFailed')
    server.objects.set(name, content)
    return { status: 200 }
  }
  if (name === '' && url.searchParams.get('list-type') === '2')
    return { status: 200, body: listing(server.objects, url.searchParams, server.pageSize) }
  if (found === undefined) throw new Refusal(404, 'NoSuchKey')
  return { status: 200, body: found }
}

/** Opens such a storage; only requests that this key signed, body included, are answered. */
export async function openS3Server(key: S3Key): Promise<S3Server> {
  const http = createServer((request, response) => {
    void serve(request, response)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const server: S3Server = {
    endpoint: `http://127.0.0.1:${port}`,
    objects: new Map(),
    log: [],
    fault: null,
    pageSize: 1_000,
    close: () =>
      new Promise((resolve) => {
        http.close(() => {
          resolve()
        })
        http.closeAllConnections()
      }),
  }
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (server.fault === 'cut') {
      request.socket.destroy()
      return
    }
    const url = new URL(request.url ?? '/', server.endpoint)
    const reply = await answer(server, key, request, url).catch((error: unknown): Reply => {
      if (!(error instanceof Refusal)) throw error
      return { status: error.status, body: `<Error><Code>${error.code}</Code></Error>` }
    })
    server.log.push(`${request.method ?? ''} ${url.pathname.slice(key.bucket.length + 2)} ${reply.status}`)
    response.statusCode = reply.status
    response.end(request.method === 'HEAD' ? undefined : reply.body)
  }
  return server
}
