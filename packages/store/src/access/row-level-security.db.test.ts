import type { Compartment, Reader, Role } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withReader, type Db, type Scope, type Tx } from '../db/index.ts'
import { freshDatabase, type FreshDatabase } from '../db/testing/index.ts'
import { restricted, storeSamples, type StoredSample } from '../incident/testing/index.ts'
import { insertOperation } from '../operation/index.ts'
import { insertPerson, readerOf, scopeOf, setClearance, setMembership } from './index.ts'

const AT = new Date('2024-03-02T09:00:00Z')
/** Tables whose rows belong to an operation and are served to people. */
const RECORD_TABLES = [
  'report',
  'observation',
  'incident',
  'incident_report',
  'involvement',
  'harm',
  'state_change',
  'actor',
  'source',
  'dataset_import',
  'sitrep',
] as const

let fresh: FreshDatabase
let db: Db
let minusca: string
let unmiss: string
let open: StoredSample
let crsv: StoredSample

async function operation(slug: string): Promise<string> {
  const id = mintId()
  await insertOperation(db, {
    ...{ id, slug, name: slug, acronym: slug, realm: 'LIVE', timeZone: 'UTC', hostCountriesIso3: [], libraryId: null },
    createdAt: AT.toISOString(),
  })
  return id
}

async function person(login: string, operationId: string, roles: Role[], compartments: Compartment[]): Promise<Reader> {
  const id = mintId()
  await insertPerson(db, { id, login, displayName: login, organisation: 'UN' }, AT)
  await setMembership(db, { operationId, personId: id, roles, compartments })
  const reader = await readerOf(db, id)
  if (reader === undefined) throw new Error('no reader')
  return reader
}

async function countIn(tx: Tx, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)
  return rows[0]?.n ?? -1
}

async function countsOf(scope: Scope): Promise<Record<string, number>> {
  return withReader(db, scope, async (tx) => {
    const counts: Record<string, number> = {}
    for (const table of RECORD_TABLES) counts[table] = await countIn(tx, table)
    return counts
  })
}

beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
  db = fresh.db
  minusca = await operation('minusca')
  unmiss = await operation('unmiss')
  ;[open, crsv] = (await storeSamples(db, minusca, [
    { title: 'Open', actors: ['UPC'], killed: { low: 1, best: 2, high: 3 } },
    {
      title: 'Hidden',
      actors: ['UPC', 'Known by this alone'],
      killed: { low: 0, best: 0, high: 0 },
      marking: restricted(minusca, 'CRSV'),
    },
  ])) as [StoredSample, StoredSample]
  await storeSamples(db, unmiss, [{ title: 'Elsewhere', actors: ['SPLA'], killed: { low: 9, best: 9, high: 9 } }])
  for (const [incidentId, id] of [
    [open.incidentId, mintId()],
    [crsv.incidentId, mintId()],
  ])
    await db
      .insertInto('state_change')
      .values({
        ...{ operation_id: minusca, id: id!, incident_id: incidentId!, from_state: 'reported', to_state: 'duplicate' },
        ...{ reason: 'the same', method: 'human', person_id: null, confirmed_by: null, changed_at: AT },
      })
      .execute()
})
afterAll(() => fresh.drop())

describe('row-level security', () => {
  it('shows Amara, without compartments, the open records of her operation and what hangs on them', async () => {
    const amara = await person('amara', minusca, ['DO'], [])
    const counts = await countsOf(await scopeOf(db, amara, minusca))
    expect(counts).toMatchObject({
      source: 1,
      incident: 1,
      report: 1,
      incident_report: 1,
      involvement: 1,
      harm: 1,
      state_change: 1,
      actor: 1,
    })
  })

  it('shows Bo, who holds CRSV, the restricted ones too', async () => {
    const bo = await person('bo', minusca, ['WPA'], ['CRSV'])
    const counts = await countsOf(await scopeOf(db, bo, minusca))
    expect(counts).toMatchObject({
      incident: 2,
      report: 2,
      incident_report: 2,
      involvement: 3,
      harm: 2,
      state_change: 2,
      actor: 2,
    })
  })

  it('shows Chen of another operation nothing of this one, whatever he asks for', async () => {
    const chen = await person('chen', unmiss, ['DO', 'JMAC'], ['CRSV'])
    const scope = await scopeOf(db, chen, minusca)
    expect(scope.markingNos).toEqual([])
    const counts = await countsOf(scope)
    expect(Object.values(counts)).toEqual(Object.values(counts).map(() => 0))
    const own = await scopeOf(db, chen, unmiss)
    const titles = await withReader(db, own, (tx) => tx.selectFrom('incident').select('title').execute())
    expect(titles).toEqual([{ title: 'Elsewhere' }])
  })

  it('shows who keeps the system, and nothing more, no content', async () => {
    const dana = await person('dana', minusca, ['ADM'], ['CRSV'])
    expect((await scopeOf(db, dana, minusca)).markingNos).toEqual([])
  })

  it('shows nothing of any table without settings', async () => {
    await db.transaction().execute(async (tx) => {
      await sql`set local role eirene_reader`.execute(tx)
      for (const table of [...RECORD_TABLES, 'marking', 'operation', 'saved_view'])
        expect([table, await countIn(tx, table)]).toEqual([table, 0])
    })
  })

  it('shows nothing after the transaction of a reader ended: the settings do not stay on the connection', async () => {
    const bo = await readerOf(
      db,
      (await db.selectFrom('person').select('id').where('login', '=', 'bo').executeTakeFirstOrThrow()).id,
    )
    const scope = await scopeOf(db, bo!, minusca)
    await db.connection().execute(async (connection) => {
      await withReader(connection, scope, (tx) => countIn(tx, 'incident'))
      const { rows } = await sql<{ markings: string; role: string }>`
        select coalesce(current_setting('eirene.markings', true), '') as markings, current_user as role`.execute(
        connection,
      )
      expect(rows[0]?.markings).toBe('')
      expect(rows[0]?.role).not.toBe('eirene_reader')
      await connection.transaction().execute(async (tx) => {
        await sql`set local role eirene_reader`.execute(tx)
        expect(await countIn(tx, 'incident')).toBe(0)
      })
    })
  })

  it('covers every table that the reader may select from', async () => {
    const { rows } = await sql<{ table: string; secured: boolean }>`
      select c.relname as "table", c.relrowsecurity as secured from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      where c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege('eirene_reader', c.oid, 'select')`.execute(db)
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.filter((row) => !row.secured)).toEqual([])
  })

  it('keeps people, passwords, sessions and the log of access out of the reader’s reach', async () => {
    for (const table of [
      'person',
      'clearance',
      'membership',
      'invitation',
      'session',
      'access_event',
      'schema_migration',
    ])
      await expect(
        withReader(db, { operationId: minusca, markingNos: [0, 1], personId: null }, (tx) => countIn(tx, table)),
      ).rejects.toMatchObject({ code: '42501' })
  })

  it('takes settings as text and never as commands', async () => {
    const nasty = "x'; reset role; select '"
    await expect(
      withReader(db, { operationId: nasty, markingNos: [], personId: null }, (tx) => countIn(tx, 'incident')),
    ).rejects.toMatchObject({ code: '22P02' })
  })
})

describe('a writer', () => {
  it('may write into a compartment that they cannot read, twice, and never sees it', async () => {
    const numbers = await db.selectFrom('marking').selectAll().where('operation_id', '=', minusca).execute()
    const closed = numbers.find((row) => row.compartments.includes('CRSV'))!
    const ama = await person('ama', minusca, ['OBS'], [])
    const scope = await scopeOf(db, ama, minusca)
    const source = await db
      .selectFrom('source')
      .select('id')
      .where('operation_id', '=', minusca)
      .executeTakeFirstOrThrow()
    const id = mintId()
    const send = (): Promise<unknown> =>
      withReader(db, scope, (tx) =>
        tx
          .insertInto('report')
          .values({
            ...{ operation_id: minusca, id, marking_no: closed.marking_no, source_id: source.id, import_id: null },
            ...{ type: 'PATREP', title: 'From a patrol', body: '', language: 'en', originated_at: null },
            ...{ reliability: 'B', credibility: 2, origin_key: null, dataset: null, release: null, external_id: null },
            ...{ row_no: null, original: null, content_hash: null, method: 'human', person_id: ama.personId },
            ...{ recorded_at: AT, supersedes_id: null, superseded_by_import: null },
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      )
    await send()
    await send()
    const seen = await withReader(db, scope, (tx) =>
      tx.selectFrom('report').select('id').where('id', '=', id).execute(),
    )
    expect(seen).toEqual([])
    expect(await db.selectFrom('report').select('id').where('id', '=', id).execute()).toHaveLength(1)
  })

  it('may not write into another operation', async () => {
    const scope = { operationId: minusca, markingNos: [0], personId: null }
    await expect(
      withReader(db, scope, (tx) =>
        tx
          .insertInto('actor')
          .values({ operation_id: unmiss, id: mintId(), name: 'Smuggled', kind: 'unknown', parent_id: null })
          .execute(),
      ),
    ).rejects.toMatchObject({ code: '42501' })
  })

  it('may neither delete nor rewrite a record (N8)', async () => {
    const scope = await scopeOf(db, await person('eve', minusca, ['DO', 'JMAC', 'HOM', 'ADM'], ['CRSV']), minusca)
    for (const table of RECORD_TABLES) {
      await expect(
        withReader(db, scope, (tx) => sql`delete from ${sql.table(table)}`.execute(tx)),
        `delete from ${table}`,
      ).rejects.toMatchObject({ code: '42501' })
      await expect(
        withReader(db, scope, (tx) => sql`update ${sql.table(table)} set operation_id = operation_id`.execute(tx)),
        `update ${table}`,
      ).rejects.toMatchObject({ code: '42501' })
    }
    const { rows } = await sql<{ grant: string }>`
      select table_name || '.' || column_name as "grant" from information_schema.column_privileges
      where grantee = 'eirene_reader' and privilege_type = 'UPDATE' and table_name = any(${[...RECORD_TABLES]})
      order by 1`.execute(db)
    // What may move on: the verification state of an incident, the release of a situation report with what then leaves.
    // Nothing that was said.
    expect(rows.map((row) => row.grant)).toEqual([
      'incident.state',
      'sitrep.released_at',
      'sitrep.released_by',
      'sitrep.released_content',
      'sitrep.state',
    ])
  })
})

describe('a reader', () => {
  it('is built from clearances and memberships, and is nobody when disabled', async () => {
    const fay = await person('fay', minusca, ['HRO', 'JMAC'], ['TIP', 'CRSV'])
    await setClearance(db, fay.personId, 'NATO', 'NATO RESTRICTED')
    await setMembership(db, { operationId: unmiss, personId: fay.personId, roles: ['RES'], compartments: [] })
    expect(await readerOf(db, fay.personId)).toEqual({
      personId: fay.personId,
      organisation: 'UN',
      clearances: { NATO: 'NATO RESTRICTED' },
      memberships: [
        { operationId: minusca, realm: 'LIVE', roles: ['JMAC', 'HRO'], compartments: ['CRSV', 'TIP'] },
        { operationId: unmiss, realm: 'LIVE', roles: ['RES'], compartments: [] },
      ],
    })
    await db.updateTable('person').set({ disabled_at: AT }).where('id', '=', fay.personId).execute()
    expect(await readerOf(db, fay.personId)).toBeUndefined()
  })
})
