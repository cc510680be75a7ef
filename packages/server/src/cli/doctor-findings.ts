import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import { findNewestEvent } from '@eirene/store/access'
import { listOperations } from '@eirene/store/operation'
import { readMigrations, readServerState, type Db } from '@eirene/store/db'
import type { Config } from '../config/index.ts'
import { checkPortFree, checkPrograms, inspectCluster, type ClusterState } from '../db/index.ts'
import { verifyLedger } from '../ledger/index.ts'
import { openAttachmentStore } from '../storage/index.ts'
import { checkAttachments, checkClock, checkKeptFiles, checkLastBackup, checkLeftBehind } from './doctor-keeping.ts'
import type { Finding } from './finding.ts'
import { faultLine } from './ledger-verb.ts'
import type { VerbContext } from './verb.ts'

const LOW_DISK_BYTES = 1_000_000_000
const FULL_DISK_BYTES = 150_000_000

const ok = (subject: string, text: string): Finding => ({ subject, state: 'ok', text })
const doubt = (subject: string, text: string): Finding => ({ subject, state: 'doubt', text })
const fault = (subject: string, text: string): Finding => ({ subject, state: 'fault', text })

/** Every finding, the cheap ones first. Starts the built-in database only where there is one already. */
export async function* examine(context: VerbContext): AsyncGenerator<Finding> {
  const { config } = context
  yield checkNode()
  yield checkDirectory(config.dataDir)
  yield checkDisk(config.dataDir)
  const cluster = await findOr('data directory', () => inspectCluster(config.dataDir))
  if ('state' in cluster) {
    yield cluster
    return
  }
  yield checkRunning(cluster)
  yield await checkPort(config, cluster)
  yield checkPages(config)
  if (cluster.exists) yield await checkLastBackup(config.dataDir, context.clock())
  yield* examineFiles(config)
  if (config.databaseUrl === null) {
    yield checkRights(cluster)
    yield await findOr('built-in PostgreSQL', async () =>
      ok('built-in PostgreSQL', `${await checkPrograms(config.dataDir)} runs on this machine`),
    )
    if (!cluster.exists) {
      yield ok('database', 'there is none yet: "npm start" makes it')
      return
    }
  }
  yield* examineDatabase(context)
}

/** The value, or the finding that a Problem amounts to. */
async function findOr<T>(subject: string, look: () => T | Promise<T>): Promise<T | Finding> {
  try {
    return await look()
  } catch (error) {
    if (error instanceof Problem) return fault(subject, error.message)
    throw error
  }
}

function checkNode(): Finding {
  const { node } = process.versions
  return Number(node.split('.')[0]) >= 24
    ? ok('Node', node)
    : fault('Node', `${node} is too old: Eirene needs 24 or newer. "npm ci" in the project brings one.`)
}

/** The nearest folder above that exists: what a data directory that is not made yet will be made in. */
function existingFolder(path: string): string {
  let folder = path
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  return folder
}

function checkDirectory(dataDir: string): Finding {
  const folder = existingFolder(dataDir)
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return ok('data directory', folder === dataDir ? dataDir : `${dataDir} (not made yet)`)
  } catch {
    return fault('data directory', `this account may not write to ${folder}. Choose another place with --data.`)
  }
}

function checkDisk(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(existingFolder(dataDir))
  const freeBytes = bavail * bsize
  const text = `${(freeBytes / 1e9).toFixed(1)} GB free`
  if (freeBytes < FULL_DISK_BYTES) return fault('disk', `only ${text}: free some space before you go on`)
  return freeBytes < LOW_DISK_BYTES ? doubt('disk', `only ${text}`) : ok('disk', text)
}

function checkRunning({ leases, postmasterPid }: ClusterState): Finding {
  const server = leases.find((lease) => lease.verb === 'start')
  if (server !== undefined) return ok('server', `process ${server.pid}, ${server.address ?? 'still starting'}`)
  if (postmasterPid !== null && leases.length === 0)
    return doubt(
      'server',
      `does not run, but its database does (process ${postmasterPid}): the next start takes it over, "npx eirene stop" ends it`,
    )
  return ok('server', 'does not run')
}

async function checkPort({ host, port }: Config, { leases }: ClusterState): Promise<Finding> {
  const isOurs = leases.some((lease) => lease.address?.endsWith(`:${port}`) === true)
  if (isOurs) return ok('port', `${port} is held by this server`)
  const found = await findOr('port', () => checkPortFree(host, port))
  return found ?? ok('port', `${port} on ${host} is free`)
}

function checkPages({ webDir }: Config): Finding {
  return existsSync(join(webDir, 'index.html'))
    ? ok('pages', 'are built')
    : doubt('pages', 'are not built: "npm start" builds them')
}

function checkRights({ openFiles, osUser, home }: ClusterState): Finding {
  if (openFiles.length > 0)
    return fault(
      'rights',
      `other accounts may read ${openFiles.join(', ')}. Take that away: chmod go= ${openFiles.join(' ')}`,
    )
  return ok('rights', `only ${osUser === null ? 'this account' : `root and ${osUser}`} can read ${home}`)
}

/** Where attachments lie, and every kept file: what cannot be reached is not read. */
async function* examineFiles(config: Config): AsyncGenerator<Finding> {
  const attachments = await findOr('attachments', () => openAttachmentStore(config))
  if ('state' in attachments) {
    yield attachments
    return
  }
  const reached = await checkAttachments(attachments)
  yield reached
  if (config.s3 !== null) yield* checkLeftBehind(config.dataDir)
  if (reached.state === 'ok') yield await checkKeptFiles({ dataDir: config.dataDir, attachments })
}

async function* examineDatabase(context: VerbContext): AsyncGenerator<Finding> {
  const opened = await findOr('database', () => context.openDatabase({ migrates: false }))
  if ('state' in opened) {
    yield opened
    return
  }
  const { version, encoding, isDurable, databaseBytes, connections } = await readServerState(opened.db)
  const size = `${(databaseBytes / 1e6).toFixed(0)} MB, ${connections} connections`
  yield ok('database', `PostgreSQL ${version}, ${size}; ${opened.description}`)
  yield encoding === 'UTF8'
    ? ok('encoding', encoding)
    : fault('encoding', `the database is in ${encoding}, which cannot hold every script. Make a database in UTF8.`)
  yield isDurable
    ? ok('durability', 'every confirmed record has reached the disk')
    : fault(
        'durability',
        'fsync, synchronous_commit or full_page_writes is off: a power cut may lose confirmed records',
      )
  const migrations = await readMigrations(opened.db)
  const wrong = migrations.filter((migration) => migration.state !== 'applied')
  if (wrong.length === 0) {
    yield ok('schema', `${migrations.length} migrations applied`)
    yield* examineLedgers(opened.db)
    yield checkClock(await findNewestEvent(opened.db), context.clock())
  }
  for (const { name, state } of wrong)
    yield state === 'pending'
      ? doubt('schema', `${name} is not applied yet: the next start does it`)
      : fault(
          'schema',
          state === 'edited' ? `${name} was changed after it was applied` : `${name} is of a newer Eirene`,
        )
}

/** Links from the end of each chain that the doctor looks at: the whole proof is `eirene ledger verify`. */
const LAST_LINKS = 20

async function* examineLedgers(db: Db): AsyncGenerator<Finding> {
  for (const operation of await listOperations(db)) {
    const { faults, links } = await verifyLedger(db, operation, LAST_LINKS)
    const [first] = faults
    yield first === undefined
      ? ok('ledger', `${operation.slug}: the last ${links} links fit`)
      : fault('ledger', `${operation.slug}: ${faultLine(first)}. "npx eirene ledger verify" tells the rest`)
  }
}
