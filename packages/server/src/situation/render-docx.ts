import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  InternalHyperlink,
  Packer,
  PageNumber,
  PageReference,
  Paragraph,
  ShadingType,
  Table,
  Tab,
  TableLayoutType,
  TableOfContents,
  TableRow,
  TableCell,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type ParagraphChild,
} from 'docx'
import { estimatePageNumbers } from 'docx/layout'
import { docxStyles, INK_HEX } from './render-docx-style.ts'
import { fontBytes } from './render-fonts.ts'
import { pngOf } from './render-png.ts'
import type { DocumentNode, DocumentTable, Drawing, SitrepDocument, Span } from './sitrep-document.ts'

/** Rows up to which page numbers are worked out here; working them out takes longer than the document itself. */
const MOST_ROWS_PAGED = 150

/** Page numbers of the contents: written with a short document, left to Word (which asks) in a long one. */
function pageNumbering({ nodes }: SitrepDocument): Partial<ConstructorParameters<typeof Document>[0]> {
  const rows = nodes.reduce((sum, node) => sum + (node.kind === 'table' ? node.table.rows.length : 0), 0)
  return rows <= MOST_ROWS_PAGED ? { pageNumbers: estimatePageNumbers } : { features: { updateFields: true } }
}

/** Text width of the page in twentieths of a point: A4 less the margins. */
const TEXT_WIDTH = 11_906 - 2 * 964
const TEXT_WIDTH_PX = (TEXT_WIDTH / 1440) * 96

interface Form {
  readonly isRtl: boolean
}

/**
 * The document as a Word file: headings as real styles with a table of contents, marking and page numbers on every page,
 * tables whose head repeats, citations as links to bookmarks, drawings as SVG with a picture beside it for older programs.
 */
export async function renderDocx(document: SitrepDocument): Promise<Buffer> {
  const form: Form = { isRtl: document.direction === 'rtl' }
  const file = new Document({
    title: `${document.title} ${document.subtitle}`,
    creator: document.footer,
    description: document.banner,
    styles: docxStyles(document.language, form.isRtl),
    fonts: [
      { name: 'Inter', data: fontBytes('regular'), bold: fontBytes('bold'), italic: fontBytes('italic') },
      ...(form.isRtl
        ? [{ name: 'IBM Plex Sans Arabic', data: fontBytes('arabic'), bold: fontBytes('arabicBold') }]
        : []),
    ],
    ...pageNumbering(document),
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { left: 964, right: 964, top: 1250, bottom: 1250, header: 480, footer: 480 },
          },
        },
        headers: { default: new Header({ children: bannerParagraphs(document) }) },
        footers: {
          default: new Footer({ children: [footerParagraph(document, form), ...bannerParagraphs(document)] }),
        },
        children: [
          ...headParagraphs(document, form),
          factTable(document, form),
          new Paragraph({
            style: 'ContentsHeading',
            bidirectional: form.isRtl,
            children: [run({ text: document.contentsHeading }, form)],
          }),
          ...contents(document, form),
          ...document.nodes.flatMap((node) => nodeParagraphs(node, form)),
        ],
      },
    ],
  })
  return Packer.toBuffer(file)
}

/**
 * The contents with page numbers. Word writes the lines of its own table of contents from left to right, so a document in
 * Arabic gets lines of its own with the same links.
 */
function contents(document: SitrepDocument, form: Form): (Paragraph | TableOfContents)[] {
  if (!form.isRtl)
    return [
      new TableOfContents(document.contentsHeading, { hyperlink: true, headingStyleRange: '1-2', beginDirty: false }),
    ]
  return document.nodes.flatMap((node) => {
    if (node.kind !== 'heading') return []
    const line = [run({ text: node.text }, form), new TextRun({ children: [new Tab()] })]
    return [
      new Paragraph({
        style: 'TOC1',
        bidirectional: true,
        tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH, leader: 'dot' }],
        // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the library's types leave it out of what a paragraph holds
        children: [new InternalHyperlink({ anchor: node.anchor, children: line }), new PageReference(node.anchor)],
      }),
    ]
  })
}

function bannerParagraphs({ banner, exerciseBanner, direction }: SitrepDocument): Paragraph[] {
  const form = { isRtl: direction === 'rtl' }
  return [banner, ...(exerciseBanner === null ? [] : [exerciseBanner])].map(
    (text) => new Paragraph({ style: 'Marking', children: [run({ text }, form)] }),
  )
}

function footerParagraph(document: SitrepDocument, form: Form): Paragraph {
  const state = document.isDraft ? ` · ${document.stateLabel}` : ''
  return new Paragraph({
    style: 'PageFoot',
    bidirectional: form.isRtl,
    children: [
      run({ text: `${document.footer}${state} · ${document.page} ` }, form),
      new TextRun({ children: [PageNumber.CURRENT] }),
      run({ text: ` ${document.pageOf} ` }, form),
      new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
    ],
  })
}

function headParagraphs(document: SitrepDocument, form: Form): Paragraph[] {
  const paragraph = (style: string, text: string): Paragraph =>
    new Paragraph({ style, bidirectional: form.isRtl, children: [run({ text }, form)] })
  return [
    paragraph('StateMark', document.stateLabel),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      bidirectional: form.isRtl,
      children: [run({ text: document.title }, form)],
    }),
    paragraph('Subtitle', document.subtitle),
    ...(document.notice === null ? [] : [paragraph('Notice', document.notice)]),
  ]
}

/** One run of text; right-to-left runs are marked so, and take the complex-script size and font of their style. */
function run({ text, look }: Span, form: Form): TextRun {
  const isRtl = form.isRtl && /\p{Script=Arabic}/u.test(text)
  const looks = {
    strong: { bold: true, boldComplexScript: true },
    cite: { style: 'Citation' },
    muted: { style: 'Muted' },
    mono: { style: 'Record' },
  }
  return new TextRun({ text, rightToLeft: isRtl, ...(look === undefined ? {} : looks[look]) })
}

function children(spans: readonly Span[], form: Form): ParagraphChild[] {
  return spans
    .filter(({ text }) => text !== '')
    .map((span) => {
      const text = run(span, form)
      if (span.to !== undefined) return new InternalHyperlink({ anchor: span.to, children: [text] })
      // Links into the running system work on screen only; a Word file keeps those to the open web.
      if (span.href?.startsWith('http') === true) return new ExternalHyperlink({ link: span.href, children: [text] })
      return text
    })
}

function nodeParagraphs(node: DocumentNode, form: Form): (Paragraph | Table)[] {
  const bidirectional = form.isRtl
  switch (node.kind) {
    case 'heading': {
      const text = run({ text: node.text }, form)
      return [
        new Paragraph({
          heading: node.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          bidirectional,
          children: [new Bookmark({ id: node.anchor, children: [text] })],
        }),
      ]
    }
    case 'paragraph': {
      const style = { body: 'Body', comment: 'Comment', note: 'Note', nothing: 'Nothing' }[node.look]
      return [new Paragraph({ style, bidirectional, children: children(node.spans, form) })]
    }
    case 'bullets':
      return node.items.map(
        (spans) =>
          new Paragraph({ style: 'Body', bidirectional, bullet: { level: 0 }, children: children(spans, form) }),
      )
    case 'table':
      return tableParagraphs(node.table, form)
    case 'drawing':
      return drawingParagraphs(node.drawing, form)
  }
}

function drawingParagraphs(drawing: Drawing, form: Form): Paragraph[] {
  const scale = TEXT_WIDTH_PX / drawing.widthPx
  const image = new ImageRun({
    type: 'svg',
    data: Buffer.from(drawing.svg),
    fallback: { type: 'png', data: pngOf(drawing.svg, drawing.widthPx * 2) },
    transformation: { width: Math.round(TEXT_WIDTH_PX), height: Math.round(drawing.heightPx * scale) },
    altText: { name: drawing.caption, title: drawing.caption, description: drawing.alt },
  })
  return [
    new Paragraph({ style: 'Picture', children: [image] }),
    new Paragraph({ style: 'Caption', bidirectional: form.isRtl, children: [run({ text: drawing.caption }, form)] }),
  ]
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const THIN_LINE = { style: BorderStyle.SINGLE, size: 4, color: INK_HEX.line }
const HEAD_LINE = { style: BorderStyle.SINGLE, size: 8, color: INK_HEX.ink }
const TABLE_BORDERS = {
  top: NO_LINE,
  bottom: THIN_LINE,
  left: NO_LINE,
  right: NO_LINE,
  insideHorizontal: THIN_LINE,
  insideVertical: NO_LINE,
}

function tableParagraphs(table: DocumentTable, form: Form): (Paragraph | Table)[] {
  const text = (style: string, words: string): Paragraph =>
    new Paragraph({ style, bidirectional: form.isRtl, children: [run({ text: words }, form)] })
  return [
    ...(table.caption === null ? [] : [text('TableCaption', table.caption)]),
    new Table({
      rows: [headRow(table, form), ...table.rows.map((row) => bodyRow(row, table, form))],
      columnWidths: table.columns.map(({ share }) => Math.round(share * TEXT_WIDTH)),
      width: { size: TEXT_WIDTH, type: WidthType.DXA },
      borders: TABLE_BORDERS,
      visuallyRightToLeft: form.isRtl,
      margins: { left: 45, right: 45, top: 45, bottom: 45 },
      layout: TableLayoutType.FIXED,
    }),
    ...(table.notes.length === 0 ? [''] : table.notes).map((note) => text('Note', note)),
  ]
}

/** The head of a table, repeated on every page that the table reaches. */
function headRow(table: DocumentTable, form: Form): TableRow {
  const cells = table.columns.map(({ heading, isNumber }) => {
    const paragraph = new Paragraph({
      style: 'ColumnHead',
      bidirectional: form.isRtl,
      alignment: alignmentOf(isNumber),
      children: [run({ text: heading }, form)],
    })
    const borders = { bottom: HEAD_LINE }
    return new TableCell({ verticalAlign: VerticalAlignTable.BOTTOM, borders, children: [paragraph] })
  })
  return new TableRow({ tableHeader: true, cantSplit: true, children: cells })
}

function bodyRow(row: DocumentTable['rows'][number], table: DocumentTable, form: Form): TableRow {
  const shading = row.isTotal ? { shading: { type: ShadingType.CLEAR, fill: INK_HEX.tint, color: 'auto' } } : {}
  const cells = row.cells.map(({ spans, cites }, i) => {
    const below = cites.length === 0 ? [] : [new TextRun({ break: 1 }), ...children(cites, form)]
    const inner = [...children(spans, form), ...below]
    const paragraph = new Paragraph({
      style: table.isAnnex ? 'AnnexCell' : 'Cell',
      bidirectional: form.isRtl,
      alignment: alignmentOf(table.columns[i]?.isNumber === true),
      children: i === 0 && row.anchor !== null ? [new Bookmark({ id: row.anchor, children: inner })] : inner,
    })
    return new TableCell({ ...shading, children: [paragraph] })
  })
  return new TableRow({ cantSplit: true, children: cells })
}

function alignmentOf(isNumber: boolean): (typeof AlignmentType)['START' | 'END'] {
  return isNumber ? AlignmentType.END : AlignmentType.START
}

/** Label and value pairs under the title, two a row. */
function factTable({ facts }: SitrepDocument, form: Form): Table {
  const pairs = facts.flatMap((fact, i) => (i % 2 === 0 ? [[fact, facts[i + 1]]] : []))
  const cell = (fact: SitrepDocument['facts'][number] | undefined): TableCell =>
    new TableCell({
      borders: { top: NO_LINE, bottom: NO_LINE, left: NO_LINE, right: NO_LINE },
      children:
        fact === undefined
          ? [new Paragraph({ children: [] })]
          : [
              new Paragraph({
                style: 'FactLabel',
                bidirectional: form.isRtl,
                children: [run({ text: fact.label }, form)],
              }),
              new Paragraph({ style: 'FactValue', bidirectional: form.isRtl, children: children(fact.spans, form) }),
            ],
    })
  return new Table({
    rows: pairs.map((pair) => new TableRow({ cantSplit: true, children: [cell(pair[0]), cell(pair[1])] })),
    columnWidths: [TEXT_WIDTH / 2, TEXT_WIDTH / 2],
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    borders: { ...TABLE_BORDERS, bottom: NO_LINE, insideHorizontal: NO_LINE },
    visuallyRightToLeft: form.isRtl,
    margins: { left: 0, right: 120, top: 30, bottom: 30 },
  })
}
