import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DamagedAttachment, digestOf, openFolderStore, openS3Store, type AttachmentStore } from './index.ts'
import { openS3Server, type S3Server } from './testing/index.ts'

const KEY = { keyId: 'EIRENE', secret: 'not+told/anybody=', region: 'eu-test-1', bucket: 'photos' }
let s3: S3Server
beforeAll(async () => {
  s3 = await openS3Server(KEY)
})
afterAll(() => s3.close())
afterEach(() => {
  Object.assign(s3, { fault: null, pageSize: 1_000 })
  s3.objects.clear()
  s3.log.length = 0
})

const open = (more: Partial<Parameters<typeof openS3Store>[0]> = {}): AttachmentStore =>
  openS3Store({ ...KEY, endpoint: s3.endpoint, isPathStyle: true, ...more })

async function listed(store: AttachmentStore): Promise<readonly string[]> {
  const paths: string[] = []
  for await (const { area, sha256, bytes } of store.list()) paths.push(`${area}/${sha256} ${bytes}`)
  return paths
}

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'eirene-storage-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const KINDS: readonly (readonly [string, () => AttachmentStore, (path: string, bytes: Buffer) => void])[] = [
  [
    'in a folder',
    () => openFolderStore(dataDir),
    (path, bytes) => {
      writeFileSync(join(dataDir, 'attachments', path), bytes)
    },
  ],
  ['in an S3-compatible storage', () => open(), (path, bytes) => s3.objects.set(path, bytes)],
]

describe.each(KINDS)('attachments %s', (_kind, openStore, change) => {
  it('give back what was kept, area by area, and say what there is', async () => {
    const store = openStore()
    expect(await listed(store)).toEqual([])
    const [copy, original] = [randomBytes(300_000), randomBytes(70_000)]
    await store.keep('copies', copy)
    await store.keep('originals', original)
    expect(await buffer((await store.find('copies', digestOf(copy)))!)).toEqual(copy)
    expect(await store.find('copies', digestOf(original))).toBeUndefined()
    expect(await listed(store)).toEqual([
      `copies/${digestOf(copy)} ${copy.length}`,
      `originals/${digestOf(original)} ${original.length}`,
    ])
    await store.probe()
    expect(await listed(store)).toHaveLength(2)
  })

  it('are kept once, whoever comes at the same moment', async () => {
    const store = openStore()
    const copy = randomBytes(1_000)
    await Promise.all(Array.from({ length: 5 }, () => store.keep('copies', copy)))
    await store.keep('copies', copy)
    expect(await listed(store)).toEqual([`copies/${digestOf(copy)} 1000`])
  })

  it('never end well when the bytes are not those that were kept', async () => {
    const store = openStore()
    const copy = randomBytes(200_000)
    await store.keep('copies', copy)
    const other = Buffer.from(copy)
    other[199_999] = (other[199_999] ?? 0) ^ 1
    change(`copies/${digestOf(copy)}`, other)
    await expect(store.find('copies', digestOf(copy)).then((found) => buffer(found!))).rejects.toThrow(
      DamagedAttachment,
    )
    const unproved = await store.findUnproved('copies', digestOf(copy))
    expect(await buffer(unproved!)).toEqual(other)
  })
})

describe('an S3-compatible storage', () => {
  it('is sent the bytes once, and never over what is there', async () => {
    const copy = randomBytes(100)
    await open().keep('copies', copy)
    await open().keep('copies', copy)
    expect(s3.log.map((line) => line.replace(/ .* /, ' '))).toEqual(['HEAD 404', 'PUT 200', 'HEAD 200'])
  })

  it('lists more than fits on one page', async () => {
    s3.pageSize = 3
    const store = open()
    const files = Array.from({ length: 8 }, (_, i) => Buffer.from(`file ${i}`))
    for (const file of files) await store.keep('originals', file)
    expect(await listed(store)).toEqual(files.map((file) => `originals/${digestOf(file)} 6`).sort())
  })

  const wrong: readonly (readonly [string, () => AttachmentStore, RegExp])[] = [
    ['a key that nobody has', () => open({ keyId: 'OTHER' }), /does not know our key|does not let our key/],
    ['a wrong secret', () => open({ secret: 'guessed' }), /refuses our key|does not let our key/],
    ['a wrong region', () => open({ region: 'us-east-1' }), /another region|answered 400/],
    ['a bucket that is not there', () => open({ bucket: 'phantom' }), /has no such bucket/],
    ['nobody who listens', () => open({ endpoint: 'http://127.0.0.1:1' }), /does not answer/],
  ]
  it.each(wrong)('with %s answers in words, and tells nothing of the key', async (_what, openWrong, words) => {
    const store = openWrong()
    const attempts = [
      store.probe(),
      store.keep('copies', randomBytes(10)),
      listed(store),
      store.find('copies', digestOf(Buffer.from('x'))),
    ]
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'environment.attachment_storage' } })
      const { reason } = attempt as PromiseRejectedResult
      const told = JSON.stringify([reason.message, reason.details])
      expect(told).toMatch(words)
      for (const secret of [KEY.secret, 'guessed', KEY.keyId, 'OTHER', 'phantom', '127.0.0.1'])
        expect(told).not.toContain(secret)
    }
    expect(s3.objects.size).toBe(0)
  })

  it.each([
    [{ status: 503, code: 'SlowDown' }, /answered 503/],
    [{ status: 507, code: 'XMinioStorageFull' }, /is full|answered 507/],
    ['cut', /does not answer/],
  ] as const)('that says %j is a Problem, and takes the same again when it is well', async (fault, words) => {
    s3.fault = fault
    const copy = randomBytes(50)
    await expect(open().keep('copies', copy)).rejects.toThrow(words)
    expect(s3.objects.size).toBe(0)
    s3.fault = null
    await open().keep('copies', copy)
    expect([...s3.objects.keys()]).toEqual([`copies/${digestOf(copy)}`])
  })
})
