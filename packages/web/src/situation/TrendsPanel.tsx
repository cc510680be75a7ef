import type { Dimension, RateComparison, Trend, TrendLine } from '@eirene/analysis/situation'
import type { PictureFilter } from '@eirene/domain/situation'
import { formatDayNo } from '@eirene/domain/time'
import { useState, type ReactNode } from 'react'
import { lastDayOf, useI18n, type I18n } from '../i18n/index.ts'
import { familyLabel, typeLabel } from '../incident/index.ts'
import { Button, Empty, Loading } from '../widget/index.ts'
import type { Opening } from './engine/protocol.ts'
import { RATIO_TICKS, ratioX } from './ratio-scale.ts'
import { useAsked } from './use-asked.ts'
import type { ColumnsHold } from './use-columns.ts'
import { changed, openFigure, setFilter, type ViewState } from './view-state.ts'

const LISTS = ['family', 'type', 'area', 'actor'] as const satisfies readonly Dimension[]
type By = (typeof LISTS)[number]
const SHOWN = 14

interface Props {
  readonly state: ViewState
  readonly columns: ColumnsHold
}

function lineLabel(by: By, line: TrendLine, i18n: I18n): string {
  if (by === 'family') return familyLabel(line.key, i18n)
  return by === 'type' ? typeLabel(line.key, i18n) : line.label
}

/** The chosen period against the one before it: counts, ratio, and the interval in which the ratio lies. */
export function TrendsPanel({ state, columns }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const { filter } = state
  const { engine, loaded } = columns
  const hasPeriod = filter.fromOn !== undefined && filter.toOn !== undefined && filter.fromOn < filter.toOn
  const key = loaded === null || engine === null || !hasPeriod ? null : `${loaded.version}|${JSON.stringify(filter)}`
  const trend = useAsked(key, async () => engine?.trend(filter))
  const [by, setBy] = useState<By>('family')
  if (loaded === null) return null
  if (!hasPeriod) return <ChoosePeriod filter={filter} lastDay={loaded.lastDay} />
  if (trend === undefined) return <Loading label={text('widget.loading')} />
  const lines = trend.lines[by] ?? []
  return (
    <div className="trends">
      <p className="trends-periods num">
        {text('situation.trendPeriods', {
          from: trend.now.fromOn,
          to: lastDayOf(trend.now.toOn),
          beforeFrom: trend.before.fromOn,
          beforeTo: lastDayOf(trend.before.toOn),
        })}
      </p>
      <ul className="trend-lines">
        <TrendRow label={text('situation.allIncidents')} comparison={trend.total} trend={trend} opening={null} />
      </ul>
      <div className="segmented" role="group" aria-label={text('situation.trendBy')}>
        {LISTS.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={option === by}
            onClick={() => {
              setBy(option)
            }}
          >
            {text(`situation.trendBy.${option}`)}
          </button>
        ))}
      </div>
      <ul className="trend-lines">
        {lines.slice(0, SHOWN).map((line) => (
          <TrendRow
            key={line.key}
            label={lineLabel(by, line, i18n)}
            comparison={line.comparison}
            trend={trend}
            opening={{ kind: 'bin', by, key: line.key }}
          />
        ))}
      </ul>
      <RatioAxis />
      {lines.length > SHOWN && (
        <p className="filter-note">{text('situation.trendMore', { count: lines.length - SHOWN })}</p>
      )}
      <p className="filter-note">{text('situation.trendNote')}</p>
    </div>
  )
}

interface ChooseProps {
  readonly filter: PictureFilter
  readonly lastDay: number
}

function ChoosePeriod({ filter, lastDay }: ChooseProps): ReactNode {
  const { text } = useI18n()
  return (
    <Empty title={text('situation.trendNeedsPeriod')}>
      <p>{text('situation.trendNeedsPeriodText')}</p>
      <div className="button-row">
        {[30, 90, 365].map((days) => (
          <Button
            key={days}
            onClick={() => {
              const end = lastDay + 1
              setFilter(changed(filter, { fromOn: formatDayNo(end - days), toOn: formatDayNo(end) }))
            }}
          >
            {text('situation.latestDays', { days })}
          </Button>
        ))}
      </div>
    </Empty>
  )
}

interface RowProps {
  readonly label: string
  readonly comparison: RateComparison
  readonly trend: Trend
  /** What of each period is counted; null counts everything. */
  readonly opening: Opening | null
}

/** What the interval says, in a word: it may leave out "no change", or not. */
function verdict({ ratioLow, ratioHigh }: RateComparison): 'more' | 'fewer' | 'unclear' {
  if (ratioLow > 1) return 'more'
  return ratioHigh !== null && ratioHigh < 1 ? 'fewer' : 'unclear'
}

function TrendRow({ label, comparison, trend, opening }: RowProps): ReactNode {
  const { text, number } = useI18n()
  const { now, before, ratio, ratioLow, ratioHigh } = comparison
  const said = verdict(comparison)
  const digits = { maximumFractionDigits: 2 }
  return (
    <li className="trend-line">
      <span className="trend-name" dir="auto">
        {label}
      </span>
      <span className="trend-counts num">
        <button
          type="button"
          aria-label={text('situation.openBefore', { count: before.count, label })}
          onClick={() => {
            setFilter(trend.filterBefore)
            openFigure(opening)
          }}
        >
          {number(before.count)}
        </button>
        <span aria-hidden="true">{'→'}</span>
        <button
          type="button"
          aria-label={text('situation.openNow', { count: now.count, label })}
          onClick={() => {
            openFigure(opening)
          }}
        >
          <strong>{number(now.count)}</strong>
        </button>
      </span>
      <Interval comparison={comparison} said={said} />
      <span className="trend-words num" data-said={said}>
        {ratio === null ? text('situation.ratioNone') : `×${number(ratio, digits)}`}{' '}
        <span className="figure-range">{`${number(ratioLow, digits)}–${ratioHigh === null ? '∞' : number(ratioHigh, digits)}`}</span>{' '}
        {text(`situation.trend.${said}`)}
      </span>
    </li>
  )
}

function Interval({ comparison, said }: { readonly comparison: RateComparison; readonly said: string }): ReactNode {
  const { ratio, ratioLow, ratioHigh } = comparison
  const percent = (value: number): string => `${(value * 100).toFixed(2)}%`
  const low = ratioX(ratioLow)
  const high = ratioHigh === null ? 1 : ratioX(ratioHigh)
  return (
    <svg className="trend-interval" data-said={said} aria-hidden="true">
      <line className="trend-one" x1="50%" x2="50%" y1="0" y2="100%" />
      <line className="trend-range" x1={percent(low)} x2={percent(high)} y1="50%" y2="50%" />
      {ratio !== null && <circle cx={percent(ratioX(ratio))} cy="50%" r="4" />}
    </svg>
  )
}

function RatioAxis(): ReactNode {
  const { number } = useI18n()
  return (
    <div className="trend-axis num" aria-hidden="true">
      {RATIO_TICKS.map((tick) => (
        <span key={tick} style={{ insetInlineStart: `${ratioX(tick) * 100}%` }}>
          {`×${number(tick)}`}
        </span>
      ))}
    </div>
  )
}
