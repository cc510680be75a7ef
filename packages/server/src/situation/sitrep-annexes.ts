import { labelOf } from '@eirene/domain/incident'
import { recordOf, type SitrepContent, type SitrepRecord } from '@eirene/domain/situation'
import { dateTimeGroup } from '@eirene/domain/time'
import type { CitationBook } from './sitrep-citations.ts'
import type { DocumentNode, DocumentTable, Drawings, Span, TableCell } from './sitrep-document.ts'
import { countInWords } from './sitrep-sentence.ts'
import { breakable } from './sitrep-syllables.ts'
import type { SitrepWords } from './sitrep-words.ts'

/** What the parts of one document share while it is laid out. */
export interface Layout {
  readonly content: SitrepContent
  readonly words: SitrepWords
  readonly citations: CitationBook
  readonly drawings: Drawings
  /** Address of an incident in the running system; undefined where there is none. */
  readonly incidentAddress: ((incidentId: string) => string) | undefined
}

/** The annexes: records, longer lists of records, sources, methods. Laid out last, when every list has been cited. */
export function annexes(layout: Layout): readonly DocumentNode[] {
  const { content, words, citations } = layout
  const { furniture } = words
  const note = (text: string): DocumentNode => ({ kind: 'paragraph', look: 'body', spans: [{ text }] })
  const heading = (anchor: string, text: string): DocumentNode => ({ kind: 'heading', level: 1, anchor, text })
  return [
    heading('annex-records', furniture.annexRecords),
    note(furniture.annexRecordsIntro),
    { kind: 'table', table: recordTable(layout) },
    heading('annex-sources', furniture.annexSources),
    { kind: 'table', table: sourceTable(layout) },
    heading('annex-methods', furniture.annexMethods),
    ...content.methods.map(note),
    ...(citations.lists().length === 0
      ? []
      : [
          heading('annex-lists', furniture.annexLists),
          note(furniture.annexListsIntro),
          { kind: 'table' as const, table: listTable(layout) },
        ]),
  ]
}

/** Cells that show records themselves and need no citation. */
function plainCells(cells: readonly (readonly Span[])[]): readonly TableCell[] {
  return cells.map((spans) => ({ spans, cites: [] }))
}

const column = (heading: string, share: number, isNumber = false): DocumentTable['columns'][number] => ({
  heading,
  isNumber,
  share,
})

function recordTable(layout: Layout): DocumentTable {
  const { columns } = layout.words.furniture
  return {
    id: 'records',
    caption: null,
    columns: [
      column(columns.no, 0.06),
      column(columns.date, 0.1),
      column(columns.type, 0.18),
      column(columns.place, 0.19),
      column(columns.state, 0.1),
      column(columns.killed, 0.12),
      column(columns.source, 0.25),
    ],
    rows: layout.content.records.map((record) => ({
      anchor: `r${record.no}`,
      isTotal: false,
      cells: plainCells(recordCells(record, layout)),
    })),
    notes: [],
    isAnnex: true,
  }
}

function recordCells(record: SitrepRecord, layout: Layout): readonly (readonly Span[])[] {
  const { words, content } = layout
  const { language } = content
  const precision =
    record.place.point === null ? words.furniture.notKnown : `± ${distance(record.place.point.precisionM)}`
  const where = [record.place.name, record.place.adm1].filter((part) => part !== null && part !== '').join(', ')
  const href = layout.incidentAddress?.(record.incidentId)
  const killed = record.killed.map(({ countingRule, low, best, high }) =>
    best === null
      ? `${words.furniture.notKnown} (${countingRule})`
      : `${countInWords(best, language)} (${countInWords(low ?? best, language)}–${countInWords(high ?? best, language)}), ${countingRule}`,
  )
  return [
    [{ text: String(record.no), look: 'strong', ...(href === undefined ? {} : { href }) }],
    [{ text: whenText(record) }],
    [{ text: `${labelOf(record.typeCode, language)} ` }, { text: record.typeCode, look: 'muted' }],
    [{ text: where === '' ? words.furniture.notKnown : where }, { text: ` ${precision}`, look: 'muted' }],
    [{ text: breakable(words.incidentStates[record.state], language) }],
    [{ text: killed.length === 0 ? words.furniture.notKnown : killed.join('; ') }],
    [...sourceSpans(record, layout), { text: ` ${record.incidentId}`, look: 'mono' }],
  ]
}

function whenText(record: SitrepRecord): string {
  const { precision, from } = record.occurred
  if (precision === 'minute' || precision === 'hour') return dateTimeGroup(new Date(from))
  return precision === 'day' ? record.occurredOn : `${record.occurredOn} ± ${precision}`
}

function sourceSpans(record: SitrepRecord, layout: Layout): readonly Span[] {
  return record.reports.flatMap((report, i): readonly Span[] => {
    const source = layout.content.sources[report.sourceNo - 1]
    const code = source?.code ?? ''
    // The code of a dataset's source often holds the release already.
    const release = report.release === null || code.includes(report.release) ? null : report.release
    const identity = [release, report.externalId].filter((part) => part !== null).join(' / ')
    return [
      { text: i === 0 ? '' : '; ' },
      { text: code, to: `q${report.sourceNo}` },
      { text: `${identity === '' ? '' : ` ${identity}`}, ${report.reliability}${report.credibility}` },
    ]
  })
}

/** Metres below a kilometre, else kilometres. */
function distance(precisionM: number): string {
  return precisionM < 1000 ? `${precisionM} m` : `${Math.round(precisionM / 1000)} km`
}

function listTable(layout: Layout): DocumentTable {
  const { columns } = layout.words.furniture
  return {
    id: 'lists',
    caption: null,
    columns: [column(columns.list, 0.1), column(columns.incidents, 0.12, true), column(columns.records, 0.78)],
    rows: layout.citations.lists().map(({ anchor, label, nos, spans }) => ({
      anchor,
      isTotal: false,
      cells: plainCells([
        [{ text: label, look: 'strong' }],
        [{ text: countInWords(nos.map((no) => recordOf(no, layout.content.records)).length, layout.content.language) }],
        spans,
      ]),
    })),
    notes: [],
    isAnnex: true,
  }
}

function sourceTable(layout: Layout): DocumentTable {
  const { columns } = layout.words.furniture
  return {
    id: 'sources',
    caption: null,
    columns: [column(columns.no, 0.07), column(columns.source, 0.25), column(columns.citation, 0.68)],
    rows: layout.content.sources.map((source) => ({
      anchor: `q${source.no}`,
      isTotal: false,
      cells: plainCells([
        [{ text: String(source.no), look: 'strong' }],
        [{ text: source.code === source.name ? source.name : `${source.name} (${source.code})` }],
        [
          { text: source.citation ?? '' },
          ...(source.url === null ? [] : [{ text: ` ${source.url}`, look: 'muted' as const, href: source.url }]),
        ],
      ]),
    })),
    notes: [],
    isAnnex: true,
  }
}
