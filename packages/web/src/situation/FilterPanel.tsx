import { topBins, type Dimension, type Histogram } from '@eirene/analysis/situation'
import { INCIDENT_STATES } from '@eirene/domain/incident'
import { SEVERITIES, type PictureFilter } from '@eirene/domain/situation'
import { useId, useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { severityLabel, stateLabel, StateMark } from '../incident/index.ts'
import type { Bounds } from '../map/index.ts'
import { Button, Icon } from '../widget/index.ts'
import { AreaFilter } from './AreaFilter.tsx'
import type { LoadedColumns, PictureAnswer } from './engine/protocol.ts'
import { FilterRow } from './FilterRow.tsx'
import { toggled } from './toggled.ts'
import { TypeTree } from './TypeTree.tsx'
import { changed, openFigure, setFilter, type ViewState } from './view-state.ts'

interface Props {
  readonly state: ViewState
  readonly loaded: LoadedColumns | null
  readonly answer: PictureAnswer | null
  readonly bounds: Bounds | null
  readonly onClose: () => void
}

/** What there is to choose from, with counts under the other filters. A press on a count opens its records. */
export function FilterPanel({ state, loaded, answer, bounds, onClose }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const { filter } = state
  const histograms = answer?.picture.histograms
  return (
    <section className="filters" aria-label={text('situation.filters')}>
      <header className="filters-head">
        <h2>{text('situation.filters')}</h2>
        <button type="button" className="icon-button" aria-label={text('widget.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Group title={text('situation.types')} open>
        <TypeTree filter={filter} types={histograms?.type} families={histograms?.family} />
      </Group>
      <Group title={text('situation.severity')} open>
        <FixedRows
          part="severities"
          by="severity"
          values={SEVERITIES}
          filter={filter}
          histogram={histograms?.severity}
          label={(value) => severityLabel(value, i18n)}
          mark={(value) => <span className="legend-dot" style={{ background: `var(--severity-${value})` }} />}
        />
      </Group>
      <Group title={text('situation.states')} open>
        <FixedRows
          part="states"
          by="state"
          values={INCIDENT_STATES}
          filter={filter}
          histogram={histograms?.state}
          label={(value) => stateLabel(value, i18n)}
          mark={(value) => <StateMark state={value} />}
        />
      </Group>
      <Group title={text('situation.actors')} open={filter.actorIds !== undefined}>
        <ActorRows filter={filter} histogram={histograms?.actor} loaded={loaded} />
      </Group>
      <Group title={text('situation.datasets')} open={filter.datasets !== undefined}>
        <FixedRows
          part="datasets"
          by="dataset"
          values={histograms?.dataset?.keys ?? loaded?.datasets ?? []}
          filter={filter}
          histogram={histograms?.dataset}
          label={(value) => i18n.label(`situation.dataset.${value}`, value)}
        />
      </Group>
      <Group title={text('situation.area')} open={filter.polygon !== undefined}>
        <AreaFilter filter={filter} bounds={bounds} />
      </Group>
      <div className="filters-foot">
        <Button
          onClick={() => {
            setFilter({})
          }}
        >
          {text('situation.clearAll')}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {text('situation.showPicture')}
        </Button>
      </div>
    </section>
  )
}

interface GroupProps {
  readonly title: string
  readonly open?: boolean
  readonly children: ReactNode
}

function Group({ title, open = false, children }: GroupProps): ReactNode {
  return (
    <details className="filter-group" open={open}>
      <summary>
        <h2>{title}</h2>
        <Icon name="down" size={12} />
      </summary>
      {children}
    </details>
  )
}

interface RowsProps<T extends string> {
  readonly part: 'severities' | 'states' | 'datasets'
  readonly by: Dimension
  readonly values: readonly T[]
  readonly filter: PictureFilter
  readonly histogram: Histogram | undefined
  readonly label: (value: T) => string
  readonly mark?: (value: T) => ReactNode
}

/** Rows of a short list. Values without any incident are left out unless they are chosen. */
function FixedRows<T extends string>({ part, by, values, filter, histogram, label, mark }: RowsProps<T>): ReactNode {
  // The list belongs to this part of the filter, whose values are exactly `values`.
  const chosen = filter[part] as readonly T[] | undefined
  const counts = new Map(histogram?.keys.map((key, bin) => [key, histogram.incidents[bin] ?? 0]))
  const most = Math.max(1, ...counts.values())
  return (
    <ul className="filter-rows">
      {values
        .filter((value) => (counts.get(value) ?? 0) > 0 || chosen?.includes(value) === true)
        .map((value) => (
          <FilterRow
            key={value}
            label={label(value)}
            mark={mark?.(value)}
            count={counts.get(value) ?? 0}
            share={(counts.get(value) ?? 0) / most}
            checked={chosen?.includes(value) === true}
            onToggle={() => {
              setFilter(changed(filter, { [part]: toggled(chosen, value) }))
            }}
            onOpen={() => {
              openFigure({ kind: 'bin', by, key: value })
            }}
          />
        ))}
    </ul>
  )
}

const ACTORS_SHOWN = 8

interface ActorProps {
  readonly filter: PictureFilter
  readonly histogram: Histogram | undefined
  readonly loaded: LoadedColumns | null
}

function ActorRows({ filter, histogram, loaded }: ActorProps): ReactNode {
  const { text } = useI18n()
  const id = useId()
  const [wanted, setWanted] = useState('')
  const bins = histogram === undefined ? [] : topBins(histogram)
  const most = Math.max(1, bins[0]?.tally.incidents ?? 1)
  const chosen = filter.actorIds ?? []
  const needle = wanted.trim().toLocaleLowerCase()
  const matching = bins.filter(
    ({ key, label }) => chosen.includes(key) || (needle === '' ? true : label.toLocaleLowerCase().includes(needle)),
  )
  const shown = [
    ...matching.filter(({ key }) => chosen.includes(key)),
    ...matching.filter(({ key }) => !chosen.includes(key)).slice(0, ACTORS_SHOWN),
  ]
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        {text('situation.findActor')}
      </label>
      <input
        id={id}
        type="search"
        className="input filter-search"
        placeholder={text('situation.findActor')}
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value)
        }}
      />
      <ul className="filter-rows">
        {shown.map(({ key, label, tally }) => (
          <FilterRow
            key={key}
            label={label}
            count={tally.incidents}
            share={tally.incidents / most}
            checked={chosen.includes(key)}
            onToggle={() => {
              setFilter(changed(filter, { actorIds: toggled(filter.actorIds, key) }))
            }}
            onOpen={() => {
              openFigure({ kind: 'bin', by: 'actor', key })
            }}
          />
        ))}
      </ul>
      {matching.length > shown.length && (
        <p className="filter-note">
          {text('situation.moreActors', { count: matching.length - shown.length, all: loaded?.actors.length ?? 0 })}
        </p>
      )}
    </>
  )
}
