// Brings a fresh clone to a state in which Eirene runs: dependencies when they are missing or the lock file changed.
// Plain JavaScript: it must run on Node 20 with nothing installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.cache', 'eirene-installed')

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** True when npm's own note of what it installed agrees with the lock file, whoever ran npm. */
function isInstalled() {
  const note = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(note)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(note, 'utf8')).packages
  return Object.entries(wanted).every(([place, { version, optional, link }]) => {
    if (!place.startsWith('node_modules/') || link === true) return true
    return found[place] === undefined ? optional === true : found[place].version === version
  })
}

/** Installs the locked dependencies unless this very lock file was installed already. Exits with 5 when npm fails. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    process.stderr.write(`Eirene needs Node 20.19 or newer; this is ${process.versions.node}.\n`)
    process.exit(5)
  }
  const digest = lockDigest()
  const isKnown = existsSync(stamp) && readFileSync(stamp, 'utf8') === digest
  if (isKnown) return
  if (isInstalled()) return remember(digest)
  process.stdout.write('Installing dependencies (first time or changed lock file)…\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const run = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (run.status !== 0) {
    process.stderr.write(
      'npm could not install the dependencies. Check the network and disk space, then run the same command again.\n',
    )
    process.exit(5)
  }
  remember(digest)
}

function remember(digest) {
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, digest)
}

/** What the web build is made from. */
const WEB_SOURCES = ['packages/web', 'packages/domain/src', 'packages/analysis/src', 'package-lock.json']

/** Number of files and newest change under these paths: differs when a file was changed, added or removed. */
function stateOf(paths) {
  let files = 0
  let newestMs = 0
  const visit = (path) => {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) return
    if (!found.isDirectory()) {
      files += 1
      newestMs = Math.max(newestMs, found.mtimeMs)
      return
    }
    for (const name of readdirSync(path)) if (name !== 'node_modules' && name !== 'dist') visit(join(path, name))
  }
  for (const path of paths) visit(join(root, path))
  return `${files} files, newest ${newestMs}`
}

/** Builds the web interface when its sources are not those of the last build. Resolves to an exit code. */
export async function ensureWebBuilt(runWithNode24) {
  const web = join(root, 'packages', 'web')
  if (!existsSync(join(web, 'index.html'))) return 0
  const built = join(root, 'node_modules', '.cache', 'eirene-web-built')
  const state = stateOf(WEB_SOURCES)
  const isThere = existsSync(join(web, 'dist', 'index.html'))
  if (isThere && existsSync(built) && readFileSync(built, 'utf8') === state) return 0
  process.stdout.write('Building the pages (first time or changed sources)…\n')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const code = await runWithNode24([vite, 'build', '--logLevel', 'warn'], process.env, web)
  if (code === 0) {
    mkdirSync(dirname(built), { recursive: true })
    writeFileSync(built, state)
    return 0
  }
  process.stderr.write('The pages could not be built; the lines above say why.\n')
  return 1
}
