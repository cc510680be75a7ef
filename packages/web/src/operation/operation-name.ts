import { frenchNameOf, nameOn, type LibraryOperation } from '@eirene/domain/operation/library'
import type { Language } from '../i18n/index.ts'

/** The short name in the reader's language; the English one where there is no other. */
export function acronymOf(operation: Pick<LibraryOperation, 'id' | 'acronym'>, language: Language): string {
  return (language === 'fr' ? frenchNameOf(operation.id)?.acronym : undefined) ?? operation.acronym
}

/** The translated name, or undefined where the reader reads the name as the sources write it. */
export function translatedName(operation: Pick<LibraryOperation, 'id'>, language: Language): string | undefined {
  return language === 'fr' ? frenchNameOf(operation.id)?.name : undefined
}

/** The full name in the reader's language, with the language it is in; of several, the one in use on the day (`YYYY-MM-DD`). */
export function fullNameOf(
  operation: LibraryOperation,
  language: Language,
  on?: string,
): { readonly name: string; readonly lang: Language } {
  const translated = translatedName(operation, language)
  if (translated !== undefined) return { name: translated, lang: language }
  return { name: on === undefined ? (operation.names[0]?.value ?? '') : nameOn(operation, on), lang: 'en' }
}
