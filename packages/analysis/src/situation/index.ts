export {
  familyOf,
  idAt,
  idsOf,
  profileAt,
  rowAt,
  type Dictionaries,
  type RowProfile,
  type SituationColumns,
} from './columns.ts'
export { columnsBuilder, columnsOf, type ColumnsBuilder } from './columns-builder.ts'
export { COLUMNS_MEDIA_TYPE, decodeColumns, encodeColumns } from './columns-codec.ts'
export { accessMask, readableColumns, wholeMask, type AccessMask } from './readable-columns.ts'
export { rowIndex, type RowIndex } from './row-id.ts'
export { DIMENSIONS, HEX_DIMENSIONS, type Dimension, type HexDimension } from './dimension.ts'
export { tallyAt, topBins, type Histogram } from './histogram.ts'
export { binStart, nextBinStart, periodBefore, periodOn, TIME_STEPS, type Period, type TimeStep } from './period.ts'
export { picture, rowsOf, type Bin, type Picture, type PictureOptions } from './picture.ts'
export { areaOf, isInArea, type Area } from './polygon.ts'
export { selectRows } from './scan.ts'
export { isMixed } from './tally.ts'
// The engine's rows and figures, under the engine's door: the contract speaks of the same.
export type { KilledSums, SituationRow, Tally } from '@eirene/domain/situation'
export { randomFrom, randomRows, type RandomRowsOptions } from './random-rows.ts'
export { slowPasses, slowPicture, type SlowBin, type SlowPicture } from './slow-picture.ts'
export { compareRates, type CountedPeriod, type RateComparison } from './compare-rates.ts'
export { CLUSTER_OPTIONS, stDbscan, type Cluster, type ClusterOptions, type Clusters } from './st-dbscan.ts'
export { tallyOfRows } from './tally-rows.ts'
export { trend, type Trend, type TrendLine } from './trend.ts'
