import { createContext, use } from 'react'
import type { Language } from './language.ts'
import type { I18n as Texts } from './messages.ts'

/** The texts in use and how to change their language. */
export interface I18n extends Texts {
  readonly choose: (language: Language) => void
}

export const I18nContext = createContext<I18n | null>(null)

/** Texts, numbers and dates in the person's language. Throws outside I18nProvider. */
export function useI18n(): I18n {
  const i18n = use(I18nContext)
  if (i18n === null) throw new Error('useI18n needs I18nProvider above it')
  return i18n
}
