import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { SESSION_PATH, type SessionView } from '@eirene/domain/access'
import { sampleReport } from '../packages/server/src/report/testing/index.ts'
import { dataDirectory, memoryMib, processesOf, signIn, startProgram, type Program } from './program.ts'
import { addThirds, spread, type Benchmark, type Report } from './report.ts'

/** How long the load lasts; with `--quick` two minutes. EIRENE_BENCH_MINUTES names another number. */
const MINUTES = Number(process.env['EIRENE_BENCH_MINUTES'] ?? 60)
const QUICK_MINUTES = 2
/** The load of each second, below what one address may ask a minute. */
const REPORTS_PER_S = 20
const SCREENS = 50
const PICTURE_EVERY_S = 5
const LOOK_EVERY_S = 10

interface Sample {
  readonly minute: number
  readonly serverMib: number
  readonly databaseMib: number
}

/** Whether a process is one of PostgreSQL's. */
function isDatabase(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}

function look(program: Program, startMs: number): Sample {
  const pids = processesOf(program)
  return {
    minute: (performance.now() - startMs) / 60_000,
    serverMib: memoryMib(pids.filter((pid) => !isDatabase(pid))),
    databaseMib: memoryMib(pids.filter(isDatabase)),
  }
}

/** By how much a figure grows an hour: the slope of the straight line of least squares, in `unit`/h. */
function growthPerHour(samples: readonly Sample[], figure: (sample: Sample) => number): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length
  const [minute, value] = [mean((one) => one.minute), mean(figure)]
  const covariance = mean((one) => (one.minute - minute) * (figure(one) - value))
  const variance = mean((one) => (one.minute - minute) ** 2)
  return (covariance / variance) * 60
}

/** A screen that stays open and reads what comes. */
function openScreen(program: Program, headers: Readonly<Record<string, string>>): () => void {
  const call = request(`${program.address}/v1/operations/unmor/live`, { headers }, (reply) => reply.resume())
  // Ended with the benchmark.
  call.on('error', () => undefined)
  call.end()
  return () => {
    call.destroy()
  }
}

async function ask(program: Program, path: string, init: RequestInit): Promise<void> {
  const reply = await fetch(`${program.address}${path}`, init)
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text.slice(0, 200)}`)
}

/** Reports at a steady rate, pictures and counts in between, until the time is over. */
async function load(
  program: Program,
  headers: Readonly<Record<string, string>>,
  minutes: number,
): Promise<{ readonly samples: readonly Sample[]; readonly reports: number }> {
  const session = (await (await fetch(`${program.address}${SESSION_PATH}`, { headers })).json()) as SessionView // its contract
  const writing = { ...headers, 'x-eirene-csrf': session.csrfToken, 'content-type': 'application/json' }
  const startMs = performance.now()
  const samples: Sample[] = [look(program, startMs)]
  let reports = 0
  for (let second = 1; second <= minutes * 60; second++) {
    const at = new Date(Date.now() - 60_000).toISOString()
    const body = Array.from({ length: REPORTS_PER_S }, () =>
      sampleReport({ occurred: { from: at, to: null, precision: 'minute' }, writtenAt: at }),
    )
    await ask(program, '/v1/operations/unmor/field-reports', {
      method: 'POST',
      headers: writing,
      body: JSON.stringify({ reports: body }),
    })
    reports += body.length
    if (second % PICTURE_EVERY_S === 0) {
      await ask(program, '/v1/operations/unmor/columns', { headers })
      await ask(program, '/v1/operations/unmor/inbox?queue=none', { headers })
    }
    if (second % LOOK_EVERY_S === 0) samples.push(look(program, startMs))
    await pause(Math.max(0, second * 1000 - (performance.now() - startMs)))
  }
  return { samples, reports }
}

function addFigures(report: Report, samples: readonly Sample[]): void {
  const third = Math.ceil(samples.length / 3)
  for (const [who, figure] of [
    ['server', (sample: Sample) => sample.serverMib],
    ['database', (sample: Sample) => sample.databaseMib],
  ] as const) {
    addThirds(report, { what: `${who} (PSS)`, values: samples.map(figure), unit: 'MiB' })
    // Caches and the pages of the database fill in the first third.
    const settled = samples.slice(third)
    report.add({
      what: `${who}, growth after the first third`,
      values: [growthPerHour(settled, figure)],
      unit: 'MiB/h',
    })
  }
}

/** Memory of the real program under a steady load of reports, open screens and pictures: whether it comes to rest. */
export const benchmark: Benchmark = {
  name: 'memory',
  async run(report) {
    const folder = dataDirectory()
    try {
      const program = await startProgram(folder.path)
      try {
        const headers = await signIn(program, 'duty')
        const closes = Array.from({ length: SCREENS }, () => openScreen(program, headers))
        const minutes = report.isQuick ? QUICK_MINUTES : MINUTES
        const { samples, reports } = await load(program, headers, minutes)
        for (const close of closes) close()
        addFigures(report, samples)
        const { max } = spread(samples.map(({ serverMib, databaseMib }) => serverMib + databaseMib))
        report.note(
          `${reports.toLocaleString('en')} reports in ${Math.round(samples.at(-1)?.minute ?? 0)} minutes, ${SCREENS} open screens, ` +
            `a picture every ${PICTURE_EVERY_S} s; together at most ${max.toFixed(0)} MiB`,
        )
      } finally {
        await program.stop()
      }
    } finally {
      folder.remove()
    }
  },
}
