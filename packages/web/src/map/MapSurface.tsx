import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { watchTheme } from '../theme/index.ts'
import { Loading } from '../widget/index.ts'
import { loadBaseMap, namesIn } from './base-map.ts'
import type { Bounds, FeatureCollection, MapAdapter, MapEvents, MapPosition } from './contract.ts'

interface Props {
  /** The operation's own country by layer name; null shows the world. */
  readonly geography: Readonly<Record<string, FeatureCollection>> | null
  /** Where to look first; the map moves itself after that. */
  readonly position: MapPosition | null
  readonly bounds: Bounds | null
  readonly label: string
  readonly events: MapEvents
  /** The map, once it stands; null when it is gone. */
  readonly onReady: (map: MapAdapter | null) => void
  /** Shown where the browser cannot draw the map. */
  readonly fallback: ReactNode
}

function hasWebGl(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}

/** The place of the map. React owns the element and the lifetime, nothing inside it. */
export function MapSurface(props: Props): ReactNode {
  const { text, locale } = useI18n()
  const place = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'loading' | 'ready' | 'impossible'>(() => (hasWebGl() ? 'loading' : 'impossible'))
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })

  useEffect(() => {
    if (state === 'impossible') return
    let map: MapAdapter | undefined
    let gone = false
    const { geography, position, bounds } = latest.current
    const ownCountry = geography?.['land'] !== undefined
    const events: MapEvents = {
      onPick: (pick) => latest.current.events.onPick(pick),
      onMove: (to, within) => latest.current.events.onMove(to, within),
      onPointer: (at) => latest.current.events.onPointer(at),
      onCorner: (at) => latest.current.events.onCorner(at),
    }
    const start = async (): Promise<void> => {
      const [{ createMapLibre }, base] = await Promise.all([
        import('./maplibre/engine.ts'),
        ownCountry ? null : loadBaseMap(),
        document.fonts.load('11px "Eirene Sans"'),
      ])
      const container = place.current
      if (gone || container === null) return
      map = createMapLibre(container, {
        base: base === null ? null : { ...base, names: namesIn(base.names, locale) },
        geography: geography ?? {},
        position,
        bounds,
        events,
        locale: { 'Map.Title': latest.current.label },
      })
      latest.current.onReady(map)
      setState('ready')
    }
    start().catch(() => {
      // No WebGL in spite of the first look, or the engine could not be fetched: the plain map takes over.
      if (!gone) setState('impossible')
    })
    const stopWatching = watchTheme(() => map?.recolour())
    return () => {
      gone = true
      stopWatching()
      latest.current.onReady(null)
      map?.destroy()
    }
    // The map is built once; what changes reaches it through its adapter.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  if (state === 'impossible') return props.fallback
  return (
    <div className="map">
      <div className="map-place" ref={place} />
      {state === 'loading' && <Loading label={text('widget.loading')} />}
    </div>
  )
}
