import type { Compartment } from '@eirene/domain/access'
import type { FIELD_REPORT_TYPES, FieldDraft } from '@eirene/domain/report'

/** An incident type as the form offers it, in the person's language. */
export interface TypeChoice {
  readonly code: string
  readonly label: string
  readonly familyLabel: string
  readonly compartments: readonly Compartment[]
  /** Everyday words for it in every language, to search by; empty: none. */
  readonly words: string
}

type Kind = (typeof FIELD_REPORT_TYPES)[number]

/** The first choices, in the words of a patrol, with the families of types that each mostly means. */
export const KINDS: readonly {
  readonly kind: Kind
  readonly name: 'observe' | 'incident' | 'violation' | 'met' | 'protection' | 'rights'
  readonly families: readonly string[]
  readonly sense: FieldDraft['sense']
}[] = [
  { kind: 'PATREP', name: 'observe', families: ['CFV', 'ARM', 'ERV', 'POC'], sense: 'seen' },
  { kind: 'INCREP', name: 'incident', families: ['ARM', 'ERV', 'CIV'], sense: '' },
  { kind: 'CFVREP', name: 'violation', families: ['CFV'], sense: '' },
  { kind: 'COMMUNITY', name: 'met', families: ['POC', 'HUM'], sense: 'told' },
  { kind: 'POC_ALERT', name: 'protection', families: ['POC', 'CIV'], sense: '' },
  { kind: 'HRREP', name: 'rights', families: ['CIV', 'HRV'], sense: '' },
]

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Whether a word of a text begins so; in Arabic with or without the article. */
function hasWord(text: string, part: string): boolean {
  const found = [...text.matchAll(WORD_BEGINS)].some(({ index, 1: article }) => {
    const from = index + (article?.length ?? 0)
    return text.startsWith(part, index) || text.startsWith(part, from)
  })
  return found || (part.length > 4 && part.endsWith('s') && hasWord(text, part.slice(0, -1)))
}

const WORD_BEGINS = /(?<![\p{L}\p{N}])([وبلف]?ال)?[\p{L}\p{N}]/gu

/**
 * The types to offer: with words typed, those in whose label, family or code each of them begins a word, then those whose
 * everyday words fit; else the recent ones, then those of the families that the kind mostly means. At most `limit`.
 */
export function offerTypes(
  types: readonly TypeChoice[],
  {
    words,
    kind,
    recent,
    limit,
  }: { readonly words: string; readonly kind: Kind | null; readonly recent: readonly string[]; readonly limit: number },
): readonly TypeChoice[] {
  const parts = plain(words).split(/\s+/).filter(Boolean)
  const recently = recent.flatMap((code) => types.filter((type) => type.code === code))
  if (parts.length > 0) {
    const all = [...new Set([...recently, ...types])]
    const fitting = (textOf: (type: TypeChoice) => string): readonly TypeChoice[] =>
      all.filter((type) => parts.every((part) => hasWord(plain(textOf(type)), part)))
    const byLabel = ({ code, label, familyLabel }: TypeChoice): string => `${code} ${label} ${familyLabel}`
    const byAnyWord = (type: TypeChoice): string => `${byLabel(type)} ${type.words}`
    return [...new Set([...fitting(byLabel), ...fitting(byAnyWord)])].slice(0, limit)
  }
  const families = KINDS.find((entry) => entry.kind === kind)?.families ?? []
  const meant = families.flatMap((family) => types.filter(({ code }) => code.startsWith(`${family}-`)))
  return [...new Set([...recently, ...meant])].slice(0, limit)
}
