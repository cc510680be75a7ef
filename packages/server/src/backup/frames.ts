import { unreadable } from './backup-header.ts'

/** What a piece of the backup's inside is; the number is its mark in the file. */
const KINDS = { table: 1, file: 2, bytes: 3, end: 4, sequences: 5, trailer: 6 } as const
export type FrameKind = keyof typeof KINDS

export interface Frame {
  readonly kind: FrameKind
  readonly payload: Buffer
}

const HEAD_BYTES = 5
const LARGEST_PAYLOAD_BYTES = 64 * 1_048_576

/** One frame as bytes: kind, length, payload. */
export function writeFrame(kind: FrameKind, payload: Buffer | object = Buffer.alloc(0)): Buffer {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload))
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt8(KINDS[kind])
  head.writeUInt32BE(body.length, 1)
  return Buffer.concat([head, body])
}

function kindOf(mark: number): FrameKind {
  for (const kind of Object.keys(KINDS)) if (isKind(kind) && KINDS[kind] === mark) return kind
  throw unreadable('holds a part that this Eirene does not know')
}

function isKind(name: string): name is FrameKind {
  return name in KINDS
}

/** The frames of a stream. Throws Problem 'backup.unreadable' when it does not end with a whole one. */
export async function* readFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let waiting: Buffer[] = []
  let length = 0
  let needed = HEAD_BYTES
  for await (const part of source) {
    waiting.push(part)
    length += part.length
    if (length < needed) continue
    let rest = Buffer.concat(waiting)
    for (;;) {
      needed = rest.length < HEAD_BYTES ? HEAD_BYTES : HEAD_BYTES + rest.readUInt32BE(1)
      if (needed > HEAD_BYTES + LARGEST_PAYLOAD_BYTES) throw unreadable('holds a part of impossible length')
      if (rest.length < needed || rest.length < HEAD_BYTES) break
      yield { kind: kindOf(rest.readUInt8(0)), payload: rest.subarray(HEAD_BYTES, needed) }
      rest = rest.subarray(needed)
    }
    waiting = [rest]
    length = rest.length
  }
  if (length > 0) throw unreadable('ends in the middle of a part')
}
