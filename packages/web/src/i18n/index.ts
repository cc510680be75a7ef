export { I18nProvider } from './I18nProvider.tsx'
export { I18nContext, useI18n, type I18n } from './context.ts'
export { LANGUAGES, LANGUAGE_NAMES, readLanguage, type Language } from './language.ts'
export { createI18n, type MessageKey, type MessageValues } from './messages.ts'
export {
  formatInstant,
  formatZonedInstant,
  TIME_NOTATIONS,
  useTimeNotation,
  type TimeNotation,
} from './time-notation.ts'
export { lastDayOf } from './last-day.ts'
export { useWhen } from './use-when.ts'
