/** Languages in which every code list has labels. */
export const LABEL_LANGUAGES = ['en', 'fr', 'es', 'ar'] as const
export type LabelLanguage = (typeof LABEL_LANGUAGES)[number]

/** One text in the four languages of the code lists. */
export type Labels = Readonly<Record<LabelLanguage, string>>

/** One code of a list; `note` says how to use it, in English. */
export interface CodeEntry<Code extends string = string> {
  readonly code: Code
  readonly label: Labels
  readonly note: string | null
}

/** A versioned list of codes. Codes are strings and are never reused for another meaning. */
export interface CodeList<Code extends string = string> {
  readonly id: string
  /** Year and running number, such as `2026.1`. */
  readonly version: string
  /** Day from which this version holds, YYYY-MM-DD. */
  readonly validFrom: string
  /** Whether somebody who works in the field has read the labels of a language. */
  readonly reviewed: Readonly<Record<LabelLanguage, boolean>>
  readonly source: string
  readonly entries: readonly CodeEntry<Code>[]
}

/** The version that all lists of this release carry. */
export const CODE_LIST_VERSION = '2026.1'
/** First day of version 2026.1. */
export const CODE_LIST_VALID_FROM = '2026-01-01'
/** Translations were made by the project and wait for review. */
export const LABELS_REVIEWED: Readonly<Record<LabelLanguage, boolean>> = { en: true, fr: false, es: false, ar: false }

/** Code, English, French, Spanish, Arabic, and a note where one is needed. */
export type CodeRow<Code extends string> =
  | readonly [code: Code, en: string, fr: string, es: string, ar: string]
  | readonly [code: Code, en: string, fr: string, es: string, ar: string, note: string]

/** Builds a list of version 2026.1 from its rows. */
export function codeList<Code extends string>(
  id: string,
  source: string,
  rows: readonly CodeRow<Code>[],
): CodeList<Code> {
  return {
    id,
    version: CODE_LIST_VERSION,
    validFrom: CODE_LIST_VALID_FROM,
    reviewed: LABELS_REVIEWED,
    source,
    entries: rows.map(([code, en, fr, es, ar, note]) => ({ code, label: { en, fr, es, ar }, note: note ?? null })),
  }
}

/** The label of a code in a list; an unknown code is shown as itself. */
export function labelInList(list: CodeList, code: string, language: LabelLanguage): string {
  return list.entries.find((entry) => entry.code === code)?.label[language] ?? code
}
