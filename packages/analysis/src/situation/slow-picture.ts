import { INCIDENT_STATES } from '@eirene/domain/incident'
import { SEVERITIES, severityOf, type PictureFilter, type SituationRow } from '@eirene/domain/situation'
import { formatDayNo, localDayNo, parseDayNo } from '@eirene/domain/time'
import { cellToParent } from 'h3-js'
import { familyOf } from './columns.ts'
import { isHex, isTimeStep, resolutionOf, withoutOwn, type Dimension } from './dimension.ts'
import { binStart, nextBinStart } from './period.ts'

/** Figures of one bin as the slow way counts them. */
export interface SlowBin {
  readonly incidents: number
  readonly killed: Readonly<
    Record<
      string,
      {
        readonly incidents: number
        readonly low: number
        readonly best: number
        readonly high: number
        readonly lowUnknown: number
        readonly bestUnknown: number
        readonly highUnknown: number
      }
    >
  >
}

export interface SlowPicture {
  readonly total: SlowBin
  /** Ids of the incidents that pass the whole filter, ascending. */
  readonly ids: readonly string[]
  readonly histograms: Readonly<Partial<Record<Dimension, Readonly<Record<string, SlowBin>>>>>
}

function isInRing(ring: readonly (readonly [number, number])[], lon: number, lat: number): boolean {
  let crossings = 0
  ring.forEach(([x2, y2], i) => {
    const [x1, y1] = ring.at(i - 1) ?? [x2, y2]
    if (y1 > lat === y2 > lat) return
    if (lon < ((x1 - x2) * (lat - y2)) / (y1 - y2) + x2) crossings += 1
  })
  return crossings % 2 === 1
}

function passesTimeAndPlace(row: SituationRow, filter: PictureFilter, timeZone: string): boolean {
  const day = formatDayNo(localDayNo(row.occurredAtMs, timeZone))
  if (filter.fromOn !== undefined && day < filter.fromOn) return false
  if (filter.toOn !== undefined && day >= filter.toOn) return false
  if (filter.polygon === undefined) return true
  return row.point !== null && isInRing(filter.polygon, row.point.lon, row.point.lat)
}

/** Whether one incident passes the filter, field by field. */
export function slowPasses(row: SituationRow, filter: PictureFilter, timeZone: string): boolean {
  const { types, actorIds, states, severities, datasets } = filter
  if (!passesTimeAndPlace(row, filter, timeZone)) return false
  if (types !== undefined && !types.includes(row.typeCode) && !types.includes(familyOf(row.typeCode))) return false
  if (actorIds !== undefined && !row.actors.some(({ id }) => actorIds.includes(id))) return false
  if (states !== undefined && !states.includes(row.state)) return false
  if (severities !== undefined && !severities.includes(severityOf(row.killed?.best ?? null))) return false
  return datasets === undefined || datasets.includes(row.dataset)
}

function slowBin(rows: readonly SituationRow[]): SlowBin {
  const rules = [...new Set(rows.map((row) => row.countingRule))]
  const killed = rules.map((rule) => {
    const ofRule = rows.filter((row) => row.countingRule === rule)
    const sum = (figure: 'low' | 'best' | 'high'): number =>
      ofRule.reduce((n, row) => n + (row.killed?.[figure] ?? 0), 0)
    const unknown = (figure: 'low' | 'best' | 'high'): number =>
      ofRule.filter((row) => (row.killed?.[figure] ?? null) === null).length
    return [
      rule,
      {
        incidents: ofRule.length,
        low: sum('low'),
        best: sum('best'),
        high: sum('high'),
        lowUnknown: unknown('low'),
        bestUnknown: unknown('best'),
        highUnknown: unknown('high'),
      },
    ] as const
  })
  return { incidents: rows.length, killed: Object.fromEntries(killed) }
}

function slowPlaceKeys(row: SituationRow): Readonly<Record<'country' | 'area' | 'place', string>> {
  const country = row.countryIso3 ?? ''
  const area = row.adm1 === null || row.adm1 === '' ? '' : `${country}/${row.adm1}`
  const before = area === '' ? `${country}/` : area
  return { country, area, place: row.placeName === '' ? '' : `${before}/${row.placeName}` }
}

/** Keys of the bins in which an incident is counted. */
function slowKeys(row: SituationRow, by: Dimension, timeZone: string): readonly string[] {
  if (isTimeStep(by)) return [formatDayNo(binStart(localDayNo(row.occurredAtMs, timeZone), by))]
  if (isHex(by))
    return row.h3 === null || row.point === null ? [] : [cellToParent(row.h3.toString(16), resolutionOf(by))]
  const keys: Readonly<Record<string, string>> = {
    type: row.typeCode,
    family: familyOf(row.typeCode),
    state: row.state,
    severity: severityOf(row.killed?.best ?? null),
    dataset: row.dataset,
    ...slowPlaceKeys(row),
  }
  if (by === 'actor') return [...new Set(row.actors.map(({ id }) => id))]
  const key = keys[by] ?? ''
  return key === '' ? [] : [key]
}

function emptyKeys(by: Dimension, used: readonly string[], filter: PictureFilter): readonly string[] {
  if (by === 'state') return INCIDENT_STATES
  if (by === 'severity') return SEVERITIES
  if (!isTimeStep(by)) return []
  const days = used.map((day) => parseDayNo(day) ?? 0)
  if (filter.fromOn !== undefined) days.push(parseDayNo(filter.fromOn) ?? 0)
  if (filter.toOn !== undefined) days.push((parseDayNo(filter.toOn) ?? 0) - 1)
  if (used.length === 0 && (filter.fromOn === undefined || filter.toOn === undefined)) return []
  const keys: string[] = []
  for (let day = binStart(Math.min(...days), by); day <= Math.max(...days); day = nextBinStart(day, by))
    keys.push(formatDayNo(day))
  return keys
}

/**
 * The same figures as `picture`, counted the obvious way over plain rows: the truth that the fast engine and the store's SQL
 * are tested against. `rows` are those that the reader may see.
 */
export function slowPicture(
  rows: readonly SituationRow[],
  filter: PictureFilter,
  options: {
    readonly timeZone: string
    readonly by: readonly Dimension[]
    readonly ownFilter?: 'ignored' | 'applied'
  },
): SlowPicture {
  const { timeZone, by, ownFilter = 'ignored' } = options
  const selected = rows.filter((row) => slowPasses(row, filter, timeZone))
  const histograms = by.map((dimension) => {
    const outer = ownFilter === 'ignored' ? withoutOwn(filter, dimension) : filter
    const counted = rows.filter((row) => slowPasses(row, outer, timeZone))
    const bins = new Map<string, SituationRow[]>()
    for (const row of counted)
      for (const key of slowKeys(row, dimension, timeZone)) bins.set(key, [...(bins.get(key) ?? []), row])
    for (const key of emptyKeys(dimension, [...bins.keys()], filter)) if (!bins.has(key)) bins.set(key, [])
    return [dimension, Object.fromEntries([...bins].map(([key, inBin]) => [key, slowBin(inBin)]))] as const
  })
  return {
    total: slowBin(selected),
    ids: selected.map(({ id }) => id).sort(),
    histograms: Object.fromEntries(histograms),
  }
}
