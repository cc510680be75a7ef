import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Operation } from '@eirene/domain/operation'
import { mintId } from '@eirene/domain/record'
import { insertPerson, setMembership } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { openSession } from '../packages/server/src/access/testing/index.ts'
import { startServer } from '../packages/server/src/app/index.ts'
import { openDatabase } from '../packages/server/src/db/index.ts'
import { verifyLedger } from '../packages/server/src/ledger/index.ts'
import { createOperation } from '../packages/server/src/operation/index.ts'
import { sampleReport } from '../packages/server/src/report/testing/index.ts'
import type { ClientAnswer, ClientOrder } from './intake-clients.ts'
import type { Benchmark, Report } from './report.ts'

type Writer = ClientOrder['writers'][number]

interface Stage {
  readonly db: Db
  readonly address: string
  readonly operation: Operation
  readonly writers: readonly Writer[]
}

const PATH = '/v1/operations/bench/field-reports'

function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? NaN
}

async function clients(order: ClientOrder): Promise<ClientAnswer> {
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/intake-clients.ts', JSON.stringify(order)], {
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(stdout) as ClientAnswer // what the clients wrote
}

async function measureRate(report: Report, stage: Stage, clientCount: number): Promise<void> {
  const [rates, p95s, cpuMs]: [number[], number[], number[]] = [[], [], []]
  for (let run = 0; run < (report.isQuick ? 2 : 7); run++) {
    const requests = report.isQuick ? 1500 : 6000
    const { address, writers } = stage
    const before = process.cpuUsage()
    const answer = await clients({ address, path: PATH, writers, clients: clientCount, perRequest: 1, requests })
    const { user, system } = process.cpuUsage(before)
    rates.push(requests / (answer.totalMs / 1000))
    p95s.push(quantile(answer.latenciesMs, 0.95))
    cpuMs.push((user + system) / 1000)
  }
  report.add({
    what: `${clientCount} clients, one report a request`,
    values: rates,
    unit: 'reports/s',
    bar: '≥ 6,000',
    cpuMs,
  })
  report.add({ what: `${clientCount} clients, p95 from sending to receipt`, values: p95s, unit: 'ms', bar: '≤ 10' })
}

async function measureQueue(report: Report, { address, writers }: Stage): Promise<void> {
  const seconds: number[] = []
  for (let run = 0; run < (report.isQuick ? 3 : 7); run++) {
    const answer = await clients({ address, path: PATH, writers, clients: 1, perRequest: 200, requests: 5 })
    seconds.push(answer.totalMs / 1000)
  }
  report.add({ what: '1,000 queued reports of one device, 5 requests', values: seconds, unit: 's', bar: '≤ 0.6' })
}

/** An open screen: calls back with the ids of the rows that arrive. */
function openScreen(stage: Stage, writer: Writer, arrived: (text: string) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${stage.address}/v1/operations/bench/live`,
      { headers: { cookie: writer.cookie } },
      (reply) => {
        reply.setEncoding('utf8')
        reply.on('data', (chunk: string) => {
          if (chunk.includes('event: opened')) resolve(() => call.destroy())
          else arrived(chunk)
        })
      },
    )
    call.on('error', reject)
    call.end()
  })
}

async function measureLive(report: Report, stage: Stage, screenCount: number): Promise<void> {
  const [writer] = stage.writers
  if (writer === undefined) throw new Error('no writer')
  let expected = ''
  let atMs: number[] = []
  let all: () => void = () => undefined
  const seen = new Set<number>()
  const closes = await Promise.all(
    Array.from({ length: screenCount }, (_, n) =>
      openScreen(stage, writer, (text) => {
        if (expected === '' || seen.has(n) || !text.includes(expected)) return
        seen.add(n)
        atMs.push(performance.now())
        if (seen.size === screenCount) all()
      }),
    ),
  )
  const latencies: number[] = []
  for (let run = 0; run < (report.isQuick ? 5 : 20); run++) {
    const title = `Live ${run} ${mintId()}`
    const place = { point: null, name: title }
    const at = new Date(Date.now() - 60_000).toISOString()
    const body = sampleReport({ title, place, occurred: { from: at, to: null, precision: 'minute' }, writtenAt: at })
    seen.clear()
    atMs = []
    expected = title
    const everywhere = new Promise<void>((resolve) => (all = resolve))
    await fetch(`${stage.address}${PATH}`, {
      method: 'POST',
      headers: { cookie: writer.cookie, 'x-eirene-csrf': writer.csrfToken, 'content-type': 'application/json' },
      body: JSON.stringify({ reports: [body] }),
    })
    const acknowledgedMs = performance.now()
    await everywhere
    latencies.push(...atMs.map((ms) => Math.max(0, ms - acknowledgedMs)))
  }
  for (const close of closes) close()
  report.add({
    what: `from the receipt to ${screenCount} open screens, p99 of ${latencies.length} arrivals`,
    values: [quantile(latencies, 0.99)],
    unit: 'ms',
    bar: '≤ 250',
  })
  report.note(`open screens: median ${quantile(latencies, 0.5).toFixed(0)} ms; screens and server share one process`)
}

async function newWriter(db: Db, operationId: string, n: number): Promise<Writer> {
  const now = new Date()
  const id = mintId()
  await insertPerson(db, { id, login: `writer-${n}`, displayName: `Writer ${n}`, organisation: 'UN' }, now)
  await setMembership(db, { operationId, personId: id, roles: ['OBS'], compartments: [] })
  const { token, csrfToken } = await openSession(
    db,
    { personId: id, method: 'password', device: 'bench', isShared: false, wallboard: null },
    now,
  )
  return { cookie: `eirene=${token}`, csrfToken }
}

/** Reports acknowledged over HTTP, durable, with sign-in, row-level security and ledger; clients in a process of their own. */
export const benchmark: Benchmark = {
  name: 'intake',
  async run(report) {
    const home = mkdtempSync(join(tmpdir(), 'eirene-bench-'))
    const dataDir = join(home, 'data')
    const database = await openDatabase({ dataDir, databaseUrl: null, verb: 'start', maxConnections: 10 })
    const clock = (): Date => new Date()
    const config = {
      ...({ host: '127.0.0.1', port: 0, publicUrl: null, webDir: '/nowhere', dataDir, logLevel: 'warn' } as const),
      requestsPerMinute: 100_000_000,
    }
    const server = await startServer({ config, db: database.db, databaseUrl: database.url, clock })
    try {
      const operation = await createOperation(database.db, { slug: 'bench', timeZone: 'UTC' }, clock())
      const writers: Writer[] = []
      for (let n = 0; n < 16; n++) writers.push(await newWriter(database.db, operation.id, n))
      const stage = { db: database.db, address: server.address, operation, writers }
      for (const count of [8, 16]) await measureRate(report, stage, count)
      await measureQueue(report, stage)
      await measureLive(report, stage, report.isQuick ? 100 : 500)
      const startedMs = performance.now()
      const { faults, links, records } = await verifyLedger(database.db, operation)
      const seconds = (performance.now() - startedMs) / 1000
      if (faults.length > 0) throw new Error(`the chain does not verify: ${JSON.stringify(faults[0])}`)
      report.add({ what: 'ledger verify', values: [records / seconds], unit: 'records/s' })
      report.note(`the chain of ${links} links over ${records} records verifies`)
    } finally {
      await server.close()
      await database.close()
      rmSync(home, { recursive: true, force: true })
    }
  },
}
