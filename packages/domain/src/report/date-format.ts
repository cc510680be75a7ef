import { parseDayNo } from '../time/index.ts'

/** Parts of a date that a format may name, with what stands for them in a text. */
const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MMM: '(?<monthName>\\p{L}{3,}\\.?)',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
}

/** Month names by their first letters, English, French, Spanish and Portuguese: enough to tell them apart. */
const MONTH_STARTS: readonly (readonly string[])[] = [
  ['jan', 'ene'],
  ['feb', 'fév', 'fev'],
  ['mar'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aoû', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'out'],
  ['nov'],
  ['dec', 'déc', 'dic', 'dez'],
]

/** 1 … 12, or undefined. `juil` is told from `juin` by its fourth letter. */
function monthOfName(name: string): number | undefined {
  const lower = name.toLowerCase()
  if (lower.startsWith('jui')) return lower.startsWith('juil') ? 7 : 6
  const index = MONTH_STARTS.findIndex((starts) => starts.some((start) => lower.startsWith(start)))
  return index < 0 ? undefined : index + 1
}

/** What a text says under a format. */
export type ReadDate = { readonly dayNo: number } | 'unreadable' | 'impossible'

/** True when a format names year, month and day, each once. */
export function isDateFormat(format: string): boolean {
  const tokens = format.match(/YYYY|MMM|MM|M|DD|D/g) ?? []
  return ['Y', 'M', 'D'].every((letter) => tokens.filter((token) => token.startsWith(letter)).length === 1)
}

const compiled = new Map<string, RegExp>()

function patternOf(format: string): RegExp {
  let pattern = compiled.get(format)
  if (pattern === undefined) {
    const source = format
      .split(/(YYYY|MMM|MM|M|DD|D)/)
      .map((part) => TOKENS[part] ?? part.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
      .join('')
    // A time of day may follow; it is not read.
    pattern = new RegExp(`^${source}(?:[T ].*)?$`, 'u')
    compiled.set(format, pattern)
  }
  return pattern
}

/** Reads a day written in a format such as `DD/MM/YYYY` or `D MMM YYYY`. */
export function readDate(text: string, format: string): ReadDate {
  const groups = patternOf(format).exec(text.trim())?.groups
  if (groups === undefined) return 'unreadable'
  const month = groups['month'] ?? monthOfName(groups['monthName'] ?? '')
  if (month === undefined) return 'unreadable'
  const two = (value: string | number | undefined): string => String(value).padStart(2, '0')
  const dayNo = parseDayNo(`${groups['year'] ?? ''}-${two(month)}-${two(groups['day'])}`)
  return dayNo === undefined ? 'impossible' : { dayNo }
}

const SLASHED = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[T ].*)?$/

/** Reads a day without a format: ISO, or a text that only one order of day and month can mean. */
export function guessDate(text: string): ReadDate | 'ambiguous' {
  const iso = readDate(text, 'YYYY-M-D')
  if (iso !== 'unreadable') return iso
  const match = SLASHED.exec(text.trim())
  if (match === null) return 'unreadable'
  const [first, second] = [Number(match[1]), Number(match[2])]
  if (first === second || first > 12 !== second > 12) {
    const [day, month] = first > 12 || first === second ? [first, second] : [second, first]
    return readDate(`${day}/${month}/${match[3] ?? ''}`, 'D/M/YYYY')
  }
  return first > 12 ? 'impossible' : 'ambiguous'
}
