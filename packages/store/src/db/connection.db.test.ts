import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from './testing/index.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase(inject('databaseUrl'))
})
afterAll(() => database.drop())

it('a connection that breaks between two queries of a transaction fails that transaction and nothing else', async () => {
  // An error that nobody listens to ends the process: vitest fails the run on it.
  const broken = database.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(database.db)
    // The connection's end is heard of in a later turn than the answer above.
    for (let turn = 0; turn < 50; turn++) await sql`select 1`.execute(database.db)
    await sql`select 1`.execute(tx)
  })
  await expect(broken).rejects.toThrow()
  const { rows } = await sql<{ one: number }>`select 1 as one`.execute(database.db)
  expect(rows).toEqual([{ one: 1 }])
})
