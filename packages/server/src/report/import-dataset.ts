import { mintId } from '@eirene/domain/record'
import { Problem } from '@eirene/domain/problem'
import type { Operation } from '@eirene/domain/operation'
import type { Issue } from '@eirene/domain/parse'
import { missingColumns, readContext, recogniseDataset, type Dataset } from '@eirene/domain/report'
import { localDayNo } from '@eirene/domain/time'
import { numberMarkings } from '@eirene/store/access'
import { refreshStatistics, withSystem, type Db, type Tx } from '@eirene/store/db'
import {
  ensureSource,
  finishImport,
  insertImport,
  lockImports,
  notifyImported,
  preferLookups,
  updateImportProgress,
  type ImportCounts,
} from '@eirene/store/report'
import type { KeptFile } from '../storage/index.ts'
import {
  compartmentNumbers,
  importMarkings,
  noteIssue,
  readEvent,
  rejectRow,
  type ImportRun,
  type IncidentCodes,
  type ReadyRow,
} from './import-run.ts'
import { FILE_LIMITS, type FileLimits } from './open-text.ts'
import { openSourceRows, type SourceRows } from './source-rows.ts'
import { sealRun, storeRows } from './store-rows.ts'

/** How far an import is. */
export interface ImportProgress {
  readonly importId: string
  readonly rowsRead: number
  /** Share of the file read, 0 … 1. */
  readonly share: number
  /** Null until it can be told. */
  readonly secondsLeft: number | null
}

export interface ImportRequest {
  readonly operation: Operation
  readonly dataset: Dataset
  readonly release: string
  /** The file, kept already (`keepFile`): its bytes are on disk before any of its records is. */
  readonly file: KeptFile
  readonly onError: 'keep' | 'none'
  /** Null when the command line runs it for nobody in particular. */
  readonly personId: string | null
  readonly mapping?: unknown
  readonly encoding?: string
}

/** What an import works with: given from above, so that tests are exact. */
export interface ImportTools {
  readonly db: Db
  readonly clock: () => Date
  readonly codes: IncidentCodes
  readonly limits?: FileLimits
  /** Called once the act is written down and can be watched. */
  readonly onBegun?: (importId: string) => void
  readonly onProgress?: (progress: ImportProgress) => void
  /** Every issue, also those beyond the first 200 that are kept. */
  readonly onIssue?: (issue: Issue) => void
  /** Ends the import when it fires; nothing of it stays. */
  readonly signal?: AbortSignal
}

export interface ImportOutcome {
  readonly importId: string
  readonly dataset: string
  readonly release: string
  readonly counts: ImportCounts
  /** The first 200. */
  readonly issues: readonly Issue[]
  readonly issueCount: number
}

/** Rows that are compared and written together. */
const BATCH_ROWS = 2_000
/** How often other connections are shown the progress. */
const PROGRESS_EVERY_MS = 1_000

/** Refuses a file whose columns are not the dataset's, and says which dataset's they are. */
function checkColumns(dataset: Dataset, columns: readonly string[], fileName: string): void {
  const missing = missingColumns(dataset, columns)
  if (missing.length === 0) return
  const other = recogniseDataset(columns)
  throw new Problem(
    'import.refused',
    other === undefined
      ? `${fileName} is not ${dataset.name}: it has no column ${missing
          .slice(0, 5)
          .map((name) => `"${name}"`)
          .join(', ')}.`
      : `${fileName} is not ${dataset.name}: its columns are those of ${other.name}.`,
    {
      file: fileName,
      missing,
      recognised: other?.name ?? null,
      remedy:
        other === undefined
          ? 'Choose the dataset that the file is, or describe its columns with "csv --mapping".'
          : `Import it as ${other.name}.`,
    },
  )
}

/**
 * Imports a file as one act: everything in one transaction, so that no other connection ever sees half of it and a crash
 * leaves nothing (docs/adr/0005). Safe to repeat: rows that are stored already are counted as unchanged.
 * Throws Problem 'import.busy', 'import.unreadable', 'import.refused' (on-error none, or nothing readable), 'input.too_large'.
 */
export async function importDataset(tools: ImportTools, request: ImportRequest): Promise<ImportOutcome> {
  const source = await openSourceRows(request.file, request.encoding, tools.limits ?? FILE_LIMITS)
  const startedAt = tools.clock()
  const importId = mintId()
  const run = await newRun(tools, { ...request, fileName: request.file.fileName, importId, startedAt })
  const act = { begun: false }
  try {
    await withSystem(tools.db, async (tx) => {
      await lockImports(tx, request.operation.id)
      await insertImport(tools.db, {
        ...request,
        id: importId,
        operationId: request.operation.id,
        dataset: request.dataset.name,
        fileName: request.file.fileName,
        fileSha256: request.file.sha256,
        fileBytes: request.file.bytes,
        mapping: request.mapping ?? null,
        startedAt,
      })
      act.begun = true
      tools.onBegun?.(importId)
      await runImport(tx, tools, run, { source, request })
    })
  } catch (error) {
    if (act.begun) await recordFailure(tools, run, error)
    throw error
  }
  return outcomeOf(run)
}

/** The state of an act of import before its first row. Numbers the operation's markings in a transaction of its own. */
export async function newRun(
  tools: Pick<ImportTools, 'db' | 'codes' | 'onIssue'>,
  act: {
    readonly operation: Operation
    readonly dataset: Dataset
    readonly release: string
    readonly fileName: string
    readonly importId: string
    readonly personId: string | null
    readonly startedAt: Date
  },
): Promise<ImportRun> {
  const { operation, dataset, release, importId, startedAt } = act
  const numbers = await withSystem(tools.db, (tx) => numberMarkings(tx, operation.id, importMarkings(operation)))
  return {
    operation,
    dataset,
    release,
    fileName: act.fileName,
    context: readContext(operation.timeZone, localDayNo(startedAt.getTime(), operation.timeZone)),
    codes: tools.codes,
    scope: {
      operationId: operation.id,
      importId,
      personId: act.personId,
      recordedAt: startedAt,
      dataset: dataset.name,
      release,
      sourceId: mintId(),
    },
    markingNos: compartmentNumbers(operation, numbers),
    counts: {
      rowsRead: 0,
      rowsStored: 0,
      rowsUnchanged: 0,
      rowsSuperseding: 0,
      rowsRejected: 0,
      rowsRestricted: 0,
      restricted: {},
    },
    kept: [],
    issueCount: 0,
    onIssue: tools.onIssue,
    touched: [],
    hashed: [],
    actorIds: new Map(),
    occurrences: new Map(),
  }
}

/** Reads, compares, writes and ends the act, all inside `tx`. */
async function runImport(
  tx: Tx,
  tools: ImportTools,
  run: ImportRun,
  { source, request }: { readonly source: SourceRows; readonly request: ImportRequest },
): Promise<void> {
  const { dataset, release } = request
  run.scope.sourceId = await ensureSource(tx, request.operation.id, {
    id: run.scope.sourceId,
    code: `${dataset.name} ${release}`,
    name: dataset.title,
    citation: dataset.citation,
    url: dataset.url,
  })
  await preferLookups(tx)
  await readAll(tx, tools, run, source)
  if (run.counts.rowsRead === 0)
    throw new Problem('import.refused', `${run.fileName} holds no rows.`, {
      file: run.fileName,
      issues: run.kept,
      remedy: 'Check that the file is complete: it has a header at most.',
    })
  if (request.onError === 'none' && run.counts.rowsRejected > 0)
    throw new Problem(
      'import.refused',
      `${run.counts.rowsRejected} of ${run.counts.rowsRead} rows cannot be kept, so none was (--on-error none).`,
      { file: run.fileName, rowsRejected: run.counts.rowsRejected, issues: run.kept.slice(0, 20) },
    )
  await finishImport(
    tx,
    { operationId: run.operation.id, importId: run.scope.importId },
    { state: 'done', counts: run.counts, issues: run.kept },
    tools.clock(),
  )
  run.touched.push({ kind: 'dataset_import', id: run.scope.importId })
  await sealRun(tx, run, tools.clock())
  await notifyImported(tx, run.operation.id, run.scope.importId)
}

/** Reads the file and writes batch after batch; while the database writes one, the next is read. */
async function readAll(tx: Tx, tools: ImportTools, run: ImportRun, source: SourceRows): Promise<void> {
  let writing: Promise<void> = Promise.resolve()
  let batchNo = 0
  const write = async (rows: readonly ReadyRow[]): Promise<void> => {
    await writing
    batchNo += 1
    // A file of one batch is not worth the counting.
    if (batchNo === 2 && run.counts.rowsStored > 0) await refreshStatistics(tx, run.operation.id)
    writing = storeRows(tx, run, rows)
    // Its failure is met by the next await; without this it would count as unhandled meanwhile.
    writing.catch(() => undefined)
  }
  try {
    await readRows(tools, run, source, write)
    await writing
  } catch (error) {
    // What is being written ends inside the transaction: after its rollback it would go on outside, and stay.
    await writing.catch(() => undefined)
    throw error
  }
}

/** Reads the file to its end and gives its rows on, batch after batch. */
async function readRows(
  tools: ImportTools,
  run: ImportRun,
  source: SourceRows,
  write: (rows: readonly ReadyRow[]) => Promise<void>,
): Promise<void> {
  let batch: ReadyRow[] = []
  const tell = progressTeller(tools, run, source)
  let checked = false
  for await (const { columns, rows, issues, rowsSeen } of source.batches) {
    if (tools.signal?.aborted === true)
      throw new Problem('import.refused', 'The import was stopped; nothing of it was stored.', {
        remedy: 'Start it again when you want it.',
      })
    if (!checked && columns.length > 0) {
      checkColumns(run.dataset, columns, run.fileName)
      checked = true
    }
    for (const issue of issues) {
      if (issue.severity === 'error') rejectRow(run, [issue])
      else noteIssue(run, issue)
    }
    for (const row of rows) {
      const ready = readEvent(run, row)
      if (ready !== undefined) batch.push(ready)
    }
    run.counts.rowsRead = rowsSeen
    if (batch.length >= BATCH_ROWS) {
      await write(batch)
      batch = []
    }
    tell()
  }
  await write(batch)
}

function progressTeller(tools: ImportTools, run: ImportRun, source: SourceRows): () => void {
  const startedMs = tools.clock().getTime()
  let toldMs = startedMs
  return () => {
    const nowMs = tools.clock().getTime()
    const share = source.progress()
    const secondsLeft = share > 0.02 ? Math.round(((nowMs - startedMs) / 1000) * (1 / share - 1)) : null
    const { importId } = run.scope
    tools.onProgress?.({ importId, rowsRead: run.counts.rowsRead, share, secondsLeft })
    if (nowMs - toldMs < PROGRESS_EVERY_MS) return
    toldMs = nowMs
    // Only for watchers: on another connection, and nothing depends on its success.
    updateImportProgress(tools.db, run.operation.id, importId, run.counts.rowsRead).catch(() => undefined)
  }
}

async function recordFailure(tools: ImportTools, run: ImportRun, error: unknown): Promise<void> {
  const issue: Issue = {
    code: error instanceof Problem ? error.code : 'import.failed',
    message: error instanceof Problem ? error.message : 'The import failed; nothing of it was stored.',
    path: [],
    file: run.fileName,
    severity: 'error',
  }
  const counts = {
    ...run.counts,
    rowsStored: 0,
    rowsSuperseding: 0,
    rowsUnchanged: 0,
    rowsRestricted: 0,
    restricted: {},
  }
  await finishImport(
    tools.db,
    { operationId: run.operation.id, importId: run.scope.importId },
    { state: 'failed', counts, issues: [issue, ...run.kept].slice(0, 200) },
    tools.clock(),
  )
}

function outcomeOf(run: ImportRun): ImportOutcome {
  return {
    importId: run.scope.importId,
    dataset: run.dataset.name,
    release: run.release,
    counts: { ...run.counts, restricted: { ...run.counts.restricted } },
    issues: run.kept,
    issueCount: run.issueCount,
  }
}
