import type { Issue } from '@eirene/domain/parse'
import {
  readContext,
  recogniseDataset,
  screenText,
  shown,
  type Dataset,
  type ImportedEvent,
  type ImportPreview,
  type ReadContext,
  type SourceRow,
} from '@eirene/domain/report'
import type { Operation } from '@eirene/domain/operation'
import { localDayNo } from '@eirene/domain/time'
import type { FileLimits } from './open-text.ts'
import { openSourceRows } from './source-rows.ts'

const ROWS_SHOWN = 20
const ROWS_READ = 2_000
const ISSUES_SHOWN = 100
const CELL_LENGTH = 300

function cellText(value: unknown): string {
  const text = typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value)
  return text.length > CELL_LENGTH ? `${text.slice(0, CELL_LENGTH)}…` : text
}

function isRestricted({ title, narrative, sourceType, compartments }: ImportedEvent): boolean {
  return compartments.length > 0 || screenText(`${title}\n${narrative}\n${sourceType}`).length > 0
}

interface PreviewState {
  readonly issues: Issue[]
  readonly rows: Record<string, string>[]
  rowsRead: number
  rowsAccepted: number
  rowsRestricted: number
}

/** Keeps what will be shown; a broken file has an issue for every other byte. */
function keepIssues(state: PreviewState, issues: readonly Issue[]): void {
  state.issues.push(...issues.slice(0, ISSUES_SHOWN - state.issues.length))
}

function takeRow(state: PreviewState, dataset: Dataset | undefined, row: SourceRow, context: ReadContext): void {
  state.rowsRead += 1
  if (state.rows.length < ROWS_SHOWN)
    state.rows.push(Object.fromEntries(Object.entries(row.cells).map(([name, value]) => [name, cellText(value)])))
  if (dataset === undefined) return
  const read = dataset.readRow(row, context)
  keepIssues(state, read.issues)
  if (!read.ok) return
  state.rowsAccepted += 1
  if (isRestricted(read.value)) state.rowsRestricted += 1
}

/** What a file looks like before it is imported: its dataset, first rows and the issues among the first 2,000. */
export async function previewFile(
  file: { readonly path: string; readonly fileName: string },
  about: { readonly operation: Operation; readonly now: Date; readonly encoding: string | undefined },
  limits: FileLimits,
): Promise<Omit<ImportPreview, 'uploadId' | 'fileBytes'>> {
  const { operation, now } = about
  const context = readContext(operation.timeZone, localDayNo(now.getTime(), operation.timeZone))
  const source = await openSourceRows(file, about.encoding, limits)
  const state: PreviewState = { issues: [], rows: [], rowsRead: 0, rowsAccepted: 0, rowsRestricted: 0 }
  let columns: readonly string[] = []
  let dataset: Dataset | undefined
  for await (const batch of source.batches) {
    columns = batch.columns.filter((name) => name !== '')
    dataset ??= recogniseDataset(columns)
    keepIssues(state, batch.issues)
    state.rowsRead += batch.issues.filter((issue) => issue.severity === 'error').length
    for (const row of batch.rows.slice(0, ROWS_READ - state.rowsRead)) takeRow(state, dataset, row, context)
    if (state.rowsRead >= ROWS_READ) break
  }
  const { issues, ...shownRows } = state
  return {
    fileName: file.fileName,
    dataset: dataset?.name ?? null,
    release: dataset?.releaseOfName(file.fileName) ?? null,
    columns,
    ...shownRows,
    issues: issues.map((issue) => ({
      ...issue,
      file: file.fileName,
      ...(issue.value === undefined ? {} : { value: shown(issue.value) }),
    })),
  }
}
