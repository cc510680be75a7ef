import { setImmediate } from 'node:timers/promises'
import { Problem } from '@eirene/domain/problem'
import { csvRows, type RowBatch } from './csv-rows.ts'
import { textKind } from './file-kind.ts'
import { jsonRows } from './json-rows.ts'
import { openText, type FileLimits } from './open-text.ts'

/** A file as batches of rows, with its progress. */
export interface SourceRows {
  readonly format: 'csv' | 'json'
  readonly batches: AsyncGenerator<RowBatch>
  /** Share of the file read, 0 … 1. */
  readonly progress: () => number
}

async function* within(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}

/** What to do instead, by the kind of text that was found. */
const NO_DATA: Readonly<Record<'html' | 'xml' | 'empty' | 'binary', readonly [text: string, remedy: string]>> = {
  html: [
    'this is a web page saved as a data file; often the error page of a download that needed a sign-in.',
    'Open it in a browser to read what it says, then download the data itself.',
  ],
  xml: ['this is XML, which no importer reads.', 'Export the data as CSV or GeoJSON.'],
  empty: ['the file holds no text.', 'Download or export it again.'],
  binary: ['this is not text (it holds zero bytes).', 'Save the data as CSV in UTF-8.'],
}

/** Blank text before the first row; a file that goes on like this holds none. */
const MAX_BLANK_LENGTH = 1024 ** 2

/** Opens a file of any format that the importers read. Throws Problem 'import.unreadable' or 'input.too_large'. */
export async function openSourceRows(
  source: { readonly path: string; readonly fileName: string },
  encoding: string | undefined,
  limits: FileLimits,
): Promise<SourceRows> {
  const text = await openText(source, encoding, limits)
  let start = ''
  let isBlank = true
  while (isBlank && start.length < MAX_BLANK_LENGTH) {
    const next = await text.chunks.next()
    if (next.done === true) break
    start += next.value
    isBlank = next.value.trim() === ''
  }
  const kind = textKind(start)
  const fault = text.broken()
  if (kind === 'empty' && fault !== null)
    throw new Problem(
      'import.unreadable',
      `${source.fileName}: the packed file is ${fault.reason}; nothing of its content could be read.`,
      { file: source.fileName, remedy: 'Download the file again and compare its size with the publisher’s.' },
    )
  if (kind !== 'csv' && kind !== 'json') {
    const [what, remedy] = NO_DATA[kind]
    throw new Problem('import.unreadable', `${source.fileName}: ${what}`, { file: source.fileName, remedy })
  }
  const chunks = within(start, text.chunks)
  const rows = kind === 'json' ? jsonRows(chunks, text.decoder) : csvRows(chunks, text.decoder)
  return { format: kind, progress: text.progress, batches: withBreak(rows, text.broken) }
}

/** Passes the rows on and, when the packed file broke off, says so at the end. */
async function* withBreak(
  rows: AsyncGenerator<RowBatch>,
  broken: () => { readonly contentBytes: number; readonly reason: 'truncated' | 'corrupt' } | null,
): AsyncGenerator<RowBatch> {
  let last: RowBatch = { columns: [], rows: [], issues: [], rowsSeen: 0 }
  for await (const batch of rows) {
    last = batch
    yield batch
    // Reading keeps nobody else waiting: what has come in meanwhile is answered first.
    await setImmediate()
  }
  const fault = broken()
  if (fault === null) return
  const what = fault.reason === 'truncated' ? 'ends in the middle' : 'is damaged'
  yield {
    ...last,
    rows: [],
    issues: [
      {
        code: fault.reason === 'truncated' ? 'gzip.truncated' : 'gzip.corrupt',
        message: `The packed file ${what}: ${fault.contentBytes} bytes of its content could be read.`,
        path: [],
        row: last.rowsSeen + 1,
        remedy: 'Download the file again and compare its size with the publisher’s.',
        severity: 'error',
      },
    ],
  }
}
