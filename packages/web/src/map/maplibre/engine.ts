import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as MapLibreMap, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { token } from '../../theme/index.ts'
import type { BaseMap } from '../base-map.ts'
import type {
  Bounds,
  DynamicLayer,
  FeatureCollection,
  LonLat,
  MapAdapter,
  MapEvents,
  MapPosition,
} from '../contract.ts'
import { mapStyle, type GeographyLayers } from './style.ts'

setWorkerUrl(workerUrl)

/** Half the side, in CSS pixels, of the box around a press in which marks are found: a finger is not a needle. */
const PICK_REACH_PX = 8

export interface EngineOptions {
  readonly base: BaseMap | null
  readonly geography: GeographyLayers
  readonly position: MapPosition | null
  readonly bounds: Bounds | null
  readonly events: MapEvents
  /** Names of the map's own words for screen readers and gestures, already in the person's language. */
  readonly locale: Readonly<Record<string, string>>
}

const lonLat = (at: { readonly lng: number; readonly lat: number }): LonLat => [at.lng, at.lat]

function boundsOf(map: MapLibreMap): Bounds {
  const bounds = map.getBounds()
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
}

function positionOf(map: MapLibreMap): MapPosition {
  const { lng, lat } = map.getCenter()
  return { lon: lng, lat, zoom: map.getZoom() }
}

/** Web Mercator with 512 px tiles: metres that one CSS pixel covers at a latitude and zoom. */
function metresPerPixel({ lat, zoom }: MapPosition): number {
  return (78_271.517 * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom
}

function pickAt(map: MapLibreMap, event: MapMouseEvent): Parameters<MapEvents['onPick']>[0] {
  const { x, y } = event.point
  const marks = map.queryRenderedFeatures(
    [
      [x - PICK_REACH_PX, y - PICK_REACH_PX],
      [x + PICK_REACH_PX, y + PICK_REACH_PX],
    ],
    { layers: ['points'] },
  )
  const found = marks[0] ?? map.queryRenderedFeatures(event.point, { layers: ['hexes'] })[0]
  const layer = found?.layer.id === 'points' ? 'points' : found === undefined ? null : 'hexes'
  return { layer, properties: found?.properties ?? {}, at: lonLat(event.lngLat) }
}

function listen(map: MapLibreMap, events: MapEvents, isDrawing: () => boolean): void {
  map.on('click', (event) => {
    if (isDrawing()) events.onCorner(lonLat(event.lngLat))
    else events.onPick(pickAt(map, event))
  })
  map.on('moveend', () => {
    events.onMove(positionOf(map), boundsOf(map))
  })
  map.on('mousemove', (event) => {
    events.onPointer(lonLat(event.lngLat))
    if (isDrawing()) return
    const over = map.queryRenderedFeatures(event.point, { layers: ['points', 'hexes'] }).length > 0
    map.getCanvas().style.cursor = over ? 'pointer' : ''
  })
  map.on('mouseout', () => {
    events.onPointer(null)
  })
  map.on('load', () => {
    events.onMove(positionOf(map), boundsOf(map))
  })
}

function openMap(container: HTMLElement, { base, geography, position, bounds, locale }: EngineOptions): MapLibreMap {
  return new MapLibreMap({
    container,
    style: mapStyle(base, geography, token),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    maxZoom: 14,
    minZoom: 1,
    renderWorldCopies: true,
    locale: { ...locale },
    ...(position !== null && { center: [position.lon, position.lat] as [number, number], zoom: position.zoom }),
    ...(position === null &&
      bounds !== null && {
        bounds: [...bounds] as [number, number, number, number],
        fitBoundsOptions: { padding: 40, maxZoom: 9 },
      }),
  })
}

/** Builds the map in its place. Throws where the browser has no WebGL 2; the caller then shows the plain map. */
export function createMapLibre(container: HTMLElement, options: EngineOptions): MapAdapter {
  const { base, geography, events } = options
  let drawing = false
  const shown = new Map<DynamicLayer, FeatureCollection>()
  let images: ReadonlyMap<string, ImageData> = new Map()

  const map = openMap(container, options)
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  listen(map, events, () => drawing)

  const put = (layer: DynamicLayer): void => {
    // A source of this name is in every style that mapStyle makes, and all of them are GeoJSON.
    const target = map.getSource<GeoJSONSource>(layer)
    const features = shown.get(layer)
    if (features !== undefined) void target?.setData(features as never)
  }
  const putImages = (): void => {
    for (const [name, image] of images) {
      if (map.hasImage(name)) map.removeImage(name)
      map.addImage(name, image, { pixelRatio: 2 })
    }
  }
  map.on('style.load', () => {
    putImages()
    for (const layer of shown.keys()) put(layer)
  })

  return {
    setFeatures: (layer, features) => {
      shown.set(layer, features)
      put(layer)
    },
    setImages: (next) => {
      images = next
      putImages()
    },
    setView: ({ lon, lat, zoom }) => {
      const now = positionOf(map)
      const same = Math.abs(now.lon - lon) < 1e-4 && Math.abs(now.lat - lat) < 1e-4 && Math.abs(now.zoom - zoom) < 0.01
      if (!same) map.jumpTo({ center: [lon, lat], zoom })
    },
    fit: (to, { animate = true, maxZoom = 9 } = {}) => {
      map.fitBounds([...to], { padding: 48, maxZoom, animate, duration: 400 })
    },
    zoomBy: (steps) => {
      map.easeTo({ zoom: map.getZoom() + steps, duration: 200 })
    },
    setDrawing: (next) => {
      drawing = next
      map.getCanvas().style.cursor = next ? 'crosshair' : ''
      map.doubleClickZoom[next ? 'disable' : 'enable']()
    },
    recolour: () => {
      map.setStyle(mapStyle(base, geography, token), { diff: false })
    },
    metresPerPixel: () => metresPerPixel(positionOf(map)),
    destroy: () => {
      map.remove()
    },
  }
}
