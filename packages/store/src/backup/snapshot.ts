import type { Readable } from 'node:stream'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import {
  copyOutStatement,
  listTables,
  quoteName,
  readSequences,
  SAME_TEXT_EVERYWHERE,
  type BackupTable,
  type SequenceState,
} from './tables.ts'

/** A migration by its file's name and the SHA-256 of its text. */
export interface MigrationMark {
  readonly name: string
  readonly sha256: string
}

/** The whole database at one instant, while others go on reading and writing. Held until `close`. */
export interface Snapshot {
  /** In the order in which they were applied. */
  readonly migrations: readonly MigrationMark[]
  /** Parents before children. */
  readonly tables: readonly BackupTable[]
  readonly sequences: readonly SequenceState[]
  readonly countRows: (table: BackupTable) => Promise<number>
  /** The rows as COPY writes them: text, a line a row. One table at a time. */
  readonly copyOut: (table: BackupTable) => Readable
  readonly close: () => Promise<void>
}

/** Opens a connection of its own and takes the snapshot: a repeatable-read transaction that only reads. */
export async function openSnapshot(databaseUrl: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'eirene backup' })
  // A broken connection is reported by the call that uses it.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(SAME_TEXT_EVERYWHERE)
    await client.query('begin isolation level repeatable read read only')
    return {
      migrations: await listApplied(client),
      tables: await listTables(client),
      sequences: await readSequences(client),
      countRows: async ({ name }) => {
        const { rows } = await client.query<{ n: string }>(`select count(*)::text as n from ${quoteName(name)}`)
        return Number(rows[0]?.n ?? 0)
      },
      copyOut: (table) => client.query(copyTo(copyOutStatement(table))),
      close: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

async function listApplied(client: pg.Client): Promise<readonly MigrationMark[]> {
  const { rows: found } = await client.query<{ is_there: boolean }>(
    `select to_regclass('schema_migration') is not null as is_there`,
  )
  if (found[0]?.is_there !== true) return []
  const { rows } = await client.query<MigrationMark>(
    'select name, sha256 from schema_migration order by applied_at, name',
  )
  return rows
}

/** Rows of every table, counted at one instant. */
export async function countTableRows(databaseUrl: string): Promise<ReadonlyMap<string, number>> {
  const snapshot = await openSnapshot(databaseUrl)
  try {
    const counts = new Map<string, number>()
    for (const table of snapshot.tables) counts.set(table.name, await snapshot.countRows(table))
    return counts
  } finally {
    await snapshot.close()
  }
}
