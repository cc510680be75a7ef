import { sql } from 'kysely'
import type { Db } from './db.ts'

/** What the PostgreSQL behind the pool is, for `eirene doctor`. */
export interface ServerState {
  /** `18.4` */
  readonly version: string
  readonly encoding: string
  /** True when a confirmed record has reached the disk. */
  readonly isDurable: boolean
  readonly databaseBytes: number
  readonly connections: number
}

/** What the database server says of itself: version, encoding, durability, bytes on disk, connections. */
export async function readServerState(db: Db): Promise<ServerState> {
  const { rows } = await sql<{
    version: string
    encoding: string
    is_durable: boolean
    bytes: bigint
    connections: number
  }>`
    select split_part(current_setting('server_version'), ' ', 1) as version,
      current_setting('server_encoding') as encoding,
      current_setting('fsync') = 'on' and current_setting('synchronous_commit') <> 'off'
        and current_setting('full_page_writes') = 'on' as is_durable,
      pg_database_size(current_database()) as bytes,
      (select count(*)::int from pg_stat_activity where datname = current_database()) as connections
  `.execute(db)
  const row = rows[0]
  if (row === undefined) throw new Error('PostgreSQL gave no row for a select without a table')
  return {
    version: row.version,
    encoding: row.encoding,
    isDurable: row.is_durable,
    databaseBytes: Number(row.bytes),
    connections: row.connections,
  }
}
