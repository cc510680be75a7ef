import { uncovered, type ReleaseContent, type ReleaseDesk } from '@eirene/domain/release'
import type { ReactNode } from 'react'
import { lastDayOf, useI18n } from '../i18n/index.ts'

/** Days of a period whose end is not included, as people read them; kept together in a text from right to left. */
function daysOf({ fromOn, toOn }: { readonly fromOn: string; readonly toOn: string }): string {
  const last = lastDayOf(toOn)
  return `\u{2066}${fromOn === last ? fromOn : `${fromOn} – ${last}`}\u{2069}`
}

/** Says which part of the period that was asked for this audience does not get, and how many incidents fall out by that. */
export function PeriodNote({
  content,
  desk,
}: {
  readonly content: ReleaseContent
  readonly desk: ReleaseDesk
}): ReactNode {
  const { text, list, language } = useI18n()
  const { period } = desk
  if (period === undefined) return null
  const parts = uncovered(period)
  if (parts.length === 0) return null
  const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const { covered } = period
  const shown =
    covered === null
      ? text('release.period.none')
      : content.time === 'month'
        ? month.formatRange(new Date(covered.fromOn), new Date(Date.parse(covered.toOn) - 1))
        : daysOf(covered)
  return (
    <p className="form-caution">
      {text('release.period.cut', {
        asked: daysOf(period),
        whole: text(`release.period.${content.time}`),
        days: content.delayDays,
        shown,
        left: list(parts.map(daysOf)),
        count: period.fellOut,
      })}
    </p>
  )
}
