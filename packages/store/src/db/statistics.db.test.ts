import { mintId } from '@eirene/domain/record'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { storeSamples } from '../incident/testing/index.ts'
import { insertOperation } from '../operation/index.ts'
import { refreshStatistics, withSystem, type Db, type Tx } from './index.ts'
import { freshDatabase, type FreshDatabase } from './testing/index.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase(inject('databaseUrl'))
})
afterAll(() => database.drop())

async function filledOperation(db: Db, slug: string): Promise<string> {
  const id = mintId()
  const names = { slug, name: slug, acronym: slug, timeZone: 'UTC', hostCountriesIso3: [], libraryId: null }
  await insertOperation(db, { ...names, id, realm: 'LIVE', createdAt: '2024-03-02T09:00:00Z' })
  await storeSamples(db, id, [{ title: 'Shots' }, { title: 'A mine' }])
  return id
}

async function isKnown(db: Db | Tx, operationId: string): Promise<boolean> {
  const { rows } = await sql`
    select from pg_stats where tablename = 'report' and attname = 'operation_id'
      and ${operationId}::uuid = any (most_common_vals::text::uuid[])`.execute(db)
  return rows.length === 1
}

it('an operation that has begun to fill is known to the planner at once, the second as well as the first', async () => {
  for (const slug of ['first', 'second']) {
    const operationId = await filledOperation(database.db, slug)
    expect(await isKnown(database.db, operationId)).toBe(false)
    await withSystem(database.db, async (tx) => {
      await refreshStatistics(tx, operationId)
      expect(await isKnown(tx, operationId)).toBe(true)
    })
  }
})
