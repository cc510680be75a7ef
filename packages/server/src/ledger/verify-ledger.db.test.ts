import { join } from 'node:path'
import type { Operation } from '@eirene/domain/operation'
import { mintId } from '@eirene/domain/record'
import { findDataset } from '@eirene/domain/report'
import { canonicalJson, contentHash } from '@eirene/domain/ledger'
import { withReader, withSystem, type Tx } from '@eirene/store/db'
import { storeSamples } from '@eirene/store/incident/testing'
import { insertDecision, insertMerge, insertProposal, insertUnmerge } from '@eirene/store/incident'
import { approveRelease, endRelease, insertRelease } from '@eirene/store/release'
import { insertGrade } from '@eirene/store/report'
import { insertActionDone, insertHandover, insertHandoverSignature, insertWatchEntry } from '@eirene/store/situation'
import { hashRecords, LEDGERED, RECORD_KINDS, sealRecords } from '@eirene/store/ledger'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'
import { FILE_LIMITS, importDataset, keepFile, undoImport } from '../report/index.ts'
import { sampleReport } from '../report/testing/index.ts'
import { openLedgers, verifyLedger, type LedgerFault } from './index.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'report')
const PATH = '/v1/operations/sealed/field-reports'

let server: TestServer
let operation: Operation
let observer: TestPerson

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operation = await createOperation(server.db, { slug: 'sealed', timeZone: 'UTC' }, server.now())
  observer = await server.person('observer', [{ operationId: operation.id, roles: ['OBS'] }])
  const duty = await server.person('duty', [{ operationId: operation.id, roles: ['DO', 'JMAC'] }])
  const head = await server.person('chief', [{ operationId: operation.id, roles: ['HOM'] }])
  // Everything that the ledger knows, by the ways on which it comes: reports, a correction, an import and its undoing, a
  // change of state, a situation report and its release.
  const first = sampleReport()
  await observer.send('POST', PATH, { reports: [first, sampleReport({ typeCode: 'SXV-01' }), sampleReport()] })
  await observer.send('POST', PATH, { reports: [sampleReport({ correctsId: first.id })] })
  const tools = { db: server.db, clock: server.now, codes: { version: 'test', has: () => true } }
  const dataset = findDataset('ucdp-ged')!
  const importOf = async (file: string, release: string) =>
    importDataset(tools, {
      ...{ operation, dataset, release, onError: 'keep', personId: duty.id },
      file: await keepFile(server.dataDir, join(FIXTURES, file), file, FILE_LIMITS.fileBytes),
    })
  await importOf(GED, '23.1')
  const { importId } = await importOf(GED, '24.1')
  await undoImport(tools, operation, importId, duty.id)
  await withSystem(server.db, (tx) => changeState(tx, duty.id))
  const drafted = await duty.send('POST', '/v1/operations/sealed/sitreps', {
    fromOn: '2024-03-01',
    toOn: '2024-03-03',
  })
  const { id } = drafted.json<{ status: { id: string } }>().status
  await correct(id, duty, head)
  await withSystem(server.db, (tx) => judge(tx, duty.id, head.id))
  await withSystem(server.db, (tx) => keepWatch(tx, duty.id, head.id))
})
afterAll(() => server.close())

/** Makes the facts of a draft anew, releases it, and corrects it for who was given it, who takes note. */
async function correct(id: string, duty: TestPerson, head: TestPerson): Promise<void> {
  const at = '/v1/operations/sealed/sitreps'
  expect((await duty.send('POST', `${at}/${id}/facts`, { basedOnNo: 0 })).statusCode).toBe(200)
  expect((await head.send('POST', `${at}/${id}/release`)).statusCode).toBe(200)
  expect((await duty.get(`${at}/${id}/document.html`)).statusCode).toBe(200)
  const again = await duty.send('POST', at, { fromOn: '2024-03-01', toOn: '2024-03-03', correctsId: id })
  const correction = again.json<{ status: { id: string } }>().status.id
  expect((await head.send('POST', `${at}/${correction}/release`)).statusCode).toBe(200)
  expect((await duty.send('POST', `${at}/${id}/acknowledgement`)).statusCode).toBe(204)
}

const GED = 'ged231_valid-49.csv'

async function changeState(tx: Tx, personId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from incident where operation_id = ${operation.id} and state = 'received' and superseded_at is null
    order by id limit 1`.execute(tx)
  const incidentId = rows[0]!.id
  const id = mintId()
  await tx
    .insertInto('state_change')
    .values({
      ...{ operation_id: operation.id, id, incident_id: incidentId, from_state: 'received', to_state: 'reported' },
      ...{ reason: 'in scope', method: 'human', person_id: personId, confirmed_by: null, changed_at: server.now() },
    })
    .execute()
  await tx.updateTable('incident').set({ state: 'reported' }).where('id', '=', incidentId).execute()
  await sealRecords(tx, operation.id, [{ kind: 'state_change', id }], server.now())
}

/** A grade, a proposal and its decision, a merge and its undoing. */
async function judge(tx: Tx, first: string, second: string): Promise<void> {
  const at = server.now()
  const { rows: reports } = await sql<{ id: string }>`
    select id from report where operation_id = ${operation.id} and superseded_at is null limit 1`.execute(tx)
  const { rows: incidents } = await sql<{ id: string }>`
    select id from incident where operation_id = ${operation.id} and superseded_at is null limit 2`.execute(tx)
  const [one, other] = incidents.map((row) => row.id)
  const why = { reason: 'as the patrol saw it', personId: first }
  await insertGrade(tx, operation.id, {
    ...{ ...why, id: mintId(), reportId: reports[0]!.id, reliability: 'B', credibility: 2, gradedAt: at },
  })
  const proposalId = mintId()
  const mergeId = mintId()
  const written = [
    await insertProposal(tx, operation.id, {
      ...{ ...why, id: proposalId, incidentId: one!, basis: 'direct_observation', proposedAt: at, atRevision: 0 },
    }),
    await insertDecision(tx, operation.id, {
      ...{ proposalId, outcome: 'declined', reason: 'not enough', personId: second, decidedAt: at },
    }),
    await insertMerge(tx, operation.id, {
      ...{ ...why, id: mergeId, incidentId: one!, intoId: other!, stateBefore: 'reported', mergedAt: at },
    }),
    await insertUnmerge(tx, operation.id, { mergeId, reason: 'two events', personId: second, undoneAt: at }),
  ]
  await sealRecords(tx, operation.id, written, at)
}

/** A flash report, an entry of the watch that is done, a handover that is signed, a release that is approved and withdrawn. */
async function keepWatch(tx: Tx, first: string, second: string): Promise<void> {
  const at = server.now()
  const [by, after] = [
    { personId: first, at },
    { personId: second, at },
  ]
  await sql`
    insert into flash_report (operation_id, id, marking_no, number, precedence, thread_id, incident_id, content, tree, first_word_at, sent_by, sent_at)
    select ${operation.id}, t.id, 0, '2024-03-02/1', 'FLASH', t.id, null, '{"who": null}', '[]', ${at}, ${first}, ${at} from (select ${mintId()}::uuid as id) t`.execute(
    tx,
  )
  const { rows } = await sql<{ id: string }>`select id from flash_report where operation_id = ${operation.id}`.execute(
    tx,
  )
  await sealRecords(tx, operation.id, [{ kind: 'flash_report', id: rows[0]!.id }], at)
  const entryId = mintId()
  const action = { ownerRole: 'DO' as const, dueAt: null }
  await insertWatchEntry(tx, operation.id, { id: entryId, text: 'Ask for the patrol', action }, by)
  await insertActionDone(tx, operation.id, { id: entryId, how: 'asked' }, after)
  const handoverId = mintId()
  await insertHandover(tx, operation.id, { id: handoverId, note: 'A calm night.' }, by)
  await insertHandoverSignature(tx, operation.id, handoverId, after)
  const release = { operationId: operation.id, id: mintId() }
  await insertRelease(tx, {
    ...release,
    markingNo: 0,
    order: { audience: 'open', toWhom: 'everybody', reason: 'monthly figures' },
    content: { operation: { acronym: 'SEALED', realm: 'LIVE' } },
    desk: {},
    digest: 'a'.repeat(64),
    by,
    // What the ledger sees of a release is its row; the shape of its content is proven elsewhere.
  } as unknown as Parameters<typeof insertRelease>[1])
  await approveRelease(tx, release, after)
  await endRelease(tx, { ...release, to: 'withdrawn' }, { ...after, reason: 'a figure was wrong' })
}

const faults = async (): Promise<readonly LedgerFault[]> => (await verifyLedger(server.db, operation)).faults

class Undone extends Error {}

/** What the check says of a tampered database; nothing of the tampering stays. */
async function faultsAfter(tamper: (tx: Tx) => Promise<unknown>): Promise<readonly LedgerFault[]> {
  const found: LedgerFault[] = []
  await server.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await tamper(tx)
      const within = { transaction: () => ({ execute: (act: (tx: Tx) => unknown) => act(tx) }) }
      // A transaction that stands in for the pool: the check sees what was tampered with, and nothing of it is kept.
      found.push(...(await verifyLedger(within as unknown as typeof server.db, operation)).faults)
      throw new Undone()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error
    })
  return found
}

/** Rows that hang on a record and must go before it; null: all of them, where no column names it alone. */
const HANGS_ON: Readonly<Record<string, readonly (readonly [table: string, column: string | null])[]>> = {
  verification_proposal: [['verification_decision', 'proposal_id']],
  incident_merge: [['incident_unmerge', 'merge_id']],
  watch_entry: [['watch_action_done', 'entry_id']],
  handover: [['handover_signature', 'handover_id']],
  correction_notice: [['correction_acknowledgement', null]],
  release: [['release_tombstone', 'release_id']],
}

describe('the ledger', () => {
  it('proves a database that holds every kind of record, written by every way that writes them', async () => {
    const report = await verifyLedger(server.db, operation)
    expect(report.faults).toEqual([])
    expect(report.links).toBeGreaterThan(6)
    const { rows } = await sql<{ kinds: string[] }>`
      select array(select distinct unnest(kinds) from ledger_link order by 1) as kinds`.execute(server.db)
    expect(rows[0]?.kinds).toEqual([...RECORD_KINDS].sort())
  })

  it.each([
    ['report', `body = body || '.'`, /changed after it was sealed/],
    ['report', `recorded_at = recorded_at + interval '1 microsecond'`, /changed/],
    ['report', `original = (original::text || ' ')::json`, /changed/],
    ['observation', `distance_m = 4`, /changed/],
    [
      'incident',
      `lon = coalesce(lon, 0) / 2, lat = coalesce(lat, 0), precision_m = coalesce(precision_m, 5)`,
      /changed/,
    ],
    ['incident', `state = 'verified'`, /changed|state/],
    ['incident', `superseded_at = now()`, /another standing than was sealed: superseded_at/],
    ['state_change', `reason = 'other'`, /changed/],
    ['sitrep', `content = jsonb_set(content, '{language}', '"xx"')`, /changed/],
    ['sitrep', `state = 'edited', released_at = null`, /state "released" → "draft"/],
    ['sitrep', `released_content = jsonb_set(released_content, '{language}', '"xx"')`, /standing.*released_content/],
    ['sitrep_facts', `content = jsonb_set(content, '{language}', '"xx"')`, /changed/],
    ['sitrep_facts', `changes = '{}'`, /changed/],
    ['correction_notice', `told_at = told_at - interval '1 day'`, /changed/],
    ['grade_change', `credibility = 1`, /changed/],
    ['flash_report', `content = '{"who": "x"}'`, /changed/],
    ['release', `number = '9'`, /standing.*number/],
    ['dataset_import', `rows_stored = rows_stored + 1`, /changed/],
  ] as const)('names a %s whose %s was set behind its back', async (table, change, text) => {
    const where = table === 'incident' ? sql`method = 'human' and superseded_at is null` : sql`true`
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(table)} where operation_id = ${operation.id} and ${where}
        ${table === 'report' ? sql`and original is not null` : sql``}
      order by id desc limit 1`.execute(server.db)
    const id = rows[0]!.id
    const found = await faultsAfter((tx) =>
      sql`update ${sql.table(table)} set ${sql.raw(change)} where operation_id = ${operation.id} and id = ${id}`.execute(
        tx,
      ),
    )
    expect(found).toEqual([
      { linkNo: expect.any(Number), record: { kind: table, id }, text: expect.stringMatching(text) },
    ])
  })

  it.each(['harm', 'involvement', 'incident_report'])(
    'names the incident of a changed, new or missing %s',
    async (part) => {
      const { rows } = await sql<{ id: string }>`
      select incident_id as id from ${sql.table(part)} where operation_id = ${operation.id}
      order by incident_id desc limit 1`.execute(server.db)
      const id = rows[0]!.id
      const found = await faultsAfter((tx) =>
        sql`delete from ${sql.table(part)} where operation_id = ${operation.id} and incident_id = ${id}`.execute(tx),
      )
      expect(found.map((fault) => fault.record)).toEqual([{ kind: 'incident', id }])
    },
  )

  it.each(RECORD_KINDS)('names a %s that was deleted', async (kind) => {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(kind)} t where operation_id = ${operation.id}
        ${kind === 'report' ? sql`and not exists (select from observation o where o.report_id = t.id) and not exists (select from grade_change g where g.report_id = t.id)` : sql``}
        ${kind === 'incident' ? sql`and not exists (select from state_change c where c.incident_id = t.id) and not exists (select from verification_proposal p where p.incident_id = t.id) and not exists (select from incident_merge m where t.id in (m.incident_id, m.into_incident_id))` : sql``}
        ${kind === 'sitrep' ? sql`and corrects_id is not null` : sql``}
      order by id limit 1`.execute(server.db)
    const id = rows[0]!.id
    const found = await faultsAfter(async (tx) => {
      for (const [table, column] of HANGS_ON[kind] ?? [])
        await sql`delete from ${sql.table(table)} where operation_id = ${operation.id}
          and ${column === null ? sql`true` : sql`${sql.ref(column)} = ${id}`}`.execute(tx)
      await sql`delete from ${sql.table(kind)} where operation_id = ${operation.id} and id = ${id}`.execute(tx)
    })
    expect(found[0]).toMatchObject({ linkNo: expect.any(Number) as number })
    expect(found).toContainEqual(
      expect.objectContaining({ record: { kind, id }, text: 'is sealed, but the row is not there' }),
    )
  })

  it('names the notice whose acknowledgement was taken away or moved', async () => {
    const { rows } = await sql<{ id: string }>`
      select id from correction_notice where operation_id = ${operation.id}`.execute(server.db)
    for (const change of ['delete from', 'update'])
      expect(
        await faultsAfter((tx) =>
          sql`${sql.raw(change)} correction_acknowledgement ${change === 'update' ? sql`set acknowledged_at = now()` : sql``}
            where operation_id = ${operation.id}`.execute(tx),
        ),
      ).toEqual([
        {
          ...{ linkNo: expect.any(Number), record: { kind: 'correction_notice', id: rows[0]!.id } },
          text: expect.stringMatching(/another standing than was sealed: acknowledged_at "2024/),
        },
      ])
  })

  it('names a row that came from nowhere, after everything that a link can be named for', async () => {
    const found = await faultsAfter((tx) =>
      sql`insert into state_change select (jsonb_populate_record(c, jsonb_build_object('id', ${mintId()}::text,
        'changed_at', c.changed_at - interval '1 hour'))).* from state_change c where operation_id = ${operation.id}`.execute(
        tx,
      ),
    )
    expect(found.at(-1)).toMatchObject({ linkNo: null, text: 'stands in the table, but no link holds it' })
    expect(found.at(-1)?.record?.kind).toBe('state_change')
  })

  it('shows a dictionary of markings that was made more open', async () => {
    const found = await faultsAfter((tx) =>
      sql`update marking set compartments = '{}' where operation_id = ${operation.id} and 'CRSV' = any(compartments)`.execute(
        tx,
      ),
    )
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((fault) => /standing.*marking "LIVE.*CRSV.*→/.test(fault.text))).toBe(true)
  })

  it('names a link that was deleted, at its place or at the end', async () => {
    const second = await faultsAfter((tx) =>
      sql`delete from ledger_link where operation_id = ${operation.id} and link_no = 2`.execute(tx),
    )
    expect(second[0]).toEqual({ linkNo: 2, record: null, text: 'it is missing' })
    const last = await faultsAfter((tx) =>
      sql`delete from ledger_link where operation_id = ${operation.id}
        and link_no = (select link_no from ledger_head h where h.operation_id = ${operation.id})`.execute(tx),
    )
    expect(last.some((fault) => fault.text.includes('the chain ends with link'))).toBe(true)
  })

  it('names links that were exchanged, and one whose records were', async () => {
    const swapped = await faultsAfter(async (tx) => {
      for (const [from, to] of [
        [1, 999],
        [2, 1],
        [999, 2],
      ])
        await sql`update ledger_link set link_no = ${to} where operation_id = ${operation.id} and link_no = ${from}`.execute(
          tx,
        )
    })
    expect(swapped[0]).toEqual({ linkNo: 1, record: null, text: 'it does not follow from the link before it' })
    const turned = await faultsAfter((tx) =>
      sql`update ledger_link set record_ids = record_ids[2:] || record_ids[1:1], content_hashes = content_hashes[2:] || content_hashes[1:1],
        standings = standings[2:] || standings[1:1] where operation_id = ${operation.id} and link_no = 1`.execute(tx),
    )
    expect(turned[0]).toMatchObject({ linkNo: 1, record: null, text: 'its root is not that of its records' })
  })

  it('says so when the whole ledger was taken away', async () => {
    const found = await faultsAfter(async (tx) => {
      await sql`delete from ledger_link where operation_id = ${operation.id}`.execute(tx)
      await sql`delete from ledger_head where operation_id = ${operation.id}`.execute(tx)
    })
    expect(found[0]?.text).toMatch(/records, but no ledger/)
  })

  it('looks at the last links only when asked, and still finds what they hold', async () => {
    const { links, faults: none } = await verifyLedger(server.db, operation, 2)
    expect([links, none]).toEqual([2, []])
  })

  it('names every column of a ledgered table, or says why it leaves one out', async () => {
    for (const kind of RECORD_KINDS) {
      const { rows } = await sql<{ name: string }>`
        select column_name::text as name from information_schema.columns
        where table_schema = 'public' and table_name = ${kind} order by 1`.execute(server.db)
      const { content, standing, leftOut } = LEDGERED[kind]
      const named = [content, standing, leftOut].flatMap((members) => Object.keys(members))
      expect([kind, rows.filter(({ name }) => !named.includes(name))]).toEqual([kind, []])
    }
  })

  it('hashes the canonical JSON of the typed columns, as anybody can compute it', async () => {
    const { rows } = await sql<Record<string, string | null>>`
      select id, incident_id, from_state, to_state, reason, method, person_id, confirmed_by,
        to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as changed_at
      from state_change where operation_id = ${operation.id}`.execute(server.db)
    const [hashed] = await withSystem(server.db, (tx) =>
      hashRecords(tx, operation.id, [{ kind: 'state_change', id: rows[0]!['id']! }]),
    )
    expect(hashed?.contentHash.toString('hex')).toBe(Buffer.from(contentHash(canonicalJson(rows[0]!))).toString('hex'))
  })

  it('hashes texts in every script, quotes and control characters as RFC 8785 writes them', async () => {
    const reason = 'quote " back \\ tab \t line \n bell \u0007 del \u007f عربي 日本 😀 \u2028'
    await withSystem(server.db, async (tx) => {
      const { rows } = await sql<{ hash: Buffer }>`
        select sha256(convert_to(concat('{"reason":', coalesce(to_json(${reason}::text)::text, 'null'), '}'), 'UTF8')) as hash`.execute(
        tx,
      )
      expect(rows[0]?.hash.toString('hex')).toBe(Buffer.from(contentHash(canonicalJson({ reason }))).toString('hex'))
    })
  })
})

describe('sealRecords', () => {
  it('works within a reader’s transaction on a row that this reader may not read, and gives the role back', async () => {
    const scope = { operationId: operation.id, markingNos: [], personId: observer.id }
    const { rows } = await sql<{ id: string }>`
      select id from sitrep where operation_id = ${operation.id} limit 1`.execute(server.db)
    await withReader(server.db, scope, async (tx) => {
      expect(await sealRecords(tx, operation.id, [{ kind: 'sitrep', id: rows[0]!.id }], server.now())).toBeDefined()
      expect((await sql`select current_user as role`.execute(tx)).rows).toEqual([{ role: 'eirene_reader' }])
      expect((await sql`select id from sitrep`.execute(tx)).rows).toEqual([])
    })
    expect(await faults()).toEqual([])
  })

  it('leaves no way to ledger tables to the role that serves people', async () => {
    for (const table of ['ledger_link', 'ledger_head'])
      await expect(
        withReader(server.db, { operationId: operation.id, markingNos: [], personId: null }, (tx) =>
          sql`select * from ${sql.table(table)}`.execute(tx),
        ),
      ).rejects.toMatchObject({ code: '42501' })
  })

  it('refuses to seal a row that is not there', async () => {
    await expect(
      withSystem(server.db, (tx) => sealRecords(tx, operation.id, [{ kind: 'report', id: mintId() }], server.now())),
    ).rejects.toThrow(/not there/)
  })

  it('keeps one chain when many transactions seal at once', async () => {
    const { rows } = await sql<{ id: string }>`
      select id from observation where operation_id = ${operation.id} limit 1`.execute(server.db)
    const before = (await verifyLedger(server.db, operation)).links
    await Promise.all(
      Array.from({ length: 20 }, () =>
        withSystem(server.db, (tx) =>
          sealRecords(tx, operation.id, [{ kind: 'observation', id: rows[0]!.id }], server.now()),
        ),
      ),
    )
    expect(await verifyLedger(server.db, operation)).toMatchObject({ links: before + 20, faults: [] })
  })
})

describe('a ledger that is older than a kind of record', () => {
  it('takes what it holds of that kind in at the start, once, and from then on names what changes', async () => {
    const older = await createOperation(server.db, { slug: 'older-kind', timeZone: 'UTC' }, server.now())
    const officer = await server.person('officer', [{ operationId: older.id, roles: ['DO'] }])
    const order = { fromOn: '2024-03-01', toOn: '2024-03-03' }
    const drafted = await officer.send('POST', '/v1/operations/older-kind/sitreps', order)
    const { id: sitrepId } = drafted.json<{ status: { id: string } }>().status
    // As facts were made anew before they were sealed.
    const facts = {
      operation_id: older.id,
      id: mintId(),
      sitrep_id: sitrepId,
      facts_no: 1,
      content: '{}',
      changes: '{}',
    }
    const made = { person_id: officer.id, made_at: server.now() }
    await server.db
      .insertInto('sitrep_facts')
      .values({ ...facts, ...made })
      .execute()
    const before = await verifyLedger(server.db, older)
    expect(before.faults.map(({ record, text }) => [record, text])).toEqual([
      [{ kind: 'sitrep_facts', id: facts.id }, 'stands in the table, but no link holds it'],
    ])
    await openLedgers(server.db, server.now)
    await openLedgers(server.db, server.now)
    expect(await verifyLedger(server.db, older)).toMatchObject({ links: before.links + 1, faults: [] })
    const { rows } = await sql<{ is_adoption: boolean; kinds: string[] }>`
      select is_adoption, kinds from ledger_link where operation_id = ${older.id} order by link_no desc limit 1`.execute(
      server.db,
    )
    expect(rows).toEqual([{ is_adoption: true, kinds: ['sitrep_facts'] }])
    await sql`update sitrep_facts set content = '{"a": 1}' where id = ${facts.id}`.execute(server.db)
    expect((await verifyLedger(server.db, older)).faults).toMatchObject([
      { record: { id: facts.id }, text: expect.stringMatching(/changed/) },
    ])
  })
})

describe('an operation that is older than its ledger', () => {
  it('has everything taken into its first link, by the start of the server or by its next write', async () => {
    for (const way of ['start', 'write'] as const) {
      const older = await createOperation(server.db, { slug: `older-${way}`, timeZone: 'UTC' }, server.now())
      await storeSamples(server.db, older.id, [{ title: 'one' }, { title: 'two' }])
      expect((await verifyLedger(server.db, older)).faults[0]?.text).toMatch(/4 records, but no ledger/)
      if (way === 'start') await openLedgers(server.db, server.now)
      else {
        const writer = await server.person(`older`, [{ operationId: older.id, roles: ['OBS'] }])
        await writer.send('POST', `/v1/operations/${older.slug}/field-reports`, { reports: [sampleReport()] })
      }
      const { rows } = await sql<{ is_adoption: boolean; n: number }>`
        select is_adoption, cardinality(record_ids) as n from ledger_link where operation_id = ${older.id}
        order by link_no limit 1`.execute(server.db)
      expect(rows).toEqual([{ is_adoption: true, n: 4 }])
      expect(await verifyLedger(server.db, older)).toMatchObject({ faults: [], records: way === 'start' ? 4 : 7 })
    }
  })
})
