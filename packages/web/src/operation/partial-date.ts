/** A date of the library: a year, a month or a day (`1948`, `1948-05`, `1948-05-29`). */
const PARTIAL = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/** Decimal year at which the date begins; NaN when it is no date. */
export function yearAtStart(date: string): number {
  const match = PARTIAL.exec(date)
  if (match === null) return Number.NaN
  return decimalYear(Date.UTC(Number(match[1]), Number(match[2] ?? '1') - 1, Number(match[3] ?? '1')))
}

/** Decimal year at which the date ends: the whole of a year, month or day lies before it. */
export function yearAtEnd(date: string): number {
  const match = PARTIAL.exec(date)
  if (match === null) return Number.NaN
  const year = Number(match[1])
  if (match[2] === undefined) return year + 1
  const month = Number(match[2])
  if (match[3] === undefined) return decimalYear(Date.UTC(year, month, 1))
  return decimalYear(Date.UTC(year, month - 1, Number(match[3]) + 1))
}

/** Decimal year of an instant in ms since the epoch: 1994.5 is the middle of 1994. */
export function decimalYear(atMs: number): number {
  const year = new Date(atMs).getUTCFullYear()
  const start = Date.UTC(year, 0, 1)
  return year + (atMs - start) / (Date.UTC(year + 1, 0, 1) - start)
}

/** `YYYY-MM-DD` of a decimal year. */
export function dayOfYear(year: number): string {
  const whole = Math.floor(year)
  const start = Date.UTC(whole, 0, 1)
  return new Date(start + Math.round((year - whole) * (Date.UTC(whole + 1, 0, 1) - start))).toISOString().slice(0, 10)
}

/** The date in words, as exactly as it is known. */
export function dateText(date: string, format: (value: Date, options: Intl.DateTimeFormatOptions) => string): string {
  const match = PARTIAL.exec(date)
  if (match === null) return date
  const at = new Date(Date.UTC(Number(match[1]), Number(match[2] ?? '1') - 1, Number(match[3] ?? '1')))
  return format(at, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(match[2] === undefined ? {} : { month: 'short' }),
    ...(match[3] === undefined ? {} : { day: 'numeric' }),
  })
}
