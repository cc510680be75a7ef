import type { Compartment } from '@eirene/domain/access'
import type { FIELD_REPORT_TYPES, FieldDraft } from '@eirene/domain/report'

/** An incident type as the form offers it, in the person's language. */
export interface TypeChoice {
  readonly code: string
  readonly label: string
  readonly familyLabel: string
  readonly compartments: readonly Compartment[]
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

/**
 * The types to offer: with words typed, those whose label, family or code holds each of them; else the recent ones, then
 * those of the families that the kind mostly means. At most `limit`.
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
    const fits = (type: TypeChoice): boolean => {
      const text = plain(`${type.code} ${type.label} ${type.familyLabel}`)
      return parts.every((part) => text.includes(part))
    }
    return [...new Set([...recently, ...types])].filter(fits).slice(0, limit)
  }
  const families = KINDS.find((entry) => entry.kind === kind)?.families ?? []
  const meant = families.flatMap((family) => types.filter(({ code }) => code.startsWith(`${family}-`)))
  return [...new Set([...recently, ...meant])].slice(0, limit)
}
