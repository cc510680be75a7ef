import type { PictureFilter, Tally } from '@eirene/domain/situation'
import { parseDayNo } from '@eirene/domain/time'
import { entryAt, familyOf, type SituationColumns } from './columns.ts'
import { cellsAt } from './derived.ts'
import { cellKey, isHex, isTimeStep, placeKey, resolutionOf, withoutOwn, type Dimension } from './dimension.ts'
import { histogramOf, type Histogram } from './histogram.ts'
import { nextBinStart, periodOn } from './period.ts'
import type { AccessMask } from './readable-columns.ts'
import { PROFILE_PARTS, planOf, scanRows, selectRows, wantedFails, type Plan } from './scan.ts'
import { blockSummer, ignoredBy, sumByOf, summingOf, type SumBy, type Sums } from './sums.ts'
import { addLine, LINE, tallyOf } from './tally.ts'

/** What to count, and whether each histogram shows what its own filter leaves out. */
export interface PictureOptions {
  readonly by: readonly Dimension[]
  /**
   * `ignored` (default): each histogram leaves out its own filter, so that the person sees what else there is to choose;
   * `applied`: every histogram counts exactly the selected incidents, as a situation report needs.
   */
  readonly ownFilter?: 'ignored' | 'applied'
}

export interface Picture {
  /** The incidents that pass the whole filter. */
  readonly total: Tally
  readonly histograms: Readonly<Partial<Record<Dimension, Histogram>>>
}

function partOf(by: Dimension): number {
  if (by === 'type' || by === 'family') return PROFILE_PARTS.types
  if (by === 'state') return PROFILE_PARTS.states
  if (by === 'severity') return PROFILE_PARTS.severities
  return by === 'dataset' ? PROFILE_PARTS.datasets : 0
}

function totalOf(plan: Plan, sums: Sums, rules: readonly string[]): Tally {
  const lines = new Float64Array(Math.max(1, rules.length) * LINE)
  plan.profileParts.forEach((parts, no) => {
    if (parts === 0) addLine(lines, entryAt(sums.ruleOf ?? [], no) * LINE, sums.lines, no * LINE)
  })
  return tallyOf(lines, 0, rules)
}

/**
 * The picture: figures of the incidents that pass the filter and that the mask lets through, in one pass over the columns.
 *
 * Shapes   one histogram for each dimension asked for; see Histogram.
 * Units    incidents, and people killed by counting rule; time in local days of the operation.
 * Errors   Problem 'situation.filter_invalid' for a day that does not exist.
 * Limits   docs/methods/picture.md.
 */
export function picture(
  columns: SituationColumns,
  mask: AccessMask,
  filter: PictureFilter,
  { by, ownFilter = 'ignored' }: PictureOptions,
): Picture {
  const plan = planOf(columns, mask, filter)
  const isOwnIgnored = ownFilter === 'ignored'
  const { countingRules, profiles } = columns.dictionaries
  const sumBys = new Set<SumBy>(['profile', ...by.map(sumByOf)])
  const summings = new Map([...sumBys].map((sumBy) => [sumBy, summingOf(columns, sumBy, isOwnIgnored)]))
  const hasProfileDimension = by.some((dimension) => partOf(dimension) !== 0)
  let ignored = 0
  if (isOwnIgnored)
    for (const sumBy of sumBys) if (sumBy !== 'profile' || hasProfileDimension) ignored |= ignoredBy(sumBy)
  const sumBlock = blockSummer(columns, Uint8Array.from(profiles.countingRuleNo))
  scanRows(columns, plan, wantedFails(ignored), (block) => {
    for (const summing of summings.values()) sumBlock(summing, block)
  })

  const sumsOf = (sumBy: SumBy): Sums => {
    const sums = summings.get(sumBy)
    if (sums === undefined) throw new RangeError(`no sums by ${sumBy}`)
    return sums
  }
  const histograms = by.map((dimension): [Dimension, Histogram] => {
    const sumBy = sumByOf(dimension)
    const others = isOwnIgnored ? ~partOf(dimension) : ~0
    const counts = (no: number): boolean => sumBy !== 'profile' || ((plan.profileParts[no] ?? 255) & others) === 0
    const order = { sums: sumsOf(sumBy), rules: countingRules, counts, period: plan }
    return [dimension, histogramOf(columns, dimension, order)]
  })
  return { total: totalOf(plan, sumsOf('profile'), countingRules), histograms: Object.fromEntries(histograms) }
}

/** One bin of a histogram. */
export interface Bin {
  readonly by: Dimension
  readonly key: string
}

function timeBin(filter: PictureFilter, by: Dimension, key: string): PictureFilter | undefined {
  const start = parseDayNo(key)
  if (start === undefined || !isTimeStep(by)) return undefined
  const { fromOn, toOn } = periodOn({ fromDay: start, toDay: nextBinStart(start, by) })
  return {
    ...filter,
    fromOn: filter.fromOn !== undefined && filter.fromOn > fromOn ? filter.fromOn : fromOn,
    toOn: filter.toOn !== undefined && filter.toOn < toOn ? filter.toOn : toOn,
  }
}

/** For each row whether it lies in the bin. */
function binTest(columns: SituationColumns, { by, key }: Bin): (row: number) => boolean {
  const { dictionaries: d } = columns
  const ofPlace = (keyOf: (no: number) => string): ((row: number) => boolean) => {
    const hits = Uint8Array.from(d.places.names, (_, no) => (keyOf(no) === key ? 1 : 0))
    return (row) => hits[columns.placeNo[row] ?? 0] === 1
  }
  const ofType = (keyOf: (code: string) => string): ((row: number) => boolean) => {
    const hits = Uint8Array.from(d.profiles.typeNo, (typeNo, no) =>
      no > 0 && keyOf(entryAt(d.types, typeNo)) === key ? 1 : 0,
    )
    return (row) => hits[columns.profileNo[row] ?? 0] === 1
  }
  if (isHex(by)) {
    const { no, cells } = cellsAt(columns, resolutionOf(by))
    const wanted = cells.findIndex((cell, cellNo) => cellNo > 0 && cellKey(cell) === key)
    return (row) => wanted > 0 && no[columns.hexNo[row] ?? 0] === wanted
  }
  if (by === 'place') return ofPlace((no) => placeKey(d, no))
  if (by === 'area') return ofPlace((no) => entryAt(d.areas, d.places.areaNo[no]))
  if (by === 'country') return ofPlace((no) => entryAt(d.countries, d.places.countryNo[no]))
  if (by === 'type') return ofType((code) => code)
  if (by === 'family') return ofType(familyOf)
  throw new RangeError(`bins of "${by}" are narrowed by the filter`)
}

/** The filter that selects one more value; undefined where the filter already leaves that value out. */
function narrowed(filter: PictureFilter, { by, key }: Bin): PictureFilter | undefined {
  const only = <T extends string>(list: readonly T[] | undefined): T[] | undefined =>
    // The key came out of a histogram of this dimension; one that did not selects nothing.
    list === undefined || list.includes(key as T) ? [key as T] : undefined
  if (by === 'dataset') {
    const datasets = only(filter.datasets)
    return datasets === undefined ? undefined : { ...filter, datasets }
  }
  if (by === 'state') {
    const states = only(filter.states)
    return states === undefined ? undefined : { ...filter, states }
  }
  const severities = only(filter.severities)
  return severities === undefined ? undefined : { ...filter, severities }
}

function rowsOfActor(columns: SituationColumns, rows: Uint32Array, actorId: string): Uint32Array {
  const { actors, actorSets } = columns.dictionaries
  const actorNo = actors.ids.indexOf(actorId)
  const hits = Uint8Array.from(actorSets, (set) => (actorNo > 0 && set.includes(actorNo) ? 1 : 0))
  return rows.filter((row) => hits[columns.actorSetNo[row] ?? 0] === 1)
}

/**
 * The rows behind one bin: as many as the bin of `picture` with the same filter and `ownFilter` counts, so that every figure
 * opens its records. Empty for a key that is not there.
 */
export function rowsOf(
  columns: SituationColumns,
  mask: AccessMask,
  filter: PictureFilter,
  { ownFilter = 'ignored', ...bin }: Bin & Pick<PictureOptions, 'ownFilter'>,
): Uint32Array {
  const outer = ownFilter === 'ignored' ? withoutOwn(filter, bin.by) : filter
  if (isTimeStep(bin.by)) {
    const inBin = timeBin(outer, bin.by, bin.key)
    return inBin === undefined ? new Uint32Array(0) : selectRows(columns, mask, inBin)
  }
  if (bin.by === 'dataset' || bin.by === 'state' || bin.by === 'severity') {
    const inBin = narrowed(outer, bin)
    return inBin === undefined ? new Uint32Array(0) : selectRows(columns, mask, inBin)
  }
  const rows = selectRows(columns, mask, outer)
  return bin.by === 'actor' ? rowsOfActor(columns, rows, bin.key) : rows.filter(binTest(columns, bin))
}
