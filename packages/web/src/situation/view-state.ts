import { DIMENSIONS } from '@eirene/analysis/situation'
import { filterFromText, filterToText, type PictureFilter } from '@eirene/domain/situation'
import { useMemo } from 'react'
import { setQuery, useAddress } from '../edge/index.ts'
import type { MapPosition } from '../map/index.ts'
import { SORTS, type Opening, type Sort } from './engine/protocol.ts'

/** What the panel beside the map shows. */
export const TABS = ['list', 'trends', 'clusters', 'top'] as const
type Tab = (typeof TABS)[number]

/** What takes the work surface on a phone. */
export const SURFACES = ['map', 'list', 'time'] as const
export type Surface = (typeof SURFACES)[number]

/** The picture as its address holds it. */
export interface ViewState {
  readonly filter: PictureFilter
  /** The address held a filter that cannot be read: nothing is filtered, and the person is told. */
  readonly filterUnreadable: boolean
  readonly selectedId: string | null
  readonly opening: Opening | null
  readonly position: MapPosition | null
  readonly tab: Tab
  readonly surface: Surface
  readonly sort: Sort
  readonly ascending: boolean
}

/** An opened figure as one part of the address. */
export function openingToText(opening: Opening): string {
  if (opening.kind === 'bin') return `${opening.by}:${opening.key}`
  if (opening.kind === 'cluster') return `cluster:${opening.no}`
  return opening.kind === 'spot' ? `spot:${opening.lon},${opening.lat}` : opening.kind
}

/** Reads an opened figure; null for text that names none. */
export function openingFromText(text: string | null): Opening | null {
  if (text === null) return null
  if (text === 'unplaced' || text === 'vague') return { kind: text }
  const colon = text.indexOf(':')
  const [kind, rest] = [text.slice(0, colon), text.slice(colon + 1)]
  if (kind === 'spot') {
    const [lon = Number.NaN, lat = Number.NaN] = rest.split(',').map(Number)
    return Number.isFinite(lon) && Number.isFinite(lat) ? { kind, lon, lat } : null
  }
  if (kind === 'cluster') return /^\d{1,6}$/.test(rest) ? { kind, no: Number(rest) } : null
  const by = DIMENSIONS.find((dimension) => dimension === kind)
  return by === undefined || rest === '' ? null : { kind: 'bin', by, key: rest }
}

/** Where the map looks, as `zoom/lat/lon`, the order that map links commonly use. */
export function positionToText({ lon, lat, zoom }: MapPosition): string {
  return `${zoom.toFixed(2)}/${lat.toFixed(4)}/${lon.toFixed(4)}`
}

/** `zoom/lat/lon` of an address, degrees in WGS 84; null where it is none. */
export function positionFromText(text: string | null): MapPosition | null {
  const [zoom = Number.NaN, lat = Number.NaN, lon = Number.NaN] = (text ?? '').split('/').map(Number)
  return text !== null && [zoom, lat, lon].every(Number.isFinite) && Math.abs(lat) <= 90 ? { lon, lat, zoom } : null
}

function sortFromText(text: string | null): Pick<ViewState, 'sort' | 'ascending'> {
  const [name, direction] = (text ?? '').split('.')
  return { sort: SORTS.find((sort) => sort === name) ?? 'time', ascending: direction === 'asc' }
}

/** Reads the picture from the parts of an address. */
export function viewStateOf(query: URLSearchParams): ViewState {
  const text = query.get('filter')
  const filter = text === null ? undefined : filterFromText(text)
  return {
    filter: filter?.ok === true ? filter.value : {},
    filterUnreadable: filter?.ok === false,
    selectedId: query.get('sel'),
    opening: openingFromText(query.get('open')),
    position: positionFromText(query.get('map')),
    tab: TABS.find((tab) => tab === query.get('tab')) ?? 'list',
    surface: SURFACES.find((surface) => surface === query.get('surface')) ?? 'map',
    ...sortFromText(query.get('sort')),
  }
}

/** The picture as the address holds it, followed. */
export function useViewState(): ViewState {
  const { query } = useAddress()
  return useMemo(() => viewStateOf(query), [query])
}

function isEmpty(filter: PictureFilter): boolean {
  return Object.values(filter).every((value) => value === undefined)
}

/** Filters everything anew. What was opened under the old filter closes. */
export function setFilter(filter: PictureFilter, options: { readonly replace?: boolean } = {}): void {
  setQuery({ filter: isEmpty(filter) ? null : filterToText(filter), open: null }, options)
}

/** A part of a filter changed; undefined or an empty list takes the part away. */
export function changed(
  filter: PictureFilter,
  part: { readonly [K in keyof PictureFilter]?: PictureFilter[K] | undefined },
): PictureFilter {
  const merged = Object.entries({ ...filter, ...part }).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(merged)
}

/** Selects a record, or none. */
export function select(id: string | null): void {
  setQuery({ sel: id })
}

/** Opens the records behind a figure; on a phone the list comes to the front. */
export function openFigure(opening: Opening | null): void {
  setQuery({
    open: opening === null ? null : openingToText(opening),
    tab: null,
    sel: null,
    ...(opening !== null && { surface: 'list' }),
  })
}
