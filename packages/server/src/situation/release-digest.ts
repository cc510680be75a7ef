import { createHash } from 'node:crypto'
import type { ReleaseContent } from '@eirene/domain/release'

/** JSON with the keys of every object in order (RFC 8785 for what a content holds: text, whole numbers, lists, objects, null). */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const parts = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`)
  return `{${parts.join(',')}}`
}

/** SHA-256 of the canonical content, hexadecimal: the same however the database orders its keys. */
export function releaseDigest(content: ReleaseContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex')
}
