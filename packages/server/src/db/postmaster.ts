import { spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { socketDirectory, type ClusterHome } from './cluster-home.ts'
import { PG_HBA, postgresqlConf } from './cluster-settings.ts'
import { identityOf } from './os-user.ts'
import { isPostmasterOf, waitForEnd } from './process-identity.ts'
import { waitFor } from './wait.ts'

/** A running server of ours: its process and the directory of its socket. */
export interface Postmaster {
  readonly pid: number
  readonly socketDir: string
}

/** One question to a server that is coming up, and to one that was found running. */
const PROBE_LIMIT_MS = 1_000
const ANSWER_LIMIT_MS = 5_000
const STOP_LIMIT_MS = 30_000
const START_LIMIT_MS = 120_000
const LOG_LIMIT_BYTES = 10_000_000

/** The server that runs on this data directory, whoever started it; undefined when none does. */
export function findPostmaster(home: ClusterHome): Postmaster | undefined {
  const file = join(home.dataDir, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  // pid, data directory, start time, port, socket directory, …: see PostgreSQL's pidfile.h.
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isPostmasterOf(pid, home.dataDir)) return undefined
  return { pid, socketDir: lines[4] ?? '' }
}

/** Address of a database of this server, its password included: never to be shown. */
export function databaseUrl(home: ClusterHome, postmaster: Postmaster, database: string): string {
  const password = readPassword(home)
  const host = encodeURIComponent(postmaster.socketDir)
  return `postgres://eirene:${encodeURIComponent(password)}@localhost:5432/${database}?host=${host}&sslmode=disable`
}

function readPassword(home: ClusterHome): string {
  try {
    return readFileSync(home.passwordFile, 'utf8').trim()
  } catch {
    throw new Problem(
      'environment.data_directory',
      `The database's password cannot be read from ${home.passwordFile}. Start Eirene as the account that made the data directory; if the file is lost, bring it back from a copy.`,
    )
  }
}

/**
 * Starts PostgreSQL in a session of its own, with its output in the log file: Ctrl-C in the terminal does not hit it,
 * and it outlives a killed Eirene in good order. Resolves when it answers. Throws Problem with PostgreSQL's own words.
 */
export async function startPostmaster(home: ClusterHome, binaries: Binaries, durable: boolean): Promise<Postmaster> {
  const socketDir = socketDirectory(home.home, home.user)
  writeSettings(home, socketDir, durable)
  removeStaleLocks(home, socketDir)
  if (existsSync(home.logFile) && statSync(home.logFile).size > LOG_LIMIT_BYTES)
    renameSync(home.logFile, `${home.logFile}.1`)
  const log = openSync(home.logFile, 'a', 0o600)
  const logFrom = statSync(home.logFile).size
  const child = spawn(binaries.postgres, ['-D', home.dataDir], {
    ...identityOf(home.user),
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  })
  closeSync(log)
  child.unref()
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', (code, signal) => (ended = `it ended with ${signal ?? `code ${code ?? 'unknown'}`}`))
  const postmaster = { pid: child.pid ?? 0, socketDir }
  const outcome = await waitFor(
    async () => ended ?? ((await askVersion(home, postmaster, PROBE_LIMIT_MS)) === undefined ? undefined : 'ready'),
    {
      limitMs: START_LIMIT_MS,
    },
  )
  if (outcome === 'ready') return postmaster
  throw startProblem(home, outcome ?? 'it did not answer within two minutes', logFrom)
}

function writeSettings(home: ClusterHome, socketDir: string, durable: boolean): void {
  const files = { 'postgresql.conf': postgresqlConf({ socketDir, durable }), 'pg_hba.conf': PG_HBA }
  for (const [name, text] of Object.entries(files)) {
    const file = join(home.dataDir, name)
    writeFileSync(file, text, { mode: 0o600 })
    if (home.user !== null) chownSync(file, home.user.uid, home.user.gid)
  }
  if (home.user !== null) chownSync(socketDir, home.user.uid, home.user.gid)
}

/**
 * PostgreSQL takes any living process with the number in postmaster.pid, or in the lock of its socket, for its server, so that
 * after a crash, or a restart of the machine (or container), it may refuse to start. Only called after `findPostmaster` found
 * none. Throws Problem 'data.in_use' when a living PostgreSQL holds a lock here: then nothing is removed.
 */
function removeStaleLocks(home: ClusterHome, socketDir: string): void {
  const names = readdirSync(socketDir).filter((name) => name.startsWith('.s.PGSQL.'))
  for (const name of names.filter((one) => one.endsWith('.lock'))) refuseHeldLock(join(socketDir, name))
  rmSync(join(home.dataDir, 'postmaster.pid'), { force: true })
  for (const name of names) rmSync(join(socketDir, name), { force: true })
}

/** The lock of a socket names process and data directory, as postmaster.pid does. One that names neither is stale. */
function refuseHeldLock(file: string): void {
  const [pid = '', dataDir = ''] = readFileSync(file, 'utf8').split('\n')
  const holder = Number(pid)
  if (!Number.isInteger(holder) || holder <= 0 || dataDir === '' || !isPostmasterOf(holder, dataDir)) return
  throw new Problem(
    'data.in_use',
    `Another PostgreSQL (process ${holder}, on ${dataDir}) holds ${file}. End it and start again.`,
    { pid: holder },
  )
}

function startProblem(home: ClusterHome, outcome: string, logFrom: number): Problem {
  const words = readFileSync(home.logFile).subarray(logFrom).toString('utf8')
  if (words.includes('No space left on device'))
    return new Problem(
      'environment.disk_full',
      `The disk that holds ${home.home} is full, so the database cannot start. Free some space and start again; nothing is lost.`,
    )
  const fatal = /(?:FATAL|PANIC):\s+(.*)/.exec(words)?.[1]
  return new Problem(
    'environment.database_unreachable',
    `The built-in PostgreSQL did not start: ${fatal ?? outcome}. Its log is ${home.logFile}.`,
  )
}

/** The release of the running server (`18.4`), undefined when it does not answer in time. */
export async function askVersion(
  home: ClusterHome,
  postmaster: Postmaster,
  limitMs = ANSWER_LIMIT_MS,
): Promise<string | undefined> {
  const client = new pg.Client({
    connectionString: databaseUrl(home, postmaster, 'postgres'),
    connectionTimeoutMillis: limitMs,
    query_timeout: limitMs,
  })
  // A broken connection is reported by the call that uses it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version.split(' ')[0]
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Stops the server: its open transactions are rolled back, its data written. Throws Problem when it does not end. */
export async function stopPostmaster(home: ClusterHome, postmaster: Postmaster): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one: the next start recovers from the log.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    signalProcess(postmaster.pid, signal)
    // A stopped process (Ctrl-Z, a debugger) hears nothing until it goes on.
    signalProcess(postmaster.pid, 'SIGCONT')
    if (await waitForEnd(postmaster.pid, STOP_LIMIT_MS)) {
      removeShortSocketDirectory(home, postmaster)
      return
    }
  }
  throw new Problem(
    'environment.database_unreachable',
    `PostgreSQL (process ${postmaster.pid}, ${home.dataDir}) does not end. End it by hand and try again.`,
  )
}

/** Takes away the folder that a long data path made necessary elsewhere. */
function removeShortSocketDirectory(home: ClusterHome, { socketDir }: Postmaster): void {
  if (socketDir !== '' && !socketDir.startsWith(home.home)) rmSync(socketDir, { recursive: true, force: true })
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the question and the signal.
  }
}
