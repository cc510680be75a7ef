import { createHash } from 'node:crypto'
import { canonicalJson, type CanonicalValue } from '@eirene/domain/ledger'
import type { ReleaseContent } from '@eirene/domain/release'

/**
 * SHA-256 of the canonical content, hexadecimal: the same however the database orders its keys. Throws RangeError for half a
 * character, which the parser of the order refuses and no database holds.
 */
export function releaseDigest(content: ReleaseContent): string {
  const plain = content as unknown as CanonicalValue // a record of plain values; an interface alone has no index signature
  return createHash('sha256').update(canonicalJson(plain)).digest('hex')
}
