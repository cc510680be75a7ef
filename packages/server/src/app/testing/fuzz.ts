import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where in a value or file something is changed, how, and into what: three numbers of a generator. */
export type Pick = readonly [where: number, how: number, what: number]

const PACKAGES = join(import.meta.dirname, '..', '..', '..', '..')

/** How many runs a fuzz test makes: what was asked for by `npm run fuzz -- --runs N`, else enough for a few seconds. */
export function fuzzRuns(usual: number): { readonly numRuns: number; readonly seed?: number } {
  const runs = Number(process.env['EIRENE_FUZZ_RUNS'] ?? '')
  const seed = Number(process.env['EIRENE_FUZZ_SEED'] ?? '')
  return { numRuns: runs > 0 ? runs : usual, ...(Number.isInteger(seed) && seed !== 0 ? { seed } : {}) }
}

/** Strange but possible values: what parsers have stumbled over in other programs. */
const STRANGE: readonly unknown[] = [
  null,
  '',
  ' ',
  '\0',
  '\ud800',
  '\u202e',
  '../../etc/passwd',
  "'; drop table incident; --",
  '__proto__',
  'constructor',
  '9'.repeat(400),
  'ä'.repeat(3000),
  'NaN',
  '-0',
  '1e999',
  '2024-02-30',
  '9999-12-31T23:59:60Z',
  '00000000-0000-0000-0000-000000000000',
  0,
  -0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  -(2 ** 63),
  true,
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: null, toString: 1 },
]

function paths(value: unknown, path: readonly string[] = []): string[][] {
  const own = [[...path]]
  if (typeof value !== 'object' || value === null) return own
  return [...own, ...Object.entries(value).flatMap(([key, child]) => paths(child, [...path, key]))]
}

function changeAt(value: unknown, path: readonly string[], change: (old: unknown) => unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return change(value)
  if (Array.isArray(value))
    return value.map((child: unknown, i) => (String(i) === key ? changeAt(child, rest, change) : child))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, name === key ? changeAt(child, rest, change) : child]),
  )
}

/** A value with some of its parts replaced, taken away, doubled or wrapped. */
export function mutateValue(value: unknown, picks: readonly Pick[], names: readonly string[]): unknown {
  let result = value
  for (const [where, how, what] of picks) {
    const all = paths(result)
    const strange = STRANGE[what % STRANGE.length]
    const changes: readonly ((old: unknown) => unknown)[] = [
      () => strange,
      () => undefined,
      (old) => [old, old],
      (old) => ({ [names[what % Math.max(1, names.length)] ?? 'x']: old }),
      (old) =>
        typeof old === 'string' ? old.slice(0, what % (old.length + 1)) : typeof old === 'number' ? -old : strange,
      (old) =>
        typeof old === 'object' && old !== null && !Array.isArray(old)
          ? { ...old, [names[what % names.length] ?? 'x']: strange }
          : strange,
    ]
    result = changeAt(result, all[where % all.length] ?? [], changes[how % changes.length] ?? ((old) => old))
  }
  return result
}

/** Bytes with some of them flipped, cut out, doubled, or replaced by what separates and quotes. */
export function mutateBytes(bytes: Buffer, picks: readonly Pick[]): Buffer {
  let result = Buffer.from(bytes)
  for (const [where, how, what] of picks) {
    const at = where % (result.length + 1)
    const length = what % 200
    const special = Buffer.from(
      ['"', ',', '\n', '\r', ';', '\t', '\0', '{', ']', '\\', '\ufeff', '\u2028'][what % 12] ?? '',
    )
    const parts: readonly Buffer[][] = [
      [result.subarray(0, at), Buffer.from([what % 256]), result.subarray(at + 1)],
      [result.subarray(0, at), result.subarray(at + length)],
      [result.subarray(0, at + length), result.subarray(at)],
      [result.subarray(0, at), special, result.subarray(at)],
      [result.subarray(0, at)],
    ]
    result = Buffer.concat(parts[how % parts.length] ?? [])
  }
  return result
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

function wordsOf(texts: readonly string[], pattern: RegExp): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))].filter(
    (word) => word !== '',
  )
}

/** The words that this version's routes listen to, found in its sources: a new route brings its own. */
export function findVocabulary(): { readonly query: readonly string[]; readonly fields: readonly string[] } {
  const server = sources(join(PACKAGES, 'server', 'src'))
  const domain = sources(join(PACKAGES, 'domain', 'src'))
  return {
    query: wordsOf(server, /queryPart\(\w+, '(\w+)'\)/g),
    fields: wordsOf([...domain, ...server], /\b(\w+): (?:z\.|optional\(|\w+Schema)/g),
  }
}
