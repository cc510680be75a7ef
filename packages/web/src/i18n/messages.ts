import { IntlMessageFormat } from 'intl-messageformat'
import type en from './en.json'
import type { Language } from './language.ts'

/** Every text of the product by its key, `room.what`. */
export type MessageKey = keyof typeof en
/** Each message as written, or as the build has parsed it (`vite.config.ts`). */
export type Catalogue = Readonly<Record<MessageKey, ConstructorParameters<typeof IntlMessageFormat>[0]>>
/** What is put into a text, by the names in it. */
export type MessageValues = Readonly<Record<string, string | number | Date>>

/** Texts, numbers and dates in one language. Nothing here reads a clock or the address. */
export interface I18n {
  readonly language: Language
  readonly direction: 'ltr' | 'rtl'
  /** BCP 47 tag for Intl: Arabic keeps Latin digits, as mission staff write coordinates and DTGs with them. */
  readonly locale: string
  readonly text: (key: MessageKey, values?: MessageValues) => string
  /** True for a key that the catalogue holds; for labels of values that come from data. */
  readonly has: (key: string) => key is MessageKey
  /** The text of a key that comes from data, or the given words when the catalogue has none. */
  readonly label: (key: string, otherwise: string) => string
  /** Words one after the other, with the comma of the language. */
  readonly list: (words: readonly string[]) => string
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string
  readonly date: (value: Date | number, options: Intl.DateTimeFormatOptions) => string
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr', ar: 'ar-u-nu-latn' }

/** Whether a message says just what it shows: no values, no quoting, no tags. */
export function isPlain(message: string): boolean {
  return !/[{}<>'#]/.test(message)
}

/** The texts of one language from its catalogue. A missing value in a message throws: it is a bug, and tests see it. */
export function createI18n(language: Language, catalogue: Catalogue): I18n {
  const locale = LOCALES[language]
  const formats = new Map<MessageKey, IntlMessageFormat>()
  const numbers = new Map<string, Intl.NumberFormat>()
  const dates = new Map<string, Intl.DateTimeFormat>()

  const has = (key: string): key is MessageKey => Object.hasOwn(catalogue, key)
  const text = (key: MessageKey, values?: MessageValues): string => {
    const message = catalogue[key]
    if (typeof message === 'string' && isPlain(message)) return message
    let format = formats.get(key)
    if (format === undefined) {
      format = new IntlMessageFormat(message, locale)
      formats.set(key, format)
    }
    return String(format.format({ ...values }))
  }
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    locale,
    text,
    has,
    list: (words) => words.join(language === 'ar' ? '، ' : ', '),
    label: (key, otherwise) => (has(key) ? text(key) : otherwise),
    number: (value, options) => {
      const id = JSON.stringify(options ?? {})
      let format = numbers.get(id)
      if (format === undefined) numbers.set(id, (format = new Intl.NumberFormat(locale, options)))
      return format.format(value)
    },
    date: (value, options) => {
      const id = JSON.stringify(options)
      let format = dates.get(id)
      if (format === undefined) dates.set(id, (format = new Intl.DateTimeFormat(locale, options)))
      return format.format(value)
    },
  }
}
