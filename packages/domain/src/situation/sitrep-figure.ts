import type { Figure, KilledEstimate, Measure, SitrepRecord } from './sitrep.ts'

/** The estimate of a record by a counting rule; undefined when its sources say nothing by that rule. */
export function killedBy(record: SitrepRecord, countingRule: string): KilledEstimate | undefined {
  return record.killed.find((estimate) => estimate.countingRule === countingRule)
}

function isKilledKnown(record: SitrepRecord, countingRule: string): boolean {
  const estimate = killedBy(record, countingRule)
  return estimate !== undefined && estimate.best !== null
}

/** The number of these records. */
export function incidentFigure(records: readonly SitrepRecord[]): Figure {
  return { measure: 'incidents', countingRule: null, nos: ascending(records) }
}

/** People killed in these records, cited to those whose best estimate is known; `killed_not_known` cites the others. */
export function killedFigure(
  records: readonly SitrepRecord[],
  countingRule: string,
  measure: Exclude<Measure, 'incidents'>,
): Figure {
  const wanted = records.filter((record) => isKilledKnown(record, countingRule) === (measure !== 'killed_not_known'))
  return { measure, countingRule, nos: ascending(wanted) }
}

function ascending(records: readonly SitrepRecord[]): readonly number[] {
  return [...new Set(records.map((record) => record.no))].sort((a, b) => a - b)
}

/**
 * The value of a figure, derived from its records.
 *
 * Units    incidents for `incidents` and `killed_not_known`, people for the other measures.
 * Limits   `killed_*` is null, not zero, when no record behind it has a known number. Where a source gives a best
 *          estimate without a bound, the best estimate stands for the bound.
 * Errors   throws when a cited record is not in `records`: the content is broken.
 */
export function figureValue(figure: Figure, records: readonly SitrepRecord[]): number | null {
  const { measure, countingRule } = figure
  if (measure === 'incidents' || measure === 'killed_not_known') return figure.nos.length
  if (figure.nos.length === 0) return null
  return figure.nos.reduce((sum, no) => {
    const record = recordOf(no, records)
    const estimate = countingRule === null ? undefined : killedBy(record, countingRule)
    if (estimate?.best === undefined || estimate.best === null)
      throw new Error(`record ${no} is cited for a number of killed that it does not have`)
    if (measure === 'killed_low') return sum + (estimate.low ?? estimate.best)
    if (measure === 'killed_high') return sum + (estimate.high ?? estimate.best)
    return sum + estimate.best
  }, 0)
}

/** The record with a citation number: record n stands at place n − 1. */
export function recordOf(no: number, records: readonly SitrepRecord[]): SitrepRecord {
  const record = records[no - 1]
  if (record?.no !== no) throw new Error(`no record has citation number ${no}`)
  return record
}

/** Runs of consecutive citation numbers, as [first, last]: 1, 2, 3, 7 → [1, 3], [7, 7]. */
export function citationRanges(nos: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const ranges: [number, number][] = []
  for (const no of [...new Set(nos)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last?.[1] === no - 1) last[1] = no
    else ranges.push([no, no])
  }
  return ranges
}
