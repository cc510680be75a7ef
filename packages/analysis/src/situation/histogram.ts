import { INCIDENT_STATES } from '@eirene/domain/incident'
import { SEVERITIES, type Tally } from '@eirene/domain/situation'
import { formatDayNo } from '@eirene/domain/time'
import { entryAt, familyOf, type Dictionaries, type SituationColumns } from './columns.ts'
import { cellsAt } from './derived.ts'
import { cellKey, isHex, isTimeStep, placeKey, resolutionOf, type Dimension } from './dimension.ts'
import { binEdges, type Period, type TimeStep } from './period.ts'
import type { Sums } from './sums.ts'
import { addLine, LINE, tallyOf } from './tally.ts'

/**
 * Figures by one dimension. Plain arrays throughout, so a worker can post it. Time runs on without gaps, states and severities
 * are all listed, everything else where it is not empty: most incidents first, hexagons in no order.
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

/** The first `n` bins with their figures as plain objects (of hexagons those with most incidents); all when `n` is left out. */
export function topBins(
  histogram: Histogram,
  n: number = histogram.keys.length,
): { readonly key: string; readonly label: string; readonly tally: Tally }[] {
  const { keys, labels, incidents } = histogram
  const bins = [...keys.keys()]
  if (isHex(histogram.by))
    bins.sort((a, b) => (incidents[b] ?? 0) - (incidents[a] ?? 0) || (entryAt(keys, a) < entryAt(keys, b) ? -1 : 1))
  return bins
    .slice(0, n)
    .map((bin) => ({ key: entryAt(keys, bin), label: entryAt(labels, bin), tally: tallyAt(histogram, bin) }))
}

/** The bins that the numbers of a summed column fall into. */
interface Binning {
  /** How many bins there may be. */
  readonly bins: number
  readonly keyAt: (bin: number) => string
  /** The bin of a number; -1: it cannot be placed. Several bins for a set of actors. */
  readonly binOf: (no: number) => number | readonly number[]
  /** `all`: in the order of the bins, empty ones too; `dense`: in their order without empty ones; `most`: most incidents first. */
  readonly order: 'all' | 'dense' | 'most'
}

/** What a histogram is made of. */
export interface HistogramOrder {
  readonly sums: Sums
  readonly rules: readonly string[]
  /** False for numbers that the filter keeps out of this histogram. */
  readonly counts: (no: number) => boolean
  /** The filter's period; infinite where it names none. */
  readonly period: Period
}

type Filled = Omit<Histogram, 'by' | 'labels' | 'ends'>

/** Calls `add` with the bins of each number that counts, and where its lines begin. Bin -1 stands for "none". */
function eachNumber(
  { sums, counts }: HistogramOrder,
  { binOf }: Binning,
  add: (bin: number, at: number, no: number) => void,
): void {
  const width = sums.linesPerNo * LINE
  const count = sums.lines.length / width
  for (let no = 0; no < count; no++) {
    const at = no * width
    let incidents = 0
    for (let i = at; i < at + width; i += LINE) incidents += sums.lines[i] ?? 0
    if (incidents === 0 || !counts(no)) continue
    const bin = binOf(no)
    if (typeof bin === 'number') add(bin, at, no)
    else if (bin.length === 0) add(-1, at, no)
    else for (const each of bin) add(each, at, no)
  }
}

/** Which bins are shown, in their order. */
function shownBins(incidents: Float64Array, { order, keyAt }: Binning): Uint32Array {
  const bins = Uint32Array.from(incidents.keys()).filter((bin) => order === 'all' || (incidents[bin] ?? 0) > 0)
  if (order !== 'most') return bins
  return bins.sort((a, b) => (incidents[b] ?? 0) - (incidents[a] ?? 0) || (keyAt(a) < keyAt(b) ? -1 : 1))
}

function fill(order: HistogramOrder, binning: Binning): Filled {
  const { sums, rules } = order
  const incidents = new Float64Array(binning.bins)
  eachNumber(order, binning, (bin, at) => {
    if (bin < 0) return
    for (let i = 0; i < sums.linesPerNo; i++) incidents[bin] = (incidents[bin] ?? 0) + (sums.lines[at + i * LINE] ?? 0)
  })
  const shown = shownBins(incidents, binning)
  const rank = new Int32Array(binning.bins)
  shown.forEach((bin, at) => (rank[bin] = at))
  const width = Math.max(1, rules.length) * LINE
  const lines = new Float64Array(shown.length * width)
  const none = new Float64Array(width)
  eachNumber(order, binning, (bin, at, no) => {
    const to = bin < 0 ? none : lines
    const toAt = bin < 0 ? 0 : (rank[bin] ?? 0) * width
    if (sums.ruleOf !== undefined) addLine(to, toAt + (sums.ruleOf[no] ?? 0) * LINE, sums.lines, at)
    else for (let i = 0; i < width; i += LINE) addLine(to, toAt + i, sums.lines, at + i)
  })
  return {
    keys: Array.from(shown, binning.keyAt),
    incidents: Float64Array.from(shown, (bin) => incidents[bin] ?? 0),
    rules,
    lines,
    none: tallyOf(none, 0, rules),
  }
}

/** Bins of texts that may repeat or be empty, by number. */
function textBinning(texts: readonly string[]): Binning {
  const known = new Map<string, number>()
  const bins = texts.map((text) => {
    if (text === '') return -1
    const bin = known.get(text) ?? known.size
    known.set(text, bin)
    return bin
  })
  return listBinning([...known.keys()], (no) => bins[no])
}

function listBinning(
  keys: readonly string[],
  binOf: (no: number) => number | undefined,
  order: Binning['order'] = 'most',
): Binning {
  return { bins: keys.length, keyAt: (bin) => keys[bin] ?? '', binOf: (no) => binOf(no) ?? -1, order }
}

/** Families of the types, and the family of each profile. */
function familyBinning({ types, profiles }: Dictionaries): Binning {
  const families = [...new Set(types.map(familyOf))]
  const familyNo = types.map((code) => families.indexOf(familyOf(code)))
  return listBinning(families, (no) => familyNo[profiles.typeNo[no] ?? 0])
}

function binningOf(columns: SituationColumns, by: Dimension): Binning {
  const { dictionaries } = columns
  const { profiles, types, datasets, actors, actorSets, places, areas, countries } = dictionaries
  if (isHex(by)) {
    const { cells } = cellsAt(columns, resolutionOf(by))
    const keyAt = (bin: number): string => cellKey(entryAt(cells, bin))
    return { bins: cells.length, keyAt, binOf: (no) => (no === 0 ? -1 : no), order: 'dense' }
  }
  switch (by) {
    case 'type':
      return listBinning(types, (no) => profiles.typeNo[no])
    case 'family':
      return familyBinning(dictionaries)
    case 'state':
      return listBinning(INCIDENT_STATES, (no) => profiles.stateNo[no], 'all')
    case 'severity':
      return listBinning(SEVERITIES, (no) => profiles.severityNo[no], 'all')
    case 'dataset':
      return listBinning(datasets, (no) => profiles.datasetNo[no])
    case 'actor':
      return { ...listBinning(actors.ids, () => -1), binOf: (no) => actorSets[no] ?? [] }
    case 'place':
      return textBinning(places.names.map((_, no) => placeKey(dictionaries, no)))
    case 'area':
      return textBinning(places.areaNo.map((no) => areas[no] ?? ''))
    case 'country':
      return textBinning(places.countryNo.map((no) => countries[no] ?? ''))
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

function timeHistogram(by: TimeStep, order: HistogramOrder): Histogram {
  const { sums, period } = order
  const edges = timeEdges(sums, by, period)
  const days = Array.from(edges, formatDayNo)
  let bin = 0
  // Numbers come in ascending order of days, so the bin only ever moves on; a second run begins anew.
  const binOf = (no: number): number => {
    const day = no + sums.offset
    if (day < (edges[bin] ?? 0)) bin = 0
    while (day >= (edges[bin + 1] ?? Number.POSITIVE_INFINITY)) bin += 1
    return bin
  }
  const filled = fill(order, { ...listBinning(days.slice(0, -1), binOf, 'all'), binOf })
  return { ...filled, by, labels: filled.keys, ends: days.slice(1) }
}

/** The histogram of one dimension from the sums by the column that it rests on. */
export function histogramOf(columns: SituationColumns, by: Dimension, order: HistogramOrder): Histogram {
  if (isTimeStep(by)) return timeHistogram(by, order)
  const filled = fill(order, binningOf(columns, by))
  return { ...filled, by, labels: labelsOf(columns.dictionaries, by, filled.keys), ends: [] }
}
