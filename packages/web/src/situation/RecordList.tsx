import type { SituationRow } from '@eirene/analysis/situation'
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { setQuery } from '../edge/index.ts'
import { formatInstant, useI18n, useTimeNotation, type I18n } from '../i18n/index.ts'
import {
  familyLabel,
  KilledFigure,
  placeLine,
  severityLabel,
  stateLabel,
  StateMark,
  typeLabel,
} from '../incident/index.ts'
import { severityOf } from '@eirene/domain/situation'
import { Empty, Icon, isTyping, useSize } from '../widget/index.ts'
import { SORTS, type Opening, type PictureAnswer } from './engine/protocol.ts'
import type { ColumnsHold } from './use-columns.ts'
import { useRows } from './use-rows.ts'
import { openFigure, select, type ViewState } from './view-state.ts'

const ROW_PX = 56
const OVERSCAN = 6

interface Props {
  readonly state: ViewState
  readonly columns: ColumnsHold
  readonly answer: PictureAnswer | null
  readonly zone: string
}

/** The records behind what is shown, however many: only the rows in sight are there. */
export function RecordList({ state, columns, answer, zone }: Props): ReactNode {
  const { text } = useI18n()
  const rows = answer?.rows ?? null
  return (
    <div className="records">
      <ListHead state={state} answer={answer} />
      {rows?.length === 0 && (
        <Empty title={text(columns.loaded?.size === 0 ? 'situation.nothingYet' : 'situation.nothingFound')}>
          {text(columns.loaded?.size === 0 ? 'situation.nothingYetText' : 'situation.nothingFoundText')}
        </Empty>
      )}
      {rows !== null && rows.length > 0 && <Rows rows={rows} columns={columns} zone={zone} />}
    </div>
  )
}

function openedLabel(opening: Opening, answer: PictureAnswer | null, i18n: I18n): string {
  if (opening.kind === 'spot') return i18n.text('situation.opened.spot')
  if (opening.kind === 'cluster') return i18n.text('situation.opened.cluster', { no: opening.no + 1 })
  if (opening.kind !== 'bin') return i18n.text(`situation.opened.${opening.kind}`)
  const { by, key } = opening
  if (by === 'type') return typeLabel(key, i18n)
  if (by === 'family') return familyLabel(key, i18n)
  if (by === 'state') return i18n.label(`incident.state.${key}`, key)
  if (by === 'severity') return i18n.label(`incident.severity.${key}`, key)
  if (by.startsWith('hex')) return i18n.text('situation.opened.hex')
  const histogram = answer?.picture.histograms[by]
  const at = histogram?.keys.indexOf(key) ?? -1
  return histogram?.labels[at] ?? key
}

function ListHead({ state, answer }: { readonly state: ViewState; readonly answer: PictureAnswer | null }): ReactNode {
  const i18n = useI18n()
  const { text, number } = i18n
  const { sort, ascending } = state
  return (
    <header className="records-head">
      {state.opening === null ? (
        <p className="records-count num">
          {answer === null ? '' : text('situation.listed', { count: answer.rows.length })}
        </p>
      ) : (
        <button
          type="button"
          className="chip"
          aria-label={text('situation.closeFigure')}
          onClick={() => {
            openFigure(null)
          }}
        >
          <span dir="auto">{openedLabel(state.opening, answer, i18n)}</span>
          <span className="num">{answer === null ? '' : number(answer.rows.length)}</span>
          <Icon name="close" size={12} />
        </button>
      )}
      <label className="sort">
        <span className="visually-hidden">{text('situation.sortBy')}</span>
        <select
          value={sort}
          onChange={(event) => {
            setQuery({ sort: event.target.value === 'time' ? null : `${event.target.value}.desc` }, { replace: true })
          }}
        >
          {SORTS.map((option) => (
            <option key={option} value={option}>
              {text(`situation.sort.${option}`)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="icon-button"
        aria-label={ascending ? text('situation.ascending') : text('situation.descending')}
        onClick={() => {
          setQuery({ sort: `${sort}.${ascending ? 'desc' : 'asc'}` }, { replace: true })
        }}
      >
        <Icon name={ascending ? 'up' : 'down'} size={14} />
      </button>
    </header>
  )
}

interface RowsProps {
  readonly rows: Uint32Array
  readonly columns: ColumnsHold
  readonly zone: string
}

function Rows({ rows, columns, zone }: RowsProps): ReactNode {
  const { text } = useI18n()
  const [ref, size] = useSize<HTMLDivElement>()
  const [top, setTop] = useState(0)
  const [cursor, setCursor] = useState(0)
  const first = Math.max(0, Math.floor(top / ROW_PX) - OVERSCAN)
  const last = Math.min(rows.length, Math.ceil((top + size.height) / ROW_PX) + OVERSCAN)
  const rowAt = useRows(columns, rows, first, last)
  const current = Math.min(cursor, rows.length - 1)

  const move = useCallback(
    (by: number) => {
      setCursor((was) => {
        const next = Math.min(rows.length - 1, Math.max(0, was + by))
        const box = ref.current
        if (box !== null) {
          if (next * ROW_PX < box.scrollTop) box.scrollTop = next * ROW_PX
          if ((next + 1) * ROW_PX > box.scrollTop + box.clientHeight)
            box.scrollTop = (next + 1) * ROW_PX - box.clientHeight
        }
        return next
      })
    },
    [rows, ref],
  )
  useListKeys(move)
  const open = (index: number): void => {
    const [at, row] = [rows[index], rowAt(index)]
    setCursor(index)
    if (row !== undefined) select(row.id)
    // Asked for before its content came into sight: what a person pressed is not lost.
    else if (at !== undefined)
      void columns.engine?.rows([at]).then(([found]) => {
        if (found !== undefined) select(found.id)
      })
  }
  const onKey = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -rows.length, End: rows.length }[event.key]
    if (by !== undefined) {
      event.preventDefault()
      move(by)
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      open(current)
    }
  }

  return (
    <div
      className="record-rows"
      ref={ref}
      role="listbox"
      tabIndex={0}
      aria-label={text('situation.records')}
      aria-activedescendant={`record-${current}`}
      data-key="list"
      onKeyDown={onKey}
      onScroll={(event) => {
        setTop(event.currentTarget.scrollTop)
      }}
    >
      <div className="record-space" role="presentation" style={{ blockSize: `${rows.length * ROW_PX}px` }}>
        {Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i).map((index) => (
          <div
            key={index}
            id={`record-${index}`}
            role="option"
            className="record-row"
            aria-selected={index === current}
            aria-setsize={rows.length}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${index * ROW_PX}px)` }}
            onClick={() => {
              open(index)
            }}
          >
            <RowContent row={rowAt(index)} zone={zone} />
          </div>
        ))}
      </div>
    </div>
  )
}

function RowContent({ row, zone }: { readonly row: SituationRow | undefined; readonly zone: string }): ReactNode {
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  if (row === undefined) return <span className="record-waiting" />
  const severity = severityOf(row.killed?.best ?? null)
  const at = new Date(row.occurredAtMs)
  return (
    <>
      <StateMark
        state={row.state}
        severity={severity}
        label={`${stateLabel(row.state, i18n)}, ${severityLabel(severity, i18n)}`}
      />
      <span className="record-name" dir="auto">
        {typeLabel(row.typeCode, i18n)}
      </span>
      <span className="record-killed">
        {row.killed === null ? <span className="figure-unknown">{'?'}</span> : <KilledFigure killed={row.killed} />}
      </span>
      <span className="record-place" dir="auto">
        {placeLine([row.placeName, row.adm1]) || i18n.text('incident.placeUnknown')}
      </span>
      <time className="record-time" dateTime={at.toISOString()}>
        {formatInstant(at.toISOString(), { notation, zone, dayOnly: notation !== 'dtg' }, i18n)}
      </time>
    </>
  )
}

function useListKeys(move: (by: number) => void): void {
  const latest = useRef(move)
  useEffect(() => {
    latest.current = move
  })
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key !== 'j' && event.key !== 'k') return
      document.querySelector<HTMLElement>('[data-key="list"]')?.focus({ preventScroll: true })
      latest.current(event.key === 'j' ? 1 : -1)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [])
}
