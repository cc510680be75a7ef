import { INCIDENT_STATES, type IncidentState } from '@eirene/domain/incident'
import { cellToBoundary, latLngToCell } from 'h3-js'
import type { LegendEntry } from './static-map-legend.ts'
import { element, INK, label, RAMP, stateSymbol } from './static-map-symbols.ts'
import type { MapView } from './static-map-view.ts'
import type { MapPoint, MapTexts } from './static-map-order.ts'

/** What incidents look like on a map, and what of it the legend has to explain. */
export interface Marks {
  readonly svg: string
  readonly legend: readonly LegendEntry[]
  /** Incidents that the marks stand for. */
  readonly placed: number
}

/** From this many symbols on, hexagons are drawn instead. */
const MOST_SYMBOLS = 120
const RADIUS_PX = 6

interface Site {
  readonly x: number
  readonly y: number
  readonly state: IncidentState
  readonly name: string
  readonly precisionM: number
  readonly count: number
}

/** Marks for points inside the view: symbols at each place by state, or hexagons when there would be too many. */
export function pointMarks(points: readonly MapPoint[], view: MapView, texts: MapTexts): Marks {
  const inView = points.filter(({ lon, lat }) => {
    const [x, y] = view.projection([lon, lat]) ?? [-1, -1]
    return x >= 0 && y >= 0 && x <= view.widthPx && y <= view.heightPx
  })
  const sites = sitesOf(inView, view)
  return sites.length > MOST_SYMBOLS
    ? hexagonMarks(inView, view, texts)
    : symbolMarks(sites, inView.length, view, texts)
}

function sitesOf(points: readonly MapPoint[], view: MapView): readonly Site[] {
  const sites = new Map<string, Site>()
  for (const { lon, lat, state, name, precisionM } of points) {
    const [x = 0, y = 0] = view.projection([lon, lat]) ?? []
    const key = `${x.toFixed(0)} ${y.toFixed(0)} ${state}`
    const known = sites.get(key)
    sites.set(key, {
      x,
      y,
      state,
      name: known?.name ?? name,
      precisionM: Math.max(precisionM, known?.precisionM ?? 0),
      count: (known?.count ?? 0) + 1,
    })
  }
  return [...sites.values()]
}

function symbolMarks(sites: readonly Site[], placed: number, view: MapView, texts: MapTexts): Marks {
  const spread = spreadOut(sites)
  const circles = sites.filter(({ precisionM }) => precisionM / view.metresPerPx > RADIUS_PX + 2)
  const svg = [
    ...circles.map(({ x, y, precisionM }) =>
      element('circle', {
        cx: x,
        cy: y,
        r: precisionM / view.metresPerPx,
        fill: 'none',
        stroke: INK.muted,
        'stroke-width': 0.7,
        'stroke-dasharray': '3 2',
      }),
    ),
    ...spread.map((site) =>
      element(
        'g',
        { class: 'incidents', 'data-state': site.state, 'data-count': String(site.count) },
        stateSymbol(site.state, site.x, site.y, RADIUS_PX),
      ),
    ),
    ...names(spread, view),
  ].join('')
  const states = INCIDENT_STATES.filter((state) => sites.some((site) => site.state === state))
  return {
    svg,
    placed,
    legend: [
      ...states.map((state) => ({ symbol: state, text: texts.states[state] })),
      ...(circles.length === 0 ? [] : [{ symbol: 'precision' as const, text: texts.precision }]),
    ],
  }
}

/** Sites of several states at one place stand side by side. */
function spreadOut(sites: readonly Site[]): readonly Site[] {
  const taken = new Map<string, number>()
  return sites.map((site) => {
    const key = `${site.x.toFixed(0)} ${site.y.toFixed(0)}`
    const before = taken.get(key) ?? 0
    taken.set(key, before + 1)
    return { ...site, x: site.x + before * (RADIUS_PX * 2 + 3) }
  })
}

interface Rectangle {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

/** Names of places where they fit, the most incidents first; a count where there is more than one. */
function names(sites: readonly Site[], view: MapView): readonly string[] {
  const taken: Rectangle[] = sites.map(({ x, y }) => ({ x0: x - 8, x1: x + 8, y0: y - 8, y1: y + 8 }))
  const byCount = [...sites].sort((a, b) => b.count - a.count)
  return byCount.flatMap(({ x, y, name, count }) => {
    const text = count > 1 ? `${name} ×${count}` : name
    const widthPx = text.length * 5.8
    const right = { at: x + 10, anchor: 'start', box: { x0: x + 9, x1: x + 11 + widthPx, y0: y - 6, y1: y + 7 } }
    const left = { at: x - 10, anchor: 'end', box: { x0: x - 11 - widthPx, x1: x - 9, y0: y - 6, y1: y + 7 } }
    const fit = [right, left].find(
      ({ box }) => box.x0 > 2 && box.x1 < view.widthPx - 2 && !taken.some((other) => overlaps(box, other)),
    )
    const isCounted = count > 1
    if (fit === undefined && !isCounted) return []
    const { at, anchor, box } = fit ?? right
    taken.push(box)
    const halo = { stroke: INK.paper, 'stroke-width': 2.5, 'paint-order': 'stroke', 'stroke-linejoin': 'round' }
    return [
      label(fit === undefined ? `×${count}` : text, {
        x: at,
        y: y + 3.5,
        'text-anchor': anchor,
        'font-weight': isCounted ? 600 : 400,
        ...halo,
      }),
    ]
  })
}

/** Resolution at which a hexagon is about 20 px across. */
function resolutionOf(view: MapView): number {
  const edgeM = [418_676, 158_245, 59_811, 22_606, 8_544, 3_230, 1_221]
  const index = edgeM.findIndex((edge) => (edge * 2) / view.metresPerPx < 30)
  return (index === -1 ? edgeM.length - 1 : index) + 1
}

function hexagonMarks(points: readonly MapPoint[], view: MapView, texts: MapTexts): Marks {
  const resolution = resolutionOf(view)
  const counts = new Map<string, number>()
  for (const { lon, lat } of points) {
    const cell = latLngToCell(lat, lon, resolution)
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  const most = Math.max(1, ...counts.values())
  const bounds = stepBounds(most)
  const stepOf = (count: number): number => bounds.findIndex(([, to]) => count <= to)
  const svg = [...counts].map(([cell, count]) => {
    const corners = cellToBoundary(cell).map(([lat, lon]) => view.projection([lon, lat]) ?? [0, 0])
    const d = `M${corners.map(([x = 0, y = 0]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L')}Z`
    const look = { fill: RAMP[stepOf(count)] ?? RAMP[0], 'fill-opacity': '0.9', stroke: INK.paper, 'stroke-width': 0.6 }
    return element('path', { class: 'incidents', 'data-count': String(count), d, ...look })
  })
  return {
    svg: svg.join(''),
    placed: points.length,
    legend: bounds.map(([from, to], step) => ({
      symbol: { step },
      text: `${from === to ? from : `${from}–${to}`}${step === 0 ? ` ${texts.hexagons}` : ''}`,
    })),
  }
}

/** Up to five steps of counts, growing by a constant factor, without gaps or overlaps. */
function stepBounds(most: number): readonly (readonly [number, number])[] {
  const factor = most ** (1 / RAMP.length)
  const ends = [
    ...new Set(RAMP.map((_, i) => (i === RAMP.length - 1 ? most : Math.max(1, Math.round(factor ** (i + 1)))))),
  ]
  return ends.map((end, i) => [i === 0 ? 1 : (ends[i - 1] ?? 0) + 1, end] as const)
}
