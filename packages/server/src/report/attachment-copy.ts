import { ATTACHMENT_LIMITS, attachmentTypeOf, type AttachmentType } from '@eirene/domain/report'
import { Problem } from '@eirene/domain/problem'
import sharp from 'sharp'
import { stripPdf } from './strip-pdf.ts'
import { stripJpeg, stripPng, stripWebp, type Dimensions } from './strip-picture.ts'
import { stripM4a, stripMp3, stripOpus, stripWav } from './strip-recording.ts'
import { unreadable, type Stripped } from './strip.ts'

const STRIP: Readonly<Record<AttachmentType, (bytes: Buffer) => Stripped<Dimensions | null>>> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
  'audio/mpeg': stripMp3,
  'audio/wav': stripWav,
  'audio/ogg': stripOpus,
  'audio/mp4': stripM4a,
  'application/pdf': stripPdf,
}

/** What is served of a file, in small where it is a picture, and what was taken off. */
export interface AttachmentCopy {
  readonly mediaType: AttachmentType
  readonly bytes: Buffer
  readonly takenOff: Readonly<Record<string, string>>
  readonly size: Dimensions | null
  readonly thumbnail: Buffer | null
}

/**
 * Reads an attachment and makes the copy that is served. Throws Problem 'input.unsupported' for what is not taken and
 * 'attachment.unreadable' for what is damaged or larger in pixels than is decoded.
 */
export async function copyAttachment(original: Buffer): Promise<AttachmentCopy> {
  const mediaType = attachmentTypeOf(original)
  if (mediaType === undefined)
    throw new Problem('input.unsupported', 'This is no JPEG, PNG, WebP, MP3, WAV, Opus, M4A or PDF file.', {
      remedy:
        'Save it as one of these. Photos of an iPhone: choose “most compatible” in its settings, or send them as JPEG.',
    })
  const strip = STRIP[mediaType]
  const { bytes, takenOff, found: size } = strip(original)
  // The copy is read again: whatever a second look would take off was not taken off.
  const left = Object.keys(strip(bytes).takenOff).filter((kind) => kind !== 'exif' && !kind.endsWith('_times'))
  if (left.length > 0) throw unreadable('The particulars in this file cannot be taken off.')
  return { mediaType, bytes, takenOff, size, thumbnail: size === null ? null : await shrink(bytes, size) }
}

async function shrink(bytes: Buffer, { widthPx, heightPx }: Dimensions): Promise<Buffer> {
  const { pixels, sidePx, thumbnailPx } = ATTACHMENT_LIMITS
  // Before anything is decoded: a few bytes can claim a picture of gigabytes.
  if (widthPx < 1 || heightPx < 1 || widthPx * heightPx > pixels || Math.max(widthPx, heightPx) > sidePx)
    throw unreadable(`A photo may have ${pixels / 1_000_000} million pixels; this one says ${widthPx} × ${heightPx}.`)
  try {
    return await sharp(bytes, { limitInputPixels: pixels, failOn: 'truncated' })
      .rotate()
      .resize({ width: thumbnailPx, height: thumbnailPx, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 72 })
      .toBuffer()
  } catch (error) {
    if (error instanceof Error) throw unreadable('The picture is damaged.')
    throw error
  }
}
