import { formatDayNo, localDayNo, parseDayNo, zoneName } from '@eirene/domain/time'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Icon, Menu } from '../widget/index.ts'
import { changed, setFilter, useViewState } from './view-state.ts'
import './situation.css'

const PRESETS = [1, 7, 30, 90, 365] as const

interface Props {
  readonly zone: string
  /** Now, for the presets that end today. */
  readonly clock: () => Date
}

/** The period that filters the picture: local days of the operation, the end not included. */
export function TimeWindow({ zone, clock }: Props): ReactNode {
  const { text } = useI18n()
  const { filter } = useViewState()
  const { fromOn, toOn } = filter
  const put = (part: { readonly fromOn?: string | undefined; readonly toOn?: string | undefined }): void => {
    setFilter(changed(filter, part))
  }
  const shift = (direction: 1 | -1): void => {
    const [from, to] = [parseDayNo(fromOn ?? ''), parseDayNo(toOn ?? '')]
    if (from === undefined || to === undefined) return
    const by = (to - from) * direction
    put({ fromOn: formatDayNo(from + by), toOn: formatDayNo(to + by) })
  }
  const canShift = fromOn !== undefined && toOn !== undefined
  return (
    <div className="time-window" role="group" aria-label={text('situation.window')}>
      <Step
        label={text('situation.windowBefore')}
        disabled={!canShift}
        back
        onPress={() => {
          shift(-1)
        }}
      />
      <DayField
        label={text('situation.from')}
        value={fromOn}
        onDay={(day) => {
          put({ fromOn: day })
        }}
      />
      <span aria-hidden="true">{'–'}</span>
      <DayField
        label={text('situation.toBefore')}
        value={toOn}
        onDay={(day) => {
          put({ toOn: day })
        }}
      />
      <Step
        label={text('situation.windowAfter')}
        disabled={!canShift}
        onPress={() => {
          shift(1)
        }}
      />
      <Menu name={text('situation.windowPresets')} label={<Icon name="time" />}>
        {(close) => (
          <>
            {PRESETS.map((days) => (
              <button
                key={days}
                type="button"
                className="menu-item"
                onClick={() => {
                  const end = localDayNo(clock().getTime(), zone) + 1
                  put({ fromOn: formatDayNo(end - days), toOn: formatDayNo(end) })
                  close()
                }}
              >
                {text('situation.lastDays', { days })}
              </button>
            ))}
            <button
              type="button"
              className="menu-item"
              onClick={() => {
                put({ fromOn: undefined, toOn: undefined })
                close()
              }}
            >
              {text('situation.allTime')}
            </button>
            <p className="menu-note">{text('situation.zone', { zone: zoneName(zone) })}</p>
          </>
        )}
      </Menu>
    </div>
  )
}

interface StepProps {
  readonly label: string
  readonly disabled: boolean
  readonly back?: boolean
  readonly onPress: () => void
}

function Step({ label, disabled, back = false, onPress }: StepProps): ReactNode {
  return (
    <button
      type="button"
      className="icon-button step"
      data-back={back}
      aria-label={label}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name="right" size={14} />
    </button>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string | undefined
  readonly onDay: (day: string | undefined) => void
}

function DayField({ label, value, onDay }: DayProps): ReactNode {
  return (
    <input
      type="date"
      className="day num"
      aria-label={label}
      title={label}
      value={value ?? ''}
      data-empty={value === undefined}
      onChange={(event) => {
        const day = event.target.value
        // While a year is typed the field holds years like 0002: those are on the way to a date, not one.
        if (day === '') onDay(undefined)
        else if (parseDayNo(day) !== undefined && day >= '1900') onDay(day)
      }}
    />
  )
}
