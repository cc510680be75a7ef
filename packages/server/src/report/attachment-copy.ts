import { Problem } from '@eirene/domain/problem'
import { ATTACHMENT_LIMITS, attachmentTypeOf, type AttachmentType } from '@eirene/domain/report'
import sharp from 'sharp'
import { stripApart } from './strip-apart.ts'
import type { Dimensions } from './strip-picture.ts'
import { unreadable } from './strip.ts'

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
 * 'attachment.unreadable' for what is damaged, too heavy to read, or larger in pixels than is decoded.
 */
export async function copyAttachment(original: Buffer): Promise<AttachmentCopy> {
  const mediaType = attachmentTypeOf(original)
  if (mediaType === undefined)
    throw new Problem('input.unsupported', 'This is no JPEG, PNG, WebP, MP3, WAV, Opus, M4A or PDF file.', {
      remedy:
        'Save it as one of these. Photos of an iPhone: choose “most compatible” in its settings, or send them as JPEG.',
    })
  const { bytes: stripped, size, takenOff } = await stripApart(mediaType, original)
  const bytes = Buffer.from(stripped.buffer, stripped.byteOffset, stripped.byteLength)
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
