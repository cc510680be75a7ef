import type { Stripped } from './strip.ts'
import { unreadable } from './strip.ts'

/** Pixels of a picture, from its own header: known before anything is decoded. */
export interface Dimensions {
  readonly widthPx: number
  readonly heightPx: number
}

const JPEG_KEPT_APP = { 0xee: 'Adobe' } as const
const START_OF_FRAME = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])

/** Orientation 1–8 of an Exif block in TIFF form; 1 when it says none. */
export function orientationOf(exif: Buffer): number {
  if (exif.length < 14) return 1
  const isLittle = exif.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number): number =>
    at + 2 > exif.length ? 0 : isLittle ? exif.readUInt16LE(at) : exif.readUInt16BE(at)
  const u32 = (at: number): number =>
    at + 4 > exif.length ? 0 : isLittle ? exif.readUInt32LE(at) : exif.readUInt32BE(at)
  const directory = u32(4)
  for (let i = 0; i < Math.min(u16(directory), 512); i++) {
    const entry = directory + 2 + i * 12
    if (u16(entry) === 0x0112) return u16(entry + 8) >= 1 && u16(entry + 8) <= 8 ? u16(entry + 8) : 1
  }
  return 1
}

/** An Exif segment that says which side is up and nothing else. */
function orientationSegment(orientation: number): Buffer {
  const body = Buffer.alloc(38)
  body.writeUInt16BE(0xffe1, 0)
  body.writeUInt16BE(36, 2)
  body.write('Exif\0\0MM\0*\0\0\0\b\0\x01\x01\x12\0\x03\0\0\0\x01', 4, 'latin1')
  body.writeUInt16BE(orientation, 28)
  return body
}

/** Where the coded pixels that begin here end: at the next marker that is no restart. */
function endOfScan(bytes: Buffer, from: number): number {
  let at = from
  for (;;) {
    at = bytes.indexOf(0xff, at)
    if (at < 0 || at + 1 >= bytes.length) throw unreadable('The picture ends in the middle.')
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at += next === 0xff ? 1 : 2
  }
}

/**
 * A JPEG without Exif, XMP, IPTC, comments, colour profile, preview and whatever follows its end. The coded pixels are the same
 * bytes; the side that is up stays, in an Exif segment of its own.
 */
// eslint-disable-next-line complexity -- one branch a kind of marker, in the order of the format
export function stripJpeg(bytes: Buffer): Stripped<Dimensions> {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  const takenOff: Record<string, string> = {}
  let size: Dimensions | undefined
  let orientation = 1
  let scans = 0
  for (let at = 2; ;) {
    if (at + 4 > bytes.length && bytes[at + 1] !== 0xd9) throw unreadable('The picture ends in the middle.')
    if (bytes[at] !== 0xff) throw unreadable('The picture is damaged.')
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) {
      if (at + 2 < bytes.length) takenOff['after_end'] = `${bytes.length - at - 2} bytes`
      kept.push(Buffer.from([0xff, 0xd9]))
      break
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4) throw unreadable('The picture ends in the middle.')
    const body = bytes.subarray(at + 4, end)
    if (START_OF_FRAME.has(marker) && body.length >= 5)
      size = { widthPx: body.readUInt16BE(3), heightPx: body.readUInt16BE(1) }
    if ((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe) {
      const name = body.toString('latin1', 0, 5)
      if (name === 'Exif\0') orientation = orientationOf(body.subarray(6))
      if (marker === 0xee && name === JPEG_KEPT_APP[0xee]) kept.push(bytes.subarray(at, end))
      // The first two segments of a plain JPEG say how its pixels are shaped; a preview in it is left out.
      else if (marker === 0xe0 && name === 'JFIF\0' && body.length >= 14) {
        const plain = Buffer.from(bytes.subarray(at, at + 18))
        plain.writeUInt16BE(16, 2)
        plain.writeUInt16BE(0, 16)
        kept.push(plain)
      } else takenOff[segmentName(marker, body)] = body.toString('base64')
      at = end
      continue
    }
    kept.push(bytes.subarray(at, end))
    at = end
    if (marker === 0xda) {
      scans += 1
      const scanEnd = endOfScan(bytes, end)
      kept.push(bytes.subarray(end, scanEnd))
      at = scanEnd
    }
  }
  if (size === undefined || scans === 0) throw unreadable('The picture has no pixels.')
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation))
  return { bytes: Buffer.concat(kept), takenOff, found: size }
}

function segmentName(marker: number, body: Buffer): string {
  if (marker === 0xfe) return 'comment'
  const start = body.toString('latin1', 0, 12)
  if (start.startsWith('Exif\0')) return 'exif'
  if (start.startsWith('http://ns.ad')) return 'xmp'
  if (start.startsWith('Photoshop')) return 'iptc'
  return start.startsWith('ICC_PROFILE') ? 'colour_profile' : `app${marker - 0xe0}`
}

const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'sBIT', 'bKGD'])

/** A PNG without texts, times, Exif, profiles, further frames and whatever follows its end. The coded pixels are the same bytes. */
export function stripPng(bytes: Buffer): Stripped<Dimensions> {
  const kept: Buffer[] = [bytes.subarray(0, 8)]
  const takenOff: Record<string, string> = {}
  let size: Dimensions | undefined
  for (let at = 8; ;) {
    if (at + 12 > bytes.length) throw unreadable('The picture ends in the middle.')
    const end = at + 12 + bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length) throw unreadable('The picture ends in the middle.')
    if (type === 'IHDR' && end - at >= 25)
      size = { widthPx: bytes.readUInt32BE(at + 8), heightPx: bytes.readUInt32BE(at + 12) }
    if (PNG_KEPT.has(type)) kept.push(bytes.subarray(at, end))
    else takenOff[type.replaceAll(/[^A-Za-z]/g, '_')] = bytes.subarray(at + 8, end - 4).toString('base64')
    at = end
    if (type !== 'IEND') continue
    if (at < bytes.length) takenOff['after_end'] = `${bytes.length - at} bytes`
    break
  }
  if (size === undefined) throw unreadable('The picture has no pixels.')
  return { bytes: Buffer.concat(kept), takenOff, found: size }
}

const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH'])
/** Flags of VP8X for a colour profile, Exif and XMP; the moving-picture flag is refused. */
const WEBP_METADATA_FLAGS = 0x20 | 0x08 | 0x04
const WEBP_ANIMATION_FLAG = 0x02

function webpSize(type: string, body: Buffer): Dimensions | undefined {
  if (type === 'VP8X' && body.length >= 10)
    return { widthPx: body.readUIntLE(4, 3) + 1, heightPx: body.readUIntLE(7, 3) + 1 }
  if (type === 'VP8 ' && body.length >= 10)
    return { widthPx: body.readUInt16LE(6) & 0x3fff, heightPx: body.readUInt16LE(8) & 0x3fff }
  if (type !== 'VP8L' || body.length < 5) return undefined
  const bits = body.readUInt32LE(1)
  return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 }
}

/** A still WebP without Exif, XMP and colour profile. The coded pixels are the same bytes. */
export function stripWebp(bytes: Buffer): Stripped<Dimensions> {
  const { chunks, after } = riffChunks(bytes)
  const takenOff: Record<string, string> = after === 0 ? {} : { after_end: `${after} bytes` }
  const kept: Buffer[] = []
  let size: Dimensions | undefined
  for (const { type, body, whole } of chunks) {
    const found = webpSize(type, body)
    // The largest that any header claims: a decoder may believe either.
    if (found !== undefined && (size === undefined || found.widthPx * found.heightPx > size.widthPx * size.heightPx))
      size = found
    if (!WEBP_KEPT.has(type)) {
      takenOff[
        type
          .trim()
          .toLowerCase()
          .replaceAll(/[^a-z0-9]/g, '_')
      ] = body.toString('base64')
      continue
    }
    if (type !== 'VP8X') {
      kept.push(whole)
      continue
    }
    if (((body[0] ?? 0) & WEBP_ANIMATION_FLAG) !== 0)
      throw unreadable('Moving pictures are not taken. Send a still one.')
    const plain = Buffer.from(whole)
    plain[8] = (plain[8] ?? 0) & ~WEBP_METADATA_FLAGS
    kept.push(plain)
  }
  if (size === undefined || !chunks.some(({ type }) => type === 'VP8 ' || type === 'VP8L'))
    throw unreadable('The picture has no pixels.')
  return { bytes: riffFile('WEBP', kept), takenOff, found: size }
}

interface RiffChunk {
  readonly type: string
  readonly body: Buffer
  /** With its head and its padding. */
  readonly whole: Buffer
}

/** The chunks of a RIFF file, and how many bytes follow its end. */
export function riffChunks(bytes: Buffer): { readonly chunks: readonly RiffChunk[]; readonly after: number } {
  const end = 8 + bytes.readUInt32LE(4)
  if (end > bytes.length) throw unreadable('The file ends in the middle.')
  const chunks: RiffChunk[] = []
  let at = 12
  while (at + 8 <= end) {
    const length = bytes.readUInt32LE(at + 4)
    const bodyEnd = at + 8 + length
    if (bodyEnd > end) throw unreadable('The file ends in the middle.')
    const whole = Buffer.alloc(8 + length + (length % 2))
    bytes.copy(whole, 0, at, bodyEnd)
    chunks.push({ type: bytes.toString('latin1', at, at + 4), body: bytes.subarray(at + 8, bodyEnd), whole })
    at = bodyEnd + (length % 2)
  }
  return { chunks, after: Math.max(0, bytes.length - Math.max(end, at)) }
}

/** A RIFF file of this form from chunks, each with its head and its padding. */
export function riffFile(form: string, chunks: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(12)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(4 + chunks.reduce((sum, chunk) => sum + chunk.length, 0), 4)
  head.write(form, 8, 'latin1')
  return Buffer.concat([head, ...chunks])
}
