import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import { findPackagedBinaries, readyBinaries } from './binaries.ts'
import { hasClusterHome, openClusterHome, type ClusterHome } from './cluster-home.ts'
import { databaseUser } from './os-user.ts'
import { initialiseCluster } from './initialise.ts'
import { listLeases, removeLease, withDirectoryLock, writeLease, type Lease } from './lease.ts'
import {
  askVersion,
  databaseUrl,
  findPostmaster,
  startPostmaster,
  stopPostmaster,
  type Postmaster,
} from './postmaster.ts'

export interface ClusterRequest {
  /** Eirene's data directory; made when it is not there. */
  readonly dataDir: string
  /** What this process does with it: `start` for the one server, else the command's name. */
  readonly verb: string
  /** False in tests only: no waiting for the disk. */
  readonly durable?: boolean
  readonly onProgress?: (line: string) => void
}

/** The built-in PostgreSQL, held by this process until `release`. */
export interface Cluster {
  /** Address of its maintenance database, with the password: never to be shown. */
  readonly url: string
  readonly postmasterPid: number
  /** How it came to run: made and started, started, or found running (an orphan, or in use by another command). */
  readonly origin: 'made' | 'started' | 'adopted'
  /** Lets other commands know where the server answers. */
  announce(address: string): void
  /** Starts it again whenever it has ended although it is held (killed, disk full for a while); until `release`. */
  watch(): void
  /** Gives it back; the last process that does so stops it. Safe to repeat. */
  release(): Promise<void>
}

/**
 * Brings up the PostgreSQL of a data directory and holds it. A server that a killed Eirene left behind is taken over
 * when it answers and is of our release, else stopped and started anew. Throws Problem 'data.in_use' when `verb` is
 * `start` and another server runs there, and the environment's Problems.
 */
export async function acquireCluster(request: ClusterRequest): Promise<Cluster> {
  const home = openClusterHome(request.dataDir)
  const durable = request.durable ?? true
  return withDirectoryLock(home.leases, async () => {
    const others = listLeases(home.leases)
    if (request.verb === 'start') refuseSecondServer(request.dataDir, others)
    const { postmaster, origin } = await bringUp(home, { ...request, durable }, others.length > 0)
    writeLease(home.leases, request.verb, null)
    let endWatch: () => void = () => undefined
    return {
      url: databaseUrl(home, postmaster, 'postgres'),
      postmasterPid: postmaster.pid,
      origin,
      announce: (address) => writeLease(home.leases, request.verb, address),
      watch: () => (endWatch = watchCluster(home, { ...request, durable })),
      release: () => {
        endWatch()
        return release(home)
      },
    }
  })
}

const WATCH_EVERY_MS = 3_000

/** Brings the PostgreSQL up again when it has ended. Gives what ends the watching. */
function watchCluster(home: ClusterHome, request: ClusterRequest & { readonly durable: boolean }): () => void {
  let isBusy = false
  let isOver = false
  let told = ''
  const tell = (line: string): void => {
    if (line !== told) request.onProgress?.(line)
    told = line
  }
  const revive = async (): Promise<void> => {
    if (isOver || findPostmaster(home) !== undefined) return
    tell('The database has ended. Starting it again…')
    const { postmaster } = await bringUp(home, request, true)
    tell(`The database runs again (process ${postmaster.pid})`)
  }
  const timer = setInterval(() => {
    if (isBusy || findPostmaster(home) !== undefined) return
    isBusy = true
    withDirectoryLock(home.leases, revive)
      // It is tried again; what PostgreSQL says against it is told once.
      .catch((error: unknown) => tell(error instanceof Error ? error.message : String(error)))
      .finally(() => (isBusy = false))
  }, WATCH_EVERY_MS)
  timer.unref()
  return () => {
    isOver = true
    clearInterval(timer)
  }
}

/** Throws Problem 'data.in_use', which names process and address, when a server holds one of these leases. */
function refuseSecondServer(dataDir: string, leases: readonly Lease[]): void {
  const server = leases.find((lease) => lease.verb === 'start')
  if (server === undefined) return
  const where = server.address === null ? 'is starting' : `answers at ${server.address}`
  throw new Problem(
    'data.in_use',
    `Eirene already runs on ${dataDir}: process ${server.pid}, which ${where}. Use that one, end it with "npx eirene stop", or choose another data directory with --data and another port with --port.`,
    { pid: server.pid, address: server.address },
  )
}

/** A data directory held by the one server that runs on it, while the records lie on a PostgreSQL server. */
export interface HeldDirectory {
  announce(address: string): void
  release(): void
}

/** Holds a data directory without a PostgreSQL of its own. Throws Problem 'data.in_use' when another server does. */
export async function holdDirectory(dataDir: string): Promise<HeldDirectory> {
  const { leases } = openClusterHome(dataDir)
  await withDirectoryLock(leases, () => {
    refuseSecondServer(dataDir, listLeases(leases))
    writeLease(leases, 'start', null)
  })
  return {
    announce: (address) => writeLease(leases, 'start', address),
    release: () => removeLease(leases),
  }
}

async function bringUp(
  home: ClusterHome,
  { durable, onProgress }: ClusterRequest & { readonly durable: boolean },
  isUsed: boolean,
): Promise<{ readonly postmaster: Postmaster; readonly origin: Cluster['origin'] }> {
  const binaries = await readyBinaries(findPackagedBinaries(), home.user, home.binaries)
  const running = findPostmaster(home)
  if (running !== undefined) {
    const version = await askVersion(home, running)
    if (isUsed || version === binaries.version) {
      if (!isUsed) onProgress?.(`Taking over the database that an ended Eirene left running (process ${running.pid})`)
      return { postmaster: running, origin: 'adopted' }
    }
    onProgress?.(`Stopping a database that an ended Eirene left behind (process ${running.pid})`)
    await stopPostmaster(home, running)
  }
  const outcome = initialiseCluster(home, binaries, durable)
  if (outcome === 'made') onProgress?.('Made a new database')
  const postmaster = await startPostmaster(home, binaries, durable)
  return { postmaster, origin: outcome === 'made' ? 'made' : 'started' }
}

async function release(home: ClusterHome): Promise<void> {
  await withDirectoryLock(home.leases, async () => {
    removeLease(home.leases)
    if (listLeases(home.leases).length > 0) return
    const running = findPostmaster(home)
    if (running !== undefined) await stopPostmaster(home, running)
  })
}

/** What is known about a data directory without starting anything. */
export interface ClusterState {
  /** Where PostgreSQL's files are. */
  readonly home: string
  /** PostgreSQL's account where it is not our own. */
  readonly osUser: string | null
  readonly exists: boolean
  readonly postmasterPid: number | null
  readonly leases: readonly Lease[]
  /** Files that other accounts of this machine may read although they should not. */
  readonly openFiles: readonly string[]
}

/** Looks at the PostgreSQL of a data directory. Changes nothing but stale leases. */
export function inspectCluster(dataDir: string): ClusterState {
  if (!hasClusterHome(dataDir))
    return { home: dataDir, osUser: null, exists: false, postmasterPid: null, leases: [], openFiles: [] }
  const home = openClusterHome(dataDir)
  const secrets = [home.dataDir, home.passwordFile, home.logFile].filter((path) => existsSync(path))
  return {
    home: home.home,
    osUser: home.user?.name ?? null,
    exists: existsSync(`${home.dataDir}/PG_VERSION`),
    postmasterPid: findPostmaster(home)?.pid ?? null,
    leases: listLeases(home.leases),
    openFiles: secrets.filter((path) => (statSync(path).mode & 0o077) !== 0),
  }
}

/** The release of the built-in PostgreSQL (`18.4`). Throws Problem when it cannot run on this machine. */
export async function checkPrograms(dataDir: string): Promise<string> {
  const packaged = findPackagedBinaries()
  if (hasClusterHome(dataDir)) {
    const home = openClusterHome(dataDir)
    return (await readyBinaries(packaged, home.user, home.binaries)).version
  }
  const trial = mkdtempSync(join(tmpdir(), 'eirene-programs-'))
  try {
    chmodSync(trial, 0o755)
    return (await readyBinaries(packaged, databaseUser(undefined), trial)).version
  } finally {
    rmSync(trial, { recursive: true, force: true })
  }
}

/** Throws Problem 'data.in_use' when a server runs on this data directory. Cheap: asked before anything is started. */
export function checkDirectoryFree(dataDir: string): void {
  if (hasClusterHome(dataDir)) refuseSecondServer(dataDir, listLeases(openClusterHome(dataDir).leases))
}

/** Stops a PostgreSQL that no living process holds. Returns its process number, or null when there was none. */
export async function stopOrphan(dataDir: string): Promise<number | null> {
  const home = openClusterHome(dataDir)
  return withDirectoryLock(home.leases, async () => {
    const running = findPostmaster(home)
    if (running === undefined || listLeases(home.leases).length > 0) return null
    await stopPostmaster(home, running)
    return running.pid
  })
}
