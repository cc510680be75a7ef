import { formatDayNo, parseDayNo } from '@eirene/domain/time'

/**
 * The last day of a period whose end is not included, for people to read: `2021-02-01` gives `2021-01-31`.
 * What is no day is given back as it is.
 */
export function lastDayOf(toOn: string): string {
  const dayNo = parseDayNo(toOn)
  return dayNo === undefined ? toOn : formatDayNo(dayNo - 1)
}
