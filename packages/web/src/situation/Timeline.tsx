import type { Histogram, TimeStep } from '@eirene/analysis/situation'
import type { PictureFilter } from '@eirene/domain/situation'
import { formatDayNo, parseDayNo } from '@eirene/domain/time'
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { useSize } from '../widget/index.ts'
import type { FamilySeries } from './engine/protocol.ts'
import type { TimeSpan } from './order.ts'
import { barsPath, binsIn, niceMax, timeTicks, type Bins } from './timeline-scale.ts'

interface Window {
  readonly fromOn: string | undefined
  readonly toOn: string | undefined
}

interface Props {
  readonly histogram: Histogram
  readonly families: readonly FamilySeries[]
  readonly span: TimeSpan
  readonly step: TimeStep
  readonly filter: PictureFilter
  readonly onDraft: (window: Window | null) => void
  readonly onWindow: (window: Window) => void
}

const LEFT = 36
const RIGHT = 12
const TOP = 10
const BOTTOM = 22

/** Bars over time with a brush. A press on a bar takes its period; both ends move by arrow keys as well. */
export function Timeline({ histogram, families, span, step, filter, onDraft, onWindow }: Props): ReactNode {
  const i18n = useI18n()
  const { text, number } = i18n
  const [ref, size] = useSize<HTMLDivElement>()
  const [hover, setHover] = useState<number | null>(null)
  const bins = useMemo(() => binsIn(histogram, span), [histogram, span])
  const max = niceMax(bins.counts)
  const width = Math.max(1, size.width - LEFT - RIGHT)
  const height = Math.max(1, size.height - TOP - BOTTOM)
  const x = (day: number): number => LEFT + ((day - bins.fromDay) / Math.max(1, bins.toDay - bins.fromDay)) * width
  const dayAt = (px: number): number => bins.fromDay + ((px - LEFT) / width) * (bins.toDay - bins.fromDay)
  const window = windowDays(filter, bins)
  const brush = useBrush({ bins, dayAt, window, onDraft, onWindow, onHover: setHover })
  const shown = hover ?? null
  return (
    <div className="timeline-plot" ref={ref}>
      {size.width > 0 && (
        <svg
          width={size.width}
          height={size.height}
          role="group"
          aria-label={describe(bins, step, i18n)}
          {...brush.handlers}
        >
          <Axis bins={bins} max={max} step={step} x={x} height={height} width={width} />
          <Bars bins={bins} families={families} histogram={histogram} max={max} x={x} height={height} />
          {shown !== null && (
            <rect
              className="timeline-hover"
              x={x(bins.starts[shown] ?? 0)}
              width={x(bins.ends[shown] ?? 0) - x(bins.starts[shown] ?? 0)}
              y={TOP}
              height={height}
            />
          )}
          <Brush window={window} bins={bins} x={x} height={height} brush={brush} />
        </svg>
      )}
      <output className="timeline-readout num">
        {shown !== null &&
          text('situation.binReadout', {
            period: binLabel(bins.starts[shown] ?? 0, step, i18n),
            count: number(bins.counts[shown] ?? 0),
          })}
      </output>
    </div>
  )
}

function windowDays(
  filter: PictureFilter,
  bins: Bins,
): { readonly from: number; readonly to: number; readonly isSet: boolean } {
  const from = parseDayNo(filter.fromOn ?? '')
  const to = parseDayNo(filter.toOn ?? '')
  return { from: from ?? bins.fromDay, to: to ?? bins.toDay, isSet: from !== undefined || to !== undefined }
}

type Texts = Pick<ReturnType<typeof useI18n>, 'text' | 'date' | 'number'>

function binLabel(day: number, step: TimeStep, { date, text }: Texts): string {
  const at = day * 86_400_000
  if (step === 'day') return date(at, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' })
  if (step === 'week')
    return text('situation.weekOf', {
      day: date(at, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }),
    })
  if (step === 'year') return date(at, { timeZone: 'UTC', year: 'numeric' })
  return date(at, { timeZone: 'UTC', year: 'numeric', month: 'short' })
}

/** The chart in words, for who does not see it. */
function describe(bins: Bins, step: TimeStep, texts: Texts): string {
  let most = 0
  bins.counts.forEach((count, i) => {
    if (count > (bins.counts[most] ?? 0)) most = i
  })
  return texts.text('situation.timelineWords', {
    from: formatDayNo(bins.fromDay),
    to: formatDayNo(bins.toDay),
    most: texts.number(bins.counts[most] ?? 0),
    when: binLabel(bins.starts[most] ?? bins.fromDay, step, texts),
  })
}

interface AxisProps {
  readonly bins: Bins
  readonly max: number
  readonly step: TimeStep
  readonly x: (day: number) => number
  readonly height: number
  readonly width: number
}

function Axis({ bins, max, x, height, width }: AxisProps): ReactNode {
  const { number, date } = useI18n()
  const lines = max <= 1 ? [0, 1] : [0, max / 2, max]
  return (
    <g className="timeline-axis" aria-hidden="true">
      {lines.map((value) => {
        const y = TOP + height - (value / max) * height
        return (
          <g key={value}>
            <line x1={LEFT} x2={LEFT + width} y1={y} y2={y} />
            <text x={LEFT - 6} y={y} textAnchor="end" dominantBaseline="central">
              {number(value, { notation: 'compact' })}
            </text>
          </g>
        )
      })}
      {timeTicks(bins, width).map(({ day, format }) => (
        <g key={day}>
          <line className="timeline-tick" x1={x(day)} x2={x(day)} y1={TOP + height} y2={TOP + height + 4} />
          <text x={x(day)} y={TOP + height + 15} textAnchor="middle">
            {date(day * 86_400_000, { timeZone: 'UTC', ...format })}
          </text>
        </g>
      ))}
    </g>
  )
}

interface BarsProps {
  readonly bins: Bins
  readonly families: readonly FamilySeries[]
  readonly histogram: Histogram
  readonly max: number
  readonly x: (day: number) => number
  readonly height: number
}

function Bars({ bins, families, histogram, max, x, height }: BarsProps): ReactNode {
  const y = (value: number): number => TOP + height - (value / max) * height
  if (families.length === 0)
    return <path className="timeline-bars" d={barsPath(bins, bins.counts, undefined, { x, y })} aria-hidden="true" />
  const floor = new Float64Array(bins.counts.length)
  const offset = bins.offset
  const layers = families.map(({ family, incidents }, i) => {
    const part = incidents.subarray(offset, offset + bins.counts.length)
    const d = barsPath(bins, part, floor.slice(), { x, y })
    part.forEach((value, k) => {
      floor[k] = (floor[k] ?? 0) + value
    })
    return <path key={family} d={d} style={{ fill: `var(--family-${i + 1})` }} />
  })
  const rest = bins.counts.map((count, k) => count - (floor[k] ?? 0))
  return (
    <g aria-hidden="true" data-total={histogram.keys.length}>
      {layers}
      <path d={barsPath(bins, rest, floor, { x, y })} style={{ fill: 'var(--family-rest)' }} />
    </g>
  )
}

interface BrushProps {
  readonly window: ReturnType<typeof windowDays>
  readonly bins: Bins
  readonly x: (day: number) => number
  readonly height: number
  readonly brush: ReturnType<typeof useBrush>
}

function Brush({ window, bins, x, height, brush }: BrushProps): ReactNode {
  const { text } = useI18n()
  const clamp = (day: number): number => Math.min(bins.toDay, Math.max(bins.fromDay, day))
  const [left, right] = [x(clamp(window.from)), x(clamp(window.to))]
  const ends = [
    { name: 'from', at: left, day: window.from, label: text('situation.from') },
    { name: 'to', at: right, day: window.to, label: text('situation.toBefore') },
  ] as const
  return (
    <g className="timeline-brush" data-set={window.isSet}>
      {window.isSet && (
        <>
          <rect
            className="timeline-outside"
            x={x(bins.fromDay)}
            width={Math.max(0, left - x(bins.fromDay))}
            y={TOP}
            height={height}
          />
          <rect
            className="timeline-outside"
            x={right}
            width={Math.max(0, x(bins.toDay) - right)}
            y={TOP}
            height={height}
          />
          <rect className="timeline-inside" x={left} width={Math.max(0, right - left)} y={TOP} height={height} />
        </>
      )}
      {ends.map((end) => (
        <g
          key={end.name}
          role="slider"
          tabIndex={0}
          aria-label={end.label}
          aria-valuemin={bins.fromDay}
          aria-valuemax={bins.toDay}
          aria-valuenow={end.day}
          aria-valuetext={formatDayNo(end.day)}
          onKeyDown={(event) => {
            brush.onKey(event, end.name)
          }}
          onPointerDown={(event) => {
            brush.onGrab(event, end.name)
          }}
        >
          <rect className="timeline-grip" x={end.at - 6} width={12} y={TOP} height={height} />
          <line x1={end.at} x2={end.at} y1={TOP} y2={TOP + height} />
          <rect className="timeline-knob" x={end.at - 3} width={6} y={TOP + height / 2 - 9} height={18} rx={3} />
        </g>
      ))}
    </g>
  )
}

interface BrushParts {
  readonly bins: Bins
  readonly dayAt: (px: number) => number
  readonly window: ReturnType<typeof windowDays>
  readonly onDraft: (window: Window | null) => void
  readonly onWindow: (window: Window) => void
  readonly onHover: (bin: number | null) => void
}

type Drag =
  | { readonly kind: 'new'; readonly anchor: number; moved: boolean }
  | { readonly kind: 'from' | 'to' }
  | { readonly kind: 'move'; readonly grabbed: number; moved: boolean }

const KEY_STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }

const asWindow = (from: number, to: number): Window => ({ fromOn: formatDayNo(from), toOn: formatDayNo(to) })

/** Pointer and keys on the timeline, in whole bins. */
function useBrush({ bins, dayAt, window, onDraft, onWindow, onHover }: BrushParts): {
  readonly handlers: Record<string, (event: PointerEvent<SVGSVGElement>) => void>
  readonly onKey: (event: KeyboardEvent, end: 'from' | 'to') => void
  readonly onGrab: (event: PointerEvent, end: 'from' | 'to') => void
} {
  const drag = useRef<Drag | null>(null)
  const draft = useRef<Window | null>(null)
  const binAt = (event: PointerEvent<SVGSVGElement>): number => {
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left
    return bins.indexOf(dayAt(px))
  }
  const start = (bin: number): number => bins.starts[bin] ?? bins.fromDay
  const end = (bin: number): number => bins.ends[bin] ?? bins.toDay
  const show = (next: Window): void => {
    draft.current = next
    onDraft(next)
  }
  const onMove = (event: PointerEvent<SVGSVGElement>): void => {
    const bin = binAt(event)
    onHover(bin)
    const now = drag.current
    if (now === null) return
    if (now.kind === 'new') {
      if (bin !== now.anchor) now.moved = true
      if (now.moved) show(asWindow(start(Math.min(bin, now.anchor)), end(Math.max(bin, now.anchor))))
    } else if (now.kind === 'move') {
      const by = start(bin) - start(now.grabbed)
      if (by !== 0) now.moved = true
      if (now.moved) show(asWindow(window.from + by, window.to + by))
    } else if (now.kind === 'from') show(asWindow(Math.min(start(bin), window.to - 1), window.to))
    else show(asWindow(window.from, Math.max(end(bin), window.from + 1)))
  }
  const finish = (event: PointerEvent<SVGSVGElement>): void => {
    const now = drag.current
    drag.current = null
    if (now === null) return
    const bin = binAt(event)
    const wanted = draft.current
    draft.current = null
    if (wanted !== null) onWindow(wanted)
    else if (now.kind === 'new' || now.kind === 'move') onWindow(asWindow(start(bin), end(bin)))
  }
  return {
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0 || drag.current !== null) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const bin = binAt(event)
        const isInside =
          window.isSet &&
          start(bin) >= window.from &&
          end(bin) <= window.to &&
          window.to - window.from > end(bin) - start(bin)
        drag.current = isInside
          ? { kind: 'move', grabbed: bin, moved: false }
          : { kind: 'new', anchor: bin, moved: false }
      },
      onPointerMove: onMove,
      onPointerUp: finish,
      onPointerCancel: () => {
        drag.current = null
        draft.current = null
        onDraft(null)
      },
      onPointerLeave: () => {
        onHover(null)
      },
    },
    onGrab: (event, which) => {
      if (event.button === 0) drag.current = { kind: which }
      const svg = event.currentTarget.closest('svg')
      svg?.setPointerCapture(event.pointerId)
    },
    onKey: (event, which) => {
      // Time runs from left to right in every language here, and the keys with it.
      const by = KEY_STEPS[event.key] ?? 0
      if (event.key === 'Escape' || event.key === 'Delete') {
        event.preventDefault()
        onWindow({ fromOn: undefined, toOn: undefined })
        return
      }
      if (by === 0) return
      event.preventDefault()
      const many = event.shiftKey ? 7 : 1
      if (which === 'from') {
        const bin = bins.clamp(bins.indexOf(window.from) + by * many)
        onWindow(asWindow(Math.min(start(bin), window.to - 1), window.to))
      } else {
        const bin = bins.clamp(bins.indexOf(window.to - 1) + by * many)
        onWindow(asWindow(window.from, Math.max(end(bin), window.from + 1)))
      }
    },
  }
}
