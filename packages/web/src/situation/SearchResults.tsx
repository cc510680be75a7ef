import type { IncidentView } from '@eirene/domain/incident'
import type { OperationView } from '@eirene/domain/operation'
import {
  parseSearchQuery,
  SEARCH_KINDS,
  type SearchHit,
  type SearchKind,
  type SearchPage,
} from '@eirene/domain/situation'
import { parseDayNo, startOfLocalDayMs } from '@eirene/domain/time'
import { useCallback, useEffect, useState, type ReactNode, type SubmitEvent } from 'react'
import { highestMarking, type ShownMarking } from '../access/index.ts'
import { getJson, Refusal, setQuery, useAddress, useLoaded } from '../edge/index.ts'
import { formatInstant, useI18n, useTimeNotation } from '../i18n/index.ts'
import { Inspector, typeLabel } from '../incident/index.ts'
import { Button, Empty, Icon, Loading, RefusalNote } from '../widget/index.ts'
import { MarkedWords } from './MarkedWords.tsx'
import { hitPath, positionOfPlace, searchPath } from './search-address.ts'
import { toggled } from './toggled.ts'
import { select } from './view-state.ts'
import './side.css'
import './situation.css'
import './search.css'

interface Props {
  readonly operation: OperationView
  readonly onMarking: (marking: ShownMarking) => void
}

/** What the address asks for. */
interface Asked {
  readonly q: string
  readonly kinds: readonly SearchKind[]
  readonly fromOn: string
  readonly toOn: string
}

function askedOf(query: URLSearchParams): Asked {
  const kinds = (query.get('kinds') ?? '').split(',')
  return {
    q: query.get('q') ?? '',
    kinds: SEARCH_KINDS.filter((kind) => kinds.includes(kind)),
    fromOn: query.get('from') ?? '',
    toOn: query.get('to') ?? '',
  }
}

/** The instant at which a local day begins, and with `after` the day after it; null for no day. */
function instantOf(day: string, zone: string, after = 0): string | null {
  const dayNo = parseDayNo(day)
  return dayNo === undefined ? null : new Date(startOfLocalDayMs(dayNo + after, zone)).toISOString()
}

function pathOf(slug: string, zone: string, { q, kinds, fromOn, toOn }: Asked, before: string | null): string {
  return searchPath(slug, {
    q: `${q} `,
    kinds: kinds.join(','),
    from: instantOf(fromOn, zone),
    to: instantOf(toOn, zone, 1),
    before,
  })
}

/** Everything that was found, by kind and period, with the record that is open beside it. */
export function SearchResults({ operation, onMarking }: Props): ReactNode {
  const { slug, timeZone: zone } = operation
  const { query } = useAddress()
  const { text } = useI18n()
  const asked = askedOf(query)
  const selectedId = query.get('sel')
  const isReadable = parseSearchQuery(`${asked.q} `).ok
  const first = pathOf(slug, zone, asked, null)
  const [loaded, again] = useLoaded(isReadable ? first : null, (signal) => getJson<SearchPage>(first, signal))
  const [shown, setShown] = useState<IncidentView | null>(null)
  const page = loaded.state === 'ready' && isReadable ? loaded.value : null

  useEffect(() => {
    const markings = (page?.hits ?? []).flatMap((hit) => hit.marking ?? [])
    onMarking(highestMarking(operation.realm, shown === null ? markings : [...markings, shown.marking]))
  }, [page, shown, operation.realm, onMarking])
  const close = useCallback(() => {
    select(null)
  }, [])

  return (
    <div className="results" data-selected={selectedId !== null}>
      <section className="results-main" aria-label={text('situation.searchTitle')}>
        <SearchForm asked={asked} />
        {asked.q !== '' && !isReadable && <p className="form-note">{text('situation.searchUnread')}</p>}
        {asked.q === '' && <p className="form-note">{text('situation.searchHow')}</p>}
        {isReadable && loaded.state === 'loading' && <Loading label={text('widget.loading')} />}
        {isReadable && loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
        {page !== null && (
          <Pages key={first} slug={slug} zone={zone} asked={asked} first={page} selectedId={selectedId} />
        )}
      </section>
      {selectedId !== null && (
        <aside className="picture-side" aria-label={text('situation.panel')}>
          <Inspector slug={slug} zone={zone} id={selectedId} onClose={close} onShown={setShown} />
        </aside>
      )}
    </div>
  )
}

function SearchForm({ asked }: { readonly asked: Asked }): ReactNode {
  const { text } = useI18n()
  const [typed, setTyped] = useState(asked.q)
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    setQuery({ q: typed.trim(), sel: null })
  }
  const day = (name: 'from' | 'to', value: string): ReactNode => (
    <label className="results-day">
      <span>{text(name === 'from' ? 'situation.from' : 'situation.searchUntil')}</span>
      <input
        type="date"
        value={value}
        onChange={(event) => {
          setQuery({ [name]: event.target.value === '' ? null : event.target.value, sel: null }, { replace: true })
        }}
      />
    </label>
  )
  return (
    <form className="results-form" role="search" onSubmit={onSubmit}>
      <div className="search">
        <Icon name="search" />
        <input
          type="search"
          data-key="search"
          dir="auto"
          aria-label={text('situation.searchTitle')}
          title={text('situation.searchHow')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
          }}
        />
      </div>
      <Button kind="primary" type="submit">
        {text('situation.searchGo')}
      </Button>
      <div className="results-filters">
        <div className="results-kinds" role="group" aria-label={text('situation.searchKinds')}>
          {SEARCH_KINDS.map((kind) => (
            <button
              key={kind}
              type="button"
              className="chip"
              aria-pressed={asked.kinds.includes(kind)}
              onClick={() => {
                const kinds = toggled(asked.kinds, kind) ?? []
                setQuery({ kinds: kinds.length === 0 ? null : kinds.join(','), sel: null }, { replace: true })
              }}
            >
              {text(`situation.found.${kind}`)}
            </button>
          ))}
        </div>
        {day('from', asked.fromOn)}
        {day('to', asked.toOn)}
      </div>
    </form>
  )
}

interface PagesProps {
  readonly slug: string
  readonly zone: string
  readonly asked: Asked
  readonly first: SearchPage
  readonly selectedId: string | null
}

/** The pages that were asked for so far, one below the other. */
function Pages({ slug, zone, asked, first, selectedId }: PagesProps): ReactNode {
  const { text } = useI18n()
  const [more, setMore] = useState<readonly SearchPage[]>([])
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const hits = [first, ...more].flatMap((page) => page.hits)
  const { before } = more.at(-1) ?? first
  const position = first.place === null ? null : positionOfPlace(first.place)
  const load = (): void => {
    setRefusal(null)
    getJson<SearchPage>(pathOf(slug, zone, asked, before)).then(
      (page) => {
        setMore([...more, page])
      },
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        setRefusal(error)
      },
    )
  }
  return (
    <>
      {position !== null && (
        <a className="button" href={`/run/${slug}/situation?${new URLSearchParams({ map: position }).toString()}`}>
          <Icon name="map" />
          {text('situation.lookAtPlace')}
        </a>
      )}
      {hits.length === 0 && position === null && (
        <Empty title={text('situation.searchNothing')}>{text('situation.searchNothingText')}</Empty>
      )}
      <ol className="results-list" aria-label={text('situation.searchFound')}>
        {hits.map((hit) => (
          <li key={hit.kind + hit.id}>
            <Hit slug={slug} zone={zone} hit={hit} isOpen={(hit.incidentId ?? hit.id) === selectedId} />
          </li>
        ))}
      </ol>
      {refusal !== null && <RefusalNote refusal={refusal} onRetry={load} />}
      {before !== null && refusal === null && <Button onClick={load}>{text('situation.searchMore')}</Button>}
    </>
  )
}

interface HitProps {
  readonly slug: string
  readonly zone: string
  readonly hit: SearchHit
  readonly isOpen: boolean
}

function Hit({ slug, zone, hit, isOpen }: HitProps): ReactNode {
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  const path = hitPath(slug, hit)
  const incidentId = hit.kind === 'incident' ? hit.id : hit.incidentId
  const lang = hit.language === 'und' ? undefined : hit.language
  const title = <MarkedWords marked={hit.title} />
  const { type, state, at, marking } = hit
  const facts = [
    type === null
      ? null
      : hit.kind === 'incident'
        ? typeLabel(type, i18n)
        : i18n.label(`incident.sourceKind.${type}`, type),
    state === null ? null : i18n.label(`incident.state.${state}`, i18n.label(`situation.sitrepState.${state}`, state)),
    marking === null ? null : [marking.policy, marking.level, ...marking.compartments].join(' · '),
  ].filter((fact) => fact !== null)
  return (
    <article className="hit" data-open={isOpen}>
      <p className="hit-kind">
        <span>{i18n.text(`situation.found.${hit.kind}`)}</span>
        {at !== null && <time dateTime={at}>{formatInstant(at, { notation, zone }, i18n)}</time>}
      </p>
      <h2 dir="auto" lang={lang}>
        {path === null ? (
          title
        ) : incidentId === null ? (
          <a href={path}>{title}</a>
        ) : (
          <a
            href={path}
            onClick={(event) => {
              event.preventDefault()
              select(incidentId)
            }}
          >
            {title}
          </a>
        )}
      </h2>
      {hit.snippet.text !== '' && (
        <p className="hit-snippet" dir="auto" lang={lang}>
          <MarkedWords marked={hit.snippet} />
        </p>
      )}
      <p className="hit-facts">{facts.join(' · ')}</p>
    </article>
  )
}
