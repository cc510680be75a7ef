/** POST, bytes as application/octet-stream: hangs a photo, a recording or a document on a report. GET: those of a report. */
export const REPORT_ATTACHMENTS_PATH = '/v1/operations/:slug/reports/:id/attachments'
/** GET: the copy without particulars. */
export const ATTACHMENT_PATH = '/v1/operations/:slug/attachments/:id'
/** GET: the picture in small, at most 320 pixels either way, as JPEG. */
export const ATTACHMENT_THUMBNAIL_PATH = '/v1/operations/:slug/attachments/:id/thumbnail'
/** GET: what was taken off, as JSON. Only with the compartment SOURCE-ID. */
export const ATTACHMENT_TAKEN_OFF_PATH = '/v1/operations/:slug/attachments/:id/taken-off'
/** GET: the bytes as they came. Only with the compartment SOURCE-ID. */
export const ATTACHMENT_ORIGINAL_PATH = '/v1/operations/:slug/attachments/:id/original'

/** What is taken; the content decides, not the name. */
export const ATTACHMENT_TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'audio/mpeg',
  'audio/wav',
  'audio/ogg',
  'audio/mp4',
  'application/pdf',
] as const
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number]

export const ATTACHMENT_LIMITS = {
  bytes: 25 * 1024 * 1024,
  perReport: 10,
  pixels: 50_000_000,
  sidePx: 20_000,
  thumbnailPx: 320,
} as const

/** An attachment as it may be seen. Its name is not kept: names tell of people. */
export interface AttachmentView {
  readonly id: string
  readonly mediaType: AttachmentType
  readonly bytes: number
  /** SHA-256 of the served copy, hex. */
  readonly sha256: string
  readonly hasThumbnail: boolean
  /** Null: no pixels. */
  readonly widthPx: number | null
  readonly heightPx: number | null
  readonly recordedAt: string
}

/** What was taken off an attachment, and the bytes as they came. */
export interface AttachmentOriginalView {
  readonly sha256: string
  readonly bytes: number
  /** By kind (`exif`, `xmp`, `tags`, …); binary parts in base64. */
  readonly takenOff: Readonly<Record<string, string>>
}
