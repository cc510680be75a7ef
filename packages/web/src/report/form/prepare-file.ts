import { ATTACHMENT_LIMITS, attachmentKindOf, attachmentTypeOf, type AttachmentType } from '@eirene/domain/report'
import { withParticulars } from './photo-particulars.ts'

/** A file that fits, as it is sent; or why it is not taken. */
export type PreparedFile =
  | { readonly isTaken: true; readonly mediaType: AttachmentType; readonly bytes: ArrayBuffer }
  | { readonly isTaken: false; readonly why: 'large' | 'unsupported' | 'unreadable' }

/** Photos above this are made smaller on the device: a narrow link takes minutes for one megabyte. */
const LARGE_PHOTO_BYTES = 1.5 * 1024 * 1024
/** Long side of a photo that was made smaller: enough to read a number plate across a street. */
const SMALLER_PX = 2048
const SMALLER_QUALITY = 0.82

/** Makes a photo smaller, the right side up, as JPEG; null when this browser cannot decode it. */
async function shrinkPhoto(photo: Blob): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' })
    const scale = Math.min(1, SMALLER_PX / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    const context = canvas.getContext('2d')
    if (context === null) return null
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    return await new Promise((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', SMALLER_QUALITY)
    })
  } catch {
    return null
  }
}

/**
 * Reads what was taken or chosen: what it is by its content, a large photo made smaller with its particulars kept. `shrink` gives null for what it
 * cannot decode; a photo that is not smaller afterwards stays as it was.
 */
export async function prepareFile(file: Blob, shrink = shrinkPhoto): Promise<PreparedFile> {
  try {
    const type = attachmentTypeOf(new Uint8Array(await file.slice(0, 16).arrayBuffer()))
    if (type === undefined) return { isTaken: false, why: 'unsupported' }
    const isLarge = attachmentKindOf(type) === 'photo' && file.size > LARGE_PHOTO_BYTES
    const smaller = isLarge ? await shrink(file) : null
    if (smaller !== null && smaller.size < file.size) {
      const [made, taken] = [new Uint8Array(await smaller.arrayBuffer()), new Uint8Array(await file.arrayBuffer())]
      return { isTaken: true, mediaType: 'image/jpeg', bytes: withParticulars(made, taken).buffer }
    }
    if (file.size > ATTACHMENT_LIMITS.bytes) return { isTaken: false, why: 'large' }
    return { isTaken: true, mediaType: type, bytes: await file.arrayBuffer() }
  } catch {
    // A file that went away, or that lies where the browser may not read.
    return { isTaken: false, why: 'unreadable' }
  }
}
