import { INCIDENT_STATES } from '@eirene/domain/incident'
import { SEVERITIES } from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { severityLabel, stateLabel, StateMark } from '../incident/index.ts'
import { Icon } from '../widget/index.ts'
import type { PictureAnswer } from './engine/protocol.ts'
import { shownClass, type Breaks } from './map-layers.ts'

interface Props {
  readonly answer: PictureAnswer | null
  readonly breaks: Breaks
  readonly showsPoints: boolean
}

/** What the marks on the map mean: only those that are drawn. */
export function Legend({ answer, breaks, showsPoints }: Props): ReactNode {
  const { text } = useI18n()
  const [open, setOpen] = useState(true)
  const isEmpty = showsPoints ? answer?.points?.row.length === 0 : (answer?.hexes?.cells.length ?? 0) === 0
  if (answer === null || isEmpty) return null
  return (
    <section className="legend" aria-label={text('situation.legend')}>
      <button
        type="button"
        className="legend-head"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open)
        }}
      >
        {showsPoints ? text('situation.legendPlaces') : text('situation.legendHexes')}
        <Icon name={open ? 'down' : 'up'} size={12} />
      </button>
      {open && (showsPoints ? <PlaceLegend answer={answer} /> : <DensityLegend breaks={breaks} />)}
    </section>
  )
}

function DensityLegend({ breaks }: { readonly breaks: Breaks }): ReactNode {
  const { number } = useI18n()
  return (
    <ol className="legend-steps num">
      {breaks.map((from, i) => {
        const next = breaks[i + 1]
        const words =
          next === undefined
            ? `${number(from)}+`
            : next - 1 === from
              ? number(from)
              : `${number(from)}–${number(next - 1)}`
        return (
          <li key={from}>
            <span className="legend-swatch" style={{ background: `var(--density-${shownClass(i, breaks)})` }} />
            {words}
          </li>
        )
      })}
    </ol>
  )
}

function PlaceLegend({ answer }: { readonly answer: PictureAnswer }): ReactNode {
  const i18n = useI18n()
  const states = INCIDENT_STATES.filter((_, no) => answer.points?.state.includes(no))
  const severities = SEVERITIES.filter((_, no) => answer.points?.severity.includes(no))
  return (
    <div className="legend-marks">
      <ul>
        {states.map((state) => (
          <li key={state}>
            <StateMark state={state} />
            {stateLabel(state, i18n)}
          </li>
        ))}
      </ul>
      <ul>
        {severities.map((severity) => (
          <li key={severity}>
            <span className="legend-dot" style={{ background: `var(--severity-${severity})` }} />
            {severityLabel(severity, i18n)}
          </li>
        ))}
      </ul>
    </div>
  )
}
