import type { LibraryOperation, PiracyCurve as Curve } from '@eirene/domain/operation/library'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Cited, FactMark } from './citations.tsx'
import { acronymOf, fullNameOf } from './operation-name.ts'
import { dateText, yearAtEnd, yearAtStart } from './partial-date.ts'
import type { StudyIndex } from './study-index.ts'

interface Props {
  readonly curve: Curve
  readonly index: StudyIndex
  readonly linkTo: (operationId: string) => string
}

const WIDTH = 520
const HEIGHT = 190
const BASE = 158
const TOP = 26

/** Attacks off the Horn of Africa per year beside the dates of the operation there: one small chart for each definition, never mixed. */
export function PiracyCurve({ curve, index, linkTo }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const operation = index.operations.get(curve.besideOperationId)
  const { box } = curve

  return (
    <article className="piracy" aria-labelledby="piracy-title">
      <Cited sources={index.sources}>
        <header>
          <h2 id="piracy-title">{text('study.piracyTitle')}</h2>
          <p className="study-lead">
            {text('study.piracyLead', {
              latMin: box.latMin,
              latMax: box.latMax,
              lonMin: box.lonMin,
              lonMax: box.lonMax,
            })}
          </p>
          {operation !== undefined && (
            <p className="fact-note">
              <a href={linkTo(operation.id)}>{fullNameOf(operation, i18n.language).name}</a>,{' '}
              {dateText(operation.began.value, i18n.date)} –{' '}
              {operation.ended === null ? '' : dateText(operation.ended.value, i18n.date)}{' '}
              <FactMark fact={operation.began} /> {text('study.piracyCaution')}
            </p>
          )}
        </header>
        <div className="piracy-charts">
          {curve.series.map((series) => (
            <PiracyChart key={series.id} series={series} operation={operation} index={index} />
          ))}
        </div>
        <PiracyTable curve={curve} index={index} />
      </Cited>
    </article>
  )
}

interface ChartProps {
  readonly series: Curve['series'][number]
  readonly operation: LibraryOperation | undefined
  readonly index: StudyIndex
}

function PiracyChart({ series, operation, index }: ChartProps): ReactNode {
  const i18n = useI18n()
  const definition = index.definitions.get(series.definitionId)
  const until = operation?.ended?.value
  return (
    <figure className="piracy-chart">
      <figcaption>
        <b lang="en">{definition?.label ?? series.id}</b> <FactMark fact={series} />
        <span className="fact-note" lang="en">
          {definition?.text} {definition?.caution}
        </span>
      </figcaption>
      <Bars
        label={definition?.label ?? series.id}
        rows={series.rows}
        band={
          operation === undefined
            ? null
            : [yearAtStart(operation.began.value), until === undefined ? Number.POSITIVE_INFINITY : yearAtEnd(until)]
        }
        bandLabel={operation === undefined ? '' : acronymOf(operation, i18n.language)}
        format={(value) => i18n.number(value)}
      />
    </figure>
  )
}

function PiracyTable({ curve, index }: Pick<Props, 'curve' | 'index'>): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  return (
    <table className="study-table">
      <caption>{text('study.piracyTable')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('study.year')}</th>
          {curve.series.map((series) => (
            <th key={series.id} scope="col" className="num" lang="en">
              {index.definitions.get(series.definitionId)?.label ?? series.id}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(curve.series[0]?.rows ?? []).map(([year], row) => (
          <tr key={year}>
            <th scope="row" className="num">
              {year}
            </th>
            {curve.series.map((series) => (
              <td key={series.id} className="num">
                {series.rows[row] === undefined ? text('study.notKnown') : i18n.number(series.rows[row][1])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface BarsProps {
  readonly label: string
  readonly rows: readonly (readonly [year: number, count: number])[]
  /** Decimal years between which the operation acted. */
  readonly band: readonly [number, number] | null
  readonly bandLabel: string
  readonly format: (value: number) => string
}

function Bars({ label, rows, band, bandLabel, format }: BarsProps): ReactNode {
  const years = rows.map(([year]) => year)
  const from = Math.min(...years)
  const to = Math.max(...years) + 1
  const top = Math.max(1, ...rows.map(([, count]) => count))
  const x = (year: number): number => 8 + ((Math.min(to, Math.max(from, year)) - from) / (to - from)) * (WIDTH - 16)
  const y = (count: number): number => BASE - (count / top) * (BASE - TOP - 12)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${label}: ${rows.map(([year, count]) => `${year} ${count}`).join(', ')}`}
    >
      {band !== null && (
        <g className="piracy-band">
          <rect x={x(band[0])} width={x(band[1]) - x(band[0])} y={4} height={BASE - 4} />
          <text x={x(band[0]) + 6} y={16}>
            {bandLabel}
          </text>
        </g>
      )}
      <line className="piracy-base" x1={8} x2={WIDTH - 8} y1={BASE} y2={BASE} />
      {rows.map(([year, count]) => (
        <g key={year}>
          <rect
            className="strength-bar"
            x={x(year) + 6}
            width={x(year + 1) - x(year) - 12}
            y={y(count)}
            height={BASE - y(count)}
          />
          <text className="piracy-count" x={(x(year) + x(year + 1)) / 2} y={y(count) - 4} textAnchor="middle">
            {format(count)}
          </text>
          <text className="strength-year" x={(x(year) + x(year + 1)) / 2} y={BASE + 16} textAnchor="middle">
            {year}
          </text>
        </g>
      ))}
    </svg>
  )
}
