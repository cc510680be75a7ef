import { INCIDENT_TYPES } from '@eirene/domain/incident'
import { listOwnPlaces, middleOfWork, type OperationView } from '@eirene/domain/operation'
import { placesAddress, type PlacesView } from '@eirene/domain/place'
import type { PictureFilter, SearchHit } from '@eirene/domain/situation'
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { getJson, go, setQuery, useLoaded } from '../edge/index.ts'
import { formatInstant, useI18n, type I18n } from '../i18n/index.ts'
import { typeLabel } from '../incident/index.ts'
import { Icon } from '../widget/index.ts'
import type { LoadedColumns } from './engine/protocol.ts'
import { MarkedWords } from './MarkedWords.tsx'
import { hitPath, positionOfPlace, resultsPath } from './search-address.ts'
import { toggled } from './toggled.ts'
import { useRecordSearch } from './use-record-search.ts'
import { changed, positionToText, setFilter } from './view-state.ts'

interface Found {
  readonly key: string
  readonly kind: 'type' | 'actor' | 'place' | 'incident' | 'report' | 'sitrep' | 'source' | 'grid' | 'all'
  readonly words: ReactNode
  readonly detail: string
  readonly take: () => void
}

const EACH = 5
const PLACE_ZOOM = 8.2

function startsWord(words: string, needle: string): boolean {
  const low = words.toLocaleLowerCase()
  return low.startsWith(needle) || low.includes(` ${needle}`) || low.includes(`-${needle}`)
}

function localFinds(needle: string, loaded: LoadedColumns | null, filter: PictureFilter, i18n: I18n): readonly Found[] {
  const present = new Set(loaded?.types)
  const types = INCIDENT_TYPES.filter(
    ({ code }) =>
      present.has(code) && (startsWord(typeLabel(code, i18n), needle) || code.toLowerCase().startsWith(needle)),
  )
  const actors = (loaded?.actors ?? []).filter(({ name }) => startsWord(name, needle))
  return [
    ...types.slice(0, EACH).map(({ code }): Found => ({
      key: code,
      kind: 'type',
      words: typeLabel(code, i18n),
      detail: code,
      take: () => {
        setFilter(changed(filter, { types: toggled(filter.types, code) }))
      },
    })),
    ...actors.slice(0, EACH).map(({ id, name }): Found => ({
      key: id,
      kind: 'actor',
      words: name,
      detail: '',
      take: () => {
        setFilter(changed(filter, { actorIds: toggled(filter.actorIds, id) }))
      },
    })),
  ]
}

/** Records, which the server looked through, and the place that was typed. */
function recordFinds(
  slug: string,
  { hits, place }: ReturnType<typeof useRecordSearch>,
  zone: string,
  i18n: I18n,
): readonly Found[] {
  const position = place === null ? null : positionOfPlace(place)
  const at: readonly Found[] =
    position === null
      ? []
      : [
          {
            key: position,
            kind: 'grid',
            words: i18n.text('situation.lookAtPlace'),
            detail: '',
            take: () => {
              setQuery({ map: position, surface: null })
            },
          },
        ]
  return [...at, ...hits.flatMap((hit) => recordFind(slug, hit, zone, i18n) ?? [])]
}

function recordFind(slug: string, hit: SearchHit, zone: string, i18n: I18n): Found | null {
  const path = hitPath(slug, hit)
  if (path === null) return null
  return {
    key: hit.id,
    kind: hit.kind,
    words: <MarkedWords marked={hit.title.text === '' ? hit.snippet : hit.title} />,
    detail: hit.at === null ? '' : formatInstant(hit.at, { notation: 'local', zone, dayOnly: true }, i18n),
    take: () => {
      // Within the picture a record opens under the filters that stand; other screens have an address of their own.
      if (hit.kind === 'incident' || hit.incidentId !== null) setQuery({ sel: hit.incidentId ?? hit.id })
      else go(path)
    },
  }
}

/** The operation's own places, and towns of the gazetteer behind them. */
function placeFinds(
  needle: string,
  geography: OperationView['geography'],
  towns: PlacesView['places'],
): readonly Found[] {
  const own = listOwnPlaces(geography).filter(({ name }) => startsWord(name, needle))
  const all = [
    ...own.map((place) => ({ ...place, detail: '' })),
    ...towns.map(({ name, lon, lat, countryIso2 }) => ({ name, lon, lat, detail: countryIso2 })),
  ]
  return all.slice(0, EACH).map(({ name, lon, lat, detail }): Found => ({
    key: `${name} ${lon} ${lat}`,
    kind: 'place',
    words: name,
    detail,
    take: () => {
      setQuery({ map: positionToText({ lon, lat, zoom: PLACE_ZOOM }), surface: null })
    },
  }))
}

interface Props {
  readonly operation: OperationView
  readonly filter: PictureFilter
  readonly loaded: LoadedColumns | null
}

/** Finds a type or an actor to filter by, a town to look at, and below them the records that hold the words. `/` leads here. */
export function PictureSearch({ operation, filter, loaded }: Props): ReactNode {
  const { slug, timeZone: zone, bounds, geography } = operation
  const i18n = useI18n()
  const { text } = i18n
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [wanted, setWanted] = useState('')
  const [at, setAt] = useState(0)
  const [open, setOpen] = useState(false)
  const needle = wanted.trim().toLocaleLowerCase()
  const [towns] = useLoaded(
    needle.length < 2 ? null : needle,
    (signal) => getJson<PlacesView>(placesAddress(needle, EACH, middleOfWork(bounds, geography)), signal),
    { keep: true },
  )
  const places =
    needle.length < 2 ? [] : placeFinds(needle, geography, towns.state === 'ready' ? towns.value.places : [])
  const records = useRecordSearch(slug, open ? wanted : '')
  const all: Found = {
    key: 'all',
    kind: 'all',
    words: text('situation.allResults', { words: wanted.trim() }),
    detail: '',
    take: () => {
      go(resultsPath(slug, wanted.trim()))
    },
  }
  const found =
    needle === ''
      ? []
      : [...localFinds(needle, loaded, filter, i18n), ...places, ...recordFinds(slug, records, zone, i18n), all]
  const current = Math.min(at, found.length - 1)
  const take = (choice: Found | undefined): void => {
    if (choice === undefined) return
    choice.take()
    setWanted('')
    setOpen(false)
    input.current?.blur()
  }
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      setAt((current + step + found.length) % found.length)
    }
    if (event.key === 'Enter') take(found[current])
    if (event.key === 'Escape') {
      event.preventDefault()
      setWanted('')
      input.current?.blur()
    }
  }
  const isShown = open && needle !== ''
  return (
    <div className="search">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        role="combobox"
        data-key="search"
        aria-label={text('situation.search')}
        placeholder={text('situation.search')}
        aria-expanded={isShown}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={isShown && found.length > 0 ? `${id}-${current}` : undefined}
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onBlur={() => {
          setOpen(false)
        }}
        onKeyDown={onKey}
      />
      <FoundList id={id} found={found} current={current} hidden={!isShown} onTake={take} />
    </div>
  )
}

interface FoundProps {
  readonly id: string
  readonly found: readonly Found[]
  readonly current: number
  readonly hidden: boolean
  readonly onTake: (choice: Found) => void
}

function FoundList({ id, found, current, hidden, onTake }: FoundProps): ReactNode {
  const { text } = useI18n()
  return (
    <ul className="search-found" id={id} role="listbox" aria-label={text('situation.search')} hidden={hidden}>
      {found.map((choice, i) => (
        <li
          key={choice.kind + choice.key}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === current}
          onPointerDown={(event) => {
            event.preventDefault()
            onTake(choice)
          }}
        >
          <small>{text(`situation.found.${choice.kind}`)}</small>
          <span dir="auto">{choice.words}</span>
          <small className="num">{choice.detail}</small>
        </li>
      ))}
    </ul>
  )
}
