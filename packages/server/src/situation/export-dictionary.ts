import {
  ACTOR_KIND_LIST,
  HARM_CATEGORY_LIST,
  HARM_GROUP_LIST,
  INCIDENT_FAMILIES,
  INCIDENT_STATE_LIST,
  INCIDENT_TYPE_LIST,
  INCIDENT_TYPES,
  INFORMATION_CREDIBILITY_LIST,
  LOCATION_PRECISION_LIST,
  REPORT_TYPE_LIST,
  SEVERITY_LIST,
  SOURCE_KIND_LIST,
  SOURCE_RELIABILITY_LIST,
  type CodeList,
} from '@eirene/domain/incident'
import type { Operation } from '@eirene/domain/operation'
import { zoneName } from '@eirene/domain/time'
import type { ExportKind } from '@eirene/store/situation'
import { csvCell } from './export-formats.ts'

const LISTS: readonly CodeList[] = [
  { ...INCIDENT_TYPE_LIST, source: 'Project list', entries: INCIDENT_TYPES },
  ...[INCIDENT_FAMILIES, INCIDENT_STATE_LIST, HARM_CATEGORY_LIST, HARM_GROUP_LIST, ACTOR_KIND_LIST],
  ...[REPORT_TYPE_LIST, SOURCE_KIND_LIST, SOURCE_RELIABILITY_LIST, INFORMATION_CREDIBILITY_LIST],
  ...[LOCATION_PRECISION_LIST, SEVERITY_LIST],
]

const csv = (rows: readonly (readonly (string | null)[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')

/** Every code list with its version and labels, as CSV. */
export function codeListsCsv(): string {
  const rows = LISTS.flatMap(({ id, version, validFrom, entries }) =>
    entries.map(({ code, label, note }) => [
      id,
      version,
      validFrom,
      code,
      label.en,
      label.fr,
      label.es,
      label.ar,
      note,
    ]),
  )
  return csv([['list', 'version', 'valid_from', 'code', 'en', 'fr', 'es', 'ar', 'note'], ...rows])
}

/** What each column of each file means, as CSV. */
export function columnsCsv(kinds: readonly ExportKind[]): string {
  const rows = kinds.flatMap(({ name, row, columns }) =>
    columns.map((column) => [name, row, column.name, column.meaning, column.unit, column.missing, column.list]),
  )
  return csv([['file', 'a_row_is', 'column', 'meaning', 'unit', 'empty_means', 'code_list'], ...rows])
}

/** What the folder is, for people who never saw Eirene. */
export function readmeText(operation: Operation, at: Date, kinds: readonly ExportKind[]): string {
  return `# ${operation.name}: exported records

Taken from Eirene on ${at.toISOString()}. All files tell of this one instant. Times are UTC; the operation's clocks show ${zoneName(operation.timeZone)}.
${operation.realm === 'EXERCISE' ? '\n**An exercise: nothing of this happened.**\n' : ''}
Handle every record as its marking says. The folder is not sealed: keep it on an encrypted disk.

- \`columns.csv\`: what each column means, its unit, its code list, and what an empty cell says. An empty count is *not known*, never zero.
- \`code_lists.csv\`: codes with their labels in English, French, Spanish and Arabic.
- \`manifest.json\`: rows and SHA-256 of each file, and what was left out and why.
- \`.csv\`: UTF-8, RFC 4180. Lists and objects are JSON in their cell. A text that a spreadsheet would run as a formula has an apostrophe before it.
- \`.jsonl\`: the same records, one JSON object a line.
- \`.geojson\`: the same records on the map, WGS 84. A point says little without its \`precision_m\`.
- \`attachments/\`: photos, recordings and documents without what devices wrote into them, named by SHA-256 as in \`attachments.csv\`.

${kinds.map(({ name, row }) => `- \`${name}\`: a row is ${row}`).join('\n')}
`
}
