import type { ReactNode } from 'react'

/** A measured or reported figure: a bar over a year, or a dot at a date. Null is not known and leaves a gap. */
export interface StrengthPoint {
  readonly fromYear: number
  readonly toYear: number
  readonly persons: number | null
  readonly label: string
}

interface Props {
  readonly label: string
  readonly unit: string
  readonly bars: readonly StrengthPoint[]
  readonly dots: readonly StrengthPoint[]
  readonly fromYear: number
  readonly toYear: number
  readonly format: (value: number) => string
}

const WIDTH = 560
const HEIGHT = 150
const TOP = 14
const BASE = 126
const LEFT = 50
const RIGHT = 18

function niceTop(highest: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, highest)))
  return [1, 2, 2.5, 5, 10].map((factor) => factor * step).find((top) => top >= highest) ?? highest
}

/** Strength over time: bars for a yearly series, dots for single reports, never joined by a line that nobody measured. */
export function StrengthChart({ label, unit, bars, dots, fromYear, toYear, format }: Props): ReactNode {
  const highest = Math.max(0, ...[...bars, ...dots].map((point) => point.persons ?? 0))
  if (highest === 0) return null
  const top = niceTop(highest)
  const span = Math.max(1, toYear - fromYear)
  const x = (year: number): number => LEFT + ((year - fromYear) / span) * (WIDTH - LEFT - RIGHT)
  const y = (persons: number): number => BASE - (persons / top) * (BASE - TOP)
  const everyYears = span > 40 ? 10 : span > 16 ? 5 : span > 6 ? 2 : 1
  const years = Array.from({ length: Math.floor(span) + 2 }, (_, i) => Math.ceil(fromYear) + i).filter(
    (year) => year % everyYears === 0 && year <= toYear,
  )

  return (
    <figure className="strength-chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={`${label}. ${[...bars, ...dots].map((point) => point.label).join('; ')}`}
      >
        {[0, top / 2, top].map((value) => (
          <g key={value} className="strength-rule">
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 3.5} textAnchor="end">
              {format(value)}
            </text>
          </g>
        ))}
        {years.map((year) => (
          <text key={year} className="strength-year" x={x(year)} y={BASE + 16} textAnchor="middle">
            {year}
          </text>
        ))}
        {bars.map((bar) =>
          bar.persons === null ? null : (
            <rect
              key={bar.fromYear}
              className="strength-bar"
              x={x(bar.fromYear) + 0.75}
              width={Math.max(1.5, x(bar.toYear) - x(bar.fromYear) - 1.5)}
              y={y(bar.persons)}
              height={BASE - y(bar.persons)}
            >
              <title>{bar.label}</title>
            </rect>
          ),
        )}
        {dots.map((dot, i) =>
          dot.persons === null ? null : (
            <circle
              key={i}
              className="strength-dot"
              cx={x((dot.fromYear + dot.toYear) / 2)}
              cy={y(dot.persons)}
              r="3.5"
            >
              <title>{dot.label}</title>
            </circle>
          ),
        )}
      </svg>
      <figcaption>{unit}</figcaption>
    </figure>
  )
}
