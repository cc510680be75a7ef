import type { AttachmentType } from './attachment.contract.ts'

/** What an attachment is to a person. */
export type AttachmentKind = 'photo' | 'recording' | 'document'

const PNG_HEAD = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** What the first bytes say that a file is; undefined for what is not taken. Its name is never asked. At least 16 bytes. */
// eslint-disable-next-line complexity -- one line a format's first bytes, as a table would be
export function attachmentTypeOf(bytes: Uint8Array): AttachmentType | undefined {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))
  if (bytes.length < 16) return undefined
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (PNG_HEAD.every((byte, i) => bytes[i] === byte)) return 'image/png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'audio/wav'
  if (text(0, 4) === 'OggS') return 'audio/ogg'
  if (text(4, 8) === 'ftyp' && /^(M4A |M4B |mp4[12]|isom|iso[2-6]|dash)/.test(text(8, 12))) return 'audio/mp4'
  if (text(0, 5) === '%PDF-') return 'application/pdf'
  if (text(0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return 'audio/mpeg'
  return undefined
}

/** Whether one sees it, hears it or reads it. */
export function attachmentKindOf(type: AttachmentType): AttachmentKind {
  if (type.startsWith('image/')) return 'photo'
  return type.startsWith('audio/') ? 'recording' : 'document'
}
