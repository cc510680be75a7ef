import type { Operation } from '@eirene/domain/operation'
import type { FieldReport, ReportReceipt } from '@eirene/domain/report'
import { openDb, type Db } from '@eirene/store/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { openFrailLine, type FrailLine } from '../db/testing/index.ts'
import { verifyLedger } from '../ledger/index.ts'
import { createOperation } from '../operation/index.ts'
import { sampleReport } from './testing/index.ts'

const PATH = '/v1/operations/line/field-reports'

let line: FrailLine
let server: TestServer
/** The same database without the frail way. */
let direct: Db
let operation: Operation
let observer: TestPerson

beforeAll(async () => {
  line = await openFrailLine(inject('databaseUrl'))
  server = await openTestServer(line.url)
  const url = new URL(inject('databaseUrl'))
  url.pathname = new URL(server.databaseUrl).pathname
  direct = openDb({ url: url.toString(), maxConnections: 2 })
  operation = await createOperation(server.db, { slug: 'line', timeZone: 'UTC' }, server.now())
  observer = await server.person('observer', [{ operationId: operation.id, roles: ['OBS'] }])
  // Markings, sources and the session are known after the first.
  await mustSend([sampleReport()])
})
afterAll(async () => {
  await direct.destroy()
  await server.close()
  await line.close()
})

function send(reports: readonly FieldReport[]) {
  return observer.send('POST', PATH, { reports })
}

async function mustSend(reports: readonly FieldReport[]): Promise<readonly ReportReceipt[]> {
  const reply = await send(reports)
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json<{ receipts: ReportReceipt[] }>().receipts
}

/** How many of these are stored, with how many incidents behind them. */
async function stored(reports: readonly FieldReport[]): Promise<readonly [reports: number, incidents: number]> {
  const { rows } = await sql<{ reports: number; incidents: number }>`
    select count(distinct r.id)::int as reports, count(l.incident_id)::int as incidents from report r
    left join incident_report l on l.operation_id = r.operation_id and l.report_id = r.id
    where r.operation_id = ${operation.id} and r.id = any(${reports.map((report) => report.id)}::uuid[])`.execute(
    direct,
  )
  return [rows[0]?.reports ?? 0, rows[0]?.incidents ?? 0]
}

async function faults() {
  return (await verifyLedger(direct, operation)).faults
}

/** What a device is told, and does: the answer says to try again; the same reports are sent until there is a receipt. */
async function expectRefusedThenKeptOnce(
  reports: readonly FieldReport[],
  refused: Awaited<ReturnType<typeof send>>,
): Promise<ReportReceipt['outcome']> {
  expect(refused.statusCode).toBe(503)
  expect(refused.json()).toMatchObject({
    type: 'environment.database_unreachable',
    title: expect.stringContaining('Try again'),
  })
  const [kept] = await stored(reports)
  expect([0, reports.length]).toContain(kept)
  const again = await mustSend(reports)
  const expected = kept === 0 ? 'stored' : 'already_stored'
  expect(again.map((receipt) => receipt.outcome)).toEqual(reports.map(() => expected))
  expect(await stored(reports)).toEqual([reports.length, reports.length])
  const third = await mustSend(reports)
  expect(third).toEqual(again.map((receipt) => ({ ...receipt, outcome: 'already_stored' })))
  return expected
}

describe('a connection to the database that is lost while a batch is stored', () => {
  it('between any two statements: refused in words, nothing half, and kept once when sent again', async () => {
    await server.settled()
    line.cutNext({ at: Number.MAX_SAFE_INTEGER, when: 'before' })
    await mustSend([sampleReport(), sampleReport()])
    const { statements } = line.seen()
    expect(statements).toBeGreaterThan(8)
    for (const when of ['before', 'after'] as const)
      for (let at = 1; at <= statements; at++) {
        await server.settled()
        const reports = [sampleReport(), sampleReport(), sampleReport()]
        line.cutNext({ at, when })
        const refused = await send(reports)
        expect(line.seen(), `${when} ${at} of ${statements}`).toEqual({ statements: at, isCut: true })
        const became = await expectRefusedThenKeptOnce(reports, refused)
        // Only where the answer to the commit was lost, the reports were there although nobody could say so.
        expect(became).toBe(when === 'after' && at === statements ? 'already_stored' : 'stored')
      }
    expect(await faults()).toEqual([])
  })

  it('because its backend was ended while it waited for the ledger', async () => {
    const reports = [sampleReport(), sampleReport()]
    const [refused] = await direct.transaction().execute(async (tx) => {
      await sql`select from ledger_head where operation_id = ${operation.id} for update`.execute(tx)
      const answer = send(reports)
      await endWaiting(tx)
      return [await answer]
    })
    expect(await expectRefusedThenKeptOnce(reports, refused)).toBe('stored')
    expect(await faults()).toEqual([])
  })

  it('answers each writer what is true of their reports, and those that waited behind the lost batch are stored', async () => {
    const second = await server.person('second', [{ operationId: operation.id, roles: ['TL'] }])
    const [mine, theirs, later] = [[sampleReport()], [sampleReport()], [sampleReport()]]
    const answers = await direct.transaction().execute(async (tx) => {
      await sql`select from ledger_head where operation_id = ${operation.id} for update`.execute(tx)
      const both = [send(mine), second.send('POST', PATH, { reports: theirs })].map(async (reply) => await reply)
      const pid = await waitingBackend(tx)
      const behind = Promise.resolve(send(later))
      await sql`select pg_terminate_backend(${pid})`.execute(tx)
      return { both, behind }
    })
    const lost = await Promise.all(answers.both)
    // The second writer may have come too late for the batch that was lost.
    expect(lost.map((reply) => reply.statusCode)).toContain(503)
    expect((await answers.behind).statusCode).toBe(200)
    for (const [reply, reports] of [
      [lost[0], mine],
      [lost[1], theirs],
    ] as const)
      expect(await stored(reports)).toEqual(reply?.statusCode === 503 ? [0, 0] : [1, 1])
    for (const [person, reports] of [
      [observer, mine],
      [second, theirs],
    ] as const) {
      expect((await person.send('POST', PATH, { reports })).statusCode).toBe(200)
      expect(await stored(reports)).toEqual([1, 1])
    }
    expect(await stored(later)).toEqual([1, 1])
    expect(await faults()).toEqual([])
  })
})

/** The backend that waits for a lock of this transaction. Asks until there is one. */
async function waitingBackend(tx: Db): Promise<number> {
  for (;;) {
    // Within a transaction the activity is read once and kept.
    await sql`select pg_stat_clear_snapshot()`.execute(tx)
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`.execute(tx)
    if (rows[0] !== undefined) return rows[0].pid
  }
}

async function endWaiting(tx: Db): Promise<void> {
  await sql`select pg_terminate_backend(${await waitingBackend(tx)})`.execute(tx)
}
