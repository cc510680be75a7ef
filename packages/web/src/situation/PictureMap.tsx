import type { IncidentView } from '@eirene/domain/incident'
import type { OperationView } from '@eirene/domain/operation'
import { PLACES_PATH, type PlacesView } from '@eirene/domain/place'
import { SEVERITIES, type PictureFilter } from '@eirene/domain/situation'
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { getJson, setQuery } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { markImages } from '../incident/index.ts'
import {
  formatMgrs,
  MapSurface,
  type Bounds,
  type LonLat,
  type MapAdapter,
  type MapPick,
  type MapPosition,
} from '../map/index.ts'
import { token, watchTheme } from '../theme/index.ts'
import type { PictureAnswer } from './engine/protocol.ts'
import { geographyOf } from './geography.ts'
import { Legend } from './Legend.tsx'
import { MapControls } from './MapControls.tsx'
import {
  areaFeatures,
  densityBreaks,
  draftFeatures,
  hexFeatures,
  pointFeatures,
  precisionFeatures,
} from './map-layers.ts'
import { PlainMap } from './PlainMap.tsx'
import { ScaleBar } from './ScaleBar.tsx'
import { changed, openFigure, positionToText, setFilter, type ViewState } from './view-state.ts'

interface Props {
  readonly operation: OperationView
  readonly state: ViewState
  readonly filter: PictureFilter
  readonly answer: PictureAnswer | null
  readonly shown: IncidentView | null
  readonly onLook: (look: { readonly position: MapPosition; readonly bounds: Bounds }) => void
}

/** The map of the picture with its legend, scale and grid reference. */
export function PictureMap({ operation, state, filter, answer, shown, onLook }: Props): ReactNode {
  const { text, language } = useI18n()
  const [map, setMap] = useState<MapAdapter | null>(null)
  const [position, setPosition] = useState<MapPosition | null>(null)
  const [bounds, setBounds] = useState<Bounds | null>(null)
  const [pointer, setPointer] = useState<LonLat | null>(null)
  const [corners, setCorners] = useState<readonly LonLat[] | null>(null)
  const geography = useMemo(() => geographyOf(operation.geography), [operation.geography])
  const showsPoints = (answer?.points ?? null) !== null
  const breaks = useMemo(() => densityBreaks(answer?.hexes?.counts ?? new Float64Array(0)), [answer?.hexes])

  useLayers({ map, answer, filter, shown, corners, showsPoints })
  useTowns(map, geography === null ? bounds : null, position?.zoom ?? 0)

  // The address leads the map when it changes by itself (back, a cluster, a link), never when the map wrote it.
  const reported = useRef('')
  const { position: wanted } = state
  useEffect(() => {
    if (map !== null && wanted !== null && positionToText(wanted) !== reported.current) map.setView(wanted)
  }, [map, wanted])

  const onMove = useCallback(
    (to: MapPosition, within: Bounds) => {
      reported.current = positionToText(to)
      setPosition(to)
      setBounds(within)
      onLook({ position: to, bounds: within })
      setQuery({ map: positionToText(to) }, { replace: true })
    },
    [onLook],
  )
  const onPick = (pick: MapPick): void => {
    const { lon, lat, cell } = pick.properties
    if (pick.layer === 'points' && typeof lon === 'number' && typeof lat === 'number')
      openFigure({ kind: 'spot', lon, lat })
    else if (pick.layer === 'hexes' && typeof cell === 'string' && answer?.hexes !== null)
      openFigure({ kind: 'bin', by: hexBy(cell), key: cell })
    else if (state.opening !== null) openFigure(null)
  }
  const finishDrawing = (ring: readonly LonLat[] | null): void => {
    setCorners(null)
    map?.setDrawing(false)
    if (ring !== null && ring.length >= 3)
      setFilter(changed(state.filter, { polygon: ring.map(([lon, lat]): [number, number] => [lon, lat]) }))
  }

  return (
    <>
      <MapSurface
        key={language}
        geography={geography}
        position={state.position}
        bounds={operation.bounds}
        label={text('situation.map')}
        events={{
          onPick,
          onMove,
          onPointer: setPointer,
          onCorner: (at) => {
            setCorners((was) => [...(was ?? []), at])
          },
        }}
        onReady={setMap}
        fallback={<PlainMap operation={operation} answer={answer} onLook={onLook} breaks={breaks} />}
      />
      <MapControls
        map={map}
        home={operation.bounds}
        corners={corners}
        onDraw={() => {
          setCorners([])
          map?.setDrawing(true)
        }}
        onFinish={finishDrawing}
      />
      <Legend answer={answer} breaks={breaks} showsPoints={showsPoints} />
      <div className="map-readout num">
        {map !== null && position !== null && <ScaleBar metresPerPixel={map.metresPerPixel()} />}
        <output>{readout(pointer ?? (position === null ? null : [position.lon, position.lat]))}</output>
        <small>{text('situation.mapSource')}</small>
      </div>
    </>
  )
}

function readout(at: LonLat | null): string {
  return at === null ? '' : (formatMgrs(at, 4) ?? `${at[1].toFixed(4)}, ${at[0].toFixed(4)}`)
}

/** Dimension of an H3 cell from its index: the second to last digit of its first four says the resolution. */
function hexBy(cell: string): 'hex3' | 'hex4' | 'hex5' | 'hex6' | 'hex7' {
  const resolution = cell.charAt(1)
  return resolution === '3'
    ? 'hex3'
    : resolution === '4'
      ? 'hex4'
      : resolution === '5'
        ? 'hex5'
        : resolution === '6'
          ? 'hex6'
          : 'hex7'
}

interface LayerParts {
  readonly map: MapAdapter | null
  readonly answer: PictureAnswer | null
  readonly filter: PictureFilter
  readonly shown: IncidentView | null
  readonly corners: readonly LonLat[] | null
  readonly showsPoints: boolean
}

/** Puts what is to be seen onto the map, each layer only when it changes. */
function useLayers({ map, answer, filter, shown, corners, showsPoints }: LayerParts): void {
  useEffect(() => {
    if (map === null) return
    const paint = (): void => {
      map.setImages(markImages(SEVERITIES, (severity) => token(`--severity-${severity}`), token('--map-halo')))
    }
    paint()
    return watchTheme(paint)
  }, [map])
  useEffect(() => {
    const hexes = showsPoints ? null : (answer?.hexes ?? null)
    map?.setFeatures('hexes', hexFeatures(hexes, densityBreaks(hexes?.counts ?? new Float64Array(0))))
    map?.setFeatures('points', pointFeatures(answer?.points ?? null))
  }, [map, answer?.hexes, answer?.points, showsPoints])
  useEffect(() => {
    map?.setFeatures('area', areaFeatures(filter))
  }, [map, filter])
  useEffect(() => {
    map?.setFeatures('draft', draftFeatures(corners ?? []))
  }, [map, corners])
  useEffect(() => {
    map?.setFeatures('precision', precisionFeatures(shown?.place.point ?? null))
  }, [map, shown])
}

/** Names of towns of the gazetteer on this server, more of them from closer. */
function useTowns(map: MapAdapter | null, bounds: Bounds | null, zoom: number): void {
  const last = useRef('')
  useEffect(() => {
    if (map === null || bounds === null || zoom < 4.5) return
    const bbox = bounds.map((edge) => edge.toFixed(2)).join(',')
    if (bbox === last.current) return
    last.current = bbox
    const abort = new AbortController()
    getJson<PlacesView>(`${PLACES_PATH}?bbox=${bbox}&limit=60`, abort.signal).then(
      ({ places }) => {
        map.setFeatures('towns', {
          type: 'FeatureCollection',
          features: places.map((place, rank) => ({
            type: 'Feature',
            geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
            properties: { name: place.name, rank },
          })),
        })
      },
      () => {
        // Names of towns are an addition: without them the map still stands.
      },
    )
    return () => {
      abort.abort()
      last.current = ''
    }
  }, [map, bounds, zoom])
}
