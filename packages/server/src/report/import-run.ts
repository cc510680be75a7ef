import { hash } from 'node:crypto'
import type { Compartment, Marking } from '@eirene/domain/access'
import { markingKey, openMarking, withCompartments } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import type { Issue } from '@eirene/domain/parse'
import {
  screenText,
  shown,
  type Dataset,
  type ImportedEvent,
  type ReadContext,
  type SourceRow,
} from '@eirene/domain/report'
import type { HashedRecord, RecordRef } from '@eirene/store/ledger'
import type { ImportCounts, ImportScope } from '@eirene/store/report'

/** Issues kept with the act of import; every one of them goes to the sink. */
const KEPT_ISSUES = 200
/** The incident list that types are taken from, given from above: this room may not know it. */
export interface IncidentCodes {
  readonly version: string
  readonly has: (code: string) => boolean
}

/** Everything that one act of import carries along. */
export interface ImportRun {
  readonly operation: Operation
  readonly dataset: Dataset
  readonly release: string
  readonly fileName: string
  readonly context: ReadContext
  readonly codes: IncidentCodes
  /** The id of the source is set when it was found or made. */
  readonly scope: Omit<ImportScope, 'sourceId'> & { sourceId: string }
  /** Marking numbers by the compartments, sorted and joined by a comma. */
  readonly markingNos: ReadonlyMap<string, number>
  readonly counts: Record<Exclude<keyof ImportCounts, 'restricted'>, number> & {
    readonly restricted: Record<string, number>
  }
  readonly kept: Issue[]
  issueCount: number
  readonly onIssue: ((issue: Issue) => void) | undefined
  /** What the act wrote or changed since the last batch was hashed, and the hashes of the batches so far. */
  readonly touched: RecordRef[]
  readonly hashed: HashedRecord[]
  /** Ids of actors by name, and how often a content without an id has occurred. */
  readonly actorIds: Map<string, string>
  readonly occurrences: Map<string, number>
}

/** A row that was read well, ready to be compared with what is stored. */
export interface ReadyRow {
  readonly row: SourceRow
  readonly event: ImportedEvent
  readonly externalId: string
  readonly contentHash: Buffer
  readonly original: string
}

/** Each set of compartments that an import may need, as a marking. */
export function importMarkings(operation: Operation): readonly Marking[] {
  const open = openMarking(operation.id, operation.realm)
  return [[], ['CAAC'], ['CRSV'], ['CAAC', 'CRSV']].map((set) => withCompartments(open, set as Compartment[]))
}

/** The number of an import's marking, from the dictionary by marking key. */
export function compartmentNumbers(
  operation: Operation,
  numbers: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  return new Map(
    importMarkings(operation).map((marking) => {
      const no = numbers.get(markingKey(marking))
      if (no === undefined) throw new Error('marking without a number')
      return [marking.compartments.join(','), no]
    }),
  )
}

/** The marking number of a record with these compartments. */
export function markingNoOf(run: ImportRun, compartments: readonly string[]): number {
  const no = run.markingNos.get([...compartments].sort().join(','))
  if (no === undefined) throw new Error(`an import may not mark ${compartments.join(', ')}`)
  return no
}

/** Notes an issue; words that belong into a compartment do not get out through it. */
export function noteIssue(run: ImportRun, issue: Issue): void {
  const { value, ...rest } = issue
  const isOpen = screenText(`${issue.message}\n${value ?? ''}`).length === 0
  const noted: Issue = {
    ...rest,
    file: run.fileName,
    // Messages repeat the value.
    ...(isOpen
      ? { ...(value === undefined ? {} : { value }) }
      : { message: RESTRICTED_MESSAGE, value: '(restricted)' }),
  }
  run.issueCount += 1
  keep(run.kept, noted)
  run.onIssue?.(noted)
}

const RESTRICTED_MESSAGE = 'This cell cannot be read; what it says belongs into a compartment and is not repeated here.'

/** Keeps the first issues; an error takes the place of the last warning, so that no number of warnings hides it. */
function keep(kept: Issue[], issue: Issue): void {
  if (kept.length >= KEPT_ISSUES) {
    const at = issue.severity === 'error' ? kept.findLastIndex((other) => other.severity !== 'error') : -1
    if (at < 0) return
    kept.splice(at, 1)
  }
  kept.push(issue)
}

/** Notes an issue that costs a row. */
export function rejectRow(run: ImportRun, issues: readonly Issue[]): void {
  run.counts.rowsRejected += 1
  for (const issue of issues) noteIssue(run, issue)
}

let lastNames: readonly string[] = []
let lastOrder: readonly string[] = []

/** The names in order; the rows of one file have the same names, so the last answer is tried first. */
function ordered(names: readonly string[]): readonly string[] {
  if (names.length !== lastNames.length || names.some((name, index) => name !== lastNames[index])) {
    lastNames = names
    lastOrder = [...names].sort()
  }
  return lastOrder
}

/** Content of a row without regard to the order of columns, empty cells, and numbers written as text. */
function contentText(cells: Readonly<Record<string, unknown>>): string {
  const parts: string[] = []
  for (const name of ordered(Object.keys(cells))) {
    const value = cells[name]
    const text =
      typeof value === 'string' ? value.trim() : value === null || value === undefined ? '' : JSON.stringify(value)
    if (text !== '') parts.push(name, text)
  }
  return JSON.stringify(parts)
}

/** The dataset's own id, or content hash and occurrence number: identical rows of a file without ids stay apart. */
function externalIdOf(run: ImportRun, event: ImportedEvent, contentHash: Buffer): string {
  if (event.externalId !== null) return event.externalId
  const content = contentHash.subarray(0, 12).toString('hex')
  const occurrence = (run.occurrences.get(content) ?? 0) + 1
  run.occurrences.set(content, occurrence)
  return `${content}#${occurrence}`
}

/** What the lexical screen finds in everything that a row says in words. */
function withScreen(event: ImportedEvent): ImportedEvent {
  const found = screenText(`${event.title}\n${event.narrative}\n${event.sourceType}`)
  if (found.length === 0) return event
  return { ...event, compartments: [...new Set([...event.compartments, ...found])].sort() }
}

/** The row's event with the compartments it needs; undefined when the row cannot be read. Pure but for the issues noted. */
export function readEvent(run: ImportRun, row: SourceRow): ReadyRow | undefined {
  const read = run.dataset.readRow(row, run.context)
  if (!read.ok) {
    rejectRow(run, read.issues)
    return undefined
  }
  const original = JSON.stringify(row.cells)
  const broken = faultOf(run, row, read.value, original)
  if (broken !== undefined) {
    rejectRow(run, [broken])
    return undefined
  }
  const event = withScreen(read.value)
  for (const issue of read.issues) noteIssue(run, event.compartments.length === 0 ? issue : withoutValue(issue))
  const contentHash = hash('sha256', contentText(row.cells), 'buffer')
  return { row, event, original, contentHash, externalId: externalIdOf(run, event, contentHash) }
}

function withoutValue({ value, ...rest }: Issue): Issue {
  return value === undefined || value === '' ? rest : { ...rest, value: '(restricted)' }
}

/** Longest id and name: they stand in indexes, which take no more than 2,704 bytes. */
const MAX_KEY_LENGTH = 500

/** The column whose text (of a cell that is no text: its JSON, with zero bytes as they are) fulfils the condition. */
export function cellWith(row: SourceRow, isIt: (text: string) => boolean): string | undefined {
  const textOf = (value: unknown): string => {
    if (typeof value === 'string') return value
    return value === undefined ? '' : JSON.stringify(value).replaceAll('\\u0000', '\0')
  }
  return Object.entries(row.cells).find(([name, value]) => isIt(name) || isIt(textOf(value)))?.[0]
}

function longKey(
  row: SourceRow,
  event: ImportedEvent,
): Pick<Issue, 'code' | 'column' | 'value' | 'message'> | undefined {
  const keys = [event.externalId, event.originKey, ...event.actors.map((actor) => actor.name)]
  const long = keys.find((key) => key !== null && key.length > MAX_KEY_LENGTH)
  if (long === undefined || long === null) return undefined
  const column = cellWith(row, (text) => text.trim() === long)
  return {
    code: 'text.too_long',
    value: shown(long),
    message: `An id or name of ${long.length} characters; the longest may have ${MAX_KEY_LENGTH}.`,
    ...(column === undefined ? {} : { column }),
  }
}

function faultOf(run: ImportRun, row: SourceRow, event: ImportedEvent, original: string): Issue | undefined {
  const issue = { path: [], row: row.rowNo, severity: 'error' } as const
  const zero = original.includes('\\u0000') ? cellWith(row, (text) => text.includes('\0')) : undefined
  if (zero !== undefined)
    return {
      ...issue,
      code: 'text.zero_byte',
      column: zero,
      message: 'A cell of this row holds a zero byte.',
      remedy: 'Remove it; the file may have been cut or saved in another encoding.',
    }
  const long = longKey(row, event)
  if (long !== undefined)
    return { ...issue, ...long, remedy: 'Look whether cells of this row have run together, and shorten it.' }
  if (!run.codes.has(event.typeCode))
    return {
      ...issue,
      code: 'code.unknown',
      value: event.typeCode,
      message: `"${event.typeCode}" is no code of the incident list ${run.codes.version}.`,
      remedy: 'Use a code of the list, such as ARM-01, in the mapping.',
    }
  return undefined
}

/** The event of a stored row of the same dataset, read anew; undefined when this version of the adapter refuses it. */
export function readAgain(run: ImportRun, row: SourceRow): ImportedEvent | undefined {
  const read = run.dataset.readRow(row, run.context)
  return read.ok ? withScreen(read.value) : undefined
}
