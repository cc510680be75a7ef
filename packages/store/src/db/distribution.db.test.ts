import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from './testing/index.ts'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
})
afterAll(() => fresh.drop())

describe('the tables', () => {
  it('of an operation begin their primary key with it, so that they can be distributed (ADR-0003)', async () => {
    const { rows } = await sql<{ table: string; first: string }>`
      select c.conrelid::regclass::text as "table", a.attname as first
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'p' and exists (
        select from pg_attribute o where o.attrelid = c.conrelid and o.attname = 'operation_id')`.execute(fresh.db)
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter((row) => row.first !== 'operation_id')).toEqual([])
  })
})
