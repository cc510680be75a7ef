import { parseDayNo, formatDayNo } from '@eirene/domain/time'
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { escaped, FONT_FAMILY, INK } from './static-map-symbols.ts'

/** A drawn chart. */
export interface Chart {
  readonly svg: string
  readonly widthPx: number
  readonly heightPx: number
}

export interface PerDayOrder {
  readonly fromOn: string
  readonly toOn: string
  /** Local days of the incidents of the period, each as often as there are incidents. */
  readonly days: readonly string[]
  /** Incidents per day in the period before. */
  readonly meanBefore: number
  readonly locale: string
  readonly texts: {
    readonly title: string
    readonly incidents: string
    readonly meanBefore: string
  }
}

export interface RatioOrder {
  readonly rows: readonly {
    readonly label: string
    readonly ratio: number | null
    readonly low: number
    readonly high: number | null
  }[]
  readonly texts: { readonly title: string; readonly axis: string; readonly fewer: string; readonly more: string }
}

const WIDTH = 720
/** Beyond this many days the bars stand for weeks. */
const MOST_DAYS = 62

type Page = ReturnType<typeof parseHTML>['document']
let page: Page | undefined

/** The document that Plot draws into; one is enough for all. */
function documentForPlot(): Page {
  page ??= parseHTML('<!doctype html><html><body></body></html>').document
  return page
}

/** What this file needs of a drawn element; the server is compiled without the types of a browser. */
interface DrawnElement {
  readonly querySelectorAll: (
    selector: string,
  ) => Iterable<{ remove: () => void; removeAttribute: (name: string) => void }>
  readonly setAttribute: (name: string, value: string) => void
  readonly removeAttribute: (name: string) => void
  readonly outerHTML: string
}

/** The SVG of a plot without its style element (a strict CSP refuses it), its look written as attributes. */
function svgText(figure: DrawnElement, title: string): string {
  for (const style of figure.querySelectorAll('style')) style.remove()
  figure.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  figure.setAttribute('role', 'img')
  figure.setAttribute('direction', 'ltr')
  figure.setAttribute('fill', INK.ink)
  figure.setAttribute('font-family', FONT_FAMILY)
  figure.setAttribute('font-size', '10')
  figure.removeAttribute('class')
  // The plot names the groups of its marks; a group without a role may have no name, and the drawing is named as a whole.
  for (const group of figure.querySelectorAll('g')) group.removeAttribute('aria-label')
  const text = figure.outerHTML.replaceAll('&nbsp;', '\u{a0}')
  return text.replace('>', `><title>${escaped(title)}</title>`)
}

/** Days or weeks from the first to the last, each with its count; quiet ones included. */
function countsByStep(
  order: PerDayOrder,
): readonly { readonly from: Date; readonly to: Date; readonly count: number }[] {
  const [first, end] = [parseDayNo(order.fromOn) ?? 0, parseDayNo(order.toOn) ?? 0]
  const step = end - first > MOST_DAYS ? 7 : 1
  const counts = new Map<number, number>()
  for (const day of order.days) {
    const index = Math.floor(((parseDayNo(day) ?? first) - first) / step)
    counts.set(index, (counts.get(index) ?? 0) + 1)
  }
  const at = (dayNo: number): Date => new Date(`${formatDayNo(dayNo)}T00:00:00Z`)
  return Array.from({ length: Math.ceil((end - first) / step) }, (_, i) => ({
    from: at(first + i * step),
    to: at(Math.min(first + (i + 1) * step, end)),
    count: counts.get(i) ?? 0,
  }))
}

/** True when the chart of a period shows weeks instead of days. */
export function isDrawnByWeek(days: number): boolean {
  return days > MOST_DAYS
}

/** Incidents per day (per week in a long period) with the mean of the period before as a dashed line. */
export function drawPerDayChart(order: PerDayOrder): Chart {
  const bars = countsByStep(order)
  const heightPx = 190
  const step = isDrawnByWeek(bars.length * 7 - 6) && bars.length > 1 && spanDays(bars[0]) === 7 ? 7 : 1
  const mean = order.meanBefore * step
  const most = Math.max(1, mean, ...bars.map(({ count }) => count))
  const format = new Intl.DateTimeFormat(order.locale, { timeZone: 'UTC', day: 'numeric', month: 'short' })
  const figure = Plot.plot({
    document: documentForPlot(),
    width: WIDTH,
    height: heightPx,
    marginLeft: 34,
    marginRight: 12,
    marginTop: 22,
    marginBottom: 26,
    x: { type: 'utc', label: null, tickFormat: (at: Date) => format.format(at), tickSize: 4 },
    y: {
      label: null,
      domain: [0, most],
      ticks: Math.min(5, Math.ceil(most)),
      tickFormat: 'd',
      grid: true,
    },
    marks: [
      Plot.rectY(bars, { x1: 'from', x2: 'to', y: 'count', fill: INK.accent, insetLeft: 0.75, insetRight: 0.75 }),
      Plot.ruleY([mean], { stroke: INK.ink, strokeDasharray: '5 3' }),
      Plot.ruleY([0], { stroke: INK.ink }),
      Plot.text([order.texts.meanBefore], {
        frameAnchor: 'top-right',
        y: () => mean,
        dy: -5,
        lineAnchor: 'bottom',
        textAnchor: 'end',
        text: (text: string) => text,
        fill: INK.ink,
        stroke: INK.paper,
        strokeWidth: 3,
      }),
      Plot.text([order.texts.incidents], {
        frameAnchor: 'top-left',
        dy: -18,
        dx: -28,
        text: (text: string) => text,
        fill: INK.muted,
      }),
    ],
  })
  return { svg: svgText(figure, order.texts.title), widthPx: WIDTH, heightPx }
}

function spanDays(bar: { readonly from: Date; readonly to: Date } | undefined): number {
  return bar === undefined ? 0 : (bar.to.getTime() - bar.from.getTime()) / 86_400_000
}

/** Where the axis of ratios begins and ends: what is drawn with some air, within 1:50. */
function ratioDomain(rows: RatioOrder['rows']): readonly [number, number] {
  const drawn = rows
    .flatMap(({ low, high, ratio }) => [low, high, ratio])
    .filter((x): x is number => x !== null && x > 0)
  return [Math.max(0.02, Math.min(0.5, ...drawn) * 0.9), Math.min(50, Math.max(2, ...drawn) * 1.1)]
}

const RATIO_TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20] as const

/** Ratios of rates with their intervals on a logarithmic axis; an open end has an arrow. */
export function drawRatioChart(order: RatioOrder): Chart {
  const rows = order.rows.filter((row) => row.ratio !== null)
  const [least, most] = ratioDomain(rows)
  const within = (x: number): number => Math.min(Math.max(x, least), most)
  const drawn = rows.map(({ label, ratio, low, high }) => ({
    label,
    ratio: within(ratio ?? 1),
    low: within(low),
    high: within(high ?? most),
    isOpen: high === null || high > most,
  }))
  const heightPx = 56 + drawn.length * 22
  const longest = Math.max(10, ...drawn.map(({ label }) => label.length))
  const said = { text: (text: string) => text, fill: INK.muted }
  const beside = { ...said, x: () => 1, frameAnchor: 'top' as const, dy: -13 }
  const figure = Plot.plot({
    document: documentForPlot(),
    width: WIDTH,
    height: heightPx,
    marginLeft: Math.min(260, longest * 5.9 + 12),
    marginRight: 24,
    marginTop: 18,
    marginBottom: 34,
    x: {
      type: 'log',
      domain: [least, most],
      label: null,
      ticks: RATIO_TICKS.filter((tick) => tick >= least && tick <= most),
      tickFormat: (x: number) => String(x),
      grid: true,
    },
    y: { label: null, domain: drawn.map(({ label }) => label), tickSize: 0 },
    marks: [
      Plot.ruleX([1], { stroke: INK.ink }),
      Plot.ruleY(drawn, { x1: 'low', x2: 'high', y: 'label', stroke: INK.accent, strokeWidth: 2 }),
      Plot.dot(drawn, { x: 'ratio', y: 'label', r: 4.5, fill: INK.accent, stroke: INK.paper }),
      openEnds(drawn.filter(({ isOpen }) => isOpen)),
      Plot.text([order.texts.axis], { ...said, frameAnchor: 'bottom', dy: 30 }),
      Plot.text([`← ${order.texts.fewer}`], { ...beside, dx: -8, textAnchor: 'end' }),
      Plot.text([`${order.texts.more} →`], { ...beside, dx: 8, textAnchor: 'start' }),
    ],
  })
  return { svg: svgText(figure, order.texts.title), widthPx: WIDTH, heightPx }
}

function openEnds(rows: readonly { readonly high: number; readonly label: string }[]): Plot.Markish {
  return Plot.text(rows, { x: 'high', y: 'label', text: () => '→', dx: 6, fill: INK.accent, fontSize: 11 })
}
