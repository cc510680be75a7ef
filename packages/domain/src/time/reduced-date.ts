import { formatDayNo, parseDayNo } from './instant.ts'

/** How exactly a reduced date is known. */
export type ReducedPrecision = 'day' | 'month' | 'year'

/** A calendar date written only as exactly as it is known: `1948-05-29`, `1956-11` or `2004` (ISO 8601-1, 5.2.2.2). */
const REDUCED = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/** The precision of a reduced date, or undefined when the text is none (`2021-13`, `2021-02-31`, `May 1948`). */
export function reducedPrecision(text: string): ReducedPrecision | undefined {
  const match = REDUCED.exec(text)
  if (match === null) return undefined
  const precision = match[3] !== undefined ? 'day' : match[2] !== undefined ? 'month' : 'year'
  return parseDayNo(padded(text)) === undefined ? undefined : precision
}

/** First day of a reduced date as `YYYY-MM-DD`: `1956-11` gives `1956-11-01`. Throws when the text is no reduced date. */
export function firstDayOf(text: string): string {
  if (reducedPrecision(text) === undefined) throw new Error(`not a reduced date: ${text}`)
  return padded(text)
}

/** Last day of a reduced date as `YYYY-MM-DD`: `1956-11` gives `1956-11-30`. Throws when the text is no reduced date. */
export function lastDayOf(text: string): string {
  const precision = reducedPrecision(text)
  if (precision === undefined) throw new Error(`not a reduced date: ${text}`)
  if (precision === 'day') return text
  const year = Number(text.slice(0, 4))
  const month = precision === 'month' ? Number(text.slice(5, 7)) : 12
  const after = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  const dayNo = parseDayNo(after)
  if (dayNo === undefined) throw new Error(`not a reduced date: ${text}`)
  return formatDayNo(dayNo - 1)
}

function padded(text: string): string {
  return text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text
}
