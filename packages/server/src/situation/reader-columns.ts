import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import {
  accessMask,
  encodeColumns,
  readableColumns,
  type AccessMask,
  type SituationColumns,
} from '@eirene/analysis/situation'
import type { LivePicture } from './live-picture.ts'

const compress = promisify(gzip)
const KEPT_BYTES = 96 * 1024 * 1024

/** The columns and the mask through which a reader of these markings sees them: what every scan on the server takes. */
export function scanFor(
  picture: ReadPicture,
  readableKeys: readonly string[],
): { readonly columns: SituationColumns; readonly mask: AccessMask } {
  const columns = picture.columns()
  const readable = new Set(readableKeys)
  return { columns, mask: accessMask(columns, (marking) => readable.has(marking)) }
}

/** What of a picture is read here. */
type ReadPicture = Pick<LivePicture, 'columns' | 'revisionOf'>

/** Encoded columns of one reader's view, and the same gzipped. */
interface ColumnsBody {
  readonly bytes: Uint8Array
  readonly gzipped: Uint8Array
}

/**
 * Names what a reader of these markings sees of a picture: the same for everybody who may read the same, and changed
 * whenever one of those rows changes. It is made of the readable markings alone and tells nothing of the others.
 */
export function revisionFor(picture: ReadPicture, readableKeys: readonly string[]): string {
  const hash = createHash('sha256')
  for (const key of [...readableKeys].sort()) {
    const revision = picture.revisionOf(key)
    // A marking without rows leaves no trace: columns that are the same have the same name.
    if (revision !== '') hash.update(`${key}\n${revision}\n`)
  }
  return hash.digest('base64url').slice(0, 22)
}

/** Makes and keeps the bodies that readers fetch: of each view the newest, all together up to 96 MiB. */
export interface ColumnsBodies {
  /** Bytes that are held. */
  readonly keptBytes: () => number
  readonly bodyFor: (
    operationId: string,
    picture: ReadPicture,
    readableKeys: readonly string[],
  ) => Promise<{ readonly revision: string; readonly body: ColumnsBody }>
}

/**
 * Keeps encoded columns, so that readers who may see the same share one body. Once a view has changed, nobody asks for what it
 * was: that goes at once; beyond `KEPT_BYTES` the oldest go.
 */
export function columnsBodies(): ColumnsBodies {
  const kept = new Map<string, Promise<ColumnsBody>>()
  const sizes = new Map<string, number>()
  /** Key of the newest body by view: the operation and what its readers may read. */
  const newest = new Map<string, string>()

  const forget = (key: string): void => {
    kept.delete(key)
    sizes.delete(key)
  }
  const keptBytes = (): number => [...sizes.values()].reduce((sum, size) => sum + size, 0)
  const forgetOldest = (): void => {
    for (const key of sizes.keys()) {
      if (keptBytes() <= KEPT_BYTES || sizes.size === 1) return
      forget(key)
    }
  }
  const forgetEarlier = (view: string, key: string): void => {
    const before = newest.get(view)
    newest.set(view, key)
    if (before !== undefined && ![...newest.values()].includes(before)) forget(before)
  }
  const make = async (key: string, picture: ReadPicture, readableKeys: readonly string[]): Promise<ColumnsBody> => {
    const { columns, mask } = scanFor(picture, readableKeys)
    const bytes = encodeColumns(readableColumns(columns, mask))
    const body = { bytes, gzipped: await compress(bytes, { level: 4 }) }
    // Meanwhile the view may have changed again: then it is given to whoever waits for it, and not kept.
    if (kept.has(key)) sizes.set(key, body.bytes.length + body.gzipped.length)
    forgetOldest()
    return body
  }
  return {
    keptBytes,
    async bodyFor(operationId, picture, readableKeys) {
      const revision = revisionFor(picture, readableKeys)
      const key = `${operationId} ${revision}`
      forgetEarlier(`${operationId} ${[...readableKeys].sort().join('\n')}`, key)
      const known = kept.get(key)
      const body = known ?? make(key, picture, readableKeys)
      if (known === undefined) {
        kept.set(key, body)
        body.catch(() => kept.delete(key))
      }
      return { revision, body: await body }
    },
  }
}
