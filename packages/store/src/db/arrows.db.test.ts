import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from './testing/index.ts'

/** Rooms in the order in which data flows; 0 are the shared folders below them. A new table must be placed here. */
const ROOM_OF: Readonly<Record<string, number>> = {
  schema_migration: 0,
  person: 0,
  clearance: 0,
  operation: 0,
  membership: 0,
  invitation: 0,
  session: 0,
  access_event: 0,
  marking: 0,
  actor: 0,
  source: 3,
  dataset_import: 3,
  report: 3,
  observation: 3,
  incident: 4,
  incident_report: 4,
  involvement: 4,
  harm: 4,
  state_change: 4,
  sitrep: 5,
  saved_view: 5,
}

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
})
afterAll(() => fresh.drop())

describe('the tables', () => {
  it('all have a room', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(
      fresh.db,
    )
    expect(rows.map((row) => row.name).filter((name) => !(name in ROOM_OF))).toEqual([])
    expect(rows.length).toBeGreaterThanOrEqual(Object.keys(ROOM_OF).length)
  })

  it('point only at rows of their own or an earlier room (ADR-0001)', async () => {
    const { rows } = await sql<{ from: string; to: string }>`
      select conrelid::regclass::text as "from", confrelid::regclass::text as "to"
      from pg_constraint where contype = 'f'`.execute(fresh.db)
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter(({ from, to }) => (ROOM_OF[to] ?? 99) > (ROOM_OF[from] ?? -1))).toEqual([])
  })

  it('of an operation begin their primary key with it, so that they can be distributed (ADR-0003)', async () => {
    const { rows } = await sql<{ table: string; first: string }>`
      select c.conrelid::regclass::text as "table", a.attname as first
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'p' and exists (
        select from pg_attribute o where o.attrelid = c.conrelid and o.attname = 'operation_id')`.execute(fresh.db)
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter((row) => row.first !== 'operation_id')).toEqual([])
  })

  it('have no triggers', async () => {
    const { rows } = await sql`select tgname from pg_trigger where not tgisinternal`.execute(fresh.db)
    expect(rows).toEqual([])
  })
})
