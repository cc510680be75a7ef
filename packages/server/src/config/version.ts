import { readFileSync } from 'node:fs'

/** This Eirene's version, as its package says: `0.2.0`. */
export const EIRENE_VERSION = readVersion()

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  const version: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : ''
  return typeof version === 'string' ? version : ''
}
