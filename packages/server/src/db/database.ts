import { migrate, openDb, readMigrations, type Db } from '@eirene/store/db'
import { Problem } from '@eirene/domain/problem'
import pg from 'pg'
import { acquireCluster, holdDirectory, type Cluster } from './cluster.ts'

/** Oldest PostgreSQL that Eirene is tested with. */
const OLDEST_MAJOR = 15
const NAME = 'eirene'

export interface DatabaseRequest {
  readonly dataDir: string
  /** A PostgreSQL server to use instead of the built-in one; null for the built-in one. */
  readonly databaseUrl: string | null
  readonly verb: string
  readonly maxConnections: number
  /** False: the schema is left as it is found. */
  readonly migrates?: boolean
  /** Called before the schema of a database that holds records is changed; what it throws leaves the schema as it is. */
  readonly beforeMigration?: (change: PendingChange) => Promise<void>
  readonly onProgress?: (line: string) => void
}

/** A change of the schema that is about to happen. */
export interface PendingChange {
  /** Address of the database with the password: never to be shown. */
  readonly url: string
  /** Names of the migrations, in their order. */
  readonly migrations: readonly string[]
}

/** A database brought to the newest schema, open until `close`. */
export interface OpenDatabase {
  readonly db: Db
  /** Its address with the password, for a connection of its own: never to be shown. */
  readonly url: string
  /** What it is, for a person: never holds a password. */
  readonly description: string
  readonly appliedMigrations: readonly string[]
  /** Lets other commands know where the server answers; nothing to tell on a PostgreSQL server. */
  readonly announce: (address: string) => void
  /** Ends the pool and gives the built-in PostgreSQL back. Safe to repeat. */
  readonly close: () => Promise<void>
}

/** Opens the database that the settings name, starting the built-in PostgreSQL where it is the one. Throws Problem. */
export async function openDatabase(request: DatabaseRequest): Promise<OpenDatabase> {
  if (request.databaseUrl !== null) return openServer({ ...request, url: request.databaseUrl })
  const cluster = await acquireCluster(request)
  try {
    return await openEmbedded(cluster, request)
  } catch (error) {
    await cluster.release()
    throw error
  }
}

async function openEmbedded(cluster: Cluster, request: DatabaseRequest): Promise<OpenDatabase> {
  const url = new URL(cluster.url)
  url.pathname = `/${NAME}`
  if (cluster.origin === 'made' || !(await hasDatabase(cluster.url))) await createDatabase(cluster.url)
  const { db, appliedMigrations } = await openMigrated(url.toString(), request)
  if (request.verb === 'start') cluster.watch()
  return {
    db,
    url: url.toString(),
    description: `built-in PostgreSQL, process ${cluster.postmasterPid}`,
    appliedMigrations,
    announce: (address) => cluster.announce(address),
    close: once(async () => {
      await db.destroy()
      await cluster.release()
    }),
  }
}

async function openServer(request: DatabaseRequest & { readonly url: string }): Promise<OpenDatabase> {
  const { url } = request
  const where = describeUrl(url)
  const version = await askServer<{ v: string }>(url, "select current_setting('server_version_num') as v", where)
  const major = Math.floor(Number(version?.v) / 10_000)
  if (major < OLDEST_MAJOR)
    throw new Problem(
      'environment.database_unreachable',
      `The PostgreSQL at ${where} is version ${major}; Eirene needs ${OLDEST_MAJOR} or newer. Upgrade it, or unset DATABASE_URL to use the built-in one.`,
    )
  const held = request.verb === 'start' ? await holdDirectory(request.dataDir) : undefined
  try {
    const { db, appliedMigrations } = await openMigrated(url, request)
    return {
      db,
      url,
      description: `PostgreSQL ${major} at ${where}`,
      appliedMigrations,
      announce: (address) => held?.announce(address),
      close: once(async () => {
        await db.destroy()
        held?.release()
      }),
    }
  } catch (error) {
    held?.release()
    throw error
  }
}

async function openMigrated(
  url: string,
  { maxConnections, migrates = true, beforeMigration }: DatabaseRequest,
): Promise<{ readonly db: Db; readonly appliedMigrations: readonly string[] }> {
  const db = openDb({ url, maxConnections })
  try {
    if (!migrates) return { db, appliedMigrations: [] }
    const pending = await checkMigrations(db)
    if (pending.length > 0) await beforeMigration?.({ url, migrations: pending })
    const migrations = await migrate(db)
    return { db, appliedMigrations: migrations.filter((m) => !m.alreadyApplied).map((m) => m.name) }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/**
 * The migrations that a database with a schema waits for; none for an empty one, in which nothing can be lost. Throws
 * Problem when the database has a schema that this Eirene does not know.
 */
export async function checkMigrations(db: Db): Promise<readonly string[]> {
  const migrations = await readMigrations(db)
  for (const { name, state } of migrations) {
    if (state === 'unknown')
      throw new Problem(
        'environment.data_directory',
        `The database was made by a newer Eirene (it has the migration ${name}, which this one does not know). Start that version, or choose another place with --data.`,
        { migration: name },
      )
    if (state === 'edited')
      throw new Problem(
        'environment.data_directory',
        `The migration ${name} is not the one that made this database: the file was changed after it had been applied. Bring the released file back, or choose another place with --data.`,
        { migration: name },
      )
  }
  const isEmpty = migrations.every(({ state }) => state === 'pending')
  return isEmpty ? [] : migrations.filter(({ state }) => state === 'pending').map(({ name }) => name)
}

/** Runs one statement on its own connection and gives its first row. Throws Problem when the server refuses. */
async function askServer<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
  where: string,
): Promise<Row | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A broken connection is reported by the call that uses it.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<Row>(statement)
    return rows[0]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Problem(
      'environment.database_unreachable',
      `The PostgreSQL server at ${where} cannot be used: ${why}. Check DATABASE_URL and that the server runs, or unset DATABASE_URL to use the built-in one.`,
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function hasDatabase(url: string): Promise<boolean> {
  return (await askServer(url, `select 1 from pg_database where datname = '${NAME}'`, 'the built-in one')) !== undefined
}

async function createDatabase(url: string): Promise<void> {
  await askServer(url, `create database ${NAME}`, 'the built-in one')
}

/** Host, port and database of an address, without the account's password. */
function describeUrl(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  return `${searchParams.get('host') ?? hostname}:${port === '' ? '5432' : port}${pathname}`
}

function once(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= act())
}
