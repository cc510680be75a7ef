import {
  familyOf,
  picture,
  rowsOf,
  selectRows,
  wholeMask,
  type AccessMask,
  type Dimension,
  type HexDimension,
  type Histogram,
  type Picture,
  type SituationColumns,
} from '@eirene/analysis/situation'
import { HEXAGON_MAX_PRECISION_M } from '@eirene/domain/place'
import type { PictureFilter } from '@eirene/domain/situation'
import { cellToBoundary } from 'h3-js'
import { clustersOf } from './clusters-of.ts'
import { listOrder } from './list-order.ts'
import { pointLayer } from './point-layer.ts'
import type { FamilySeries, HexLayer, Opening, PictureAnswer, PictureOrder } from './protocol.ts'

/** Families that the timeline tells apart; the rest stay together. */
const FAMILIES_SHOWN = 5

const corners = new Map<string, Float64Array>()

/** Corners of a cell, closed, as flat lon, lat pairs; kept, because the same cells come again with every filter. */
function cornersOf(cell: string): Float64Array {
  let ring = corners.get(cell)
  if (ring === undefined) {
    const boundary = cellToBoundary(cell, true)
    const first = boundary[0]?.[0] ?? 0
    // A cell across the antimeridian is drawn on one side of it.
    ring = Float64Array.from(
      boundary.flatMap(([lon, lat]) => [lon - first > 180 ? lon - 360 : lon - first < -180 ? lon + 360 : lon, lat]),
    )
    corners.set(cell, ring)
  }
  return ring
}

function hexLayer(histogram: Histogram | undefined): HexLayer | null {
  if (histogram === undefined) return null
  return {
    cells: histogram.keys,
    counts: histogram.incidents,
    corners: histogram.keys.map(cornersOf),
  }
}

/** The map draws what the whole filter selects, its area included: nothing is shown that the figures leave out. */
function hexHistogram(
  columns: SituationColumns,
  { filter }: PictureOrder,
  by: HexDimension,
  figures: Picture,
): Histogram | undefined {
  if (filter.polygon === undefined) return figures.histograms[by]
  return picture(columns, wholeMask(columns), filter, { by: [by], ownFilter: 'applied' }).histograms[by]
}

function familyFilter(filter: PictureFilter, family: string): PictureFilter | undefined {
  if (filter.types === undefined) return { ...filter, types: [family] }
  const types = filter.types.filter((type) => type === family || familyOf(type) === family)
  return types.length === 0 ? undefined : { ...filter, types }
}

/** The timeline of the largest families, in the bins of the whole; what is left over is the whole less these. */
function familySeries(
  columns: SituationColumns,
  mask: AccessMask,
  order: PictureOrder,
  whole: { readonly time: Histogram; readonly family: Histogram },
): readonly FamilySeries[] {
  const selected = whole.family.keys.filter((family) => familyFilter(order.filter, family) !== undefined)
  return selected.slice(0, FAMILIES_SHOWN).map((family) => {
    const filter = familyFilter(order.filter, family) ?? order.filter
    const time = picture(columns, mask, filter, { by: [order.step] }).histograms[order.step]
    const at = new Map(time?.keys.map((key, bin) => [key, time.incidents[bin] ?? 0]))
    return { family, incidents: Float64Array.from(whole.time.keys, (key) => at.get(key) ?? 0) }
  })
}

function openedRows(
  columns: SituationColumns,
  selected: Uint32Array,
  order: PictureOrder,
  opening: Opening,
): Uint32Array {
  const { lon, lat, precisionM } = columns
  switch (opening.kind) {
    case 'bin':
      return rowsOf(columns, wholeMask(columns), order.filter, { ...opening, ownFilter: 'applied' })
    case 'spot':
      return selected.filter((row) => lon[row] === opening.lon && lat[row] === opening.lat)
    case 'cluster':
      return Uint32Array.from(clustersOf(columns, order.filter)?.clusters[opening.no]?.rows ?? [])
    case 'unplaced':
      return selected.filter((row) => Number.isNaN(lon[row]))
    case 'vague':
      return selected.filter((row) => (precisionM[row] ?? 0) > HEXAGON_MAX_PRECISION_M)
  }
}

/** Selected incidents that the map cannot show: without a place, and with one known too vaguely. */
function notOnMap(
  { lon, precisionM }: SituationColumns,
  selected: Uint32Array,
): Pick<PictureAnswer, 'unplaced' | 'vague'> {
  let unplaced = 0
  let vague = 0
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- an iterator over 400,000 rows takes longer than a frame
  for (let i = 0; i < selected.length; i++) {
    const row = selected[i] ?? 0
    if (Number.isNaN(lon[row] ?? Number.NaN)) unplaced++
    else if ((precisionM[row] ?? 0) > HEXAGON_MAX_PRECISION_M) vague++
  }
  return { unplaced, vague }
}

/** Everything that the views show of the picture, for one order. Pure but for the cells' corners that it keeps. */
export function answerPicture(columns: SituationColumns, order: PictureOrder, now: () => number): PictureAnswer {
  const startedAt = now()
  const mask = wholeMask(columns)
  const hexBy = order.view === null ? undefined : (`hex${order.view.hex}` as const)
  const by: Dimension[] = [order.step, 'type', 'family', 'state', 'severity', 'dataset', 'actor']
  if (order.withPlaces) by.push('place', 'area')
  const figures = picture(columns, mask, order.filter, { by: [...by, ...(hexBy === undefined ? [] : [hexBy])] })
  const { [order.step]: time, family } = figures.histograms
  const selected = selectRows(columns, mask, order.filter)
  const { unplaced, vague } = notOnMap(columns, selected)
  const rows = order.opening === null ? selected : openedRows(columns, selected, order, order.opening)
  const hexes = hexLayer(hexBy === undefined ? undefined : hexHistogram(columns, order, hexBy, figures))
  return {
    picture: figures,
    families:
      order.byFamily && time !== undefined && family !== undefined
        ? familySeries(columns, mask, order, { time, family })
        : [],
    hexes,
    points: order.view === null ? null : pointLayer(columns, selected, order.view),
    unplaced,
    vague,
    rows: listOrder(columns, rows, order),
    tookMs: now() - startedAt,
  }
}
