import type { I18n } from '../i18n/index.ts'

/** Day and time of an account's own matters, in the language and zone of the browser: an account belongs to no operation. */
export function whenText(i18n: Pick<I18n, 'date'>, instant: string): string {
  return i18n.date(new Date(instant), { dateStyle: 'medium', timeStyle: 'short' })
}
