import { Problem } from '@eirene/domain/problem'
import type { PictureFilter } from '@eirene/domain/situation'
import { parseDayNo } from '@eirene/domain/time'
import type { SituationColumns } from './columns.ts'
import { compareRates, type RateComparison } from './compare-rates.ts'
import type { Dimension } from './dimension.ts'
import type { Histogram } from './histogram.ts'
import { periodBefore, periodOn, type Period } from './period.ts'
import { picture } from './picture.ts'
import type { AccessMask } from './readable-columns.ts'

/** One line of a trend: a type, an area, …, now against before. */
export interface TrendLine {
  readonly key: string
  readonly label: string
  readonly comparison: RateComparison
  /**
   * The p-value with the number of lines taken into account (Holm): the chance that even one such difference turns up among
   * all of them when nothing changed.
   */
  readonly pAmongLines: number
}

export interface Trend {
  readonly now: { readonly fromOn: string; readonly toOn: string }
  readonly before: { readonly fromOn: string; readonly toOn: string }
  /** The filter with the period before in place of its own: what opens the records behind the earlier counts. */
  readonly filterBefore: PictureFilter
  readonly total: RateComparison
  readonly lines: Readonly<Partial<Record<Dimension, readonly TrendLine[]>>>
}

/** Holm's step-down correction; the answer stands in the order of the input. */
function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p)
  const corrected = new Array<number>(pValues.length).fill(1)
  let running = 0
  order.forEach(({ p, i }, rank) => {
    running = Math.max(running, Math.min(1, p * (pValues.length - rank)))
    corrected[i] = running
  })
  return corrected
}

function countsOf(histogram: Histogram | undefined): Map<string, { readonly label: string; readonly count: number }> {
  const keys = histogram?.keys ?? []
  return new Map(
    keys.map((key, bin) => [key, { label: histogram?.labels[bin] ?? key, count: histogram?.incidents[bin] ?? 0 }]),
  )
}

function linesOf(
  now: Histogram | undefined,
  before: Histogram | undefined,
  daysNow: number,
  daysBefore: number,
): TrendLine[] {
  const [counts, earlier] = [countsOf(now), countsOf(before)]
  const keys = [...new Set([...counts.keys(), ...earlier.keys()])]
  const lines = keys.map((key) => ({
    key,
    label: counts.get(key)?.label ?? earlier.get(key)?.label ?? key,
    comparison: compareRates(
      { count: counts.get(key)?.count ?? 0, days: daysNow },
      { count: earlier.get(key)?.count ?? 0, days: daysBefore },
    ),
  }))
  const corrected = holm(lines.map(({ comparison }) => comparison.p))
  return lines
    .map((line, i) => ({ ...line, pAmongLines: corrected[i] ?? 1 }))
    .sort(
      (a, b) =>
        b.comparison.now.count - a.comparison.now.count ||
        b.comparison.before.count - a.comparison.before.count ||
        (a.key < b.key ? -1 : 1),
    )
}

function periodOf({ fromOn, toOn }: PictureFilter): Period | undefined {
  const fromDay = fromOn === undefined ? undefined : parseDayNo(fromOn)
  const toDay = toOn === undefined ? undefined : parseDayNo(toOn)
  return fromDay === undefined || toDay === undefined || toDay <= fromDay ? undefined : { fromDay, toDay }
}

/**
 * The filter's period against the period before it (`periodBefore`): in total and by each dimension asked for, such as `type`,
 * `family`, `area`, `actor`. Throws Problem 'situation.filter_invalid' when the filter names no period with two ends.
 * Limits: docs/methods/rate-comparison.md.
 */
export function trend(
  columns: SituationColumns,
  mask: AccessMask,
  filter: PictureFilter,
  by: readonly Dimension[],
): Trend {
  const now = periodOf(filter)
  if (now === undefined)
    throw new Problem(
      'situation.filter_invalid',
      'A trend needs a period: choose the first day and the day after the last.',
    )
  const before = periodBefore(now)
  const filterBefore = { ...filter, ...periodOn(before) }
  const options = { by, ownFilter: 'applied' } as const
  const [current, earlier] = [picture(columns, mask, filter, options), picture(columns, mask, filterBefore, options)]
  const [daysNow, daysBefore] = [now.toDay - now.fromDay, before.toDay - before.fromDay]
  const lines = by.map((dimension) => [
    dimension,
    linesOf(current.histograms[dimension], earlier.histograms[dimension], daysNow, daysBefore),
  ])
  return {
    now: periodOn(now),
    before: periodOn(before),
    filterBefore,
    total: compareRates(
      { count: current.total.incidents, days: daysNow },
      { count: earlier.total.incidents, days: daysBefore },
    ),
    lines: Object.fromEntries(lines) as Trend['lines'],
  }
}
