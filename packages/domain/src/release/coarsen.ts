import { cellToParent } from 'h3-js'
import { formatDayNo, parseDayNo, type TimePrecision } from '../time/index.ts'
import {
  LADDER,
  NEVER_RELEASED,
  PARTNER_H3_RESOLUTION,
  PRECISE_ENOUGH,
  type CoarseTime,
  type ReleaseAudience,
  type TypeSensitivity,
} from './audience.ts'

/** What the ladder needs to know of a record. Neither coordinate nor text of it ever comes here. */
export interface ReleaseRecord {
  readonly id: string
  readonly typeCode: string
  readonly family: string
  readonly sensitivity: TypeSensitivity
  readonly compartments: readonly string[]
  /** Null: not known. */
  readonly adm1: string | null
  readonly adm2: string | null
  /** H3 cell of resolution 7 as hexadecimal text; null: place not known, or known too vaguely. */
  readonly hexagon: string | null
  /** A site that is coarse for every audience: a shelter, a hospital, a camp, a base, a convoy's route. */
  readonly isSensitiveSite: boolean
  /** First local day of the operation. */
  readonly occurredOn: string
  readonly timePrecision: TimePrecision
}

/** Word in a table for a place that is not known. */
export const PLACE_NOT_KNOWN = ''

/** Whether a record may enter a product for this audience at all. */
export function mayLeave(record: ReleaseRecord, audience: ReleaseAudience): boolean {
  const rung = LADDER[audience]
  if (!rung.sensitivities.includes(record.sensitivity)) return false
  if (record.compartments.some((held) => (NEVER_RELEASED as readonly string[]).includes(held))) return false
  return PRECISE_ENOUGH[rung.time].includes(record.timePrecision)
}

/** The unit of time in which a local day lies: `2024-02-05`, `2024-W06` (ISO 8601 week), `2024-02`. */
export function unitOf(occurredOn: string, time: Exclude<CoarseTime, 'exact'>): string {
  if (time === 'day') return occurredOn
  if (time === 'month') return occurredOn.slice(0, 7)
  const thursday = mondayOf(mustDay(occurredOn)) + 3
  const year = formatDayNo(thursday).slice(0, 4)
  const week = Math.floor((thursday - mustDay(`${year}-01-01`)) / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** Day number 0 is 1970-01-01, a Thursday. */
function mondayOf(dayNo: number): number {
  return dayNo - ((((dayNo + 3) % 7) + 7) % 7)
}

function mustDay(day: string): number {
  const dayNo = parseDayNo(day)
  if (dayNo === undefined) throw new RangeError(`not a day: ${day}`)
  return dayNo
}

/** Day number of the day after the unit in which a day lies. */
function endOfUnit(dayNo: number, time: Exclude<CoarseTime, 'exact'>): number {
  if (time === 'day') return dayNo + 1
  if (time === 'week') return mondayOf(dayNo) + 7
  const [year = 0, month = 0] = formatDayNo(dayNo).split('-').map(Number)
  return mustDay(`${month === 12 ? year + 1 : year}-${String((month % 12) + 1).padStart(2, '0')}-01`)
}

/**
 * Units of time that lie wholly in [fromOn, toOn) and ended at least the audience's delay before `today`, in order.
 * A unit that is cut by the period is left out: its figure beside that of the whole unit would give the difference.
 */
export function unitsWithin(
  fromOn: string,
  toOn: string,
  audience: ReleaseAudience,
  today: string,
): readonly { readonly unit: string; readonly fromOn: string; readonly toOn: string }[] {
  const { time, delayDays } = LADDER[audience]
  if (time === 'exact') return []
  const [from, to, now] = [mustDay(fromOn), mustDay(toOn), mustDay(today)]
  const units = []
  const startOfMonth = mustDay(`${fromOn.slice(0, 7)}-01`)
  const startOfUnit = time === 'day' ? from : time === 'week' ? mondayOf(from) : startOfMonth
  for (let start = startOfUnit, end; start < to; start = end) {
    end = endOfUnit(start, time)
    if (start >= from && end <= to && end + delayDays <= now)
      units.push({ unit: unitOf(formatDayNo(start), time), fromOn: formatDayNo(start), toOn: formatDayNo(end) })
  }
  return units
}

/**
 * Where a record lies for an audience: one stable value for each record, made from the record alone. It has no random
 * part, so asking again, or for another selection, never narrows it.
 */
export function coarsePlace(record: ReleaseRecord, audience: ReleaseAudience): string {
  const { place } = LADDER[audience]
  if (place === 'adm1') return record.adm1 ?? PLACE_NOT_KNOWN
  const adm2 = record.adm1 === null || record.adm2 === null ? null : `${record.adm1} / ${record.adm2}`
  if (place === 'adm2') return adm2 ?? PLACE_NOT_KNOWN
  if (record.isSensitiveSite) return adm2 ?? record.adm1 ?? PLACE_NOT_KNOWN
  return record.hexagon === null ? PLACE_NOT_KNOWN : cellToParent(record.hexagon, PARTNER_H3_RESOLUTION)
}
