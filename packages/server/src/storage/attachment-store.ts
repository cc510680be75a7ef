import { createHash } from 'node:crypto'
import { pipeline, Transform, type Readable } from 'node:stream'

/** What lies apart: the copies that are served with their pictures in small, and the bytes as they came. */
export const ATTACHMENT_AREAS = ['copies', 'originals'] as const
export type AttachmentArea = (typeof ATTACHMENT_AREAS)[number]

/** One stored file. */
export interface StoredAttachment {
  readonly area: AttachmentArea
  readonly sha256: string
  readonly bytes: number
}

/**
 * Where the bytes of attachments lie, each under the SHA-256 of its content: a folder or an S3-compatible storage. What cannot
 * be reached, refuses us or is full is a Problem ('environment.attachment_storage', 'environment.disk_full').
 */
export interface AttachmentStore {
  /** For whoever keeps the system, without anything secret: `folder /srv/eirene/attachments`. */
  readonly place: string
  /** Stores bytes unless they are there. They are durable, and whole, when this returns. Safe to repeat. */
  readonly keep: (area: AttachmentArea, content: Buffer) => Promise<void>
  /** The bytes as a stream that fails before its end when they are not those of the digest; undefined when there are none. */
  readonly find: (area: AttachmentArea, sha256: string) => Promise<Readable | undefined>
  /** The same without the proof: for a backup, which takes what there is, and for whoever proves it themselves. */
  readonly findUnproved: (area: AttachmentArea, sha256: string) => Promise<Readable | undefined>
  /** Everything that is stored, in the order of area and digest. */
  readonly list: () => AsyncGenerator<StoredAttachment>
  /** Does what an upload, a view and a backup need, once. Throws what is in the way. */
  readonly probe: () => Promise<void>
}

/** Stored bytes that are not what was stored: a Bug of disk or storage, never sent to its end. */
export class DamagedAttachment extends Error {
  override readonly name = 'DamagedAttachment'
}

/** SHA-256 of bytes, as hex. */
export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A `find` that proves what the other gives: the stream fails instead of ending when the SHA-256 of its bytes is another. */
export function proving(find: AttachmentStore['findUnproved']): AttachmentStore['find'] {
  return async (area, sha256) => {
    const found = await find(area, sha256)
    return found === undefined ? undefined : proved(found, sha256)
  }
}

function proved(source: Readable, sha256: string): Readable {
  const hash = createHash('sha256')
  const check = new Transform({
    transform(part: Buffer, _encoding, done) {
      hash.update(part)
      done(null, part)
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new DamagedAttachment(`the stored bytes of ${sha256} are others`))
    },
  })
  // An error reaches the reader through the stream that is given back.
  return pipeline(source, check, () => undefined)
}
