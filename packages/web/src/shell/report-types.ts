import { loadTypeChoices } from '@eirene/domain/incident'
import type { Language } from '../i18n/index.ts'
import type { TypeChoice } from '../report/index.ts'

const loading = new Map<Language, Promise<readonly TypeChoice[]>>()

/** The incident types as the report form offers them: the report room lies before the incidents and does not know of them. */
export function loadReportTypes(language: Language): Promise<readonly TypeChoice[]> {
  const known = loading.get(language)
  if (known !== undefined) return known
  const types = loadTypeChoices(language).then((choices) => choices.map((choice) => ({ ...choice, words: '' })))
  loading.set(language, types)
  return types
}

/** The types with the everyday words that lead to each, once those are there. */
export function withWords(
  types: readonly TypeChoice[],
  words: Readonly<Partial<Record<string, string>>>,
): readonly TypeChoice[] {
  return types.map((type) => ({ ...type, words: words[type.code] ?? '' }))
}
