import { ASAM } from './asam.ts'
import { AWSD_HXL } from './awsd-hxl.ts'
import type { Dataset } from './dataset.ts'
import { INSECURITY_INSIGHT } from './insecurity-insight.ts'
import { PIRACY_CRIME_AT_SEA } from './piracy-crime-at-sea.ts'
import { UCDP_GED } from './ucdp-ged.ts'

/** Every dataset with an adapter of its own, in the order in which a file is held against them. */
export const DATASETS: readonly Dataset[] = [UCDP_GED, INSECURITY_INSIGHT, ASAM, PIRACY_CRIME_AT_SEA, AWSD_HXL]

/** The dataset of this name, or undefined. */
export function findDataset(name: string): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.name === name)
}

/** The dataset whose columns a file has, whatever their order; undefined when it is none that is known. */
export function recogniseDataset(columns: readonly string[]): Dataset | undefined {
  const present = new Set(columns)
  return DATASETS.find((dataset) => dataset.marks.some((mark) => mark.every((column) => present.has(column))))
}

/** Columns that the file lacks to be this dataset, by the variant that it comes closest to. */
export function missingColumns(dataset: Dataset, columns: readonly string[]): readonly string[] {
  const present = new Set(columns)
  const missing = dataset.marks.map((mark) => mark.filter((column) => !present.has(column)))
  return missing.reduce((best, next) => (next.length < best.length ? next : best))
}
