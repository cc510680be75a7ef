import type { PictureFilter } from '@eirene/domain/situation'
import { useMemo, useRef, useState, type ReactNode, type RefObject } from 'react'
import { useMayAct } from '../access/index.ts'
import { ChartMenu } from '../chart/index.ts'
import { useI18n } from '../i18n/index.ts'
import { familyLabel } from '../incident/index.ts'
import type { LoadedColumns, PictureAnswer, PictureOrder } from './engine/protocol.ts'
import { timeSpan } from './order.ts'
import { Timeline } from './Timeline.tsx'
import { TimeWindow } from './TimeWindow.tsx'
import { changed, setFilter, type ViewState } from './view-state.ts'

interface Props {
  readonly zone: string
  readonly clock: () => Date
  readonly state: ViewState
  readonly filter: PictureFilter
  readonly loaded: LoadedColumns | null
  readonly answer: PictureAnswer | null
  readonly order: PictureOrder
  readonly byFamily: boolean
  readonly onByFamily: (byFamily: boolean) => void
  readonly onDraft: (filter: PictureFilter | null) => void
}

/** Counts over time under the map; a brush on them filters everything. */
export function TimelinePanel(props: Props): ReactNode {
  const { state, filter, loaded, answer, order, byFamily, onByFamily, onDraft } = props
  const i18n = useI18n()
  const { text } = i18n
  const [whole, setWhole] = useState(false)
  const place = useRef<HTMLElement>(null)
  // The committed window decides what is shown, so that the ground does not move under a brush.
  const span = useMemo(
    () => (loaded === null ? null : timeSpan(loaded, state.filter, whole)),
    [loaded, state.filter, whole],
  )
  const histogram = answer?.picture.histograms[order.step]
  const canZoom = loaded !== null && timeSpan(loaded, state.filter, false).fromDay > loaded.firstDay
  return (
    <section className="timeline" ref={place} aria-label={text('situation.timeline')}>
      <header className="timeline-head">
        <div className="timeline-window">
          <TimeWindow zone={props.zone} clock={props.clock} />
        </div>
        <h2>{text(`situation.per.${order.step}`)}</h2>
        <div className="segmented" role="group" aria-label={text('situation.timelineBy')}>
          {[false, true].map((option) => (
            <button
              key={String(option)}
              type="button"
              aria-pressed={option === byFamily}
              onClick={() => {
                onByFamily(option)
              }}
            >
              {option ? text('situation.byFamily') : text('situation.byCount')}
            </button>
          ))}
        </div>
        {(canZoom || whole) && (
          <button
            type="button"
            className="text-button"
            aria-pressed={whole}
            onClick={() => {
              setWhole(!whole)
            }}
          >
            {whole ? text('situation.aroundWindow') : text('situation.wholePeriod')}
          </button>
        )}
        {byFamily && answer !== null && (
          <ul className="timeline-key">
            {answer.families.map(({ family }, i) => (
              <li key={family}>
                <span style={{ background: `var(--family-${i + 1})` }} />
                <bdi title={familyLabel(family, i18n)}>{familyLabel(family, i18n)}</bdi>
              </li>
            ))}
            <li>
              <span style={{ background: 'var(--family-rest)' }} />
              {text('situation.otherFamilies')}
            </li>
          </ul>
        )}
        {histogram !== undefined && <Take {...{ place, histogram }} step={order.step} />}
      </header>
      {histogram !== undefined && span !== null && (
        <Timeline
          histogram={histogram}
          families={byFamily ? (answer?.families ?? []) : []}
          span={span}
          step={order.step}
          filter={filter}
          onDraft={(window) => {
            onDraft(window === null ? null : changed(state.filter, window))
          }}
          onWindow={(window) => {
            onDraft(null)
            setFilter(changed(state.filter, window))
          }}
        />
      )}
    </section>
  )
}

interface TakeProps {
  readonly place: RefObject<HTMLElement | null>
  readonly histogram: NonNullable<PictureAnswer['picture']['histograms'][PictureOrder['step']]>
  readonly step: PictureOrder['step']
}

/** The chart to take along, for whom may take anything. */
function Take({ place, histogram, step }: TakeProps): ReactNode {
  const mayAct = useMayAct()
  if (!mayAct) return null
  return (
    <div className="timeline-take">
      <ChartMenu
        name={`incidents-per-${step}`}
        place={place}
        rows={() => [
          ['from', 'to', 'incidents'],
          ...histogram.keys.map((key, i) => [key, histogram.ends[i] ?? '', histogram.incidents[i] ?? 0]),
        ]}
      />
    </div>
  )
}
