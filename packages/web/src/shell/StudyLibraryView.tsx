import type { StudyLibrary } from '@eirene/domain/assessment'
import { FAMILIES, isActiveOn, OPERATION_TYPES, type LibraryOperation } from '@eirene/domain/operation/library'
import { Suspense, useEffect, useMemo, useRef, type ReactNode } from 'react'
import { setQuery, useAddress } from '../edge/index.ts'
import { useI18n, type I18n } from '../i18n/index.ts'
import {
  acronymOf,
  countryName,
  countryNumber,
  dateText,
  dayOfYear,
  decimalYear,
  fullNameOf,
  OperationSheet,
  OperationTimeline,
  WorldMap,
  yearAtEnd,
  yearAtStart,
  type MapMark,
  type StudyIndex,
  type TimelineRow,
} from '../operation/index.ts'
import { Empty, Loading } from '../widget/index.ts'
import { LibraryDownload } from './LibraryDownload.tsx'
import { MapLegend } from './MapLegend.tsx'

interface Props {
  readonly study: StudyLibrary
  readonly index: StudyIndex
  readonly on: string
  readonly assessments: (operationId: string) => ReactNode
}

const FROM_YEAR = 1948

interface LibraryFilter {
  readonly words: string
  readonly family: string
  readonly type: string
  readonly onlyActive: boolean
}

/** Library of operations: map, timeline and sheet as one, at one day. */
export function StudyLibraryView({ study, index, on, assessments }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const { query } = useAddress()
  const selectedId = query.get('op') ?? undefined
  const selected = selectedId === undefined ? undefined : index.operations.get(selectedId)
  const filter: LibraryFilter = {
    words: query.get('q') ?? '',
    family: query.get('family') ?? '',
    type: query.get('type') ?? '',
    onlyActive: query.get('active') === '1',
  }
  const cursor = yearAtStart(on)
  const lastYear = Math.max(Math.ceil(decimalYear(Date.now())), cursor)
  const shown = useMemo(
    () => study.library.operations.filter((operation) => matches(operation, filter, on, i18n)),
    // The filter is made anew on each rendering; its text decides.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [study, on, i18n.language, JSON.stringify(filter)],
  )
  const activeCount = shown.filter((operation) => isActiveOn(operation, on)).length
  const select = (id: string): void => {
    setQuery({ op: id === selectedId ? null : id })
  }

  return (
    <div className="library" data-selected={selected !== undefined || undefined}>
      <LibraryBar
        filter={filter}
        on={on}
        shownCount={shown.length}
        allCount={study.library.operations.length}
        activeCount={activeCount}
        download={<LibraryDownload study={study} />}
      />
      <LibraryMap shown={shown} selected={selected} on={on} activeCount={activeCount} onSelect={select} />
      <OperationTimeline
        label={text('study.timeline')}
        cursorLabel={text('study.cursor')}
        cursorText={dateText(on, i18n.date)}
        rows={shown.map((operation) => rowOf(operation, on, i18n))}
        fromYear={FROM_YEAR}
        toYear={lastYear}
        cursorYear={cursor}
        selectedId={selectedId}
        onCursor={(year) => {
          setQuery({ on: dayOfYear(year) }, { replace: true })
        }}
        onSelect={select}
      />
      <LibrarySheet selected={selected} index={index} on={on} assessments={assessments} />
    </div>
  )
}

interface MapProps {
  readonly shown: readonly LibraryOperation[]
  readonly selected: LibraryOperation | undefined
  readonly on: string
  readonly activeCount: number
  readonly onSelect: (id: string) => void
}

function LibraryMap({ shown, selected, on, activeCount, onSelect }: MapProps): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const marks = shown.flatMap((operation) => markOf(operation, on, i18n) ?? [])
  const shaded = new Set((selected?.hosts ?? []).flatMap((fact) => countryNumber(fact.value) ?? []))
  return (
    <div className="library-map">
      <Suspense fallback={<Loading label={text('widget.loading')} />}>
        <WorldMap
          label={text('study.mapLabel', { count: activeCount, day: dateText(on, i18n.date) })}
          marks={marks}
          selectedId={selected?.id}
          shadedCountries={shaded}
          onSelect={onSelect}
        />
      </Suspense>
      <MapLegend marks={marks} hasShaded={shaded.size > 0} />
    </div>
  )
}

interface SheetProps {
  readonly selected: LibraryOperation | undefined
  readonly index: StudyIndex
  readonly on: string
  readonly assessments: (operationId: string) => ReactNode
}

function LibrarySheet({ selected, index, on, assessments }: SheetProps): ReactNode {
  const { text } = useI18n()
  const sheet = useRef<HTMLElement>(null)
  const selectedId = selected?.id
  useEffect(() => {
    // On a narrow page the sheet lies below the timeline: who chooses an operation must see that it opened.
    const top = sheet.current?.getBoundingClientRect().top ?? 0
    if (selectedId !== undefined && top > window.innerHeight / 2) sheet.current?.scrollIntoView({ block: 'start' })
  }, [selectedId])
  return (
    <aside ref={sheet} className="library-sheet" aria-label={text('study.sheet')}>
      {selected === undefined ? (
        <Empty title={text('study.chooseTitle')}>{text('study.chooseText')}</Empty>
      ) : (
        <>
          <button
            type="button"
            className="button button-quiet library-close"
            onClick={() => {
              setQuery({ op: null })
            }}
          >
            {text('study.closeSheet')}
          </button>
          <OperationSheet
            operation={selected}
            index={index}
            on={on}
            linkTo={(id) => `/study?on=${on}&op=${encodeURIComponent(id)}`}
          >
            {assessments(selected.id)}
          </OperationSheet>
        </>
      )}
    </aside>
  )
}

interface BarProps {
  readonly filter: LibraryFilter
  readonly on: string
  readonly shownCount: number
  readonly allCount: number
  readonly activeCount: number
  readonly download: ReactNode
}

function LibraryBar({ filter, on, shownCount, allCount, activeCount, download }: BarProps): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const put = (name: string, value: string): void => {
    setQuery({ [name]: value === '' ? null : value }, { replace: true })
  }
  return (
    <div className="library-bar" role="search">
      <p className="library-count" role="status">
        <b className="num">{i18n.number(activeCount)}</b>{' '}
        {text('study.activeOn', { count: activeCount, day: dateText(on, i18n.date) })}
        <span className="fact-quiet"> {text('study.shownOf', { shown: shownCount, all: allCount })}</span>
      </p>
      <input
        type="search"
        className="library-search"
        placeholder={text('study.searchHint')}
        aria-label={text('study.search')}
        defaultValue={filter.words}
        onChange={(event) => {
          put('q', event.target.value)
        }}
      />
      <Choice
        label={text('study.familyFilter')}
        all={text('study.allFamilies')}
        value={filter.family}
        options={FAMILIES.map((family) => [family, i18n.label(`study.family.${family}`, family)])}
        onChoose={(family) => {
          put('family', family)
        }}
      />
      <Choice
        label={text('study.typeFilter')}
        all={text('study.allTypes')}
        value={filter.type}
        options={OPERATION_TYPES.map((type) => [type, i18n.label(`study.type.${type}`, type)])}
        onChoose={(type) => {
          put('type', type)
        }}
      />
      <label className="library-toggle">
        <input
          type="checkbox"
          checked={filter.onlyActive}
          onChange={(event) => {
            put('active', event.target.checked ? '1' : '')
          }}
        />
        {text('study.onlyActive')}
      </label>
      {download}
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly all: string
  readonly value: string
  readonly options: readonly (readonly [value: string, name: string])[]
  readonly onChoose: (value: string) => void
}

function Choice({ label, all, value, options, onChoose }: ChoiceProps): ReactNode {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => {
        onChoose(event.target.value)
      }}
    >
      <option value="">{all}</option>
      {options.map(([option, name]) => (
        <option key={option} value={option}>
          {name}
        </option>
      ))}
    </select>
  )
}

function matches(operation: LibraryOperation, filter: LibraryFilter, on: string, i18n: I18n): boolean {
  if (filter.family !== '' && operation.family !== filter.family) return false
  if (filter.type !== '' && !operation.types.some((fact) => fact.value === filter.type)) return false
  if (filter.onlyActive && !isActiveOn(operation, on)) return false
  const words = filter.words.trim().toLocaleLowerCase(i18n.locale)
  if (words === '') return true
  const haystack = [
    operation.acronym,
    acronymOf(operation, i18n.language),
    fullNameOf(operation, i18n.language).name,
    ...operation.names.map((fact) => fact.value),
    ...operation.hosts.map((fact) => countryName(fact.value, i18n.locale)),
    ...operation.places.map((fact) => fact.value.name),
    ...operation.instruments.map((fact) => fact.value),
  ]
  return haystack.some((part) => part.toLocaleLowerCase(i18n.locale).includes(words))
}

function describe(operation: LibraryOperation, i18n: I18n): string {
  const began = dateText(operation.began.value, i18n.date)
  const ended =
    operation.ended !== null
      ? dateText(operation.ended.value, i18n.date)
      : operation.status.asOf === null
        ? i18n.label(`study.status.${operation.status.value}`, operation.status.value)
        : i18n.text('study.activeAsOf', { day: dateText(operation.status.asOf, i18n.date) })
  return `${acronymOf(operation, i18n.language)}, ${fullNameOf(operation, i18n.language).name}: ${began} – ${ended}`
}

function markOf(operation: LibraryOperation, on: string, i18n: I18n): MapMark | undefined {
  const place = operation.places.find((fact) => fact.value.kind === 'area') ?? operation.places[0]
  if (place === undefined) return undefined
  const { lon, lat, kind, precisionM } = place.value
  return {
    id: operation.id,
    label: acronymOf(operation, i18n.language),
    lon,
    lat,
    areaRadiusM: kind === 'area' ? precisionM : null,
    family: operation.family,
    isActive: isActiveOn(operation, on),
  }
}

function rowOf(operation: LibraryOperation, on: string, i18n: I18n): TimelineRow {
  return {
    id: operation.id,
    acronym: acronymOf(operation, i18n.language),
    description: describe(operation, i18n),
    family: operation.family,
    fromYear: yearAtStart(operation.began.value),
    toYear: operation.ended === null ? null : yearAtEnd(operation.ended.value),
    isActive: isActiveOn(operation, on),
  }
}
