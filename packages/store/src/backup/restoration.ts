import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { listMigrationFiles, MIGRATION_LOCK } from '../db/index.ts'
import type { MigrationMark } from './snapshot.ts'
import {
  copyOutStatement,
  listTables,
  quoteName,
  SAME_TEXT_EVERYWHERE,
  type BackupTable,
  type SequenceState,
} from './tables.ts'

/** An empty database being filled, in one transaction: nothing of it is there before `commit`. */
export interface Restoration {
  readonly tables: readonly BackupTable[]
  /** Stores rows as `Snapshot.copyOut` gave them. */
  readonly copyIn: (table: BackupTable, rows: AsyncIterable<Buffer>) => Promise<void>
  readonly copyOut: (table: BackupTable) => Readable
  readonly setSequences: (sequences: readonly SequenceState[]) => Promise<void>
  readonly commit: () => Promise<void>
  /** Gives everything back, unless committed. Safe to repeat. */
  readonly close: () => Promise<void>
}

/** Migrations of a backup that this version does not have, or has with another text. */
export function unknownMigrations(migrations: readonly MigrationMark[]): readonly string[] {
  const ours = new Map(listMigrationFiles().map((file) => [file.name, file.sha256]))
  return migrations.filter(({ name, sha256 }) => ours.get(name) !== sha256).map(({ name }) => name)
}

/**
 * Begins to fill an empty database: makes the schema of these migrations, in one transaction with all that follows.
 * Gives undefined when the database holds a table already.
 */
export async function beginRestoration(
  databaseUrl: string,
  migrations: readonly MigrationMark[],
): Promise<Restoration | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'eirene restore' })
  client.on('error', () => undefined)
  await client.connect()
  let hasEnded = false
  const close = async (): Promise<void> => {
    if (hasEnded) return
    hasEnded = true
    await client.end()
  }
  try {
    await client.query(SAME_TEXT_EVERYWHERE)
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
    if (!(await hasNoTable(client))) {
      await close()
      return undefined
    }
    await makeSchema(client, migrations)
    const tables = await listTables(client)
    // A migration may fill a table of its own; the backup holds those rows too.
    if (tables.length > 0) await client.query(`truncate ${tables.map(({ name }) => quoteName(name)).join(', ')}`)
    return {
      tables,
      copyIn: async (table, rows) => {
        const statement = copyOutStatement(table).replace(/ to stdout$/, ' from stdin')
        await pipeline(Readable.from(rows, { objectMode: false }), client.query(copyFrom(statement)))
      },
      copyOut: (table) => client.query(copyTo(copyOutStatement(table))),
      setSequences: async (sequences) => {
        for (const { name, lastValue } of sequences)
          if (lastValue !== null) await client.query('select setval($1::regclass, $2)', [quoteName(name), lastValue])
      },
      commit: async () => {
        await client.query('commit')
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function hasNoTable(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') limit 1`,
  )
  return rows.length === 0
}

async function makeSchema(client: pg.Client, migrations: readonly MigrationMark[]): Promise<void> {
  const ours = new Map(listMigrationFiles().map((file) => [file.name, file.text]))
  await client.query(
    'create table schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default clock_timestamp())',
  )
  for (const { name, sha256 } of migrations) {
    await client.query(ours.get(name) ?? '')
    await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256])
  }
  await client.query('alter table schema_migration alter column applied_at set default now()')
}
