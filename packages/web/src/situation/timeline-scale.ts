import type { Histogram } from '@eirene/analysis/situation'
import { parseDayNo } from '@eirene/domain/time'
import type { TimeSpan } from './order.ts'

/** The bins of a histogram that lie in a span, as local days. */
export interface Bins {
  readonly fromDay: number
  readonly toDay: number
  readonly starts: Float64Array
  readonly ends: Float64Array
  readonly counts: Float64Array
  /** Number of the first bin among all of the histogram. */
  readonly offset: number
  /** The bin in which a day falls, or the nearest one. */
  readonly indexOf: (day: number) => number
  readonly clamp: (bin: number) => number
}

/** Cuts a time histogram to a span. A span without bins gives one empty bin of its own length. */
export function binsIn(histogram: Histogram, span: TimeSpan): Bins {
  const starts: number[] = []
  const ends: number[] = []
  const counts: number[] = []
  let offset = 0
  histogram.keys.forEach((key, bin) => {
    const start = parseDayNo(key) ?? 0
    const end = parseDayNo(histogram.ends[bin] ?? '') ?? start + 1
    if (end <= span.fromDay) offset = bin + 1
    if (end <= span.fromDay || start >= span.toDay) return
    starts.push(start)
    ends.push(end)
    counts.push(histogram.incidents[bin] ?? 0)
  })
  if (starts.length === 0) {
    starts.push(span.fromDay)
    ends.push(span.toDay)
    counts.push(0)
  }
  const clamp = (bin: number): number => Math.min(starts.length - 1, Math.max(0, bin))
  return {
    fromDay: Math.min(span.fromDay, starts[0] ?? span.fromDay),
    toDay: Math.max(span.toDay, ends.at(-1) ?? span.toDay),
    starts: Float64Array.from(starts),
    ends: Float64Array.from(ends),
    counts: Float64Array.from(counts),
    offset,
    clamp,
    indexOf: (day) => {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((starts[middle] ?? 0) <= day) low = middle
        else high = middle - 1
      }
      return low
    },
  }
}

/** The smallest of 1, 2, 4, 6, 8, 10 × a power of ten that holds every count: its half is a round number as well. */
export function niceMax(counts: Float64Array): number {
  let most = 1
  for (const count of counts) if (count > most) most = count
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [1, 2, 4, 6, 8, 10].find((n) => n * power >= most) ?? 10
  return step * power
}

interface Scales {
  readonly x: (day: number) => number
  readonly y: (value: number) => number
}

/** One path for all bars of a series, so that thousands of bins stay one element. */
export function barsPath(bins: Bins, values: Float64Array, floor: Float64Array | undefined, { x, y }: Scales): string {
  let d = ''
  values.forEach((value, i) => {
    if (value <= 0) return
    const left = x(bins.starts[i] ?? 0)
    const right = x(bins.ends[i] ?? 0)
    const gap = right - left > 4 ? 1 : right - left > 2 ? 0.5 : 0
    const base = floor?.[i] ?? 0
    const [top, bottom] = [y(base + value), y(base)]
    d += `M${left.toFixed(2)} ${bottom.toFixed(2)}V${top.toFixed(2)}H${(right - gap).toFixed(2)}V${bottom.toFixed(2)}Z`
  })
  return d
}

export interface Tick {
  readonly day: number
  readonly format: Intl.DateTimeFormatOptions
}

const DAY_MS = 86_400_000

/** Ticks at round dates, about one in 88 pixels: years, else months, else days. */
export function timeTicks({ fromDay, toDay }: Bins, widthPx: number): readonly Tick[] {
  const most = Math.max(2, Math.floor(widthPx / 88))
  const days = toDay - fromDay
  if (days / most < 20) {
    const step = [1, 2, 7, 14, 28].find((n) => days / n <= most) ?? 28
    const first = Math.ceil(fromDay / step) * step
    return Array.from({ length: Math.max(0, Math.ceil((toDay - first) / step)) }, (_, i) => ({
      day: first + i * step,
      format: { month: 'short', day: 'numeric' },
    }))
  }
  const months = days / 30.44
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((n) => months / n <= most) ?? 600
  const start = new Date(fromDay * DAY_MS)
  const firstMonth =
    Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + (start.getUTCDate() > 1 ? 1 : 0)) / step) * step
  const ticks: Tick[] = []
  for (let month = firstMonth; ; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY_MS
    if (day >= toDay) return ticks
    ticks.push({ day, format: step >= 12 ? { year: 'numeric' } : { year: 'numeric', month: 'short' } })
  }
}
