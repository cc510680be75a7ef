import { isMixed, type KilledSums, type Tally } from '@eirene/analysis/situation'
import type { OperationView } from '@eirene/domain/operation'
import { EXPORT_PATH, filterToText, type PictureFilter } from '@eirene/domain/situation'
import type { ReactNode } from 'react'
import { useMayAct } from '../access/index.ts'
import { fillPath } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Icon, Menu } from '../widget/index.ts'
import type { PictureAnswer } from './engine/protocol.ts'
import { FilterChips } from './FilterChips.tsx'
import { PictureSearch } from './PictureSearch.tsx'
import { SavedViews } from './SavedViews.tsx'
import type { ColumnsHold } from './use-columns.ts'
import { openFigure, type ViewState } from './view-state.ts'

interface Props {
  readonly operation: OperationView
  readonly state: ViewState
  readonly columns: ColumnsHold
  readonly answer: PictureAnswer | null
  readonly onFilters: () => void
}

/** How many, how grave, under which filter, and what can be done with it by whom may do anything. */
export function PictureBar({ operation, state, columns, answer, onFilters }: Props): ReactNode {
  const { text } = useI18n()
  const mayAct = useMayAct()
  return (
    <div className="picture-bar">
      <button type="button" className="button bar-filters" onClick={onFilters}>
        <Icon name="filter" />
        {text('situation.filters')}
      </button>
      {mayAct && <PictureSearch operation={operation} filter={state.filter} loaded={columns.loaded} />}
      <Totals total={answer?.picture.total ?? null} size={columns.loaded?.size ?? null} />
      <FilterChips state={state} loaded={columns.loaded} />
      <Waiting columns={columns} />
      {mayAct && <Tools slug={operation.slug} filter={state.filter} />}
    </div>
  )
}

const FORMATS = ['csv', 'geojson', 'json'] as const

/** Views, what can be taken along, and the desks. */
function Tools({ slug, filter }: { readonly slug: string; readonly filter: PictureFilter }): ReactNode {
  const { text } = useI18n()
  return (
    <div className="bar-tools">
      <SavedViews slug={slug} />
      <Menu name={text('situation.export')} align="end" label={<Icon name="download" />}>
        {(close) => (
          <>
            <p className="menu-head">{text('situation.exportHead')}</p>
            {FORMATS.map((format) => (
              <a
                key={format}
                className="menu-item"
                download
                href={`${fillPath(EXPORT_PATH, { slug })}?${new URLSearchParams({ filter: filterToText(filter), format }).toString()}`}
                onClick={close}
              >
                {text(`situation.export.${format}`)}
              </a>
            ))}
          </>
        )}
      </Menu>
      <a className="button" href={`/run/${slug}/situation/releases`}>
        {text('release.desk')}
      </a>
      <a className="button" href={`/run/${slug}/situation/flash`}>
        {text('situation.desk')}
      </a>
      <a className="button button-primary" href={`/run/${slug}/situation/sitreps${location.search}`}>
        <Icon name="document" />
        {text('situation.sitrep')}
      </a>
    </div>
  )
}

function Totals({ total, size }: { readonly total: Tally | null; readonly size: number | null }): ReactNode {
  const { text, number } = useI18n()
  if (total === null || size === null) return <div className="totals" aria-hidden="true" />
  return (
    <div className="totals" aria-live="polite">
      <button
        type="button"
        className="totals-count"
        onClick={() => {
          openFigure(null)
        }}
      >
        <strong className="num">{number(total.incidents)}</strong>
        <span>
          {total.incidents === size
            ? text('situation.incidents', { count: total.incidents })
            : text('situation.incidentsOf', { count: total.incidents, all: size })}
        </span>
      </button>
      <Killed total={total} />
    </div>
  )
}

function Killed({ total }: { readonly total: Tally }): ReactNode {
  const { text } = useI18n()
  const sums = total.killed.filter((sum) => sum.countingRule !== '')
  const without = total.killed.filter((sum) => sum.countingRule === '').reduce((n, sum) => n + sum.incidents, 0)
  return (
    <ul className="totals-killed">
      {sums.map((sum) => (
        <KilledSum key={sum.countingRule} sum={sum} named={isMixed(total)} />
      ))}
      {without > 0 && <li className="figure-unknown">{text('situation.withoutFigure', { count: without })}</li>}
    </ul>
  )
}

/** The sum of one counting rule. Rules are never added up, so each has its own. */
function KilledSum({ sum, named }: { readonly sum: KilledSums; readonly named: boolean }): ReactNode {
  const { text, number } = useI18n()
  return (
    <li>
      <strong className="num">{number(sum.best)}</strong> {text('situation.killed', { count: sum.best })}{' '}
      <span className="figure-range num">{`${number(sum.low)}–${number(sum.high)}`}</span>
      {named && <span className="totals-rule">{sum.countingRule}</span>}
      {sum.bestUnknown > 0 && (
        <span className="figure-unknown">{` · ${text('situation.unknownIn', { count: sum.bestUnknown })}`}</span>
      )}
    </li>
  )
}

function Waiting({ columns }: { readonly columns: ColumnsHold }): ReactNode {
  const { text } = useI18n()
  if (columns.waiting === 0) return null
  return (
    <button type="button" className="waiting" onClick={columns.refresh} aria-live="polite">
      {columns.waiting === null ? text('situation.manyNew') : text('situation.new', { count: columns.waiting })}
    </button>
  )
}
