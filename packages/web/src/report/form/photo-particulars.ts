/** What a camera wrote into a JPEG (Exif), as its segment stands in the file; null when it wrote nothing that can be read. */
export function particularsOf(jpeg: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  if (jpeg.length < 4 || view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; at + 10 <= jpeg.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at)
    // The picture itself begins, or this is no segment.
    if (marker === 0xffda || marker < 0xffc0 || view.getUint16(at + 2) < 2) return null
    const end = at + 2 + view.getUint16(at + 2)
    if (end > jpeg.length) return null
    // "Exif", NUL, NUL.
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966 && view.getUint16(at + 8) === 0)
      return jpeg.slice(at, end)
  }
  return null
}

const ORIENTATION = 0x0112
/** Of a segment: where its directory of fields (TIFF) begins. */
const TIFF_AT = 10

/** Says in a segment of particulars that the first row is up: the picture beside it was turned already. */
function turnUpright(segment: Uint8Array): void {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength)
  if (segment.length < TIFF_AT + 8) return
  const isLittle = view.getUint16(TIFF_AT) === 0x4949
  const directory = TIFF_AT + view.getUint32(TIFF_AT + 4, isLittle)
  if (directory + 2 > segment.length) return
  const count = view.getUint16(directory, isLittle)
  for (let i = 0; i < count; i++) {
    const field = directory + 2 + 12 * i
    if (field + 12 > segment.length) return
    if (view.getUint16(field, isLittle) === ORIENTATION) view.setUint16(field + 8, 1, isLittle)
  }
}

/**
 * A JPEG that was made smaller, with what the camera wrote into the first: time and place are evidence, and the server keeps
 * them where only holders of SOURCE-ID find them.
 */
export function withParticulars(smaller: Uint8Array<ArrayBuffer>, taken: Uint8Array): Uint8Array<ArrayBuffer> {
  const segment = particularsOf(taken)
  if (segment === null) return smaller
  turnUpright(segment)
  const whole = new Uint8Array(smaller.length + segment.length)
  whole.set(smaller.subarray(0, 2))
  whole.set(segment, 2)
  whole.set(smaller.subarray(2), 2 + segment.length)
  return whole
}
