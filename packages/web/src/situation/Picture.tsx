import type { Role } from '@eirene/domain/access'
import type { IncidentView } from '@eirene/domain/incident'
import type { OperationView } from '@eirene/domain/operation'
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { highestMarking, useMayAct, type ShownMarking } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Inspector } from '../incident/index.ts'
import type { Bounds, MapPosition } from '../map/index.ts'
import { Loading, RefusalNote } from '../widget/index.ts'
import { NotOnMap } from './FilterChips.tsx'
import { FilterPanel } from './FilterPanel.tsx'
import { markingsOf } from './markings.ts'
import { orderOf } from './order.ts'
import { PictureBar } from './PictureBar.tsx'
import { PictureMap } from './PictureMap.tsx'
import { SidePanel } from './SidePanel.tsx'
import { SurfaceSwitch } from './SurfaceSwitch.tsx'
import { TimelinePanel } from './TimelinePanel.tsx'
import { useColumns } from './use-columns.ts'
import { usePicture } from './use-picture.ts'
import { select, useViewState } from './view-state.ts'
import './side.css'
import './situation.css'
import type { PictureFilter } from '@eirene/domain/situation'

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  readonly clock: () => Date
  readonly onMarking: (marking: ShownMarking) => void
}

/** The picture: map, timeline, list, inspector and filters as one. */
export function Picture({ operation, clock, onMarking }: Props): ReactNode {
  const { text } = useI18n()
  const mayAct = useMayAct()
  const { slug, timeZone: zone } = operation
  const state = useViewState()
  const columns = useColumns(slug)
  const { loaded } = columns
  // While a brush is dragged the picture follows it; the address changes when it is let go.
  const [draft, setDraft] = useState<PictureFilter | null>(null)
  const [look, setLook] = useState<{ readonly position: MapPosition; readonly bounds: Bounds } | null>(null)
  const [byFamily, setByFamily] = useState(false)
  const [shown, setShown] = useState<IncidentView | null>(null)
  const [filtersOpen, setFiltersOpen] = useState(false)
  const filter = draft ?? state.filter
  const order = useMemo(
    () => orderOf({ state, filter, look, loaded, byFamily }),
    [state, filter, look, loaded, byFamily],
  )
  const answer = usePicture(columns, order)

  useEffect(() => {
    if (loaded === null) return
    const markings = markingsOf(loaded.markings)
    onMarking(highestMarking(operation.realm, shown === null ? markings : [...markings, shown.marking]))
  }, [loaded, shown, onMarking, operation.realm])

  const close = useCallback(() => {
    select(null)
  }, [])
  useEscape(state.selectedId === null ? undefined : close)

  if (columns.refusal !== null) return <RefusalNote refusal={columns.refusal} onRetry={columns.refresh} />
  return (
    <div
      className="picture"
      data-surface={state.surface}
      data-filters={filtersOpen}
      data-selected={state.selectedId !== null}
    >
      <PictureBar
        operation={operation}
        state={state}
        columns={columns}
        answer={answer}
        onFilters={() => {
          setFiltersOpen(!filtersOpen)
        }}
      />
      <FilterPanel
        state={state}
        loaded={loaded}
        answer={answer}
        bounds={look?.bounds ?? null}
        onClose={() => {
          setFiltersOpen(false)
        }}
      />
      <div className="picture-map">
        {loaded === null && <Loading label={text('situation.loading')} />}
        <NotOnMap answer={answer} />
        <PictureMap
          operation={operation}
          state={state}
          filter={filter}
          answer={answer}
          shown={shown}
          onLook={setLook}
        />
      </div>
      <TimelinePanel
        zone={zone}
        clock={clock}
        state={state}
        filter={filter}
        loaded={loaded}
        answer={answer}
        order={order}
        byFamily={byFamily}
        onByFamily={setByFamily}
        onDraft={setDraft}
      />
      <aside className="picture-side" aria-label={text('situation.panel')}>
        {state.selectedId === null ? (
          <SidePanel state={state} columns={columns} answer={answer} zone={zone} />
        ) : (
          <Inspector {...{ slug, zone }} id={state.selectedId} hasRoom={mayAct} onClose={close} onShown={setShown} />
        )}
      </aside>
      <SurfaceSwitch surface={state.surface} />
    </div>
  )
}

function useEscape(onEscape: (() => void) | undefined): void {
  useEffect(() => {
    if (onEscape === undefined) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && document.querySelector('dialog[open]') === null)
        onEscape()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [onEscape])
}
