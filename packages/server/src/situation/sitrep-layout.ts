import {
  type Comparison,
  type Figure,
  figureValue,
  type SitrepBlock,
  type SitrepCell,
  type SitrepContent,
  type SitrepRun,
  type SitrepStatus,
  type SitrepTable,
} from '@eirene/domain/situation'
import { dateTimeGroup, formatDayNo, parseDayNo, zoneName } from '@eirene/domain/time'
import { annexes, type Layout } from './sitrep-annexes.ts'
import { citationBook } from './sitrep-citations.ts'
import type { DocumentNode, DocumentTable, Drawings, SitrepDocument, Span, TableCell } from './sitrep-document.ts'
import { breakable } from './sitrep-syllables.ts'
import { wordsOf } from './sitrep-language.ts'
import { countInWords, dayInWords, ratioInWords } from './sitrep-sentence.ts'
import type { SitrepWords } from './sitrep-words.ts'

/** Lays out a report with its drawings. */
export function layOutSitrep(
  content: SitrepContent,
  status: SitrepStatus,
  drawings: Drawings,
  incidentAddress?: (incidentId: string) => string,
): SitrepDocument {
  const words = wordsOf(content.language)
  const citations = citationBook(content)
  const layout: Layout = { content, words, citations, drawings, incidentAddress }
  const sections = content.sections.flatMap((section, i): readonly DocumentNode[] => [
    { kind: 'heading', level: 1, anchor: `s${i + 1}`, text: `${i + 1}. ${section.heading}` },
    ...section.blocks.flatMap((block) => nodesOf(block, layout)),
  ])
  const { furniture } = words
  return {
    language: content.language,
    direction: content.language === 'ar' ? 'rtl' : 'ltr',
    title: `${content.operation.acronym} · ${furniture.title}`,
    subtitle: `${status.number} · ${periodInWords(content)}`,
    banner: bannerOf(content),
    exerciseBanner: content.operation.realm === 'EXERCISE' ? 'EXERCISE EXERCISE EXERCISE' : null,
    isDraft: status.state === 'draft' || status.state === 'edited',
    stateLabel: words.states[status.state],
    facts: factsOf(content, status, words),
    notice: noticeOf(status, words),
    contentsHeading: furniture.contents,
    nodes: [...sections, ...inputsOf(layout), ...annexes(layout)],
    footer: `${content.operation.acronym} · ${furniture.title} ${status.number}`,
    page: furniture.page,
    pageOf: furniture.pageOf,
  }
}

/** What must be read before anything else: that it is a draft, or that it was corrected and by what. */
function noticeOf(status: SitrepStatus, { furniture }: SitrepWords): string | null {
  if (status.state === 'released') return null
  return status.state === 'corrected'
    ? furniture.correctedNotice(status.correctedBy?.number ?? null)
    : furniture.draftNotice
}

/** What the components gave; one that was asked and gave nothing is named as missing. */
function inputsOf({ content, words, citations }: Layout): readonly DocumentNode[] {
  const inputs = content.inputs ?? []
  if (inputs.length === 0) return []
  const { furniture } = words
  return [
    { kind: 'heading', level: 1, anchor: 'inputs', text: furniture.inputs },
    ...inputs.map((input): DocumentNode => {
      const isOwed = input.state === 'missing' || input.state === 'awaited'
      const said = input.state === 'given' ? input.text : furniture[input.state]
      const signed = [input.by, input.at === null ? null : dateTimeGroup(new Date(input.at))].filter(
        (part) => part !== null,
      )
      const until =
        input.cutoffAt === null
          ? ''
          : ` (${furniture.cutoff} \u{2066}${dateTimeGroup(new Date(input.cutoffAt))}\u{2069})`
      return {
        kind: 'paragraph',
        look: input.state === 'nothing' ? 'nothing' : 'body',
        spans: [
          { text: `${words.components[input.component]}: `, look: 'strong' },
          { text: said, ...(isOwed && { look: 'strong' as const }) },
          ...(input.nos.length === 0 ? [] : citations.spans(input.nos)),
          { text: isOwed ? until : ` ${signed.join(', ')}`, look: 'muted' },
        ],
      }
    }),
  ]
}

/** The marking as printed: level, audience, caveats. */
function bannerOf({ marking }: SitrepContent): string {
  const audience = marking.releasableTo.length === 0 ? [] : [`REL ${marking.releasableTo.join(', ')}`]
  const caveats = marking.caveats.filter((caveat) => caveat !== 'EXERCISE')
  return [`${marking.policy} ${marking.level}`, ...audience, ...caveats].join(' // ')
}

function lastDay(content: SitrepContent): string {
  const to = parseDayNo(content.period.toOn)
  return to === undefined ? content.period.toOn : formatDayNo(to - 1)
}

function periodInWords(content: SitrepContent): string {
  const [first, last] = [content.period.fromOn, lastDay(content)].map((day) => dayInWords(day, content.language))
  return content.period.days === 1 ? (first ?? '') : `${first} – ${last}`
}

function factsOf(content: SitrepContent, status: SitrepStatus, words: SitrepWords): SitrepDocument['facts'] {
  const { furniture } = words
  const group = (instant: string): string => dateTimeGroup(new Date(instant))
  const { operation, period } = content
  const rows: readonly (readonly [string, string, string?])[] = [
    [furniture.operation, `${operation.name} (${operation.acronym})`],
    [furniture.number, status.number],
    [
      furniture.period,
      `${periodInWords(content)}, ${furniture.localTime} (${zoneName(operation.timeZone)})`,
      `[${group(period.from)} – ${group(period.to)})`,
    ],
    [furniture.asOf, group(content.asOf)],
    [furniture.area, content.area === null ? furniture.wholeArea : furniture.drawnArea],
    [furniture.status, words.states[status.state]],
    [furniture.drafted, content.draftedBy ?? furniture.operator, group(status.draftedAt)],
    ...(status.releasedAt === null
      ? []
      : [[furniture.released, status.releasedBy ?? furniture.notKnown, group(status.releasedAt)] as const]),
    [furniture.marking, bannerOf(content)],
    ...(content.correctsNumber === null ? [] : [[furniture.corrects, content.correctsNumber] as const]),
    ...(status.correctedBy === null ? [] : [[furniture.correctedBy, status.correctedBy.number] as const]),
  ]
  return rows.map(([label, text, aside]) => ({
    label,
    spans: [{ text }, ...(aside === undefined ? [] : [{ text: ` \u{2066}${aside}\u{2069}`, look: 'muted' as const }])],
  }))
}

function nodesOf(block: SitrepBlock, layout: Layout): readonly DocumentNode[] {
  const { furniture } = layout.words
  switch (block.kind) {
    case 'paragraph':
      return [{ kind: 'paragraph', look: 'body', spans: spansOf(block.runs, layout) }]
    case 'comment': {
      const spans: readonly Span[] = [
        { text: `${furniture.comment} `, look: 'strong' },
        ...spansOf(block.runs, layout),
        { text: ` ${furniture.commentEnds}`, look: 'strong' },
      ]
      return [{ kind: 'paragraph', look: 'comment', spans }]
    }
    case 'nothing':
      return [{ kind: 'paragraph', look: 'nothing', spans: [{ text: furniture.nothing }] }]
    case 'bullets':
      return [{ kind: 'bullets', items: block.items.map((runs) => spansOf(runs, layout)) }]
    case 'table':
      return [{ kind: 'table', table: tableOf(block.table, layout) }]
    case 'map':
      return [{ kind: 'drawing', drawing: layout.drawings.map }]
    case 'chart':
      return [{ kind: 'drawing', drawing: layout.drawings.charts[block.chart] }]
  }
}

function spansOf(runs: readonly SitrepRun[], layout: Layout): readonly Span[] {
  return runs.flatMap((run): readonly Span[] => {
    if (run.kind === 'text') return [{ text: run.text }]
    if (run.kind === 'cite') return layout.citations.spans(run.nos)
    const { spans, cites } = cellOf(run, layout)
    return [...spans, ...cites]
  })
}

/** A dash for a number that is not known; it is never printed as zero. */
const NOT_KNOWN = '–'

function valueText(figure: Figure, layout: Layout): string {
  const value = figureValue(figure, layout.content.records)
  return value === null ? NOT_KNOWN : countInWords(value, layout.content.language)
}

/** A figure and its citations. There is no other way to print a number about records. */
function cellOf(cell: SitrepCell, layout: Layout): TableCell {
  const { citations, content } = layout
  switch (cell.kind) {
    case 'figure':
      return {
        spans: [{ text: valueText(cell.figure, layout), look: 'strong' }],
        cites: citations.spans(cell.figure.nos),
      }
    case 'ratio': {
      const { current, before, ratio } = cell.comparison
      return {
        spans: [{ text: inOrder(ratioText(cell.comparison, content.language), layout), look: 'strong' }],
        cites: ratio === null ? [] : citations.spans([...current.nos, ...before.nos]),
      }
    }
    case 'killed': {
      if (cell.best.nos.length === 0) return { spans: [{ text: NOT_KNOWN }], cites: [] }
      const [low, best, high] = [cell.low, cell.best, cell.high].map((figure) => valueText(figure, layout))
      return {
        spans: [{ text: best ?? '', look: 'strong' }, { text: ` ${inOrder(`(${low}–${high})`, layout)}` }],
        cites: citations.spans(cell.best.nos),
      }
    }
  }
}

/** Keeps a range in its order inside right-to-left text. */
function inOrder(text: string, layout: Layout): string {
  return layout.content.language === 'ar' ? `\u{2066}${text}\u{2069}` : text
}

function ratioText(comparison: Comparison, language: SitrepContent['language']): string {
  if (comparison.ratio === null) return NOT_KNOWN
  const high = comparison.high === null ? '∞' : ratioInWords(comparison.high, language)
  return `${ratioInWords(comparison.ratio, language)} (${ratioInWords(comparison.low, language)}–${high})`
}

/** Widths of columns, as weights: a label, a count, a ratio with its interval, an estimate with its bounds. */
const WEIGHTS = { label: 22, figure: 9.5, ratio: 16, killed: 15 } as const

function tableOf(table: SitrepTable, layout: Layout): DocumentTable {
  const kinds = ['label' as const, ...(table.rows[0]?.cells.map(({ kind }) => kind) ?? [])]
  const whole = kinds.reduce((sum, kind) => sum + WEIGHTS[kind], 0)
  return {
    id: table.id,
    caption: table.caption,
    columns: table.columns.map((heading, i) => ({
      heading: breakable(heading, layout.content.language),
      isNumber: i > 0,
      share: WEIGHTS[kinds[i] ?? 'figure'] / whole,
    })),
    rows: table.rows.map(({ label, isTotal, cells }) => ({
      anchor: null,
      isTotal,
      cells: [{ spans: [{ text: label }], cites: [] }, ...cells.map((cell) => cellOf(cell, layout))],
    })),
    notes: table.notes,
    isAnnex: false,
  }
}
