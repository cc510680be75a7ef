import { riffChunks, riffFile } from './strip-picture.ts'
import { unreadable, type Stripped } from './strip.ts'

/** A WAV with its format and its samples and nothing else. */
export function stripWav(bytes: Buffer): Stripped<null> {
  const { chunks, after } = riffChunks(bytes)
  const takenOff: Record<string, string> = after === 0 ? {} : { after_end: `${after} bytes` }
  const kept: Buffer[] = []
  for (const { type, body, whole } of chunks)
    if (['fmt ', 'fact', 'data'].includes(type)) kept.push(whole)
    else
      takenOff[
        type
          .trim()
          .toLowerCase()
          .replaceAll(/[^a-z0-9]/g, '_')
      ] = body.toString('base64')
  if (
    !chunks.some(({ type }) => type === 'fmt ') ||
    !chunks.some(({ type, body }) => type === 'data' && body.length > 0)
  )
    throw unreadable('The recording has no sound.')
  return { bytes: riffFile('WAVE', kept), takenOff, found: null }
}

const RATES_KBPS_V1_L3 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const RATES_KBPS_V2_L3 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const SAMPLES_PER_S = [44_100, 48_000, 32_000]

/** Length of the MPEG layer III frame that begins here; undefined when none does. */
// eslint-disable-next-line complexity -- one branch a field of the frame's head
function frameLength(bytes: Buffer, at: number): number | undefined {
  if (at + 4 > bytes.length || bytes[at] !== 0xff) return undefined
  const [second = 0, third = 0] = [bytes[at + 1], bytes[at + 2]]
  // Eleven bits of sync, a version that exists, layer III.
  if ((second & 0xe0) !== 0xe0 || (second & 0x18) === 0x08 || (second & 0x06) !== 0x02) return undefined
  const isV1 = (second & 0x18) === 0x18
  const rate = (isV1 ? RATES_KBPS_V1_L3 : RATES_KBPS_V2_L3)[third >> 4]
  const base = SAMPLES_PER_S[(third >> 2) & 3]
  if (rate === undefined || rate === 0 || base === undefined) return undefined
  const samplesPerS = isV1 ? base : (second & 0x18) === 0x10 ? base / 2 : base / 4
  return Math.floor(((isV1 ? 144 : 72) * rate * 1000) / samplesPerS) + ((third >> 1) & 1)
}

/** An MP3 of its frames alone: whatever stands before, between and after them is left out. */
export function stripMp3(bytes: Buffer): Stripped<null> {
  const kept: Buffer[] = []
  const rest: Buffer[] = []
  let at = 0
  if (bytes.toString('latin1', 0, 3) === 'ID3' && bytes.length > 10) {
    const size = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + ((bytes[i] ?? 0) & 0x7f), 0)
    at = Math.min(10 + size, bytes.length)
    rest.push(bytes.subarray(0, at))
  }
  while (at < bytes.length) {
    const length = frameLength(bytes, at)
    const isFrame = length !== undefined && at + length <= bytes.length
    // A frame is believed when another or the end or a tag follows it.
    const next = at + (length ?? 0)
    const follows = isFrame && (next === bytes.length || frameLength(bytes, next) !== undefined || isTag(bytes, next))
    if (isFrame && follows) {
      kept.push(bytes.subarray(at, next))
      at = next
      continue
    }
    const sync = bytes.indexOf(0xff, at + 1)
    const end = sync < 0 ? bytes.length : sync
    rest.push(bytes.subarray(at, end))
    at = end
  }
  if (kept.length < 2) throw unreadable('The recording has no sound.')
  const left = Buffer.concat(rest)
  return {
    bytes: Buffer.concat(kept),
    takenOff: left.length === 0 ? {} : { tags: left.toString('base64') },
    found: null,
  }
}

function isTag(bytes: Buffer, at: number): boolean {
  const start = bytes.toString('latin1', at, at + 8)
  return start.startsWith('TAG') || start === 'APETAGEX' || start.startsWith('LYRICS') || start.startsWith('ID3')
}

const OGG_CRC = Uint32Array.from({ length: 256 }, (_, i) => {
  let value = i << 24
  for (let bit = 0; bit < 8; bit++) value = (value & 0x80000000) === 0 ? value << 1 : (value << 1) ^ 0x04c11db7
  return value >>> 0
})

function oggChecksum(page: Buffer): number {
  let crc = 0
  for (const byte of page) crc = ((crc << 8) ^ (OGG_CRC[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
  return crc
}

interface OggPage {
  readonly head: Buffer
  readonly lacing: Buffer
  readonly body: Buffer
}

function oggPages(bytes: Buffer): readonly OggPage[] {
  const pages: OggPage[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + 27 > bytes.length || bytes.toString('latin1', at, at + 4) !== 'OggS')
      throw unreadable('The recording is damaged.')
    const segments = bytes[at + 26] ?? 0
    const lacing = bytes.subarray(at + 27, at + 27 + segments)
    const from = at + 27 + segments
    const end = from + lacing.reduce((sum, length) => sum + length, 0)
    if (lacing.length < segments || end > bytes.length) throw unreadable('The recording ends in the middle.')
    pages.push({ head: bytes.subarray(at, at + 27), lacing, body: bytes.subarray(from, end) })
    at = end
  }
  return pages
}

function oggPage({ head, lacing, body }: OggPage, sequence: number): Buffer {
  const page = Buffer.concat([head, lacing, body])
  page[26] = lacing.length
  page.writeUInt32LE(sequence, 18)
  page.writeUInt32LE(0, 22)
  page.writeUInt32LE(oggChecksum(page), 22)
  return page
}

const EMPTY_TAGS = Buffer.concat([Buffer.from('OpusTags', 'latin1'), Buffer.alloc(8)])

/** Opus in Ogg with empty tags; the packets of sound are the same bytes. One stream only. */
export function stripOpus(bytes: Buffer): Stripped<null> {
  const pages = oggPages(bytes)
  const [first, second] = pages
  if (first === undefined || second === undefined || first.body.toString('latin1', 0, 8) !== 'OpusHead')
    throw unreadable('Of Ogg files only Opus is taken.')
  const serial = first.head.readUInt32LE(14)
  if (pages.some((page) => page.head.readUInt32LE(14) !== serial))
    throw unreadable('The recording has more than one stream.')
  // The tags are one packet that ends, by the format, where a page ends.
  let tagPages = 1
  while (pages[tagPages] !== undefined && pages[tagPages]?.lacing.at(-1) === 255) tagPages += 1
  const tags = Buffer.concat(pages.slice(1, tagPages + 1).map((page) => page.body))
  if (tags.toString('latin1', 0, 8) !== 'OpusTags') throw unreadable('The recording is damaged.')
  const sound = pages.slice(tagPages + 1)
  if (!sound.some((page) => page.body.length > 0)) throw unreadable('The recording has no sound.')
  const plainTags = { head: second.head, lacing: Buffer.from([EMPTY_TAGS.length]), body: EMPTY_TAGS }
  return {
    bytes: Buffer.concat([first, plainTags, ...sound].map(oggPage)),
    takenOff: tags.equals(EMPTY_TAGS) ? {} : { tags: tags.toString('base64') },
    found: null,
  }
}

/** Boxes of an MP4 that hold others and are needed to play sound. */
const MP4_BRANCHES = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'dinf', 'edts', 'moof', 'traf', 'mvex'])
const MP4_KEPT = new Set([
  ...[
    'ftyp',
    'mdat',
    'mvhd',
    'tkhd',
    'mdhd',
    'hdlr',
    'smhd',
    'dref',
    'elst',
    'stsd',
    'stts',
    'stsc',
    'stsz',
    'stz2',
    'stco',
    'co64',
  ],
  ...[
    'ctts',
    'stss',
    'sgpd',
    'sbgp',
    'mfhd',
    'tfhd',
    'tfdt',
    'trun',
    'trex',
    'mehd',
    'sidx',
    'free',
    'skip',
    'wide',
    'nmhd',
    'stsh',
  ],
])
const MP4_TIMES = new Set(['mvhd', 'tkhd', 'mdhd'])
const MP4_DEPTH = 12

interface Mp4Found {
  readonly takenOff: Record<string, string>
  readonly handlers: string[]
}

/** Blanks boxes in place, so that no offset into the sound changes. */
// eslint-disable-next-line complexity, max-params -- one branch a form of box; depth is its own recursion's
function blankBoxes(bytes: Buffer, from: number, end: number, found: Mp4Found, depth = 0): void {
  if (depth > MP4_DEPTH) throw unreadable('The recording is damaged.')
  for (let at = from; at < end;) {
    if (at + 8 > end) throw unreadable('The recording is damaged.')
    const short = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const isLong = short === 1
    if (isLong && at + 16 > end) throw unreadable('The recording is damaged.')
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? end - at : short
    const [body, boxEnd] = [at + (isLong ? 16 : 8), at + length]
    if (length < 8 || boxEnd > end || body > boxEnd) throw unreadable('The recording ends in the middle.')
    if (MP4_BRANCHES.has(type)) blankBoxes(bytes, body, boxEnd, found, depth + 1)
    else if (type === 'free' || type === 'skip' || type === 'wide') bytes.fill(0, body, boxEnd)
    else if (!MP4_KEPT.has(type)) {
      found.takenOff[type.replaceAll(/[^A-Za-z0-9]/g, '_')] = bytes.subarray(body, boxEnd).toString('base64')
      bytes.write('free', at + 4, 'latin1')
      bytes.fill(0, body, boxEnd)
    } else if (MP4_TIMES.has(type)) {
      const width = bytes[body] === 1 ? 16 : 8
      found.takenOff[`${type}_times`] = bytes.subarray(body + 4, body + 4 + width).toString('base64')
      bytes.fill(0, Math.min(body + 4, boxEnd), Math.min(body + 4 + width, boxEnd))
    } else if (type === 'hdlr') {
      found.handlers.push(bytes.toString('latin1', body + 8, body + 12))
      bytes.fill(0, Math.min(body + 24, boxEnd), boxEnd)
    }
    at = boxEnd
  }
}

/** Sound in MP4 with tags, times of making and names of programs blanked. */
export function stripM4a(original: Buffer): Stripped<null> {
  const bytes = Buffer.from(original)
  const found: Mp4Found = { takenOff: {}, handlers: [] }
  blankBoxes(bytes, 0, bytes.length, found)
  if (!found.handlers.includes('soun') || found.handlers.some((handler) => handler !== 'soun'))
    throw unreadable('Only sound is taken in MP4, no video.')
  return { bytes, takenOff: found.takenOff, found: null }
}
