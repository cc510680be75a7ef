import { finished } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { shown, type SourceRow } from '@eirene/domain/report'
import type { Issue } from '@eirene/domain/parse'
import { REPLACEMENT, type Decoder } from './decode.ts'

/** A stretch of a file: the rows that could be cut out of it, and what was wrong with the others. */
export interface RowBatch {
  /** Column names; known from the first batch on. */
  readonly columns: readonly string[]
  readonly rows: readonly SourceRow[]
  readonly issues: readonly Issue[]
  /** Rows seen so far, rejected ones included, the header and HXL tags excluded. */
  readonly rowsSeen: number
}

/** Largest record; a quotation mark that is never closed must not swallow a whole file. */
const MAX_RECORD_BYTES = 2 * 1024 ** 2
/** More columns than any dataset has: with them every row would cost a second. */
const MAX_COLUMNS = 2_000

/** Comma, semicolon or tab: whichever the first line has most of. */
function delimiterOf(firstLine: string): string {
  const count = (mark: string): number => firstLine.split(mark).length - 1
  const [best = ','] = [',', ';', '\t', '|'].sort((a, b) => count(b) - count(a))
  return best
}

function error(code: string, row: number, message: string, remedy: string): Issue {
  return { code, message, path: [], row, remedy, severity: 'error' }
}

/** What csv-parse says about a record, in words for a person. */
function malformed(fault: CsvError, row: number): Issue {
  if (fault.code === 'CSV_QUOTE_NOT_CLOSED')
    return error(
      'row.quote_open',
      row,
      'A quotation mark is opened in this row and never closed, so everything after it is one cell.',
      'Close the quotation mark, or double it when it belongs to the text.',
    )
  if (fault.code === 'CSV_MAX_RECORD_SIZE')
    return error(
      'row.too_long',
      row,
      'The row is longer than 2 MiB: probably a quotation mark is opened and never closed.',
      'Look at the quotation marks of this row.',
    )
  return error(
    'row.malformed',
    row,
    'The quotation marks in this row do not fit: one stands in the middle of a cell.',
    'Put the whole cell in quotation marks and double those that belong to its text.',
  )
}

interface CsvState {
  columns: string[]
  /** Records that became rows or issues, header included: the row number in a spreadsheet. */
  rowNo: number
  rowsSeen: number
  rows: SourceRow[]
  issues: Issue[]
  /** Set when the header is such that no row can be read. */
  isUseless: boolean
}

/** Takes the faults of one record off the decoder's list; the issue for the first of them, or null when there is none. */
function encodingIssue(record: readonly string[], state: CsvState, decoder: Decoder): Issue | null {
  let issue: Issue | null = null
  record.forEach((cell, index) => {
    for (let at = cell.indexOf(REPLACEMENT); at >= 0; at = cell.indexOf(REPLACEMENT, at + 1)) {
      const position = decoder.faults.shift()
      if (position === undefined || position === null || issue !== null) continue
      issue = invalidBytes(state.rowNo, position, decoder.encoding, {
        column: state.columns[index] ?? '',
        value: cell,
      })
    }
  })
  return issue
}

/** The issue for bytes that are no valid text. */
export function invalidBytes(
  row: number,
  position: number,
  encoding: string,
  cell: { readonly column: string; readonly value: string },
): Issue {
  return {
    code: 'encoding.invalid',
    message: `At byte ${position} of the content the text is not valid ${encoding.toUpperCase()}.`,
    path: [cell.column],
    row,
    column: cell.column,
    value: shown(cell.value),
    remedy: 'If the file comes from an older spreadsheet program, import it with --encoding windows-1252.',
    severity: 'error',
  }
}

function isHxlRow(record: readonly string[]): boolean {
  const filled = record.filter((cell) => cell.trim() !== '')
  return filled.length > 0 && filled.every((cell) => cell.trim().startsWith('#')) && filled.length * 2 >= record.length
}

function takeHeader(record: readonly string[], state: CsvState): void {
  if (record.length > MAX_COLUMNS) {
    state.isUseless = true
    state.issues.push(
      error(
        'header.too_many',
        state.rowNo,
        `The header has ${record.length} columns; more than ${MAX_COLUMNS} are not read.`,
        'Check that this is the data file and that its lines end as lines do.',
      ),
    )
    return
  }
  state.columns = record.map((name) => name.trim())
  const seen = new Set<string>()
  const twice = state.columns.find((name) => name !== '' && seen.size === seen.add(name).size)
  if (twice !== undefined)
    state.issues.push({
      ...error(
        'header.duplicate',
        state.rowNo,
        `Two columns are called "${shown(twice)}".`,
        'Give each column a name of its own.',
      ),
      column: twice,
    })
}

function columnCount(record: readonly string[], state: CsvState): Issue {
  const lines = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
  const counts = `The row has ${record.length} cells; the header has ${state.columns.length}.`
  const issue =
    lines === 0
      ? error(
          'row.column_count',
          state.rowNo,
          counts,
          'Look for a missing or extra separator, or a cell with a separator that is not in quotation marks.',
        )
      : error(
          'row.quote_open',
          state.rowNo,
          `${counts} It runs over ${lines + 1} lines: a quotation mark may have been opened and not closed.`,
          'Close the quotation mark, or double it when it belongs to the text.',
        )
  return { ...issue, value: shown(record.join(',')) }
}

function cellsOf(record: readonly string[], columns: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = {}
  for (let i = 0; i < record.length; i++) {
    const name = columns[i]
    if (name !== undefined && name !== '') cells[name] = record[i] ?? ''
  }
  return cells
}

function takeRecord(record: readonly string[], state: CsvState, decoder: Decoder): void {
  if (state.isUseless) return
  state.rowNo += 1
  if (record.length === 1 && record[0]?.trim() === '') return
  if (state.columns.length === 0) {
    takeHeader(record, state)
    return
  }
  if (state.rowNo <= 25 && isHxlRow(record)) return
  state.rowsSeen += 1
  const broken = decoder.faults.length === 0 ? null : encodingIssue(record, state, decoder)
  if (broken !== null) {
    state.issues.push(broken)
    return
  }
  if (record.length !== state.columns.length) {
    state.issues.push(columnCount(record, state))
    return
  }
  state.rows.push({ rowNo: state.rowNo, cells: cellsOf(record, state.columns) })
}

/** The rows of a CSV file, batch by batch, header first. Bad records become issues; the rest is read on. */
export async function* csvRows(chunks: AsyncIterable<string>, decoder: Decoder): AsyncGenerator<RowBatch> {
  const state: CsvState = { columns: [], rowNo: 0, rowsSeen: 0, rows: [], issues: [], isUseless: false }
  const drain = (): RowBatch => {
    const batch = { columns: state.columns, rows: state.rows, issues: state.issues, rowsSeen: state.rowsSeen }
    state.rows = []
    state.issues = []
    return batch
  }
  let parser: ReturnType<typeof parse> | undefined
  let broken: CsvError | undefined
  for await (const chunk of chunks) {
    if (chunk === '') continue
    parser ??= openParser(chunk.split('\n', 1)[0] ?? '', {
      onRecord: (record) => takeRecord(record, state, decoder),
      onSkip: (fault) => {
        state.rowNo += 1
        state.rowsSeen += 1
        state.issues.push(malformed(fault, state.rowNo))
      },
      onError: (fault) => (broken = fault),
    })
    await write(parser, chunk)
    if (broken !== undefined || state.isUseless) break
    yield drain()
  }
  if (parser !== undefined && broken === undefined) {
    parser.end()
    await finished(parser).catch((fault: unknown) => {
      if (!(fault instanceof CsvError)) throw fault
      broken ??= fault
    })
  }
  if (broken !== undefined) {
    state.rowsSeen += 1
    state.issues.push(malformed(broken, state.rowNo + 1))
  }
  yield drain()
}

function write(parser: ReturnType<typeof parse>, chunk: string): Promise<void> {
  return new Promise((resolve) => {
    parser.write(chunk, () => {
      resolve()
    })
  })
}

function openParser(
  firstLine: string,
  on: {
    readonly onRecord: (record: readonly string[]) => void
    readonly onSkip: (fault: CsvError) => void
    readonly onError: (fault: CsvError) => void
  },
): ReturnType<typeof parse> {
  const parser = parse({
    delimiter: delimiterOf(firstLine),
    columns: false,
    relax_column_count: true,
    // A quotation mark inside a cell stands for itself; strict reading would lose every row after it.
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: MAX_RECORD_BYTES,
    on_record: (record: string[]) => {
      on.onRecord(record)
      return null
    },
  })
  parser.on('skip', on.onSkip)
  parser.on('error', (fault: unknown) => {
    if (!(fault instanceof CsvError)) throw fault
    on.onError(fault)
  })
  parser.resume()
  return parser
}
