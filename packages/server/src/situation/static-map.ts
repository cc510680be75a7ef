import { HEXAGON_MAX_PRECISION_M, type Ring } from '@eirene/domain/place'
import { geoGraticule, geoPath } from 'd3-geo'
import { worldGeography } from './static-map-geography.ts'
import { legend, type LegendEntry } from './static-map-legend.ts'
import { pointMarks } from './static-map-marks.ts'
import type { MapOrder } from './static-map-order.ts'
import { ownBase, ownLayer, type Base } from './static-map-own-base.ts'
import { element, FONT_FAMILY, INK, label, escaped } from './static-map-symbols.ts'
import { countriesOf, frameOf, graticuleStep, scaleBar, viewOf, type MapView } from './static-map-view.ts'

/** A drawn map. `placed` and `unplaced` add up to the incidents of the order. */
export interface StaticMap {
  readonly svg: string
  readonly widthPx: number
  readonly heightPx: number
  readonly placed: number
  readonly unplaced: number
}

const WIDTH = 720
const HEIGHT = 460

/**
 * Draws incidents on a map without a browser: base map clipped to the view, graticule, scale, north, symbols by state of
 * verification (hexagons when there are many), and a legend of what is drawn and nothing else.
 */
export function drawStaticMap(order: MapOrder): StaticMap {
  const drawable = order.points.filter(({ precisionM }) => precisionM <= HEXAGON_MAX_PRECISION_M)
  const ownLand = ownLayer(order.geography, 'land').features
  const world = worldGeography()
  const land = ownLand.length > 0 ? ownLand : countriesOf(drawable, world.countries.features)
  const view = viewOf(frameOf(drawable, order.area, land), WIDTH, HEIGHT)
  const base = ownLand.length > 0 ? ownBase(view, order.geography, graticule(view)) : worldBase(view, land)
  const marks = pointMarks(drawable, view, order.texts)
  const unplaced = order.points.length + order.withoutPoint - marks.placed
  const entries: readonly LegendEntry[] = [
    ...marks.legend,
    ...(base.hasDisputed ? [{ symbol: 'disputed' as const, text: order.texts.disputed }] : []),
    ...(base.hasSectors ? [{ symbol: 'sector' as const, text: order.texts.sector }] : []),
    ...(base.hasCeasefireLine ? [{ symbol: 'ceasefire_line' as const, text: order.texts.ceasefireLine }] : []),
  ]
  const key = legend(entries, { widthPx: WIDTH, topPx: HEIGHT + 8, direction: order.texts.direction })
  const noteLines = [...(unplaced > 0 ? [`${unplaced} ${order.texts.unplaced}`] : []), order.texts.disclaimer]
  const heightPx = HEIGHT + 8 + key.heightPx + noteLines.length * 13 + 4
  const notes = noteLines.map((text, i) =>
    noteLine(text, HEIGHT + 8 + key.heightPx + 10 + i * 13, order.texts.direction),
  )
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${heightPx}`,
      width: WIDTH,
      height: heightPx,
      role: 'img',
      direction: 'ltr',
      'font-family': FONT_FAMILY,
    },
    element('title', {}, escaped(order.texts.title)),
    element('clipPath', { id: 'frame' }, element('rect', { width: WIDTH, height: HEIGHT })),
    element('g', { 'clip-path': 'url(#frame)' }, base.svg, areaOutline(view, order.area), marks.svg),
    furniture(view),
    key.svg,
    ...notes,
    drawable.length === 0 ? emptyNote(order.texts.none) : '',
  )
  return { svg, widthPx: WIDTH, heightPx, placed: marks.placed, unplaced }
}

function noteLine(text: string, y: number, direction: 'ltr' | 'rtl'): string {
  const isRtl = direction === 'rtl'
  return label(text, {
    x: isRtl ? WIDTH : 0,
    y,
    'font-size': 9,
    fill: INK.muted,
    'text-anchor': isRtl ? 'end' : 'start',
  })
}

function emptyNote(text: string): string {
  return label(text, { x: WIDTH / 2, y: HEIGHT / 2, 'font-size': 14, 'text-anchor': 'middle', fill: INK.muted })
}

function worldBase(view: MapView, focus: readonly GeoJSON.Feature[]): Base {
  const path = geoPath(view.projection).digits(1)
  const { countries, coast, boundaries, disputed } = worldGeography()
  const shape = (geometry: Parameters<typeof path>[0], look: Readonly<Record<string, string | number>>): string => {
    const d = path(geometry)
    return d === null ? '' : element('path', { d, ...look })
  }
  const disputedPath = path(disputed)
  const svg = [
    element('rect', { width: view.widthPx, height: view.heightPx, fill: INK.water }),
    shape(countries, { fill: INK.neighbour }),
    ...focus.map((country) => shape(country, { fill: INK.land })),
    graticule(view),
    shape(coast, { fill: 'none', stroke: INK.line, 'stroke-width': 0.6 }),
    shape(boundaries, { fill: 'none', stroke: INK.muted, 'stroke-width': 0.9 }),
    disputedPath === null
      ? ''
      : element('path', {
          d: disputedPath,
          fill: 'none',
          stroke: INK.muted,
          'stroke-width': 1,
          'stroke-dasharray': '4 3',
        }),
    ...countryNames(view, countries.features),
  ].join('')
  return { svg, hasDisputed: disputedPath !== null, hasSectors: false, hasCeasefireLine: false }
}

/** Names of countries where enough of them shows. */
function countryNames(view: MapView, countries: readonly GeoJSON.Feature[]): readonly string[] {
  const path = geoPath(view.projection)
  return countries.flatMap((country) => {
    const area = path.area(country)
    if (area < view.widthPx * view.heightPx * 0.012) return []
    const [x, y] = path.centroid(country)
    const name: unknown = country.properties?.['name']
    if (typeof name !== 'string' || Number.isNaN(x)) return []
    return [placeName(name.toUpperCase(), Math.min(Math.max(x, 60), view.widthPx - 60), y)]
  })
}

function placeName(text: string, x: number, y: number): string {
  return label(text, {
    x,
    y,
    'font-size': 9,
    'text-anchor': 'middle',
    'letter-spacing': 1.2,
    fill: INK.muted,
    opacity: 0.75,
  })
}

function graticule(view: MapView): string {
  const step = graticuleStep(view.box)
  const d = geoPath(view.projection).digits(1)(geoGraticule().step([step, step])())
  return d === null ? '' : element('path', { d, fill: 'none', stroke: INK.faint, 'stroke-width': 0.5 })
}

function areaOutline(view: MapView, area: Ring | null): string {
  if (area === null) return ''
  const corners = area.map(([lon, lat]) => view.projection([lon, lat]) ?? [0, 0])
  const d = `M${corners.map(([x = 0, y = 0]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}Z`
  return element('path', { d, fill: 'none', stroke: INK.ink, 'stroke-width': 1.2, 'stroke-dasharray': '6 4' })
}

/** Frame, degrees along the edges, scale bar, north. */
function furniture(view: MapView): string {
  const bar = scaleBar(view)
  const step = graticuleStep(view.box)
  const degree = (value: number, positive: string, negative: string): string =>
    `${Number(Math.abs(value).toFixed(2))}°${value === 0 ? '' : value > 0 ? positive : negative}`
  const ticks: string[] = []
  const tick = { 'font-size': 8, fill: INK.muted, stroke: INK.paper, 'stroke-width': 2, 'paint-order': 'stroke' }
  for (let lon = Math.ceil(view.box[0] / step) * step; lon <= view.box[2]; lon += step) {
    const x = view.projection([lon, (view.box[1] + view.box[3]) / 2])?.[0] ?? -1
    if (x > 14 && x < view.widthPx - 60)
      ticks.push(label(degree(lon, 'E', 'W'), { ...tick, x, y: 11, 'text-anchor': 'middle' }))
  }
  for (let lat = Math.ceil(view.box[1] / step) * step; lat <= view.box[3]; lat += step) {
    const y = view.projection([(view.box[0] + view.box[2]) / 2, lat])?.[1] ?? -1
    if (y > 20 && y < view.heightPx - 40) ticks.push(label(degree(lat, 'N', 'S'), { ...tick, x: 4, y: y + 3 }))
  }
  const [left, bottom] = [14, view.heightPx - 14]
  const right = view.widthPx - 22
  return [
    element('rect', {
      x: 0.5,
      y: 0.5,
      width: view.widthPx - 1,
      height: view.heightPx - 1,
      fill: 'none',
      stroke: INK.muted,
    }),
    ...ticks,
    element('rect', {
      x: left - 6,
      y: bottom - 20,
      width: bar.lengthPx + 12,
      height: 28,
      fill: INK.paper,
      opacity: 0.85,
    }),
    element('path', {
      d: `M${left},${bottom - 4}v4h${bar.lengthPx.toFixed(1)}v-4`,
      fill: 'none',
      stroke: INK.ink,
      'stroke-width': 1.3,
    }),
    label(bar.text, { x: left + bar.lengthPx / 2, y: bottom - 7, 'font-size': 9, 'text-anchor': 'middle' }),
    element('path', { d: `M${right},14l6,18l-6,-4l-6,4Z`, fill: INK.ink }),
    label('N', { x: right, y: 44, 'font-size': 11, 'font-weight': 700, 'text-anchor': 'middle' }),
  ].join('')
}
