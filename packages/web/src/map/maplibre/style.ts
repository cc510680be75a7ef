import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import type { BaseMap } from '../base-map.ts'
import { emptyCollection, type DynamicLayer, type FeatureCollection } from '../contract.ts'

/** Colours of the map by token name, read from the page when light turns dark. */
export type Palette = (token: `--${string}`) => string

/** A country's own geography, by layer name; a fictional one stands in for the world. */
export type GeographyLayers = Readonly<Record<string, FeatureCollection>>

const DYNAMIC: readonly DynamicLayer[] = ['hexes', 'points', 'precision', 'area', 'draft', 'towns']
// The page's own face: without a glyph server MapLibre draws letters from the fonts that the page has.
const FONT = ['Eirene Sans', 'sans-serif']

const source = (data: FeatureCollection): SourceSpecification => ({
  type: 'geojson',
  // Same shape; MapLibre's type is the mutable one of @types/geojson.
  data: data as never,
  tolerance: 0.3,
})

interface TextOptions {
  readonly id: string
  readonly source: string
  readonly size: number
  readonly minzoom?: number
}

function text({ id, source: from, size, minzoom }: TextOptions, p: Palette): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: from,
    ...(minzoom !== undefined && { minzoom }),
    layout: {
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': size,
      'text-max-width': 7,
      'text-padding': 6,
      'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
    },
    paint: {
      'text-color': p('--map-label'),
      'text-halo-color': p('--map-halo'),
      'text-halo-width': 1.25,
    },
  }
}

function line(id: string, from: string, paint: Record<string, unknown>): LayerSpecification {
  // Paint values are literals of this file; the map itself refuses a wrong one.
  return { id, type: 'line', source: from, layout: { 'line-join': 'round' }, paint }
}

function worldLayers(p: Palette): readonly LayerSpecification[] {
  return [
    { id: 'countries', type: 'fill', source: 'countries', paint: { 'fill-color': p('--map-land') } },
    line('coast', 'coast', { 'line-color': p('--map-border-fine'), 'line-width': 0.6 }),
    line('borders', 'borders', {
      'line-color': p('--map-border'),
      'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.6, 8, 1.6],
    }),
    line('disputed', 'disputed', {
      'line-color': p('--map-border'),
      'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.7, 8, 1.6],
      'line-dasharray': [3, 2.5],
    }),
  ]
}

function geographyLayers(geography: GeographyLayers, p: Palette): readonly LayerSpecification[] {
  const fills: Record<string, LayerSpecification> = {
    land: { id: 'g-land', type: 'fill', source: 'g-land', paint: { 'fill-color': p('--map-land') } },
    adm2: line('g-adm2', 'g-adm2', { 'line-color': p('--map-border-fine'), 'line-width': 0.6 }),
    adm1: line('g-adm1', 'g-adm1', { 'line-color': p('--map-border'), 'line-width': 0.9, 'line-dasharray': [4, 2] }),
    rivers: line('g-rivers', 'g-rivers', { 'line-color': p('--map-river'), 'line-width': 1.5 }),
    roads: line('g-roads', 'g-roads', { 'line-color': p('--map-road'), 'line-width': 1.5 }),
    sectors: line('g-sectors', 'g-sectors', {
      'line-color': p('--map-own'),
      'line-width': 1.4,
      'line-dasharray': [6, 2, 1, 2],
    }),
    lines: line('g-lines', 'g-lines', { 'line-color': p('--map-line'), 'line-width': 2, 'line-dasharray': [2, 1.5] }),
  }
  return ['land', 'rivers', 'roads', 'adm2', 'adm1', 'sectors', 'lines']
    .filter((name) => geography[name] !== undefined)
    .map((name) => fills[name])
    .filter((layer) => layer !== undefined)
}

function geographyTexts(geography: GeographyLayers, p: Palette): readonly LayerSpecification[] {
  const layers: LayerSpecification[] = []
  if (geography['bases'] !== undefined)
    layers.push(
      {
        id: 'g-bases',
        type: 'circle',
        source: 'g-bases',
        paint: {
          'circle-radius': 4,
          'circle-color': p('--map-own'),
          'circle-stroke-color': p('--map-halo'),
          'circle-stroke-width': 1.5,
        },
      },
      text({ id: 'g-bases-text', source: 'g-bases', size: 10, minzoom: 7 }, p),
    )
  // Last, so that where names collide a town's wins over a base's.
  if (geography['places'] !== undefined) layers.push(text({ id: 'g-places-text', source: 'g-places', size: 11.5 }, p))
  return layers
}

const density = (p: Palette): LayerSpecification => ({
  id: 'hexes',
  type: 'fill',
  source: 'hexes',
  paint: {
    'fill-color': [
      'match',
      ['get', 'class'],
      1,
      p('--density-1'),
      2,
      p('--density-2'),
      3,
      p('--density-3'),
      4,
      p('--density-4'),
      p('--density-5'),
    ],
    'fill-opacity': 0.88,
    'fill-outline-color': p('--map-halo'),
  },
})

function pictureLayers(p: Palette): readonly LayerSpecification[] {
  return [
    { id: 'area-fill', type: 'fill', source: 'area', paint: { 'fill-color': p('--accent'), 'fill-opacity': 0.06 } },
    line('area', 'area', { 'line-color': p('--accent'), 'line-width': 1.75 }),
    line('draft', 'draft', { 'line-color': p('--accent'), 'line-width': 1.75, 'line-dasharray': [2, 1.5] }),
    {
      id: 'precision-fill',
      type: 'fill',
      source: 'precision',
      paint: { 'fill-color': p('--accent'), 'fill-opacity': 0.1 },
    },
    line('precision', 'precision', { 'line-color': p('--accent'), 'line-width': 1.25, 'line-dasharray': [4, 2] }),
    {
      id: 'points',
      type: 'symbol',
      source: 'points',
      layout: {
        'icon-image': ['get', 'image'],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['get', 'order'],
      },
    },
    {
      id: 'points-count',
      type: 'symbol',
      source: 'points',
      filter: ['>', ['get', 'count'], 1],
      layout: {
        'text-field': ['to-string', ['get', 'count']],
        'text-font': FONT,
        'text-size': 10.5,
        'text-offset': [0.95, -0.75],
        'text-anchor': 'left',
        'text-padding': 0,
        'text-optional': true,
      },
      paint: { 'text-color': p('--ink'), 'text-halo-color': p('--map-halo'), 'text-halo-width': 1.6 },
    },
  ]
}

/** The whole style as data: the world or the operation's own country below, the picture above. Pure. */
export function mapStyle(base: BaseMap | null, geography: GeographyLayers, p: Palette): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {}
  for (const name of DYNAMIC) sources[name] = source(emptyCollection())
  if (base !== null)
    for (const name of ['countries', 'coast', 'borders', 'disputed', 'names'] as const)
      sources[name] = source(base[name])
  for (const [name, collection] of Object.entries(geography)) sources[`g-${name}`] = source(collection)
  return {
    version: 8,
    sources,
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': p('--map-water') } },
      ...(base === null ? [] : worldLayers(p)),
      ...geographyLayers(geography, p),
      density(p),
      townLayer(p),
      townText(p),
      ...geographyTexts(geography, p),
      ...(base === null ? [] : [countryNames(p)]),
      ...pictureLayers(p),
    ],
  }
}

/** Names of countries stand above those of towns: what is placed last is placed first. */
function countryNames(p: Palette): LayerSpecification {
  const layer = text({ id: 'names', source: 'names', size: 11 }, p)
  if (layer.type !== 'symbol') return layer
  return {
    ...layer,
    maxzoom: 7,
    layout: { ...layer.layout, 'text-transform': 'uppercase', 'text-letter-spacing': 0.08, 'text-max-width': 9 },
  }
}

function townLayer(p: Palette): LayerSpecification {
  return {
    id: 'towns',
    type: 'circle',
    source: 'towns',
    minzoom: 4.5,
    paint: {
      'circle-radius': 1.75,
      'circle-color': p('--map-label'),
    },
  }
}

function townText(p: Palette): LayerSpecification {
  const layer = text({ id: 'towns-text', source: 'towns', size: 10.5, minzoom: 4.5 }, p)
  if (layer.type === 'symbol') layer.layout = { ...layer.layout, 'text-anchor': 'left', 'text-offset': [0.5, 0] }
  return layer
}
