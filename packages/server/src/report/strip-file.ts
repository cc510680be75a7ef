import type { AttachmentType } from '@eirene/domain/report'
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

/** The copy of a file without particulars, and what was taken off. */
export interface StrippedFile {
  readonly bytes: Uint8Array
  readonly takenOff: Readonly<Record<string, string>>
  readonly size: Dimensions | null
}

/**
 * Takes the particulars off a file of this type, and looks again. Computes until it is done: see `stripApart`. Throws Problem
 * 'attachment.unreadable' for what is damaged.
 */
export function stripFile(mediaType: AttachmentType, original: Buffer): StrippedFile {
  const strip = STRIP[mediaType]
  const { bytes, takenOff, found: size } = strip(original)
  // The copy is read again: whatever a second look would take off was not taken off.
  const left = Object.keys(strip(bytes).takenOff).filter((kind) => kind !== 'exif' && !kind.endsWith('_times'))
  if (left.length > 0) throw unreadable('The particulars in this file cannot be taken off.')
  return { bytes, takenOff, size }
}
