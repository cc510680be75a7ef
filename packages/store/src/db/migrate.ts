import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Db } from './db.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)

export interface AppliedMigration {
  readonly name: string
  readonly alreadyApplied: boolean
}

/**
 * Brings the database to the newest schema: each file of migrations/ once, in order, one transaction each.
 * Two programs that start at once wait for each other. Throws when an applied file was edited afterwards.
 */
export async function migrate(db: Db): Promise<readonly AppliedMigration[]> {
  const files = readdirSync(FOLDER)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
  return db.connection().execute(async (connection) => {
    // Any constant: the lock that every Eirene takes while it migrates this database.
    await sql`select pg_advisory_lock(4711001)`.execute(connection)
    try {
      await sql`create table if not exists schema_migration (name text primary key, sha256 text not null, applied_at timestamptz not null default now())`.execute(
        connection,
      )
      const { rows } = await sql<{ name: string; sha256: string }>`select name, sha256 from schema_migration`.execute(
        connection,
      )
      const applied = new Map(rows.map((row) => [row.name, row.sha256]))
      const result: AppliedMigration[] = []
      for (const name of files) {
        const text = readFileSync(new URL(name, FOLDER), 'utf8')
        const sha256 = createHash('sha256').update(text).digest('hex')
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
      await sql`select pg_advisory_unlock(4711001)`.execute(connection)
    }
  })
}
