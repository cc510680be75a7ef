import type { ReactNode } from 'react'

const ROOT3 = Math.sqrt(3)

function hexPoints(cx: number, cy: number, r: number): string {
  return [0, 1, 2, 3, 4, 5]
    .map((i) => {
      const a = (Math.PI / 3) * i + Math.PI / 6
      return `${(cx + r * Math.cos(a)).toFixed(1)},${(cy + r * Math.sin(a)).toFixed(1)}`
    })
    .join(' ')
}

/** Density 0–5 of an invented district, row by row: a drawing, not data. */
const FIELD = [
  '0011000001100',
  '0122100012210',
  '1234310123421',
  '0245530134310',
  '1134421013210',
  '0112210001100',
  '0001100000000',
]

/** A picture of the situation, in small: hexagons and the marks of single records. */
export function RunDrawing(): ReactNode {
  const r = 17
  return (
    <svg className="door-drawing" viewBox="0 0 400 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {FIELD.flatMap((row, y) =>
        Array.from(row, (digit, x) => {
          if (digit === '0') return null
          const cx = 14 + x * r * ROOT3 + (y % 2) * ((r * ROOT3) / 2)
          const cy = 22 + y * r * 1.5
          return (
            <polygon
              key={`${x}-${y}`}
              points={hexPoints(cx, cy, r - 0.8)}
              style={{ fill: `var(--density-${digit})` }}
            />
          )
        }),
      )}
    </svg>
  )
}

/** Beginnings and ends of operations as bars along the years, in small: the study door's first screen. */
const BARS: readonly (readonly [row: number, from: number, to: number])[] = [
  [0, 1948, 2026],
  [1, 1949, 2026],
  [2, 1956, 1967],
  [2, 1973, 1979],
  [2, 1988, 1991],
  [2, 1991, 2003],
  [3, 1960, 1964],
  [3, 1974, 2026],
  [4, 1964, 2026],
  [5, 1978, 2026],
  [6, 1989, 1990],
  [6, 1991, 2026],
  [7, 1992, 1995],
  [7, 1999, 2026],
  [8, 1993, 2009],
  [8, 2011, 2026],
  [9, 1999, 2005],
  [9, 2014, 2026],
  [10, 2003, 2018],
  [11, 2004, 2017],
  [11, 2018, 2024],
]

/** The drawing on the door to the study: the years of operations as bars. */
export function StudyDrawing(): ReactNode {
  const x = (year: number): number => 16 + ((year - 1945) / 82) * 372
  return (
    <svg className="door-drawing" viewBox="0 0 400 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {[1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020].map((year) => (
        <line key={year} x1={x(year)} x2={x(year)} y1={16} y2={188} style={{ stroke: 'var(--line)' }} />
      ))}
      {BARS.map(([row, from, to]) => (
        <rect
          key={`${row}-${from}`}
          x={x(from)}
          y={22 + row * 13.6}
          width={Math.max(3, x(to) - x(from))}
          height={6}
          rx={1}
          style={{ fill: to === 2026 ? 'var(--density-4)' : 'var(--density-3)' }}
        />
      ))}
    </svg>
  )
}
