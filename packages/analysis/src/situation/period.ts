import { formatDayNo } from '@eirene/domain/time'

/** Lengths of a bin on the time axis. Weeks begin on Monday (ISO 8601). */
export const TIME_STEPS = ['day', 'week', 'month', 'quarter', 'year'] as const
export type TimeStep = (typeof TIME_STEPS)[number]

const DAY_MS = 86_400_000
const MONTHS_PER_STEP = { month: 1, quarter: 3, year: 12 } as const

function monthStart(dayNo: number, months: number, stepsOn: number): number {
  const date = new Date(dayNo * DAY_MS)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
  const first = (Math.floor(month / months) + stepsOn) * months
  const start = new Date(0)
  start.setUTCFullYear(Math.floor(first / 12), first - Math.floor(first / 12) * 12, 1)
  return start.getTime() / DAY_MS
}

/** First day of the bin in which a day falls; both are days since 1970-01-01. */
export function binStart(dayNo: number, step: TimeStep): number {
  if (step === 'day') return dayNo
  // 1970-01-01 was a Thursday.
  if (step === 'week') return dayNo - ((((dayNo + 3) % 7) + 7) % 7)
  return monthStart(dayNo, MONTHS_PER_STEP[step], 0)
}

/** First day of the bin after the one in which a day falls. */
export function nextBinStart(dayNo: number, step: TimeStep): number {
  if (step === 'day') return dayNo + 1
  if (step === 'week') return binStart(dayNo, 'week') + 7
  return monthStart(dayNo, MONTHS_PER_STEP[step], 1)
}

/** Starts of the bins that cover the days from `first` to `last`, both included, without gaps, and the end of the last. */
export function binEdges(first: number, last: number, step: TimeStep): Int32Array {
  const edges: number[] = []
  let edge = binStart(first, step)
  while (edge <= last) {
    edges.push(edge)
    edge = nextBinStart(edge, step)
  }
  edges.push(edge)
  return Int32Array.from(edges)
}

/** A half-open period of local days. */
export interface Period {
  readonly fromDay: number
  readonly toDay: number
}

/**
 * The period to compare with: as many whole calendar months before when the period is whole months (January against
 * December, whatever their lengths), else as many days before.
 */
export function periodBefore({ fromDay, toDay }: Period): Period {
  const isWhole = binStart(fromDay, 'month') === fromDay && binStart(toDay, 'month') === toDay
  if (!isWhole || toDay <= fromDay) return { fromDay: fromDay - (toDay - fromDay), toDay: fromDay }
  let before = fromDay
  for (let day = fromDay; day < toDay; day = nextBinStart(day, 'month')) before = binStart(before - 1, 'month')
  return { fromDay: before, toDay: fromDay }
}

/** The period as the filter's fields. */
export function periodOn({ fromDay, toDay }: Period): { readonly fromOn: string; readonly toOn: string } {
  return { fromOn: formatDayNo(fromDay), toOn: formatDayNo(toDay) }
}
