import { createCipheriv, createDecipheriv } from 'node:crypto'
import { unreadable } from './backup-header.ts'

const TAG_BYTES = 16
const NONCE_BYTES = 12

/** How a stream is sealed: the key of this file alone, what is authenticated with it, how long a chunk is. */
export interface Seal {
  readonly key: Buffer
  /** The header's bytes: a chunk opens only behind the header with which it was sealed. */
  readonly header: Buffer
  readonly chunkBytes: number
}

/** Number of the chunk and whether it is the last: a chunk that was moved, repeated or left out does not open. */
function nonceOf(chunkNo: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUIntBE(chunkNo, 5, 6)
  nonce.writeUInt8(isLast ? 1 : 0, 11)
  return nonce
}

function sealChunk({ key, header }: Seal, chunkNo: number, isLast: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(chunkNo, isLast), { authTagLength: TAG_BYTES })
  cipher.setAAD(header)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** The plain text, or undefined when the chunk is not the one that was sealed under this number. */
function openChunk({ key, header }: Seal, chunkNo: number, isLast: boolean, sealed: Buffer): Buffer | undefined {
  if (sealed.length < TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(chunkNo, isLast), { authTagLength: TAG_BYTES })
  decipher.setAAD(header)
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    return undefined
  }
}

/** Cuts a stream into pieces of `bytes`; the last has the rest: at least one byte, none only when nothing came at all. */
async function* pieces(source: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<[piece: Buffer, isLast: boolean]> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const part of source) {
    waiting.push(part)
    length += part.length
    if (length <= bytes) continue
    let rest = Buffer.concat(waiting)
    while (rest.length > bytes) {
      yield [rest.subarray(0, bytes), false]
      rest = rest.subarray(bytes)
    }
    waiting = [rest]
    length = rest.length
  }
  yield [Buffer.concat(waiting), true]
}

/** Seals a stream in chunks (the STREAM construction with AES-256-GCM). Memory: one chunk. */
export async function* sealStream(source: AsyncIterable<Buffer>, seal: Seal): AsyncGenerator<Buffer> {
  let chunkNo = 0
  for await (const [piece, isLast] of pieces(source, seal.chunkBytes)) yield sealChunk(seal, chunkNo++, isLast, piece)
}

/**
 * Opens a sealed stream. Gives nothing of a chunk that is not as it was sealed. Throws Problem 'backup.unreadable',
 * which tells a file that ends too early from one that was altered where that can be told.
 */
export async function* openStream(source: AsyncIterable<Buffer>, seal: Seal): AsyncGenerator<Buffer> {
  let chunkNo = 0
  for await (const [piece, isLast] of pieces(source, seal.chunkBytes + TAG_BYTES)) {
    const plain = openChunk(seal, chunkNo, isLast, piece)
    if (plain === undefined) throw damaged(seal, chunkNo, isLast, piece)
    chunkNo += 1
    yield plain
  }
}

function damaged(seal: Seal, chunkNo: number, isLast: boolean, piece: Buffer): Error {
  if (!isLast) return unreadable(`was altered or damaged (chunk ${chunkNo})`)
  const isCut = piece.length < TAG_BYTES || openChunk(seal, chunkNo, false, piece) !== undefined
  return unreadable(isCut ? 'was cut off: its end is missing' : `was cut off, altered or damaged (chunk ${chunkNo})`)
}
