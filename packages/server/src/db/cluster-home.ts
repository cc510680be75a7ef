import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import { databaseUser, mayEnter, runsAsRoot, type OsUser } from './os-user.ts'

/** Where the built-in PostgreSQL keeps its things. */
export interface ClusterHome {
  /** Holds everything below. */
  readonly home: string
  /** PostgreSQL's own data directory, owned by the account that runs it. */
  readonly dataDir: string
  readonly logFile: string
  /** Leases of the processes that use it, and the lock. */
  readonly leases: string
  readonly passwordFile: string
  /** Where copies of the programs go when they cannot run in place. */
  readonly binaries: string
  /** The account that PostgreSQL runs as; null is our own. */
  readonly user: OsUser | null
}

/** Root keeps what its unprivileged account must reach here when the data directory lies under a closed one. */
const ROOT_HOME = '/var/lib/eirene'
/** A Unix socket's path has 107 bytes on Linux, 103 on macOS, the file name `/.s.PGSQL.5432` included. */
const SOCKET_PATH_BYTES = 103

/**
 * The place of a data directory's PostgreSQL, made when it is not there yet. It is `DATA/database`, except for root
 * with a data directory that the unprivileged account cannot enter (a clone under /root): then it is under
 * /var/lib/eirene, and `DATA/database-location` says where, so that it is found again whatever the modes become.
 */
export function openClusterHome(dataDir: string): ClusterHome {
  makeDirectory(dataDir, 0o700)
  const pointer = join(dataDir, 'database-location')
  const pointed = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : undefined
  const usual = join(realpathSync(dataDir), 'database')
  const owner = ownerOf(join(pointed ?? usual, 'pgdata'))
  const user = databaseUser(owner)
  const home = pointed ?? (user === null || openFor(user, dataDir) ? usual : relocated(dataDir, pointer))
  makeDirectory(home, user === null ? 0o700 : 0o711)
  return {
    home,
    dataDir: join(home, 'pgdata'),
    logFile: join(home, 'postgresql.log'),
    leases: join(home, 'leases'),
    passwordFile: join(home, 'password'),
    binaries: runsAsRoot() ? join(ROOT_HOME, 'programs') : join(home, 'programs'),
    user,
  }
}

/** True when a PostgreSQL was placed for this data directory before. */
export function hasClusterHome(dataDir: string): boolean {
  return existsSync(join(dataDir, 'database')) || existsSync(join(dataDir, 'database-location'))
}

function ownerOf(path: string): number | undefined {
  return existsSync(path) ? statSync(path).uid : undefined
}

/** Lets the unprivileged account pass through our own data directory; false when it cannot even come to it. */
function openFor(user: OsUser, dataDir: string): boolean {
  if (mayEnter(user, dataDir)) return true
  if (!mayEnter(user, dirname(realpathSync(dataDir)))) return false
  chmodSync(dataDir, statSync(dataDir).mode | 0o011)
  return mayEnter(user, dataDir)
}

function relocated(dataDir: string, pointer: string): string {
  const home = join(ROOT_HOME, 'databases', shortHash(realpathSync(dataDir)))
  makeDirectory(ROOT_HOME, 0o755)
  makeDirectory(dirname(home), 0o755)
  writeFileSync(pointer, `${home}\n`)
  return home
}

/**
 * A directory for the Unix socket whose path is short enough: beside the data, else under the system's temporary
 * folder. Only the database's account may write to it; a directory there of somebody else is refused.
 */
export function socketDirectory(home: string, user: OsUser | null): string {
  const temporary = Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir()
  const beside = join(home, 'socket')
  const short = Buffer.byteLength(join(beside, '.s.PGSQL.5432')) <= SOCKET_PATH_BYTES
  const directory = short ? beside : join(temporary, `eirene-${shortHash(home)}`)
  makeDirectory(directory, 0o700)
  const found = lstatSync(directory)
  const own = [process.getuid?.() ?? 0, user?.uid]
  if (!found.isDirectory() || !own.includes(found.uid))
    throw new Problem(
      'environment.data_directory',
      `${directory} should hold the database's socket but belongs to another account. Remove it and start again.`,
    )
  return directory
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Makes a directory and those above it. Throws Problem that says what to do when the system refuses. */
function makeDirectory(directory: string, mode: number): void {
  try {
    if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true) return
    // Those above it as the system makes them: root's other account must be able to pass through.
    mkdirSync(dirname(directory), { recursive: true })
    mkdirSync(directory, { mode })
    chmodSync(directory, mode)
  } catch (error) {
    throw directoryProblem(directory, error)
  }
}

/** The Problem behind a refused write: no space, no right, read-only, or not a directory. */
export function directoryProblem(directory: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Problem(
      'environment.disk_full',
      `The disk that holds ${directory} is full. Free some space, or choose another place with --data, and start again.`,
    )
  const why =
    code === 'EACCES' || code === 'EPERM'
      ? 'this account may not write there'
      : code === 'EROFS'
        ? 'the file system is read-only'
        : code === 'ENOTDIR' || code === 'EEXIST'
          ? 'it, or a folder above it, is a file'
          : code
  return new Problem(
    'environment.data_directory',
    `Eirene cannot use ${directory}: ${why}. Choose another place with --data or EIRENE_DATA.`,
  )
}
