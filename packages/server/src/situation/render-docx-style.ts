import { AlignmentType, BorderStyle, LineRuleType, type IStylesOptions } from 'docx'

/** Colours of Word documents, six hex digits. */
export const INK_HEX = { ink: '1B2733', muted: '5B6875', line: 'CFD6DC', accent: '0B5394', tint: 'F3F6F8' } as const

const LOCALES: Readonly<Record<string, string>> = { en: 'en-GB', fr: 'fr-FR', ar: 'ar-SA' }

type ParagraphStyle = NonNullable<IStylesOptions['paragraphStyles']>[number]

const size = (halfPoints: number): { readonly size: number; readonly sizeComplexScript: number } => ({
  size: halfPoints,
  sizeComplexScript: halfPoints,
})
const BOLD = { bold: true, boldComplexScript: true }
const MUTED = { color: INK_HEX.muted }
const RULE = { style: BorderStyle.SINGLE, size: 6, color: INK_HEX.line, space: 4 }

function style(
  id: string,
  run: NonNullable<ParagraphStyle['run']>,
  paragraph: NonNullable<ParagraphStyle['paragraph']> = {},
): ParagraphStyle {
  return { id, name: id, basedOn: 'Normal', quickFormat: true, run, paragraph }
}

function commentStyle(isRtl: boolean): ParagraphStyle {
  const bar = { style: BorderStyle.SINGLE, size: 24, color: INK_HEX.line, space: 6 }
  return style(
    'Comment',
    {},
    {
      spacing: { before: 120, after: 120 },
      shading: { fill: INK_HEX.tint, color: 'auto', type: 'clear' },
      border: isRtl ? { right: bar } : { left: bar },
    },
  )
}

const PARAGRAPH_STYLES: readonly ParagraphStyle[] = [
  style('Body', {}, { spacing: { before: 80, after: 80, line: 276, lineRule: LineRuleType.AUTO } }),
  style('Nothing', MUTED, { spacing: { before: 80, after: 80 } }),
  style('Note', { ...size(15), ...MUTED }, { spacing: { before: 40, after: 40 } }),
  style('Subtitle', { ...size(22), ...MUTED }, { spacing: { after: 80 } }),
  style('Notice', { ...BOLD, color: INK_HEX.accent }, { spacing: { after: 80 } }),
  style(
    'StateMark',
    { ...size(17), ...BOLD, color: INK_HEX.accent, characterSpacing: 20 },
    { alignment: AlignmentType.END },
  ),
  style('ContentsHeading', { ...size(15), ...MUTED, allCaps: true }, { spacing: { before: 240, after: 60 } }),
  {
    ...style('TOC1', size(18), { spacing: { before: 20, after: 20, line: 252, lineRule: LineRuleType.AUTO } }),
    name: 'toc 1',
  },
  style('FactLabel', { ...size(14), ...MUTED, allCaps: true }, { spacing: { line: 240, lineRule: LineRuleType.AUTO } }),
  style('FactValue', size(18), { spacing: { after: 60, line: 250, lineRule: LineRuleType.AUTO } }),
  style('TableCaption', { ...size(18), ...BOLD }, { keepNext: true, spacing: { before: 240, after: 80 } }),
  style('ColumnHead', { ...size(13), ...BOLD, ...MUTED }, { spacing: { line: 240, lineRule: LineRuleType.AUTO } }),
  style('Cell', size(17), { spacing: { line: 240, lineRule: LineRuleType.AUTO } }),
  style('AnnexCell', size(14), { spacing: { line: 240, lineRule: LineRuleType.AUTO } }),
  style('Picture', {}, { keepNext: true, spacing: { before: 200, after: 0, line: 240, lineRule: LineRuleType.AUTO } }),
  style(
    'Marking',
    { ...size(17), ...BOLD, characterSpacing: 14 },
    { alignment: AlignmentType.CENTER, spacing: { line: 240, lineRule: LineRuleType.AUTO } },
  ),
  style(
    'PageFoot',
    { ...size(15), ...MUTED },
    { spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 60 }, border: { top: RULE } },
  ),
]

/** Styles of the Word document: every look is a named style, so that a mission can set its own. Sizes in half points. */
export function docxStyles(language: string, isRtl: boolean): IStylesOptions {
  const font = { ascii: 'Inter', hAnsi: 'Inter', cs: isRtl ? 'IBM Plex Sans Arabic' : 'Inter' }
  const locale = LOCALES[language] ?? 'en-GB'
  const spoken = { value: isRtl ? 'en-GB' : locale, bidirectional: isRtl ? locale : 'ar-SA' }
  return {
    default: {
      document: {
        run: { font, ...size(19), color: INK_HEX.ink, language: spoken },
        paragraph: { spacing: { line: 276, lineRule: LineRuleType.AUTO } },
      },
      title: { run: { font, ...size(42), ...BOLD }, paragraph: { spacing: { before: 0, after: 40 } } },
      heading1: {
        run: { font, ...size(26), ...BOLD, color: INK_HEX.accent },
        paragraph: { spacing: { before: 360, after: 120 }, keepNext: true, border: { top: RULE } },
      },
      heading2: {
        run: { font, ...size(22), ...BOLD },
        paragraph: { spacing: { before: 240, after: 80 }, keepNext: true },
      },
      hyperlink: { run: { color: INK_HEX.accent, underline: {} } },
      caption: {
        run: { font, ...size(16), ...MUTED, italics: false },
        paragraph: { spacing: { before: 60, after: 240 } },
      },
    },
    paragraphStyles: [...PARAGRAPH_STYLES, commentStyle(isRtl)],
    characterStyles: [
      { id: 'Citation', name: 'Citation', run: { ...size(13), ...MUTED } },
      { id: 'Muted', name: 'Muted', run: MUTED },
      { id: 'Record', name: 'Record', run: { ...size(12), ...MUTED } },
    ],
  }
}
