import type { Operation } from '@eirene/domain/operation'
import { verifyProof } from '@eirene/domain/ledger'
import type { FieldReport, OwnFieldReport, ReportReceipt } from '@eirene/domain/report'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { verifyLedger } from '../ledger/index.ts'
import { createOperation } from '../operation/index.ts'
import { sampleReport } from './testing/index.ts'

const PATH = '/v1/operations/clock/field-reports'
const MINUTE_MS = 60_000

let server: TestServer
let operation: Operation
let observer: TestPerson

beforeEach(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operation = await createOperation(server.db, { slug: 'clock', timeZone: 'UTC' }, server.now())
  observer = await server.person('observer', [{ operationId: operation.id, roles: ['OBS'] }])
})
afterEach(() => server.close())

type Stored = Extract<ReportReceipt, { readonly outcome: 'stored' | 'already_stored' }>

async function send(report: FieldReport, person = observer): Promise<Stored> {
  const reply = await person.send('POST', PATH, { reports: [report] })
  expect(reply.statusCode, reply.body).toBe(200)
  const [receipt] = reply.json<{ receipts: ReportReceipt[] }>().receipts
  if (receipt === undefined || receipt.outcome === 'refused') throw new Error(JSON.stringify(receipt))
  expect(verifyProof(receipt.proof)).toBe(true)
  return receipt
}

async function ownIds(): Promise<readonly string[]> {
  const reply = await observer.get(`${PATH}/own`)
  return reply.json<{ reports: OwnFieldReport[] }>().reports.map(({ receipt }) => receipt.id)
}

/** The chain fits, its links follow the order of arrival, and each report sent again has the receipt of its first time. */
async function expectInOrder(arrived: readonly (readonly [FieldReport, Stored])[]): Promise<void> {
  const numbers = arrived.map(([, receipt]) => receipt.proof.linkNo)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const [report, receipt] of arrived) expect(await send(report)).toEqual({ ...receipt, outcome: 'already_stored' })
  expect((await verifyLedger(server.db, operation)).faults).toEqual([])
}

describe('a clock that stands still', () => {
  it('leaves the order of reports to the chain, and each its own receipt', async () => {
    const arrived: (readonly [FieldReport, Stored])[] = []
    for (let n = 0; n < 6; n++) {
      const report = sampleReport({ title: `report ${n}` })
      arrived.push([report, await send(report)])
    }
    expect(new Set(arrived.map(([, receipt]) => receipt.recordedAt))).toEqual(new Set([server.now().toISOString()]))
    await expectInOrder(arrived)
    const own = await ownIds()
    expect([...own].sort()).toEqual(arrived.map(([{ id }]) => id).sort())
    expect(await ownIds()).toEqual(own)
  })
})

describe('a clock that is set back', () => {
  it('breaks no chain: what comes later follows, under the earlier time, and corrections still take their place', async () => {
    const first = sampleReport({ title: 'before' })
    const arrived: (readonly [FieldReport, Stored])[] = [[first, await send(first)]]
    server.wait(-2 * MINUTE_MS)
    const second = sampleReport({ title: 'after' })
    arrived.push([second, await send(second)])
    const correction = sampleReport({ title: 'corrected', correctsId: first.id })
    arrived.push([correction, await send(correction)])
    const times = arrived.map(([, receipt]) => receipt.recordedAt)
    expect(times[1]).toBe(server.now().toISOString())
    expect(String(times[1]) < String(times[0])).toBe(true)
    await expectInOrder(arrived)
  })

  it('by some minutes ends no session; by more ends all, since nobody can say how long they lasted', async () => {
    const stays = await server.person('stays', [{ operationId: operation.id, roles: ['OBS'] }])
    server.wait(-4 * MINUTE_MS)
    expect((await stays.get('/v1/session')).statusCode).toBe(200)
    const board = await server.person('board', [{ operationId: operation.id, roles: ['DO'] }], {
      wallboardOf: operation.id,
    })
    server.wait(-365 * 24 * 60 * MINUTE_MS)
    for (const person of [stays, board, observer])
      expect((await person.get('/v1/operations/clock/incidents')).statusCode).toBe(401)
    const refused = await observer.send('POST', PATH, { reports: [sampleReport()] })
    expect([refused.statusCode, refused.json()]).toMatchObject([401, { type: 'access.sign_in_needed' }])
    // Not even once the clock is right again.
    server.wait(365 * 24 * 60 * MINUTE_MS)
    expect((await stays.get('/v1/session')).statusCode).toBe(401)
  })

  it('lets people in again under the earlier time, for as long as ever and no longer', async () => {
    server.wait(-365 * 24 * 60 * MINUTE_MS)
    const again = await server.person('again', [{ operationId: operation.id, roles: ['OBS'] }])
    expect((await again.get('/v1/session')).statusCode).toBe(200)
    const refused = await again.send('POST', PATH, { reports: [sampleReport()] })
    // What happened in the time that the clock went back over lies ahead of it: refused in words until it is set right.
    expect(refused.json()).toMatchObject({ receipts: [{ outcome: 'refused', issues: [{ code: 'time.future' }] }] })
    server.wait(12 * 60 * MINUTE_MS + MINUTE_MS)
    expect((await again.get('/v1/session')).statusCode).toBe(401)
  })
})
