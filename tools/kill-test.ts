// npm run test:kill -- --cycles 40 [--seed N]
// Starts the real program on a data directory of its own, sends reports from several clients, kills the server, its database
// or both at a random moment in the middle of batches, starts it again, and checks: every acknowledged report is there,
// once, under the proof that it was acknowledged with, and the chain verifies.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ReportReceipt } from '@eirene/domain/report'
import { inspectCluster, openDatabase } from '../packages/server/src/db/index.ts'
import { verifyLedger } from '../packages/server/src/ledger/index.ts'
import { sampleReport } from '../packages/server/src/report/testing/index.ts'
import { listOperations } from '../packages/store/src/operation/index.ts'

const MAIN = join(import.meta.dirname, '..', 'packages', 'server', 'src', 'cli', 'main.ts')
const CLIENTS = 6
const READY_TIMEOUT_MS = 120_000
/** The longest time that load runs before the kill. */
const LOAD_MS = 600
const FIRST_ANSWER_MS = 10_000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

type Stored = Extract<ReportReceipt, { readonly outcome: 'stored' | 'already_stored' }>
type Report = ReturnType<typeof sampleReport>

interface Acknowledged {
  readonly report: Report
  readonly receipt: Stored
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Server {
  readonly child: ChildProcess
  readonly address: string
  readonly output: string
}

async function start(dataDir: string): Promise<Server> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', MAIN, 'start', '--port', '0', '--data', dataDir],
    { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } },
  )
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`not ready after ${READY_TIMEOUT_MS / 1000} s:\n${output}`))
    }, READY_TIMEOUT_MS)
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const ready = /Eirene is ready: (\S+)\n/.exec(output)?.[1]
      if (ready === undefined) return
      clearTimeout(timer)
      resolve(ready)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code ?? 'a signal'}:\n${output}`))
    })
  })
  return { child, address, output }
}

interface Session {
  readonly headers: Readonly<Record<string, string>>
  readonly slug: string
}

async function signIn({ address, output }: Server): Promise<Session> {
  const token = /\(duty\): \S+\/invitation\/(\S+)/.exec(output)?.[1]
  if (token === undefined) throw new Error(`no link in:\n${output}`)
  const reply = await fetch(`${address}/v1/invitations/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: 'lantern orchard quiet seven' }),
  })
  if (!reply.ok) throw new Error(`sign-in: ${reply.status} ${await reply.text()}`)
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const view = (await reply.json()) as { csrfToken: string; operations: { slug: string }[] }
  const slug = view.operations[0]?.slug
  if (slug === undefined) throw new Error('no operation')
  return { slug, headers: { cookie, 'x-eirene-csrf': view.csrfToken, 'content-type': 'application/json' } }
}

async function send(address: string, session: Session, reports: readonly Report[]): Promise<readonly ReportReceipt[]> {
  const reply = await fetch(`${address}/v1/operations/${session.slug}/field-reports`, {
    method: 'POST',
    headers: session.headers,
    body: JSON.stringify({ reports }),
  })
  if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`)
  return ((await reply.json()) as { receipts: ReportReceipt[] }).receipts
}

/** Sends until the connection breaks or the server refuses; notes what was acknowledged, and what was sent and not. */
async function client(
  server: Server,
  session: Session,
  random: () => number,
  notes: { readonly acknowledged: Acknowledged[]; readonly open: Report[] },
): Promise<void> {
  for (;;) {
    const reports = Array.from({ length: 1 + Math.floor(random() * 8) }, () => sampleReport())
    try {
      const receipts = await send(server.address, session, reports)
      receipts.forEach((receipt, n) => {
        const report = reports[n]
        if (receipt.outcome === 'refused' || report === undefined) throw new Error(JSON.stringify(receipt))
        notes.acknowledged.push({ report, receipt })
      })
    } catch {
      notes.open.push(...reports)
      return
    }
  }
}

const VICTIMS = ['server', 'database', 'both'] as const

function hasEnded({ child }: Server): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Kills, and gives the server that answers afterwards: the same one where only its database was killed. */
async function killAndRecover(
  server: Server,
  dataDir: string,
  victim: (typeof VICTIMS)[number],
  session: Session,
): Promise<Server> {
  const { postmasterPid } = inspectCluster(dataDir)
  if (victim !== 'server') {
    if (postmasterPid === null) throw new Error('the process of the database is not known')
    process.kill(postmasterPid, 'SIGKILL')
  }
  if (victim !== 'database') {
    server.child.kill('SIGKILL')
    if (!hasEnded(server)) await once(server.child, 'exit')
    return start(dataDir)
  }
  // The server starts its database again by itself.
  for (const untilMs = performance.now() + READY_TIMEOUT_MS; performance.now() < untilMs;) {
    if (hasEnded(server)) return start(dataDir)
    const answer = await send(server.address, session, [sampleReport()]).catch(() => undefined)
    if (answer !== undefined) return server
    await pause(100)
  }
  throw new Error(`the server did not come back after its database was killed:\n${server.output}`)
}

/** Throws when anything that was acknowledged is not there exactly once, or the chain does not verify. */
async function check(
  server: Server,
  dataDir: string,
  session: Session,
  notes: { readonly acknowledged: readonly Acknowledged[]; readonly open: readonly Report[] },
): Promise<{ readonly links: number; readonly arrived: number }> {
  for (let from = 0; from < notes.acknowledged.length; from += 100) {
    const part = notes.acknowledged.slice(from, from + 100)
    const receipts = await send(
      server.address,
      session,
      part.map((one) => one.report),
    )
    part.forEach(({ report, receipt }, n) => {
      const now = receipts[n]
      const isSame = now?.outcome === 'already_stored' && JSON.stringify(now.proof) === JSON.stringify(receipt.proof)
      if (!isSame) throw new Error(`report ${report.id} was acknowledged and is now ${JSON.stringify(now)}`)
    })
  }
  // What was sent without an answer is sent again, as a device does: stored or already stored, never refused.
  let arrived = 0
  for (let from = 0; from < notes.open.length; from += 100)
    for (const receipt of await send(server.address, session, notes.open.slice(from, from + 100))) {
      if (receipt.outcome === 'refused') throw new Error(`a report sent again was refused: ${JSON.stringify(receipt)}`)
      if (receipt.outcome === 'already_stored') arrived += 1
    }
  const database = await openDatabase({
    dataDir,
    databaseUrl: null,
    verb: 'kill-test',
    maxConnections: 2,
    migrates: false,
  })
  try {
    const wrong = await database.db
      .selectFrom('report as r')
      .leftJoin('incident_report as l', (join) =>
        join.onRef('l.operation_id', '=', 'r.operation_id').onRef('l.report_id', '=', 'r.id'),
      )
      .select('r.id')
      .where('r.method', '=', 'human')
      .where('r.original', 'is not', null)
      .groupBy('r.id')
      .having((eb) => eb.fn.count('l.incident_id'), '<>', 1)
      .execute()
    if (wrong.length > 0)
      throw new Error(`reports with another number of incidents than one: ${wrong.map(({ id }) => id).join(', ')}`)
    let links = 0
    for (const operation of await listOperations(database.db)) {
      const report = await verifyLedger(database.db, operation)
      if (report.faults.length > 0) throw new Error(`the chain does not verify: ${JSON.stringify(report.faults)}`)
      links += report.links
    }
    return { links, arrived }
  } finally {
    await database.close()
  }
}

async function cycle(
  dataDir: string,
  session: Session,
  server: Server,
  random: () => number,
): Promise<{ readonly server: Server; readonly line: string }> {
  const notes = { acknowledged: [] as Acknowledged[], open: [] as Report[] }
  const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? 'both'
  const waitMs = Math.floor(random() * LOAD_MS)
  const clients = Array.from({ length: CLIENTS }, () => client(server, session, random, notes))
  // Not before the first answer: on a slow machine the kill would come before the load.
  for (let ms = 0; notes.acknowledged.length === 0 && ms < FIRST_ANSWER_MS; ms += 10) await pause(10)
  await pause(waitMs)
  const [again] = await Promise.all([killAndRecover(server, dataDir, victim, session), ...clients])
  const { links, arrived } = await check(again, dataDir, session, notes)
  const line =
    `${victim} killed after ${waitMs} ms: ${notes.acknowledged.length} acknowledged, all there once; ` +
    `${notes.open.length} without an answer, ${arrived} of them stored; ${links} links verify`
  return { server: again, line }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { cycles: { type: 'string' }, seed: { type: 'string' } } })
  const cycles = Number(values.cycles ?? '5')
  const seed = Number(values.seed ?? String(process.pid * 7919))
  console.log(`kill -9: ${cycles} cycles, seed ${seed}`)
  const random = randomFrom(seed)
  const home = mkdtempSync(join(tmpdir(), 'eirene-kill-'))
  // Under a closed folder root's database would lie in /var/lib/eirene, and stay there when this folder goes.
  chmodSync(home, 0o755)
  const dataDir = join(home, 'data')
  let server = await start(dataDir)
  try {
    const session = await signIn(server)
    for (let n = 1; n <= cycles; n++) {
      const startedMs = performance.now()
      const done = await cycle(dataDir, session, server, random)
      server = done.server
      console.log(`  ${n}/${cycles} [${((performance.now() - startedMs) / 1000).toFixed(1)} s] ${done.line}`)
    }
    console.log(`${cycles} cycles, seed ${seed}: nothing acknowledged was lost`)
  } finally {
    server.child.kill('SIGTERM')
    if (!hasEnded(server)) await once(server.child, 'exit')
    rmSync(home, { recursive: true, force: true })
  }
}

await main()
