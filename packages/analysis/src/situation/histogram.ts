import { INCIDENT_STATES } from '@eirene/domain/incident'
import { SEVERITIES } from '@eirene/domain/situation'
import { formatDayNo } from '@eirene/domain/time'
import { entryAt, familyOf, type Dictionaries, type SituationColumns } from './columns.ts'
import { cellsAt } from './derived.ts'
import { cellKey, isHex, isTimeStep, placeKey, resolutionOf, type Dimension } from './dimension.ts'
import { binEdges, binStart, type Period, type TimeStep } from './period.ts'
import type { Sums } from './sums.ts'
import { addLine, LINE, tallyOf, type Tally } from './tally.ts'

/**
 * Figures by one dimension. Plain arrays throughout, so a worker can post it. Time runs on without gaps, states and severities
 * are all listed, everything else is listed where it is not empty, most incidents first.
 */
export interface Histogram {
  readonly by: Dimension
  /** First day of a time bin, incident code, family, state, severity, dataset, actor id, place, area, country, H3 index. */
  readonly keys: readonly string[]
  /** What to show for each key: the name of an actor or place, else the key. */
  readonly labels: readonly string[]
  /** First day after each bin of time; empty for other dimensions. */
  readonly ends: readonly string[]
  /** Incidents in each bin. */
  readonly incidents: Float64Array
  /** Counting rules; `tallyAt` gives the people killed by rule. */
  readonly rules: readonly string[]
  /** 8 numbers for each bin and rule: `tallyAt` reads them. */
  readonly lines: Float64Array
  /** Incidents that the dimension cannot place: without hexagon, actor, named place, area or country. */
  readonly none: Tally
}

/** The figure of one bin. */
export function tallyAt(histogram: Histogram, bin: number): Tally {
  return tallyOf(histogram.lines, bin, histogram.rules)
}

/** The first `n` bins with their figures as plain objects; all when `n` is left out. */
export function topBins(
  histogram: Histogram,
  n: number = histogram.keys.length,
): { readonly key: string; readonly label: string; readonly tally: Tally }[] {
  return histogram.keys
    .slice(0, n)
    .map((key, bin) => ({ key, label: entryAt(histogram.labels, bin), tally: tallyAt(histogram, bin) }))
}

/** What fills a histogram: sums by the numbers of a column, and the keys of each number (none: it cannot be placed). */
interface Filling {
  readonly sums: Sums
  readonly rules: readonly string[]
  /** False for numbers that the filter keeps out of this histogram. */
  readonly counts: (no: number) => boolean
  readonly keysOf: (no: number) => readonly string[]
}

/** Adds up the lines that share a key. `keys` may begin with bins that are there even when empty. */
function fill(
  { sums, rules, counts, keysOf }: Filling,
  fixedKeys: readonly string[],
): Omit<Histogram, 'by' | 'labels' | 'ends'> {
  const bins = new Map(fixedKeys.map((key, bin) => [key, bin]))
  const adds: number[] = []
  for (let line = 0; line < sums.lines.length / LINE; line++) {
    const no = Math.floor(line / sums.linesPerNo)
    if (sums.lines[line * LINE] === 0 || !counts(no)) continue
    const rule = sums.ruleOf === undefined ? line % sums.linesPerNo : entryAt(sums.ruleOf, no)
    const keys = keysOf(no)
    if (keys.length === 0) adds.push(line, -1, rule)
    for (const key of keys) {
      let bin = bins.get(key)
      if (bin === undefined) {
        bin = bins.size
        bins.set(key, bin)
      }
      adds.push(line, bin, rule)
    }
  }
  const lines = new Float64Array(bins.size * rules.length * LINE)
  const none = new Float64Array(rules.length * LINE)
  for (let i = 0; i < adds.length; i += 3) {
    const bin = adds[i + 1] ?? -1
    const rule = adds[i + 2] ?? 0
    const from = (adds[i] ?? 0) * LINE
    if (bin < 0) addLine(none, rule * LINE, sums.lines, from)
    else addLine(lines, (bin * rules.length + rule) * LINE, sums.lines, from)
  }
  const keys = [...bins.keys()]
  return { keys, incidents: incidentsOf(lines, keys.length, rules.length), rules, lines, none: tallyOf(none, 0, rules) }
}

function incidentsOf(lines: Float64Array, bins: number, rules: number): Float64Array {
  const incidents = new Float64Array(bins)
  for (let line = 0; line < bins * rules; line++) {
    const bin = Math.floor(line / rules)
    incidents[bin] = (incidents[bin] ?? 0) + (lines[line * LINE] ?? 0)
  }
  return incidents
}

/** The bins in another order. */
function reordered<T extends Pick<Histogram, 'keys' | 'incidents' | 'rules' | 'lines'>>(filled: T, order: number[]): T {
  const width = filled.rules.length * LINE
  const lines = new Float64Array(filled.lines.length)
  order.forEach((from, to) => lines.set(filled.lines.subarray(from * width, (from + 1) * width), to * width))
  return {
    ...filled,
    keys: order.map((bin) => entryAt(filled.keys, bin)),
    incidents: Float64Array.from(order, (bin) => filled.incidents[bin] ?? 0),
    lines,
  }
}

function byIncidents<T extends Pick<Histogram, 'keys' | 'incidents' | 'rules' | 'lines'>>(filled: T): T {
  const { keys, incidents } = filled
  const order = keys.map((_, bin) => bin)
  order.sort((a, b) => (incidents[b] ?? 0) - (incidents[a] ?? 0) || (entryAt(keys, a) < entryAt(keys, b) ? -1 : 1))
  return reordered(filled, order)
}

const text = (value: string): readonly string[] => (value === '' ? [] : [value])

/** The keys of each number of the column that a dimension is summed by. */
function keysOf(columns: SituationColumns, by: Dimension): (no: number) => readonly string[] {
  const { profiles, types, datasets, actors, actorSets, places, areas, countries } = columns.dictionaries
  if (isHex(by)) {
    const { cells } = cellsAt(columns, resolutionOf(by))
    return (no) => (no === 0 ? [] : [cellKey(entryAt(cells, no))])
  }
  switch (by) {
    case 'type':
      return (no) => [entryAt(types, profiles.typeNo[no])]
    case 'family':
      return (no) => [familyOf(entryAt(types, profiles.typeNo[no]))]
    case 'state':
      return (no) => [entryAt(INCIDENT_STATES, profiles.stateNo[no])]
    case 'severity':
      return (no) => [entryAt(SEVERITIES, profiles.severityNo[no])]
    case 'dataset':
      return (no) => [entryAt(datasets, profiles.datasetNo[no])]
    case 'actor':
      return (no) => entryAt(actorSets, no).map((actor) => entryAt(actors.ids, actor))
    case 'place':
      return (no) => text(placeKey(columns.dictionaries, no))
    case 'area':
      return (no) => text(entryAt(areas, places.areaNo[no]))
    case 'country':
      return (no) => text(entryAt(countries, places.countryNo[no]))
    default:
      throw new RangeError(`time is binned by its days: ${by}`)
  }
}

function labelsOf(
  { actors, places, ...dictionaries }: Dictionaries,
  by: Dimension,
  keys: readonly string[],
): readonly string[] {
  if (by === 'actor') {
    const names = new Map(actors.ids.map((id, no) => [id, entryAt(actors.names, no)]))
    return keys.map((key) => names.get(key) ?? key)
  }
  if (by === 'place') {
    const names = new Map(places.names.map((name, no) => [placeKey({ actors, places, ...dictionaries }, no), name]))
    return keys.map((key) => names.get(key) ?? key)
  }
  if (by === 'area') return keys.map((key) => key.slice(key.indexOf('/') + 1))
  return keys
}

/** More bins than this are not made for empty time before and after the data. */
const EMPTY_BINS_MAX = 4000

/** Bins from the first to the last day that has any incident, widened to the filter's period where it names one. */
function timeEdges(sums: Sums, step: TimeStep, period: Period): Int32Array {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let line = 0; line < sums.lines.length / LINE; line++) {
    if (sums.lines[line * LINE] === 0) continue
    const day = Math.floor(line / sums.linesPerNo) + sums.offset
    first = Math.min(first, day)
    last = day
  }
  const bounds = [period.fromDay, period.toDay - 1].filter((day) => Number.isFinite(day))
  // Nothing counted and one end open: there is no period to show.
  const hasPeriod = last >= first || bounds.length === 2
  const from = hasPeriod ? Math.min(first, ...bounds) : first
  const to = hasPeriod ? Math.max(last, ...bounds) : last
  if (Number.isFinite(from) && Number.isFinite(to) && to >= from && to - from < EMPTY_BINS_MAX * 366) {
    const edges = binEdges(from, to, step)
    if (edges.length <= EMPTY_BINS_MAX) return edges
  }
  return last >= first ? binEdges(first, last, step) : new Int32Array(0)
}

function timeHistogram(by: TimeStep, { sums, rules, period }: HistogramOrder): Histogram {
  const edges = timeEdges(sums, by, period)
  const days = Array.from(edges, formatDayNo)
  const keys = days.slice(0, -1)
  const starts = new Map<number, readonly string[]>()
  const keyOfStart = (start: number): readonly string[] => {
    let found = starts.get(start)
    if (found === undefined) starts.set(start, (found = [formatDayNo(start)]))
    return found
  }
  const filled = fill(
    { sums, rules, counts: () => true, keysOf: (no) => keyOfStart(binStart(no + sums.offset, by)) },
    keys,
  )
  return { ...filled, by, labels: filled.keys, ends: days.slice(1) }
}

/** What a histogram is made of. */
export interface HistogramOrder {
  readonly sums: Sums
  readonly rules: readonly string[]
  readonly counts: (no: number) => boolean
  /** The filter's period; infinite where it names none. */
  readonly period: Period
}

/** The histogram of one dimension from the sums by the column that it rests on. */
export function histogramOf(columns: SituationColumns, by: Dimension, order: HistogramOrder): Histogram {
  if (isTimeStep(by)) return timeHistogram(by, order)
  const fixed = by === 'state' ? INCIDENT_STATES : by === 'severity' ? SEVERITIES : []
  const filled = fill({ ...order, keysOf: keysOf(columns, by) }, fixed)
  const sorted = fixed.length > 0 ? filled : byIncidents(filled)
  return { ...sorted, by, labels: labelsOf(columns.dictionaries, by, sorted.keys), ends: [] }
}
