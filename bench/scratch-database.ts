import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** The PostgreSQL server that benchmarks make their databases on: `EIRENE_TEST_DATABASE_URL`, else the one of this machine. */
export const SERVER_URL = process.env['EIRENE_TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** A database of one run, empty at first. */
export interface ScratchDatabase {
  readonly url: string
  /** Drops it, whoever is connected still. */
  readonly drop: () => Promise<void>
}

/** Runs `act` on a connection of its own. */
export async function withClient<T>(url: string, act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}

/** Makes an empty database under a name of its own. Rejects where no server answers, or it gives no database. */
export async function createScratchDatabase(): Promise<ScratchDatabase> {
  const name = `eirene_bench_${randomBytes(4).toString('hex')}`
  const url = new URL(SERVER_URL)
  url.pathname = `/${name}`
  await withClient(SERVER_URL, (client) => client.query(`create database ${name}`))
  return {
    url: url.toString(),
    drop: async () => {
      await withClient(SERVER_URL, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}
