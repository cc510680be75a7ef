import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Db } from './db.ts'

/** Any constant: the lock that every Eirene takes while it migrates or fills this database. */
export const MIGRATION_LOCK = 4711001

const FOLDER = new URL('../../migrations/', import.meta.url)

export interface AppliedMigration {
  readonly name: string
  readonly alreadyApplied: boolean
}

/** A migration of this version of Eirene, or one that only the database knows (made by a newer version). */
export interface MigrationState {
  readonly name: string
  readonly state: 'applied' | 'pending' | 'edited' | 'unknown'
}

/** Compares the migrations of this version with those the database has. Changes nothing. */
export async function readMigrations(db: Db): Promise<readonly MigrationState[]> {
  const { rows: found } = await sql<{
    is_there: boolean
  }>`select to_regclass('schema_migration') is not null as is_there`.execute(db)
  const { rows } =
    found[0]?.is_there === true
      ? await sql<{ name: string; sha256: string }>`select name, sha256 from schema_migration order by name`.execute(db)
      : { rows: [] }
  const applied = new Map(rows.map((row) => [row.name, row.sha256]))
  const files = listMigrationFiles()
  const known = files.map(({ name, sha256 }): MigrationState => {
    const found = applied.get(name)
    return { name, state: found === undefined ? 'pending' : found === sha256 ? 'applied' : 'edited' }
  })
  const ours = new Set(files.map((file) => file.name))
  const newer = rows.filter((row) => !ours.has(row.name))
  return [...known, ...newer.map(({ name }): MigrationState => ({ name, state: 'unknown' }))]
}

/** A file of migrations/ with the SHA-256 of its text. */
export interface MigrationFile {
  readonly name: string
  readonly text: string
  readonly sha256: string
}

/** The files of migrations/, in order. */
export function listMigrationFiles(): readonly MigrationFile[] {
  return readdirSync(FOLDER)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, FOLDER), 'utf8')
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * Brings the database to the newest schema: each file of migrations/ once, in order, one transaction each.
 * Two programs that start at once wait for each other. Throws when an applied file was edited afterwards.
 */
export async function migrate(db: Db): Promise<readonly AppliedMigration[]> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection)
    try {
      await sql`create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`.execute(
        connection,
      )
      const { rows } = await sql<{ name: string; sha256: string }>`select name, sha256 from schema_migration`.execute(
        connection,
      )
      const applied = new Map(rows.map((row) => [row.name, row.sha256]))
      const result: AppliedMigration[] = []
      for (const { name, text, sha256 } of listMigrationFiles()) {
        const known = applied.get(name)
        if (known !== undefined && known !== sha256)
          throw new Error(`migration ${name} was edited after it had been applied`)
        if (known === undefined) {
          await connection.transaction().execute(async (tx) => {
            await sql.raw(text).execute(tx)
            await sql`insert into schema_migration (name, sha256) values (${name}, ${sha256})`.execute(tx)
          })
        }
        result.push({ name, alreadyApplied: known !== undefined })
      }
      return result
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection)
    }
  })
}
