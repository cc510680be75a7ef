// node tools/complete-lock.mjs [--check]
// `npm ci` refuses a lock file that lacks an optional package of another platform, and npm leaves out those that the
// registry it was made with does not have (a partial mirror). This adds them by name, version and platform, without
// an integrity hash: npm checks it against the registry on the machines that need them. Run it after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './setup.mjs'

const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'win']
const CPU = ['arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'x64']

/** Operating system and processor that a package's name states, as npm writes them: `@x/y-win32-arm64-msvc`. */
function platformOf(name) {
  const words = name.split(/[-/]/)
  const os = OS.find((word) => words.includes(word))
  const cpu = CPU.find((word) => words.includes(word))
  return {
    ...(os === undefined ? {} : { os: [os === 'win' ? 'win32' : os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
  }
}

/** The optional packages that the lock file names but does not hold: where they would lie → entry. */
export function missingFromLock(lock) {
  const missing = new Map()
  for (const [where, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = [where === '' ? '' : `${where}/`, '', ...ancestors(where)]
      if (places.some((place) => lock.packages[`${place}node_modules/${name}`] !== undefined)) continue
      if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} ${version}: an exact version is needed`)
      const dev = entry.dev === true ? { dev: true } : {}
      missing.set(`node_modules/${name}`, { version, ...dev, ...platformOf(name), optional: true })
    }
  }
  return missing
}

function ancestors(where) {
  const places = []
  for (let end = where.lastIndexOf('/node_modules/'); end > 0; end = where.lastIndexOf('/node_modules/', end - 1))
    places.push(`${where.slice(0, end)}/`)
  return places
}

const file = join(root, 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const missing = missingFromLock(lock)
if (process.argv.includes('--check')) {
  for (const place of missing.keys()) process.stderr.write(`package-lock.json lacks ${place}\n`)
  if (missing.size > 0) {
    process.stderr.write('Run "node tools/complete-lock.mjs" and commit package-lock.json.\n')
    process.exitCode = 1
  }
} else {
  Object.assign(lock.packages, Object.fromEntries(missing))
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
  lock.packages = Object.fromEntries(sorted)
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  process.stdout.write(`${missing.size} optional packages of other platforms added\n`)
}
