import type { TimeStep } from '@eirene/analysis/situation'
import type { PictureFilter } from '@eirene/domain/situation'
import { parseDayNo } from '@eirene/domain/time'
import type { Bounds, MapPosition } from '../map/index.ts'
import type { LoadedColumns, PictureOrder } from './engine/protocol.ts'
import { hexFor } from './map-layers.ts'
import type { ViewState } from './view-state.ts'

/** Single places are drawn up to this many, from this zoom on; above it hexagons stay, so that marks never cover each other up. */
const POINTS_FROM: readonly { readonly zoom: number; readonly most: number }[] = [
  { zoom: 8.5, most: 1500 },
  { zoom: 7, most: 500 },
  { zoom: 5.4, most: 150 },
  { zoom: 4, most: 50 },
]

/** Local days, [fromDay, toDay), that the timeline shows. */
export interface TimeSpan {
  readonly fromDay: number
  readonly toDay: number
}

/**
 * What the timeline shows: everything there is; but around a window that is short against it, the window with as much
 * again three times on either side, so that a month in thirty years can be seen and moved.
 */
export function timeSpan(loaded: LoadedColumns, filter: PictureFilter, whole: boolean): TimeSpan {
  const all = { fromDay: loaded.firstDay, toDay: loaded.lastDay + 1 }
  const from = parseDayNo(filter.fromOn ?? '')
  const to = parseDayNo(filter.toOn ?? '')
  if (whole || from === undefined || to === undefined || to <= from) return all
  const length = to - from
  if (length * 8 > all.toDay - all.fromDay)
    return { fromDay: Math.min(all.fromDay, from), toDay: Math.max(all.toDay, to) }
  return { fromDay: from - length * 3, toDay: to + length * 3 }
}

/** Bins that are neither too many to see nor too few to say anything. */
export function stepFor({ fromDay, toDay }: TimeSpan): TimeStep {
  const days = toDay - fromDay
  if (days <= 240) return 'day'
  if (days <= 1500) return 'week'
  if (days <= 12_000) return 'month'
  return days <= 36_000 ? 'quarter' : 'year'
}

interface OrderParts {
  readonly state: ViewState
  readonly filter: PictureFilter
  readonly look: { readonly position: MapPosition; readonly bounds: Bounds } | null
  readonly loaded: LoadedColumns | null
  readonly byFamily: boolean
}

/** What the engine is asked for, from the address and where the map looks. */
export function orderOf({ state, filter, look, loaded, byFamily }: OrderParts): PictureOrder {
  const { opening } = state
  return {
    filter,
    step: loaded === null ? 'month' : stepFor(timeSpan(loaded, filter, false)),
    view:
      look === null
        ? null
        : {
            bounds: look.bounds,
            hex: hexFor(look.position.zoom),
            pointsMax: POINTS_FROM.find(({ zoom }) => look.position.zoom >= zoom)?.most ?? 0,
          },
    opening,
    sort: state.sort,
    ascending: state.ascending,
    byFamily,
    withPlaces: state.tab === 'top' || (opening?.kind === 'bin' && (opening.by === 'place' || opening.by === 'area')),
  }
}
