import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { buffer } from 'node:stream/consumers'
import { AwsClient } from 'aws4fetch'
import {
  ATTACHMENT_AREAS,
  digestOf,
  proving,
  type AttachmentArea,
  type AttachmentStore,
  type StoredAttachment,
} from './attachment-store.ts'
import { readListing, refusal, refusalCode, silence, storageProblem } from './s3-answer.ts'

/** An S3-compatible storage and our key for it. */
export interface S3Settings {
  /** `https://s3.example.org`, without a path. */
  readonly endpoint: string
  readonly region: string
  /** A bucket of its own: everything under `copies/` and `originals/` in it is taken for ours. */
  readonly bucket: string
  /** True: the bucket is in the path; false: before the host. */
  readonly isPathStyle: boolean
  readonly keyId: string
  readonly secret: string
}

const RETRIES = 2
/** How long an answer may take to begin, and how slow a link may be besides. */
const ANSWER_MS = 60_000
const SLOW_BYTES_PER_MS = 25
const EMPTY_SHA256 = digestOf(Buffer.alloc(0))
const PROBE = Buffer.from('Eirene looks whether it may write, read and list here.\n')

interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT'
  readonly key?: string
  readonly query?: Readonly<Record<string, string>>
  readonly content?: Buffer
}

/** Sends signed requests; the digest of what is sent is part of what is signed, so that nothing else can be stored. */
function sender({ endpoint, region, bucket, isPathStyle, keyId, secret }: S3Settings) {
  const client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region, retries: RETRIES })
  const base = new URL(endpoint)
  if (!isPathStyle) base.hostname = `${bucket}.${base.hostname}`
  return async ({ method, key = '', query = {}, content }: S3Request): Promise<Response> => {
    const url = new URL(isPathStyle ? `/${bucket}/${key}` : `/${key}`, base)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const limit = new AbortController()
    const timer = setTimeout(
      () => {
        limit.abort()
      },
      ANSWER_MS + (content?.length ?? 0) / SLOW_BYTES_PER_MS,
    )
    const ask = (): Promise<Response> =>
      client.fetch(url, {
        method,
        redirect: 'manual',
        signal: limit.signal,
        headers: {
          'x-amz-content-sha256': content === undefined ? EMPTY_SHA256 : digestOf(content),
          ...(method === 'PUT' ? { 'if-none-match': '*', 'content-type': 'application/octet-stream' } : {}),
        },
        ...(content === undefined ? {} : { body: new Uint8Array(content) }),
      })
    try {
      // Once more where there was no answer: a kept connection may have been closed in the very moment it was used.
      return await ask().catch(ask)
    } catch (error) {
      throw silence(error)
    } finally {
      clearTimeout(timer)
    }
  }
}

type Send = ReturnType<typeof sender>

async function isThere(send: Send, key: string): Promise<boolean> {
  const { status } = await send({ method: 'HEAD', key })
  if (status === 404) return false
  if (status === 200) return true
  throw refusal(status, '')
}

/** Stores an object unless there is one: asked first, and again by the condition, for whoever comes in the same moment. */
async function keepObject(send: Send, key: string, content: Buffer): Promise<void> {
  if (await isThere(send, key)) return
  const response = await send({ method: 'PUT', key, content })
  const code = await refusalCode(response)
  // 412: somebody was faster. 409: somebody is at it; the same bytes, by the name.
  if (response.ok || response.status === 412 || (response.status === 409 && (await isThere(send, key)))) return
  throw refusal(response.status, code)
}

/** The bytes of an object as they come; undefined when there is none. */
async function findObject(send: Send, key: string): Promise<Readable | undefined> {
  const response = await send({ method: 'GET', key })
  if (response.ok && response.body !== null)
    // The same class of the platform, which the two libraries of types name apart.
    return Readable.fromWeb(response.body as ReadableStream<Uint8Array>)
  const code = await refusalCode(response)
  if (response.status === 404 && code !== 'NoSuchBucket') return undefined
  throw refusal(response.status, code)
}

async function* listArea(send: Send, area: AttachmentArea): AsyncGenerator<StoredAttachment> {
  let token: string | undefined
  do {
    const query = { 'list-type': '2', prefix: `${area}/` }
    const response = await send({
      method: 'GET',
      query: token === undefined ? query : { ...query, 'continuation-token': token },
    })
    if (!response.ok) throw refusal(response.status, await refusalCode(response))
    const page = readListing(await response.text())
    for (const { key, bytes } of page.objects) {
      const sha256 = key.slice(area.length + 1)
      if (/^[0-9a-f]{64}$/.test(sha256)) yield { area, sha256, bytes }
    }
    token = page.next
  } while (token !== undefined)
}

/**
 * Attachments in an S3-compatible storage: signed by Signature Version 4, put only where nothing is, their digest proved by the
 * storage when they come and by us when they go. What the storage fails at (5xx, or no answer) is asked again.
 */
export function openS3Store(settings: S3Settings): AttachmentStore {
  const send = sender(settings)
  const findUnproved: AttachmentStore['findUnproved'] = (area, sha256) => findObject(send, `${area}/${sha256}`)
  return {
    place: `bucket ${settings.bucket} at ${settings.endpoint}`,
    keep: (area, content) => keepObject(send, `${area}/${digestOf(content)}`, content),
    findUnproved,
    find: proving(findUnproved),
    list: async function* () {
      for (const area of ATTACHMENT_AREAS) yield* listArea(send, area)
    },
    probe: async () => {
      // First, because its refusal has a body that says why.
      await listArea(send, 'copies').next()
      await keepObject(send, 'probe', PROBE)
      const found = await findObject(send, 'probe')
      if (found === undefined || !(await buffer(found)).equals(PROBE))
        throw storageProblem('does not give back what it took')
    },
  }
}
