import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'

/** One line of the timeline. Years are decimal: 1994.5 is the middle of 1994. */
export interface TimelineRow {
  readonly id: string
  readonly acronym: string
  readonly description: string
  readonly family: string
  readonly fromYear: number
  /** Null: still active as of its source. */
  readonly toYear: number | null
  readonly isActive: boolean
}

interface Props {
  readonly label: string
  readonly cursorLabel: string
  readonly cursorText: string
  readonly rows: readonly TimelineRow[]
  readonly fromYear: number
  readonly toYear: number
  readonly cursorYear: number
  readonly selectedId: string | undefined
  readonly onCursor: (year: number) => void
  readonly onSelect: (id: string) => void
}

const DECADES = [1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020]

/** How far each key moves the cursor, in years. */
const STEP_YEARS: Readonly<Record<string, number>> = {
  ArrowRight: 1 / 12,
  ArrowUp: 1 / 12,
  ArrowLeft: -1 / 12,
  ArrowDown: -1 / 12,
  PageUp: 1,
  PageDown: -1,
}

/** Operations as bars over the years, with a cursor at the day in view. */
export function OperationTimeline(props: Props): ReactNode {
  const { rows, fromYear, toYear, cursorYear, selectedId, onSelect } = props
  const share = (year: number): string => `${(((year - fromYear) / (toYear - fromYear)) * 100).toFixed(3)}%`
  const selected = useRef<HTMLLIElement>(null)
  useEffect(() => {
    selected.current?.scrollIntoView({ block: 'nearest' })
  }, [selectedId])

  return (
    <div className="operation-timeline">
      <TimelineAxis {...props} share={share} />
      <ol className="operation-rows" aria-label={props.label}>
        {rows.map((row) => (
          <li key={row.id} ref={row.id === selectedId ? selected : null}>
            <button
              type="button"
              className="operation-row"
              data-active={row.isActive || undefined}
              aria-pressed={row.id === selectedId}
              title={row.description}
              onClick={() => {
                onSelect(row.id)
              }}
            >
              <span className="operation-row-name">{row.acronym}</span>
              <span className="operation-row-track" dir="ltr" aria-hidden="true">
                <span
                  className="operation-row-bar"
                  data-family={row.family}
                  data-open={row.toYear === null || undefined}
                  style={{ left: share(row.fromYear), right: `calc(100% - ${share(row.toYear ?? toYear)})` }}
                />
                <span className="operation-row-cursor" style={{ left: share(cursorYear) }} />
              </span>
              <span className="visually-hidden">{row.description}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  )
}

function TimelineAxis({
  cursorLabel,
  cursorText,
  fromYear,
  toYear,
  cursorYear,
  onCursor,
  share,
}: Props & { readonly share: (year: number) => string }): ReactNode {
  const track = useRef<HTMLDivElement>(null)
  const clamp = (year: number): number => Math.min(toYear, Math.max(fromYear, year))
  const follow = (event: PointerEvent<HTMLDivElement>): void => {
    const box = track.current?.getBoundingClientRect()
    if (box === undefined || box.width === 0) return
    onCursor(clamp(fromYear + ((event.clientX - box.left) / box.width) * (toYear - fromYear)))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEP_YEARS[event.key]
    if (step === undefined) return
    event.preventDefault()
    onCursor(clamp(cursorYear + step))
  }
  return (
    <div className="operation-axis">
      <span className="operation-row-name" aria-hidden="true" />
      <div
        ref={track}
        className="operation-axis-track"
        dir="ltr"
        role="slider"
        tabIndex={0}
        aria-label={cursorLabel}
        aria-valuemin={Math.floor(fromYear)}
        aria-valuemax={Math.ceil(toYear)}
        aria-valuenow={Math.floor(cursorYear)}
        aria-valuetext={cursorText}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          follow(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event)
        }}
      >
        {DECADES.map((year) => (
          <span key={year} className="operation-axis-year" style={{ left: share(year) }}>
            {year}
          </span>
        ))}
        <span className="operation-axis-cursor" style={{ left: share(cursorYear) }}>
          <bdi>{cursorText}</bdi>
        </span>
      </div>
    </div>
  )
}
