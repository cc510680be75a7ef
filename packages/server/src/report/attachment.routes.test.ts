import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { markingKey, openMarking, withCompartments } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import { ATTACHMENT_LIMITS, type AttachmentView } from '@eirene/domain/report'
import { numberMarkings } from '@eirene/store/access'
import { withSystem } from '@eirene/store/db'
import { storeSamples } from '@eirene/store/incident/testing'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { arrivingFiles, beginUpload, openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'
import { digestOf, openFolderStore, openS3Store } from '../storage/index.ts'
import { openS3Server, type S3Server } from '../storage/testing/index.ts'

const SECRET = 'Amina of Bossangoa'
let server: TestServer
let operationId: string
let observer: TestPerson
let duty: TestPerson
let keeper: TestPerson

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'att', timeZone: 'UTC' }, server.now())).id
  observer = await server.person('observer', [{ operationId, roles: ['OBS'] }])
  duty = await server.person('duty', [{ operationId, roles: ['DO'] }])
  keeper = await server.person('keeper', [{ operationId, roles: ['HRO'], compartments: ['SOURCE-ID', 'CRSV'] }])
})
afterAll(() => server.close())

/** A report, by nobody or by somebody, open or in a compartment. */
async function report(more: { readonly by?: TestPerson; readonly hidden?: boolean } = {}): Promise<string> {
  const marking = withCompartments(openMarking(operationId, 'LIVE'), more.hidden === true ? ['CRSV'] : [])
  const [sample] = await storeSamples(server.db, operationId, [{ title: 'Seen', marking }])
  const id = sample!.reportId
  if (more.by !== undefined)
    await server.db
      .updateTable('report')
      .set({ person_id: more.by.id })
      .where('operation_id', '=', operationId)
      .where('id', '=', id)
      .execute()
  return id
}

function post(person: TestPerson, reportId: string, bytes: Buffer) {
  return server.app.inject({
    method: 'POST',
    url: `/v1/operations/att/reports/${reportId}/attachments`,
    headers: { cookie: person.cookie, 'x-eirene-csrf': person.csrfToken, 'content-type': 'application/octet-stream' },
    payload: bytes,
  })
}

const get = (person: TestPerson, id: string, part = '') => person.get(`/v1/operations/att/attachments/${id}${part}`)

function noise(width: number, height: number) {
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (i * 7919) % 251))
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** A photo with a name, a position and a direction in its Exif. */
function photo(format: 'jpeg' | 'png' | 'webp', orientation = 6): Promise<Buffer> {
  return noise(640, 480)
    .withMetadata({ orientation })
    .withExifMerge({ IFD0: { Artist: SECRET }, IFD3: { GPSLatitude: '6/1 29/1 0/1', GPSLatitudeRef: 'N' } })
    .toFormat(format)
    .toBuffer()
}

function chunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length)
  head.write(type, 4, 'latin1')
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body, crc32(type)))
  return Buffer.concat([head, body, sum])
}

/** A PNG that claims so many pixels in a few bytes. */
function hugePng(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function riff(form: string, ...chunks: readonly (readonly [string, Buffer])[]): Buffer {
  const body = Buffer.concat(
    chunks.map(([type, bytes]) => {
      const head = Buffer.alloc(8)
      head.write(type, 'latin1')
      head.writeUInt32LE(bytes.length, 4)
      return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)])
    }),
  )
  const head = Buffer.alloc(12)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  head.write(form, 8, 'latin1')
  return Buffer.concat([head, body])
}

const wave = riff(
  'WAVE',
  ['fmt ', Buffer.alloc(16, 1)],
  ['LIST', Buffer.from(`INFOIART${SECRET}`)],
  ['data', Buffer.alloc(400, 3)],
)

/** Frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz, with an ID3v2 before them and an ID3v1 behind. */
const mp3Frames = Buffer.concat(
  Array.from({ length: 6 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413, 1)])),
)
const mp3 = Buffer.concat([
  Buffer.from(`ID3\x03\0\0\0\0\0${String.fromCharCode(SECRET.length)}${SECRET}`, 'latin1'),
  mp3Frames,
  Buffer.from(`TAG${SECRET}`.padEnd(128, ' '), 'latin1'),
])

function oggPage(sequence: number, body: Buffer, flags = 0): Buffer {
  const head = Buffer.alloc(28)
  head.write('OggS', 'latin1')
  head[5] = flags
  head.writeUInt32LE(77, 14)
  head.writeUInt32LE(sequence, 18)
  head[26] = 1
  head[27] = body.length
  return Buffer.concat([head, body])
}
const opus = Buffer.concat([
  oggPage(0, Buffer.from('OpusHead\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1'), 2),
  oggPage(1, Buffer.from(`OpusTags\0\0\0\0\x01\0\0\0ARTIST=${SECRET}`, 'latin1')),
  oggPage(2, Buffer.alloc(200, 9), 4),
])

function box(type: string, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat(bodies)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
const m4a = (handler: string): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from('M4A \0\0\0\0isom', 'latin1')),
    box(
      'moov',
      box('mvhd', Buffer.alloc(100, 5)),
      box(
        'trak',
        box(
          'mdia',
          box('hdlr', Buffer.from(`\0\0\0\0\0\0\0\0${handler}\0\0\0\0\0\0\0\0\0\0\0\0${SECRET}\0`, 'latin1')),
        ),
      ),
      box('udta', box('meta', Buffer.from(SECRET))),
    ),
    box('mdat', Buffer.alloc(300, 4)),
  ])

describe('an attachment', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'of %s is served without what the device wrote into it, its pixels untouched',
    async (format) => {
      const original = await photo(format)
      expect(original.toString('latin1')).toContain(SECRET)
      const stored = await post(duty, await report(), original)
      expect([stored.statusCode, stored.statusCode === 201 ? '' : stored.body]).toEqual([201, ''])
      const view: AttachmentView = stored.json()
      expect(view).toMatchObject({ mediaType: `image/${format}`, hasThumbnail: true, widthPx: 640, heightPx: 480 })
      const served = (await get(duty, view.id)).rawPayload
      expect(served.toString('latin1')).not.toContain(SECRET)
      const { exif, xmp, iptc, icc } = await sharp(served).metadata()
      expect([xmp, iptc, icc]).toEqual([undefined, undefined, undefined])
      // What may be left of Exif is which side is up: 6 bytes of name, 26 of directory with one entry.
      expect((exif?.length ?? 0) <= 40).toBe(true)
      const pixels = async (bytes: Buffer) => sharp(bytes).raw().toBuffer()
      expect((await pixels(served)).equals(await pixels(original))).toBe(true)
    },
  )

  it('of a photo stays the right side up, in small and in full', async () => {
    const stored = (await post(duty, await report(), await photo('jpeg', 6))).json()
    expect((await sharp((await get(duty, stored.id)).rawPayload).metadata()).orientation).toBe(6)
    const small = await sharp((await get(duty, stored.id, '/thumbnail')).rawPayload).metadata()
    expect([small.format, small.width, small.height, small.exif]).toEqual(['jpeg', 240, 320, undefined])
  })

  it.each([
    ['audio/wav', wave],
    ['audio/mpeg', mp3],
    ['audio/ogg', opus],
    ['audio/mp4', m4a('soun')],
  ] as const)('of %s loses its tags and keeps its sound', async (mediaType, original) => {
    expect(original.toString('latin1')).toContain(SECRET)
    const stored = await post(duty, await report(), original)
    expect([stored.statusCode, stored.statusCode === 201 ? stored.json().mediaType : stored.body]).toEqual([
      201,
      mediaType,
    ])
    const served = (await get(duty, stored.json().id)).rawPayload
    expect(served.toString('latin1')).not.toContain(SECRET)
    if (mediaType === 'audio/mpeg') expect(served.equals(mp3Frames)).toBe(true)
    if (mediaType === 'audio/wav') expect(served.includes(Buffer.alloc(400, 3))).toBe(true)
    if (mediaType === 'audio/ogg') expect(served.includes(Buffer.alloc(200, 9))).toBe(true)
    if (mediaType === 'audio/mp4')
      expect([served.length, served.includes(Buffer.alloc(300, 4))]).toEqual([original.length, true])
  })

  it('is served so that no browser takes it for a page', async () => {
    const stored = (await post(duty, await report(), wave)).json()
    const { headers } = await get(duty, stored.id)
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-disposition']).toBe('attachment; filename="attachment.wav"')
    expect(headers['content-security-policy']).toContain('sandbox')
    expect(headers['content-type']).toBe('audio/wav')
  })

  it('is shown with its report and stored once, however often it is sent', async () => {
    const reportId = await report()
    const [first, second] = [await post(duty, reportId, wave), await post(duty, reportId, wave)]
    expect(second.json().id).toBe(first.json().id)
    const listed = (await duty.get(`/v1/operations/att/reports/${reportId}/attachments`)).json()
    expect(listed).toEqual([first.json()])
    const { incidents } = (await duty.get('/v1/operations/att/incidents')).json()
    const views = await Promise.all(
      incidents.map((one: { id: string }) => duty.get(`/v1/operations/att/incidents/${one.id}`)),
    )
    const reports = views.flatMap((view) => view.json().reports as { id: string; attachments: unknown }[])
    expect(reports.find((one) => one.id === reportId)?.attachments).toEqual(listed)
  })
})

describe('what was taken off', () => {
  it('is for holders of SOURCE-ID alone, with the bytes as they came', async () => {
    const original = await photo('jpeg')
    const { id } = (await post(duty, await report(), original)).json()
    const kept = await get(keeper, id, '/taken-off')
    expect(Buffer.from(kept.json().takenOff.exif, 'base64').toString('latin1')).toContain(SECRET)
    expect((await get(keeper, id, '/original')).rawPayload.equals(original)).toBe(true)
    for (const part of ['/taken-off', '/original']) {
      const [hidden, missing] = [await get(duty, id, part), await get(duty, mintId(), part)]
      expect([hidden.statusCode, hidden.body]).toEqual([404, missing.body])
    }
  })
})

describe('who may attach and see', () => {
  it('lets people add to their own report and duty officers to others’, and nobody to what they may not see', async () => {
    expect((await post(observer, await report({ by: observer }), wave)).statusCode).toBe(201)
    expect((await post(observer, await report(), wave)).statusCode).toBe(403)
    expect((await post(duty, await report(), wave)).statusCode).toBe(201)
    const hidden = await post(duty, await report({ hidden: true }), wave)
    const missing = await post(duty, mintId(), wave)
    expect([hidden.statusCode, hidden.body]).toEqual([404, missing.body])
  })

  it('hides an attachment as its report is hidden, from its sender too', async () => {
    const reportId = await report({ by: observer, hidden: true })
    const stored = await post(observer, reportId, wave)
    expect(stored.statusCode).toBe(201)
    for (const part of ['', '/thumbnail', '/taken-off', '/original']) {
      const [hidden, missing] = [await get(observer, stored.json().id, part), await get(observer, mintId(), part)]
      expect([hidden.statusCode, hidden.body]).toEqual([404, missing.body])
    }
    expect((await observer.get(`/v1/operations/att/reports/${reportId}/attachments`)).statusCode).toBe(404)
    expect((await get(keeper, stored.json().id)).statusCode).toBe(200)
  })
})

describe('a file that is not what it must be', () => {
  const stripped = async (): Promise<number> =>
    Number((await sql<{ n: bigint }>`select count(*) as n from attachment`.execute(server.db)).rows[0]!.n)

  it('is refused with its reason, and nothing is stored of it', async () => {
    const jpeg = await photo('jpeg')
    const png = await photo('png')
    const cases: readonly (readonly [string, Buffer, number, string])[] = [
      ['nothing', Buffer.alloc(0), 422, 'input.invalid'],
      ['text', Buffer.from('<script>alert(1)</script> and more text'), 415, 'input.unsupported'],
      ['a PDF of its head', Buffer.from('%PDF-1.7 something that looks like one'), 422, 'attachment.unreadable'],
      ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>'), 415, 'input.unsupported'],
      ['half a JPEG', jpeg.subarray(0, jpeg.length / 2), 422, 'attachment.unreadable'],
      ['half a PNG', png.subarray(0, png.length / 2), 422, 'attachment.unreadable'],
      [
        'a JPEG of its head',
        Buffer.concat([jpeg.subarray(0, 20), Buffer.from([0xff, 0xd9])]),
        422,
        'attachment.unreadable',
      ],
      ['a PNG of 10 gigapixels', hugePng(100_000), 422, 'attachment.unreadable'],
      ['a PNG whose pixels are missing', hugePng(4000), 422, 'attachment.unreadable'],
      ['a wave without sound', riff('WAVE', ['fmt ', Buffer.alloc(16)]), 422, 'attachment.unreadable'],
      ['a wave that ends early', wave.subarray(0, 100), 422, 'attachment.unreadable'],
      ['an MP3 of tags', Buffer.from(`ID3\x03\0\0\0\0\0\x10${'x'.repeat(40)}`, 'latin1'), 422, 'attachment.unreadable'],
      ['a video', m4a('vide'), 422, 'attachment.unreadable'],
      ['a box beyond its end', m4a('soun').subarray(0, 120), 422, 'attachment.unreadable'],
      [
        'an Ogg that is no Opus',
        Buffer.concat([oggPage(0, Buffer.from('vorbisvorbis')), oggPage(1, Buffer.alloc(20))]),
        422,
        'attachment.unreadable',
      ],
    ]
    const reportId = await report()
    const before = await stripped()
    for (const [what, bytes, status, code] of cases) {
      const reply = await post(duty, reportId, bytes)
      expect([what, reply.statusCode, reply.json().type]).toEqual([what, status, code])
    }
    expect(await stripped()).toBe(before)
    const arriving = join(server.dataDir, 'attachments', 'arriving')
    expect(existsSync(arriving) ? readdirSync(arriving) : []).toEqual([])
  })

  it('loses what a second file hidden behind a photo would be', async () => {
    const jpeg = await photo('jpeg')
    const both = Buffer.concat([jpeg, Buffer.from('PK\x03\x04 <html><script>alert(1)</script>')])
    const stored = (await post(duty, await report(), both)).json()
    expect((await get(duty, stored.id)).rawPayload.toString('latin1')).not.toContain('<script>')
  })

  it('is refused when it is too large or one too many', async () => {
    const reportId = await report()
    const large = await post(duty, reportId, Buffer.alloc(ATTACHMENT_LIMITS.bytes + 1))
    expect([large.statusCode, large.json().type]).toEqual([413, 'input.too_large'])
    for (let i = 0; i <= ATTACHMENT_LIMITS.perReport; i++) {
      const reply = await post(
        duty,
        reportId,
        riff('WAVE', ['fmt ', Buffer.alloc(16, 1)], ['data', Buffer.alloc(40, i + 1)]),
      )
      expect(reply.statusCode).toBe(i < ATTACHMENT_LIMITS.perReport ? 201 : 409)
    }
  })

  it('never fails in another way, whatever single byte of it is changed', async () => {
    const reportId = await report()
    for (const original of [
      await noise(16, 16).jpeg().toBuffer(),
      m4a('soun'),
      opus,
      mp3.subarray(0, 900),
      riff('WAVE', ['fmt ', Buffer.alloc(16, 1)], ['data', Buffer.alloc(20, 1)]),
    ])
      for (let at = 4; at < Math.min(original.length, 400); at += 47) {
        const bytes = Buffer.from(original)
        bytes[at] = (bytes[at] ?? 0) ^ 0xff
        const { statusCode } = await post(duty, reportId, bytes)
        expect([at, [201, 409, 415, 422].includes(statusCode)]).toEqual([at, true])
      }
  })
})

describe('an attachment that takes its time to arrive', () => {
  const SLUG = 'slow'
  let slow: TestServer
  let slowId: string
  let logLines: string[]
  /** Called when the file is about to be stored. */
  let beforeStored: () => Promise<void>
  beforeEach(async () => {
    logLines = []
    beforeStored = () => Promise.resolve()
    const dataDir = mkdtempSync(join(tmpdir(), 'eirene-slow-'))
    const folder = openFolderStore(dataDir)
    slow = await openTestServer(inject('databaseUrl'), {
      dataDir,
      logLevel: 'info',
      logTo: { write: (line) => logLines.push(line) },
      attachments: {
        ...folder,
        keep: async (area, content) => {
          await beforeStored()
          await folder.keep(area, content)
        },
      },
    })
    slowId = (await createOperation(slow.db, { slug: SLUG, timeZone: 'UTC' }, slow.now())).id
  })
  afterEach(async () => {
    await slow.close()
    rmSync(slow.dataDir, { recursive: true, force: true })
  })

  const sample = async (): Promise<string> => {
    const marking = openMarking(slowId, 'LIVE')
    return (await storeSamples(slow.db, slowId, [{ title: 'Seen', marking }]))[0]!.reportId
  }
  const begin = async (person: TestPerson, reportId: string) =>
    beginUpload(slow, person, `/v1/operations/${SLUG}/reports/${reportId}/attachments`)
  const rows = async () => slow.db.selectFrom('attachment').select('id').execute()
  const sessionsEnd = (person: TestPerson) =>
    slow.db.updateTable('session').set({ ended_at: slow.now() }).where('person_id', '=', person.id).execute()
  const partTaken = (person: TestPerson) =>
    slow.db.deleteFrom('membership').where('person_id', '=', person.id).execute()
  const raised = async (reportId: string): Promise<void> => {
    const marking = withCompartments(openMarking(slowId, 'LIVE'), ['CRSV'])
    const markingNo = (await withSystem(slow.db, (tx) => numberMarkings(tx, slowId, [marking]))).get(
      markingKey(marking),
    )!
    await slow.db.updateTable('report').set({ marking_no: markingNo }).where('id', '=', reportId).execute()
  }

  it.each([
    ['the session ends', sessionsEnd],
    ['the part is taken', partTaken],
  ] as const)('is not stored when %s meanwhile, on its way or while it is read', async (_what, act) => {
    const first = await slow.person('first', [{ operationId: slowId, roles: ['DO'] }])
    const upload = await begin(first, await sample())
    await act(first)
    upload.socket.write(upload.rest)
    expect(await upload.said(/"type"|sha256/)).toMatch(/^HTTP\/1\.1 409 /)
    expect(existsSync(join(slow.dataDir, 'attachments', 'originals'))).toBe(false)

    const second = await slow.person('second', [{ operationId: slowId, roles: ['DO'] }])
    beforeStored = async () => {
      await act(second)
    }
    const later = await begin(second, await sample())
    later.socket.write(later.rest)
    expect(await later.said(/"type"|sha256/)).toMatch(/^HTTP\/1\.1 409 /)
    expect([await rows(), arrivingFiles(slow)]).toEqual([[], []])
    for (const { socket } of [upload, later]) socket.destroy()
  })

  it('follows its report into a compartment: hidden for others, kept from its writer no more than the report', async () => {
    const [writer, other] = [
      await slow.person('writer', [{ operationId: slowId, roles: ['OBS'] }]),
      await slow.person('other', [{ operationId: slowId, roles: ['DO'] }]),
    ]
    const reportId = await sample()
    await slow.db.updateTable('report').set({ person_id: writer.id }).where('id', '=', reportId).execute()
    const uploads = [await begin(other, reportId), await begin(writer, reportId)] as const
    await raised(reportId)
    for (const upload of uploads) upload.socket.write(upload.rest)
    expect(await uploads[0].said(/"type"|sha256/)).toMatch(/^HTTP\/1\.1 404 /)
    expect(await uploads[1].said(/"type"|sha256/)).toMatch(/^HTTP\/1\.1 201 /)
    const kept = await slow.db
      .selectFrom('attachment_original as o')
      .innerJoin('marking as m', (join) =>
        join.onRef('m.operation_id', '=', 'o.operation_id').onRef('m.marking_no', '=', 'o.marking_no'),
      )
      .select('m.compartments')
      .execute()
    expect(kept.map(({ compartments }) => [...compartments].sort())).toEqual([['CRSV', 'SOURCE-ID']])
    for (const { socket } of uploads) socket.destroy()
  })

  it('is nobody’s fault when its sender goes away in the middle, and nothing of it stays', async () => {
    const person = await slow.person('gone', [{ operationId: slowId, roles: ['DO'] }])
    const upload = await begin(person, await sample())
    upload.socket.destroy()
    while (!logLines.some((line) => line.includes('went away'))) await new Promise(setImmediate)
    expect(logLines.filter((line) => Number(JSON.parse(line).level) > 30)).toEqual([])
    expect([await rows(), arrivingFiles(slow)]).toEqual([[], []])
  })
})

describe('an S3-compatible storage of attachments', () => {
  const key = { keyId: 'EIRENE', secret: 'not told', region: 'us-east-1', bucket: 'photos' }
  let storage: S3Server
  let apart: TestServer
  let person: TestPerson
  let reportId: string
  beforeAll(async () => {
    storage = await openS3Server(key)
    const attachments = openS3Store({ ...key, endpoint: storage.endpoint, isPathStyle: true })
    apart = await openTestServer(inject('databaseUrl'), { attachments })
    const operation = await createOperation(apart.db, { slug: 'att', timeZone: 'UTC' }, apart.now())
    const part = { operationId: operation.id, roles: ['DO'], compartments: ['SOURCE-ID'] } as const
    person = await apart.person('duty', [part])
    const marking = openMarking(operation.id, 'LIVE')
    reportId = (await storeSamples(apart.db, operation.id, [{ title: 'Seen', marking }]))[0]!.reportId
  })
  afterAll(async () => {
    await apart.close()
    await storage.close()
  })

  const send = (bytes: Buffer) =>
    apart.app.inject({
      method: 'POST',
      url: `/v1/operations/att/reports/${reportId}/attachments`,
      headers: { cookie: person.cookie, 'x-eirene-csrf': person.csrfToken, 'content-type': 'application/octet-stream' },
      payload: bytes,
    })
  const hung = async (): Promise<readonly AttachmentView[]> =>
    (await person.get(`/v1/operations/att/reports/${reportId}/attachments`)).json()

  it('refuses in words while it does not answer or refuses us, stores nothing then, and takes the same again', async () => {
    const jpeg = await photo('jpeg')
    for (const fault of [
      'cut',
      { status: 403, code: 'AccessDenied' },
      { status: 500, code: 'InternalError' },
    ] as const) {
      storage.fault = fault
      const refused = await send(jpeg)
      expect([refused.statusCode, refused.json().type]).toEqual([503, 'environment.attachment_storage'])
      expect(refused.json().remedy).toContain('Try again')
      expect(refused.body).not.toContain(storage.endpoint)
    }
    storage.fault = null
    expect([await hung(), storage.objects.size]).toEqual([[], 0])
    expect((await send(jpeg)).statusCode).toBe(201)
    expect([...storage.objects.keys()].map((name) => name.split('/')[0]).sort()).toEqual([
      'copies',
      'copies',
      'originals',
    ])
    expect(existsSync(join(apart.dataDir, 'attachments', 'copies'))).toBe(false)
    expect(readdirSync(join(apart.dataDir, 'attachments', 'arriving'))).toEqual([])
  })

  it('gives everything back, says what it lost, and never sends other bytes to their end', async () => {
    const original = await photo('png')
    const { id, sha256 }: AttachmentView = (await send(original)).json()
    const view = (part = '') => person.get(`/v1/operations/att/attachments/${id}${part}`)
    expect(digestOf((await view()).rawPayload)).toBe(sha256)
    expect((await view('/original')).rawPayload.equals(original)).toBe(true)
    expect((await sharp((await view('/thumbnail')).rawPayload).metadata()).format).toBe('jpeg')
    const copy = storage.objects.get(`copies/${sha256}`)!
    storage.objects.set(`copies/${sha256}`, Buffer.concat([copy, Buffer.from('more')]))
    const cut = await apart
      .listen()
      .then((address) =>
        fetch(`${address}/v1/operations/att/attachments/${id}`, { headers: { cookie: person.cookie } })
          .then((reply) => reply.arrayBuffer())
          .then(() => 'whole'),
      )
      .catch(() => 'cut')
    expect(cut).toBe('cut')
    storage.objects.delete(`copies/${sha256}`)
    const lost = await view()
    expect([lost.statusCode, lost.json().type]).toEqual([503, 'environment.attachment_storage'])
  })
})
