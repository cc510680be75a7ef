import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/**
 * What a person must load, gzipped, before a screen is there and takes input; KiB. `besides`: workers, and what one language
 * needs. Map data, fonts and one catalogue are listed beside it.
 */
const BUDGETS = [
  { name: 'shell (home, sign-in)', kib: 90, roots: ['index.html', 'src/shell/Home.tsx'], besides: [] },
  {
    name: 'situation with map and workers',
    kib: 690,
    roots: ['index.html', 'src/shell/Frame.tsx', 'src/situation/Picture.tsx', 'src/map/maplibre/engine.ts'],
    besides: [/^maplibre-gl-worker/, /^engine\.worker/],
  },
  {
    name: 'report form and outbox',
    kib: 121,
    roots: ['index.html', 'src/shell/Frame.tsx', 'src/shell/Reports.tsx', 'src/report/ReportRoom.tsx'],
    // One language of the incident types: the heaviest.
    besides: [/^incident-labels-ar/],
  },
] as const

interface Chunk {
  readonly file: string
  readonly name?: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

const dist = join(import.meta.dirname, '../packages/web/dist')
const manifestFile = join(dist, '.vite/manifest.json')
if (!existsSync(manifestFile)) {
  console.error('There is no build of the web client. Run: npm run build')
  process.exit(1)
}
// Written by Vite in this shape.
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Readonly<Record<string, Chunk>>
const sizes = new Map<string, number>()

/** Size of a file, gzipped as the server sends it. */
function gzippedBytes(file: string): number {
  let bytes = sizes.get(file)
  if (bytes === undefined) sizes.set(file, (bytes = gzipSync(readFileSync(join(dist, file))).length))
  return bytes
}

/** The key of a part by its source. One that others import too stands in the manifest under its name alone. */
function keyOf(source: string): string {
  if (source in manifest) return source
  const name = basename(source).replace(/\.tsx?$/, '')
  const key = Object.keys(manifest).find((each) => manifest[each]?.name === name)
  if (key === undefined) throw new Error(`the build holds no "${source}": has it been renamed?`)
  return key
}

/** Files that load with a chunk: itself, its styles, and what it imports at once. */
function filesOf(key: string, seen: Set<string>): string[] {
  if (seen.has(key)) return []
  seen.add(key)
  const chunk = manifest[key]
  if (chunk === undefined) throw new Error(`the manifest holds no "${key}"`)
  return [chunk.file, ...(chunk.css ?? []), ...(chunk.imports ?? []).flatMap((each) => filesOf(each, seen))]
}

const assets = readdirSync(join(dist, 'assets'))
let failed = false
for (const { name, kib, roots, besides } of BUDGETS) {
  const seen = new Set<string>()
  const files = new Set(roots.flatMap((root) => filesOf(keyOf(root), seen)))
  for (const pattern of besides) {
    const found = assets.filter((asset) => pattern.test(asset))
    if (found.length === 0) throw new Error(`the build holds no file like ${String(pattern)}`)
    for (const asset of found) files.add(`assets/${asset}`)
  }
  const used = [...files].reduce((sum, file) => sum + gzippedBytes(file), 0) / 1024
  const isOver = used > kib
  failed ||= isOver
  console.log(`${isOver ? 'over ' : 'fits '} ${used.toFixed(0).padStart(4)} of ${String(kib).padStart(4)} KiB  ${name}`)
}
for (const asset of assets.filter((each) => /\.(woff2|json)$/.test(each) || /^(en|fr|ar)-/.test(each)))
  console.log(`      ${(gzippedBytes(`assets/${asset}`) / 1024).toFixed(0).padStart(4)} KiB           ${asset}`)
process.exitCode = failed ? 1 : 0
