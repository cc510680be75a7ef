import { geoArea, geoCentroid, geoPath } from 'd3-geo'
import type { OwnGeography } from './static-map-order.ts'
import { element, INK, label } from './static-map-symbols.ts'
import type { MapView } from './static-map-view.ts'

/** What lies under the incidents of a map, and which of its lines the legend must explain. */
export interface Base {
  readonly svg: string
  readonly hasDisputed: boolean
  readonly hasSectors: boolean
  readonly hasCeasefireLine: boolean
}

function isCollection(value: unknown): value is GeoJSON.FeatureCollection {
  return typeof value === 'object' && value !== null && 'features' in value && Array.isArray(value.features)
}

/** RFC 7946 winds outer rings against the clock; d3-geo takes such a ring for everything outside it. */
function woundForD3(geometry: GeoJSON.Geometry): GeoJSON.Geometry {
  const wound = (rings: GeoJSON.Position[][]): GeoJSON.Position[][] =>
    geoArea({ type: 'Polygon', coordinates: rings }) > 2 * Math.PI ? rings.map((ring) => ring.toReversed()) : rings
  if (geometry.type === 'Polygon') return { ...geometry, coordinates: wound(geometry.coordinates) }
  if (geometry.type === 'MultiPolygon') return { ...geometry, coordinates: geometry.coordinates.map(wound) }
  return geometry
}

/** A layer of an operation's own geography, ready for d3-geo; empty when there is none of that name. */
export function ownLayer(geography: OwnGeography, name: string): GeoJSON.FeatureCollection {
  const layer = geography?.[name]
  if (!isCollection(layer)) return { type: 'FeatureCollection', features: [] }
  return {
    type: 'FeatureCollection',
    features: layer.features.map((feature) => ({ ...feature, geometry: woundForD3(feature.geometry) })),
  }
}

/** The base map of an operation with its own geography: land, water, roads, areas, lines, names. */
export function ownBase(view: MapView, geography: OwnGeography, graticule: string): Base {
  const path = geoPath(view.projection).digits(1)
  const drawn = (features: readonly GeoJSON.Feature[], look: Readonly<Record<string, string | number>>): string => {
    const d = features.length === 0 ? null : path({ type: 'FeatureCollection', features: [...features] })
    return d === null ? '' : element('path', { d, ...look })
  }
  const layer = (name: string): readonly GeoJSON.Feature[] => ownLayer(geography, name).features
  const line = { fill: 'none', stroke: INK.line }
  const sectors = layer('sectors')
  const ceasefire = layer('lines').filter(({ geometry }) => geometry.type === 'LineString')
  const zones = layer('lines').filter(({ geometry }) => geometry.type === 'Polygon')
  const svg = [
    element('rect', { width: view.widthPx, height: view.heightPx, fill: INK.water }),
    drawn(layer('land'), { fill: INK.land, stroke: INK.muted, 'stroke-width': 0.9 }),
    graticule,
    drawn(zones, { fill: INK.faint, 'fill-opacity': 0.6 }),
    drawn(layer('rivers'), { ...line, stroke: '#9cb9cf', 'stroke-width': 1 }),
    drawn(layer('roads'), { ...line, 'stroke-width': 0.6 }),
    drawn(layer('adm1'), { ...line, 'stroke-width': 0.6 }),
    drawn(sectors, { ...line, stroke: INK.muted, 'stroke-width': 1.1, 'stroke-dasharray': '9 3 2 3' }),
    drawn(ceasefire, { fill: 'none', stroke: INK.ink, 'stroke-width': 1.3, 'stroke-dasharray': '5 2.5' }),
    ...regionNames(view, layer('adm1')),
    ...townNames(view, layer('places')),
  ].join('')
  return { svg, hasDisputed: false, hasSectors: sectors.length > 0, hasCeasefireLine: ceasefire.length > 0 }
}

function nameOf(feature: GeoJSON.Feature): string | undefined {
  const name: unknown = feature.properties?.['name']
  return typeof name === 'string' ? name : undefined
}

function regionNames(view: MapView, areas: readonly GeoJSON.Feature[]): readonly string[] {
  return areas.flatMap((area) => {
    const name = nameOf(area)
    const at = view.projection(geoCentroid(area))
    if (name === undefined || at === null) return []
    const [x, y] = at
    const look = { x, y, 'font-size': 9, 'text-anchor': 'middle', 'letter-spacing': 1.2, fill: INK.muted, opacity: 0.6 }
    return [label(name.toUpperCase(), look)]
  })
}

/** At most so many towns are named, the largest first, and none whose name would lie over another's. */
const MOST_TOWNS = 18

function townNames(view: MapView, places: readonly GeoJSON.Feature[]): readonly string[] {
  const populationOf = ({ properties }: GeoJSON.Feature): number => Number(properties?.['population'] ?? 0)
  const taken: { readonly x: number; readonly y: number; readonly widthPx: number }[] = []
  return [...places]
    .sort((a, b) => populationOf(b) - populationOf(a))
    .flatMap((place) => {
      const name = nameOf(place)
      const at =
        place.geometry.type === 'Point'
          ? view.projection([place.geometry.coordinates[0] ?? 0, place.geometry.coordinates[1] ?? 0])
          : null
      if (name === undefined || at === null || taken.length >= MOST_TOWNS) return []
      const [x, y] = at
      const widthPx = 8 + name.length * 4.6
      const isFree = taken.every(
        (other) => Math.abs(other.y - y) > 11 || x > other.x + other.widthPx || x + widthPx < other.x,
      )
      if (!isFree || x < 4 || y < 8 || x + widthPx > view.widthPx || y > view.heightPx - 4) return []
      taken.push({ x, y, widthPx })
      const halo = { stroke: INK.paper, 'stroke-width': 2, 'paint-order': 'stroke' }
      return [
        element('rect', { x: x - 1.5, y: y - 1.5, width: 3, height: 3, fill: INK.muted }),
        label(name, { x: x + 4, y: y + 3, 'font-size': 8, fill: INK.muted, ...halo }),
      ]
    })
}
