import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import type { Binaries } from './binaries.ts'
import { directoryProblem, type ClusterHome } from './cluster-home.ts'
import { identityOf } from './os-user.ts'

/** A new cluster takes 40 MB and the first segment of its log 16 MB more; the rest is room for the first records. */
const NEEDED_BYTES = 150_000_000

/**
 * Makes the data directory of a new PostgreSQL, unless there is one. Made beside and renamed at the end, so that a
 * killed or failed attempt leaves nothing that looks like a database. Throws Problem: disk full, other version, no right.
 */
export function initialiseCluster(home: ClusterHome, binaries: Binaries, durable: boolean): 'made' | 'found' {
  dropAttempts(home)
  if (existsSync(join(home.dataDir, 'PG_VERSION'))) {
    checkMajorVersion(home, binaries)
    return 'found'
  }
  if (existsSync(home.dataDir) && readdirSync(home.dataDir).length > 0)
    throw new Problem(
      'environment.data_directory',
      `${home.dataDir} holds files but no PostgreSQL database. Move them away, or choose another place with --data.`,
    )
  checkSpace(home)
  // A name of its own: the initdb of a killed start may still be writing (or clearing away) where it was.
  const attempt = `${home.dataDir}${ATTEMPT}${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(attempt, { mode: 0o700 })
    if (home.user !== null) chownSync(attempt, home.user.uid, home.user.gid)
    runInitdb(home, binaries, attempt, durable)
    rmSync(home.dataDir, { recursive: true, force: true })
    renameSync(attempt, home.dataDir)
  } catch (error) {
    rmSync(attempt, { recursive: true, force: true })
    throw error instanceof Problem ? error : directoryProblem(home.home, error)
  }
  return 'made'
}

const ATTEMPT = '.new-'

/** Removes what killed starts left; what cannot be removed just now (its initdb still writes) goes the next time. */
function dropAttempts(home: ClusterHome): void {
  const folder = dirname(home.dataDir)
  const prefix = `${basename(home.dataDir)}${ATTEMPT}`
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    if (!name.startsWith(prefix)) continue
    try {
      rmSync(join(folder, name), { recursive: true, force: true })
    } catch {
      // It disturbs nothing.
    }
  }
}

function checkMajorVersion(home: ClusterHome, binaries: Binaries): void {
  const found = readFileSync(join(home.dataDir, 'PG_VERSION'), 'utf8').trim()
  const ours = binaries.version.split('.')[0] ?? ''
  if (found === ours) return
  throw new Problem(
    'environment.data_directory',
    `The database in ${home.dataDir} was made by PostgreSQL ${found}; this Eirene brings PostgreSQL ${ours}, which cannot read it. Start the Eirene that made it, or choose another place with --data.`,
    { found, expected: ours },
  )
}

function checkSpace(home: ClusterHome): void {
  const { bavail, bsize } = statfsSync(home.home)
  const freeBytes = bavail * bsize
  if (freeBytes >= NEEDED_BYTES) return
  throw new Problem(
    'environment.disk_full',
    `The disk that holds ${home.home} has ${Math.floor(freeBytes / 1e6)} MB free; a new database needs ${NEEDED_BYTES / 1e6} MB. Free some space, or choose another place with --data.`,
    { freeBytes, neededBytes: NEEDED_BYTES },
  )
}

function runInitdb(home: ClusterHome, binaries: Binaries, attempt: string, durable: boolean): void {
  const password = randomBytes(24).toString('base64url')
  writeFileSync(home.passwordFile, `${password}\n`, { mode: 0o600 })
  // The other account must read it once; it is gone when initdb has ended.
  const handed = `${home.passwordFile}.initdb`
  writeFileSync(handed, `${password}\n`, { mode: 0o600 })
  if (home.user !== null) chownSync(handed, home.user.uid, home.user.gid)
  const run = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${attempt}`,
      '--username=eirene',
      '--auth=scram-sha-256',
      `--pwfile=${handed}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    {
      ...identityOf(home.user),
      cwd: '/',
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    },
  )
  rmSync(handed, { force: true })
  if (run.status === 0) return
  const words = `${run.error?.message ?? ''}${run.stderr}`
  if (words.includes('No space left on device'))
    throw new Problem(
      'environment.disk_full',
      `The disk that holds ${home.home} became full while the database was made; nothing was kept. Free 150 MB, or choose another place with --data.`,
    )
  if (words.includes('could not look up effective user ID'))
    throw new Problem(
      'environment.data_directory',
      `The account number ${process.getuid?.() ?? 0} has no name on this machine (no line in /etc/passwd), which PostgreSQL needs. Run Eirene as a named account, or set DATABASE_URL.`,
    )
  const reason = /(?:FATAL|error):\s+(.*)/.exec(words)?.[1] ?? words.trim().split('\n').at(-1) ?? ''
  throw new Problem('environment.data_directory', `PostgreSQL could not make a database in ${home.home}: ${reason}.`)
}
