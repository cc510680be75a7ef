import { sourceIdOf, type LibrarySource } from '@eirene/domain/operation/library'

const COLUMNS = [
  'record',
  'field',
  'value',
  'from',
  'to',
  'detail',
  'verification',
  'note',
  'sources',
  'source_titles',
  'source_urls',
] as const
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>

const EVIDENCE = ['value', 'from', 'to', 'sources', 'verification', 'note']

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** Every fact inside a value as one row: a fact is whatever names its sources and whether it was read in them. */
function rowsIn(value: unknown, record: string, field: string, sources: ReadonlyMap<string, LibrarySource>): Row[] {
  if (typeof value !== 'object' || value === null) return []
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value)
  const part = (name: string): unknown => entries.find(([key]) => key === name)?.[1]
  const own = textOf(part('operationId') ?? part('id') ?? part('body'))
  const name = own === '' ? record : own
  const inside = entries.flatMap(([key, inner]) =>
    rowsIn(inner, name, Array.isArray(value) ? field : field === '' ? key : `${field}.${key}`, sources),
  )
  const references = part('sources')
  if (!isStringList(references) || typeof part('verification') !== 'string') return inside
  const cited = references.flatMap((reference) => sources.get(sourceIdOf(reference)) ?? [])
  const detail = entries.filter(([key, inner]) => !EVIDENCE.includes(key) && inner !== null && inner !== undefined)
  const row: Row = {
    record: name,
    field,
    value: textOf(part('value')),
    from: textOf(part('from')),
    to: textOf(part('to')),
    detail: detail.length === 0 ? '' : JSON.stringify(Object.fromEntries(detail)),
    verification: textOf(part('verification')),
    note: textOf(part('note')),
    sources: references.join('; '),
    source_titles: cited.map((source) => source.title).join('; '),
    source_urls: cited.flatMap((source) => source.url ?? []).join('; '),
  }
  return [row, ...inside]
}

function cell(text: string): string {
  return /[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Everything curated as CSV (RFC 4180, UTF-8 with a mark, one fact a row), each fact with its sources spelled out. */
export function libraryCsv(study: unknown, sources: readonly LibrarySource[]): string {
  const rows = rowsIn(study, '', '', new Map(sources.map((source) => [source.id, source])))
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','))
  return `\uFEFF${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`
}
