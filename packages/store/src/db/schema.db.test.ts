import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { declaredColumns, migratedColumns, schemaDifferences } from '../../../../tools/check-schema.ts'
import { freshDatabase, type FreshDatabase } from './testing/index.ts'

/** The folder that each table belongs to. A new table gets a line here. */
const ROOM_OF_TABLE: Readonly<Record<string, string>> = {
  person: 'access',
  clearance: 'access',
  membership: 'access',
  invitation: 'access',
  session: 'access',
  access_event: 'access',
  access_request: 'access',
  passkey: 'access',
  outside_account: 'access',
  record_viewing: 'access',
  marking: 'access',
  operation: 'operation',
  actor: 'actor',
  ledger_head: 'ledger',
  ledger_link: 'ledger',
  source: 'report',
  dataset_import: 'report',
  report: 'report',
  observation: 'report',
  attachment: 'report',
  attachment_original: 'report',
  incident: 'incident',
  incident_report: 'incident',
  involvement: 'incident',
  harm: 'incident',
  state_change: 'incident',
  grade_change: 'report',
  verification_proposal: 'incident',
  verification_decision: 'incident',
  incident_merge: 'incident',
  incident_unmerge: 'incident',
  suggestion_dismissal: 'incident',
  sitrep: 'situation',
  sitrep_number: 'situation',
  sitrep_version: 'situation',
  sitrep_request: 'situation',
  sitrep_input: 'situation',
  sitrep_taking: 'situation',
  sitrep_facts: 'situation',
  correction_notice: 'situation',
  correction_acknowledgement: 'situation',
  release: 'release',
  release_figure: 'release',
  release_link: 'release',
  release_tombstone: 'release',
  saved_view: 'situation',
  flash_number: 'situation',
  flash_report: 'situation',
  notification: 'situation',
  acknowledgement: 'situation',
  notification_tree: 'situation',
  watch_entry: 'situation',
  watch_action_done: 'situation',
  handover: 'situation',
  handover_signature: 'situation',
}

/** Mandate to lesson; shared folders lie before the first room. */
const ROOMS = [
  'mandate',
  'force',
  'report',
  'incident',
  'situation',
  'warning',
  'assessment',
  'decision',
  'response',
  'lesson',
  'exercise',
]

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
})
afterAll(() => fresh.drop())

async function rowsOf<Row extends pg.QueryResultRow>(statement: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: fresh.url })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

describe('the schema', () => {
  it('has the columns that schema.ts declares, null where it says so', async () => {
    expect(schemaDifferences(declaredColumns(), await migratedColumns(fresh.url))).toEqual([])
  })

  it('would be found to differ in a missing, an invented and a wrongly nullable column', () => {
    const text = `type Maybe = ColumnType<Date | null, Date, Date>
      export interface Schema { a: { x: string; y: Generated<string | null>; z: Maybe; only_in_code: string } }`
    const migrated = [
      { table: 'a', column: 'x', isNullable: true },
      { table: 'a', column: 'y', isNullable: true },
      { table: 'a', column: 'z', isNullable: true },
      { table: 'a', column: 'only_in_database', isNullable: false },
    ]
    expect(schemaDifferences(declaredColumns(text), migrated)).toEqual([
      'schema.ts lacks a.only_in_database',
      'no migration makes a.only_in_code',
      'a.x may be null in the database; schema.ts says otherwise',
    ])
  })

  it('puts every table in a room', async () => {
    const tables = new Set((await migratedColumns(fresh.url)).map((column) => column.table))
    expect([...tables].filter((table) => ROOM_OF_TABLE[table] === undefined)).toEqual([])
  })

  it('has no foreign key from an earlier room to a later one', async () => {
    const keys = await rowsOf<{ from: string; to: string }>(`
      select distinct conrelid::regclass::text as "from", confrelid::regclass::text as "to"
      from pg_constraint where contype = 'f'`)
    expect(keys.length).toBeGreaterThan(10)
    const step = (table: string): number => ROOMS.indexOf(ROOM_OF_TABLE[table] ?? '')
    expect(keys.filter(({ from, to }) => step(to) > step(from))).toEqual([])
  })

  it('runs no trigger and gives the readers’ role no way to change or delete a record', async () => {
    expect(await rowsOf(`select tgname from pg_trigger where not tgisinternal`)).toEqual([])
    const deletable = await rowsOf<{ table_name: string }>(`
      select distinct table_name::text from information_schema.role_table_grants
      where grantee = 'eirene_reader' and privilege_type in ('DELETE', 'TRUNCATE', 'UPDATE') order by 1`)
    // A saved view is a person's own bookmark, not a record.
    expect(deletable.map((row) => row.table_name)).toEqual(['saved_view'])
  })

  it('protects every table that the readers’ role may read by row-level security', async () => {
    const open = await rowsOf(`
      select c.relname from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relrowsecurity
        and has_table_privilege('eirene_reader', c.oid, 'select')`)
    expect(open).toEqual([])
  })

  it('works the words of a record out within the statement that stores it, not by a call for each row', async () => {
    const plan = await rowsOf<{ 'QUERY PLAN': string }>(`explain (verbose)
      select eirene_search_terms(operation_id, marking_no, language, occurred_from, title || ' ' || narrative) from incident`)
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toContain('to_tsvector')
    expect(text).not.toContain('eirene_search_terms')
    expect(text).not.toContain('eirene_search_prefix')
  })
})
