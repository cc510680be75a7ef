import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate, openDb, type Db } from '../index.ts'

export interface FreshDatabase {
  readonly db: Db
  readonly url: string
  /** Ends the pool and drops the database. */
  readonly drop: () => Promise<void>
}

/** A database of its own for one test file, migrated, on the server of `databaseUrl` (`inject('databaseUrl')`). */
export async function freshDatabase(databaseUrl: string): Promise<FreshDatabase> {
  const name = `eirene_file_${randomBytes(6).toString('hex')}`
  const asMaintainer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await asMaintainer(`create database ${name}`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  const db = openDb({ url: url.toString(), maxConnections: 6 })
  await migrate(db)
  return {
    db,
    url: url.toString(),
    drop: async () => {
      await db.destroy()
      await asMaintainer(`drop database if exists ${name} with (force)`)
    },
  }
}
