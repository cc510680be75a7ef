import type { Operation } from '@eirene/domain/operation'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestServer } from '../app/testing/index.ts'
import { readEnv } from '../config/index.ts'
import type { LedgerReport } from '../ledger/index.ts'
import { createOperation } from '../operation/index.ts'
import { sampleReport } from '../report/testing/index.ts'
import { EXIT } from './exit-code.ts'
import { runCommandLine } from './run.ts'
import { VERBS } from './verbs.ts'

let server: TestServer
let operation: Operation
let links: number

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operation = await createOperation(server.db, { slug: 'sealed', timeZone: 'UTC' }, server.now())
  await createOperation(server.db, { slug: 'fresh', timeZone: 'UTC' }, server.now())
  const observer = await server.person('observer', [{ operationId: operation.id, roles: ['OBS'] }])
  for (let n = 1; n <= 4; n++)
    await observer.send('POST', '/v1/operations/sealed/field-reports', {
      reports: [sampleReport({ title: `report ${n}` })],
    })
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ledger_link where operation_id = ${operation.id}`.execute(server.db)
  links = rows[0]?.n ?? 0
})
afterAll(() => server.close())

/** Runs `eirene ledger ARGS` on the test's database. */
async function ledger(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' }
  const env = readEnv({ EIRENE_DATA: server.dataDir, DATABASE_URL: server.databaseUrl })
  const code = await runCommandLine(['ledger', ...args], VERBS, env, {
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
    clock: server.now,
    signal: new AbortController().signal,
    crash: new Promise<never>(() => undefined),
  })
  return { code, ...printed }
}

async function recordNamed(table: 'report' | 'incident', title: string): Promise<string> {
  const where =
    table === 'report'
      ? sql`title = ${title}`
      : sql`id = (select l.incident_id from incident_report l join report r on r.operation_id = l.operation_id and r.id = l.report_id
          where l.operation_id = ${operation.id} and r.title = ${title})`
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where operation_id = ${operation.id} and ${where}`.execute(server.db)
  const id = rows[0]?.id
  if (id === undefined) throw new Error(`no ${table} ${title}`)
  return id
}

/** Changes the database behind the program's back, lets the check look, and puts everything back as it was. */
async function tampered<T>(tamper: string, mend: string, look: () => Promise<T>): Promise<T> {
  await sql.raw(tamper).execute(server.db)
  try {
    return await look()
  } finally {
    await sql.raw(mend).execute(server.db)
    expect((await ledger('verify')).code).toBe(EXIT.done)
  }
}

describe('eirene ledger verify', () => {
  it('proves a good chain with exit code 0, each operation by its name, one without records too', async () => {
    const { code, out, err } = await ledger('verify')
    expect(code).toBe(EXIT.done)
    expect(out).toMatch(new RegExp(`^sealed: proven \\(${links} links, \\d+ records\\), head [0-9a-f]{64}$`, 'm'))
    expect(out).toMatch(/^fresh: nothing to prove yet$/m)
    expect(err).toContain('Checking sealed…')
  })

  it('says the same as JSON, and nothing else on either stream', async () => {
    const { code, out, err } = await ledger('verify', '--operation', 'sealed', '--json')
    expect([code, err]).toEqual([EXIT.done, ''])
    const { ledgers } = JSON.parse(out) as { ledgers: readonly LedgerReport[] }
    expect(ledgers).toEqual([
      { slug: 'sealed', links, records: expect.any(Number), head: expect.stringMatching(/^[0-9a-f]{64}$/), faults: [] },
    ])
  })

  it('names a row whose content was changed: link, table and id, with exit code 4', async () => {
    const id = await recordNamed('report', 'report 2')
    const set = (title: string): string => `update report set title = '${title}' where id = '${id}'`
    await tampered(set('nothing happened'), set('report 2'), async () => {
      const { code, out } = await ledger('verify')
      expect(code).toBe(EXIT.refused)
      expect(out).toContain(`sealed: DOES NOT FIT (${links} links`)
      expect(out).toContain(`  first: link 2, report ${id}: was changed after it was sealed, in what never changes`)
      expect(out).not.toContain('nothing happened')
      const json = await ledger('verify', '--json')
      expect(json.code).toBe(EXIT.refused)
      const { ledgers } = JSON.parse(json.out) as { ledgers: readonly LedgerReport[] }
      expect(ledgers.find(({ slug }) => slug === 'sealed')?.faults).toEqual([
        { linkNo: 2, record: { kind: 'report', id }, text: expect.any(String) },
      ])
    })
  })

  it('names the column and both values where something was changed that may change', async () => {
    const id = await recordNamed('report', 'report 3')
    const set = (at: string): string => `update report set superseded_at = ${at} where id = '${id}'`
    await tampered(set(`'2024-03-02T10:00:00Z'`), set('null'), async () => {
      const { code, out } = await ledger('verify')
      expect(code).toBe(EXIT.refused)
      expect(out).toContain(`link 3, report ${id}: has another standing than was sealed: superseded_at null →`)
    })
  })

  it('names a row that was deleted', async () => {
    const id = await recordNamed('report', 'report 4')
    const key = `operation_id = '${operation.id}' and`
    const move = `create table taken_observation as select * from observation where ${key} report_id = '${id}';
      create table taken_link as select * from incident_report where ${key} report_id = '${id}';
      create table taken as select * from report where id = '${id}';
      delete from observation where ${key} report_id = '${id}';
      delete from incident_report where ${key} report_id = '${id}';
      delete from report where id = '${id}'`
    const columns = async (table: string): Promise<string> => {
      const { rows } = await sql<{ names: string }>`
        select string_agg(quote_ident(column_name), ', ') as names from information_schema.columns
        where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`.execute(server.db)
      return rows[0]?.names ?? ''
    }
    const back = async (table: string, from: string): Promise<string> => {
      const names = await columns(table)
      return `insert into ${table} (${names}) select ${names} from ${from}; drop table ${from};`
    }
    const mend =
      (await back('report', 'taken')) +
      (await back('incident_report', 'taken_link')) +
      (await back('observation', 'taken_observation'))
    await tampered(move, mend, async () => {
      const { code, out } = await ledger('verify')
      expect(code).toBe(EXIT.refused)
      expect(out).toContain(`link 4, report ${id}: is sealed, but the row is not there`)
    })
  })

  it('names a link that was changed, and the one that no longer follows from it', async () => {
    const turn = (bytes: string): string =>
      `update ledger_link set link_hash = ${bytes} where operation_id = '${operation.id}' and link_no = 2`
    const { rows } = await sql<{ hash: string }>`
      select encode(link_hash, 'hex') as hash from ledger_link where operation_id = ${operation.id} and link_no = 2`.execute(
      server.db,
    )
    const was = rows[0]?.hash ?? ''
    await tampered(turn(`decode('${'ab'.repeat(32)}', 'hex')`), turn(`decode('${was}', 'hex')`), async () => {
      const { code, out } = await ledger('verify')
      expect(code).toBe(EXIT.refused)
      expect(out).toContain('  first: link 2: its hash is not its own')
      expect(out).toContain('  then:  link 3: it does not follow from the link before it')
    })
  })

  it('refuses an operation that is not there, and every other use, in words', async () => {
    const unknown = await ledger('verify', '--operation', 'nowhere')
    expect([unknown.code, unknown.out]).toEqual([EXIT.refused, ''])
    expect(unknown.err).toContain('There is no operation "nowhere". Leave --operation out')
    for (const args of [[], ['prove'], ['verify', 'sealed']]) {
      const { code, err } = await ledger(...args)
      expect([code, err]).toEqual([EXIT.usage, expect.stringContaining('npx eirene ledger verify')])
    }
  })
})
