import { DIMENSIONS, picture, topBins, type Dimension, type Histogram } from '@eirene/analysis/situation'
import { Problem } from '@eirene/domain/problem'
import { PICTURE_PATH, type PictureView } from '@eirene/domain/situation'
import { queryPart, type PublicCall, type Route } from '../edge/index.ts'
import { mustFilter } from './incident-list.routes.ts'
import type { Pictures } from './pictures.ts'
import { revisionFor, scanFor } from './reader-columns.ts'

const DEFAULT_DIMENSIONS: readonly Dimension[] = ['month', 'family', 'state', 'severity']
const DEFAULT_TOP = 200
const MAX_TOP = 5000

function mustDimensions(call: PublicCall): readonly Dimension[] {
  const text = queryPart(call, 'by')
  if (text === undefined) return DEFAULT_DIMENSIONS
  return text.split(',').map((name) => {
    const dimension = DIMENSIONS.find((candidate) => candidate === name)
    if (dimension === undefined)
      throw new Problem('input.invalid', `The picture is not counted by "${name}".`, { known: DIMENSIONS })
    return dimension
  })
}

function mustTop(call: PublicCall): number {
  const text = queryPart(call, 'top') ?? String(DEFAULT_TOP)
  const top = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  if (!(top >= 1 && top <= MAX_TOP)) throw new Problem('input.invalid', `"top" is a number from 1 to ${MAX_TOP}.`)
  return top
}

function histogramView(histogram: Histogram, top: number): PictureView['histograms'][string] {
  return {
    bins: topBins(histogram, top),
    more: Math.max(0, histogram.keys.length - top),
    none: histogram.none,
  }
}

/** Figures of the picture, computed on the server by the same engine as in the browser. */
export function pictureRoutes({ pictures }: { readonly pictures: Pictures }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: PICTURE_PATH,
      access: 'operation',
      onWallboard: true,
      handle: async (call): Promise<PictureView> => {
        const filter = mustFilter(call)
        const by = mustDimensions(call)
        const top = mustTop(call)
        const ownFilter = queryPart(call, 'own') === 'applied' ? 'applied' : 'ignored'
        const live = await pictures.of(call.operation)
        const { columns, mask } = scanFor(live, call.readableKeys)
        const figures = picture(columns, mask, filter, { by, ownFilter })
        return {
          revision: revisionFor(live, call.readableKeys),
          total: figures.total,
          histograms: Object.fromEntries(
            by.flatMap((dimension) => {
              const histogram = figures.histograms[dimension]
              return histogram === undefined ? [] : [[dimension, histogramView(histogram, top)]]
            }),
          ),
        }
      },
    },
  ]
}
