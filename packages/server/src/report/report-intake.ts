import { setTimeout } from 'node:timers/promises'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import type { ReportCodes, ReportReceipt } from '@eirene/domain/report'
import type { Writer } from '@eirene/store/access'
import { faultCodeOf, openLane, refreshStatistics, type Db, type Lane } from '@eirene/store/db'
import { problemOf } from '../edge/index.ts'
import type { PreparedReport } from './prepare-report.ts'
import { storeReports, type KnownIds, type Outcome, type WaitingReport } from './store-reports.ts'

/** How long the next batch waits for those who were just answered. */
const GATHER_MS = 2

/** Reports that one transaction takes at most. */
const BATCH_REPORTS = 500

interface Queued extends WaitingReport {
  readonly settle: (receipt: ReportReceipt) => void
  readonly fail: (error: unknown) => void
}

/** What waits for one operation. */
interface Line {
  readonly operation: Operation
  readonly waiting: Queued[]
  readonly known: KnownIds
  isRunning: boolean
  /** Reports answered since the server started. */
  answered: number
}

/** The queue before the store: reports of all writers of an operation that arrive together are committed together. */
export interface ReportIntake {
  /**
   * Resolves once the report is durable, or refused. Safe to repeat. Rejects with the Problem when its writer may not write
   * (any more) or the database is out of reach: then nothing of it is stored.
   */
  readonly receive: (operation: Operation, writer: Writer, prepared: PreparedReport) => Promise<ReportReceipt>
  /** Ends its connection to the database after what is being stored. */
  readonly close: () => Promise<void>
}

export interface IntakeDeps {
  readonly db: Db
  readonly clock: () => Date
  readonly codes: ReportCodes
}

interface LineDeps extends IntakeDeps {
  readonly lane: Lane
}

/**
 * Opens the queue. While a transaction runs, reports gather for the next: one commit, one link of the ledger and one notice for
 * all of them. A report that the database refuses falls out alone: its batch is stored one by one then.
 */
export function openReportIntake(given: IntakeDeps): ReportIntake {
  const deps = { ...given, lane: openLane(given.db) }
  const lines = new Map<string, Line>()
  return {
    receive: (operation, writer, prepared) =>
      new Promise((resolve, reject) => {
        const line = lines.get(operation.id) ?? newLine(operation)
        lines.set(operation.id, line)
        line.waiting.push({ writer, prepared, settle: resolve, fail: reject })
        if (!line.isRunning) void run(deps, line)
      }),
    close: deps.lane.close,
  }
}

function newLine(operation: Operation): Line {
  const known = { markingNos: new Map(), sources: new Map(), actors: new Map() }
  return { operation, waiting: [], known, isRunning: false, answered: 0 }
}

/** Empties a line, batch after batch. Never rejects: each report has its own answer. */
async function run(deps: LineDeps, line: Line): Promise<void> {
  line.isRunning = true
  try {
    // What arrives in the same turn of the event loop goes into the same batch.
    await new Promise(setImmediate)
    for (let batch = nextBatch(line.waiting); batch.length > 0; batch = nextBatch(line.waiting)) {
      await takeBatch(deps, line, batch)
      // Who was answered often sends the next at once: without this pause, half of them would always miss the batch.
      if (batch.length > 1) await setTimeout(GATHER_MS)
    }
  } finally {
    line.isRunning = false
  }
}

/** Stores a batch, and has the tables counted whenever ten times as many reports have come as at the time before. */
async function takeBatch(deps: LineDeps, line: Line, batch: readonly Queued[]): Promise<void> {
  await storeBatch(deps, line, batch)
  const before = line.answered
  line.answered += batch.length
  if (Math.floor(Math.log10(line.answered)) === Math.floor(Math.log10(before))) return
  // Its failure costs speed and nothing else; a database that is out of reach tells the next batch.
  await refreshStatistics(deps.db, line.operation.id).catch(() => undefined)
}

/** Takes reports from the front; one whose id, or whose corrected report, is in the batch already waits for the next. */
function nextBatch(waiting: Queued[]): readonly Queued[] {
  const batch: Queued[] = []
  const later: Queued[] = []
  const touched = new Set<string>()
  for (const one of waiting.splice(0, BATCH_REPORTS)) {
    const { id, correctsId } = one.prepared.report
    const ids = correctsId === null ? [id] : [id, correctsId]
    if (ids.some((it) => touched.has(it))) later.push(one)
    else batch.push(one)
    for (const it of ids) touched.add(it)
  }
  waiting.unshift(...later)
  return batch
}

async function storeBatch(deps: LineDeps, line: Line, batch: readonly Queued[]): Promise<void> {
  const tools = { ...deps, codeListVersion: deps.codes.version, known: line.known }
  let outcomes: readonly Outcome[]
  try {
    outcomes = await storeReports(tools, line.operation, batch)
  } catch (error) {
    const isAboutOne = problemOf(error)?.code.startsWith('environment.') !== true
    const [only, ...others] = batch
    if (isAboutOne && others.length > 0) {
      for (const one of batch) await storeBatch(deps, line, [one])
      return
    }
    if (only !== undefined) answerFailed(only, error)
    for (const one of others) one.fail(error)
    return
  }
  batch.forEach((one, n) => {
    const outcome = outcomes[n]
    if (outcome instanceof Problem) one.fail(outcome)
    else if (outcome !== undefined) one.settle(outcome)
  })
}

/** SQLSTATE class of values that the database cannot take. */
const VALUE_REFUSED = '22'

/** A value that the database cannot hold is the report's fault, and said so; everything else is not. */
function answerFailed(one: Queued, error: unknown): void {
  if (faultCodeOf(error)?.startsWith(VALUE_REFUSED) !== true) {
    one.fail(error)
    return
  }
  one.settle({
    id: one.prepared.report.id,
    outcome: 'refused',
    issues: [
      {
        code: 'report.cannot_be_stored',
        message: 'A value of this report cannot be stored; nothing of it was.',
        path: [],
        remedy: 'Check times and texts for what was pasted, and send it again under the same id.',
        severity: 'error',
      },
    ],
  })
}
