/** How exactly a time is known. */
export const TIME_PRECISIONS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
export type TimePrecision = (typeof TIME_PRECISIONS)[number]

/** When something was true: half-open [from, to) where `to` is known; instants in ISO 8601 UTC. */
export interface ValidTime {
  readonly from: string
  /** Null: a moment, or an end that is not known. */
  readonly to: string | null
  readonly precision: TimePrecision
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] as const

/** Date-time group in Zulu, as the field writes it: `041530Z APR 24`. */
export function dateTimeGroup(instant: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  const month = MONTHS[instant.getUTCMonth()] ?? ''
  return `${two(instant.getUTCDate())}${two(instant.getUTCHours())}${two(instant.getUTCMinutes())}Z ${month} ${two(instant.getUTCFullYear() % 100)}`
}

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  return format
}

/** True when the runtime knows this IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/**
 * The name of an IANA zone as people read it: `Etc/GMT+2`, whose sign is turned by an old custom, is `UTC−2`; a place keeps
 * its name.
 */
export function zoneName(zone: string): string {
  const match = /^(?:Etc\/)?(?:GMT|UTC|UCT|Zulu|Universal|Greenwich)(?:([+-])(\d{1,2}))?$/i.exec(zone)
  if (match === null) return zone
  const hours = Number(match[2] ?? 0)
  return hours === 0 ? 'UTC' : `UTC${match[1] === '+' ? '−' : '+'}${hours}`
}

/** Wall-clock milliseconds of an instant in a zone, written as if they were UTC. */
function wallMs(atMs: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(new Date(atMs))
      .map((part) => [part.type, part.value]),
  )
  const n = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name))
  return Date.UTC(n('year'), n('month') - 1, n('day'), n('hour'), n('minute'), n('second'))
}

/** Days since 1970-01-01 of the local calendar day in which the instant falls. */
export function localDayNo(atMs: number, zone: string): number {
  return Math.floor(wallMs(atMs, zone) / DAY_MS)
}

/** Days already worked out, by zone: a dataset names the same few thousand days again and again. */
const dayStarts = new Map<string, Map<number, number>>()
const DAYS_KEPT = 50_000

/** The instant, in ms since the epoch, at which a local calendar day begins; on a clock change the earlier reading. */
export function startOfLocalDayMs(dayNo: number, zone: string): number {
  let starts = dayStarts.get(zone)
  if (starts === undefined || starts.size >= DAYS_KEPT) dayStarts.set(zone, (starts = new Map<number, number>()))
  const known = starts.get(dayNo)
  if (known !== undefined) return known
  const wall = dayNo * DAY_MS
  let guess = wall - (wallMs(wall, zone) - wall)
  guess = wall - (wallMs(guess, zone) - guess)
  starts.set(dayNo, guess)
  return guess
}

const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** Day number of `YYYY-MM-DD`, or undefined when the text is no such day (2021-02-31, 2021-13-01). */
export function parseDayNo(text: string): number | undefined {
  const match = ISO_DAY.exec(text)
  if (match === null) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const ms = Date.UTC(year, month - 1, day)
  const date = new Date(ms)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms / DAY_MS : undefined
}

/** `YYYY-MM-DD` of a day number. */
export function formatDayNo(dayNo: number): string {
  return new Date(dayNo * DAY_MS).toISOString().slice(0, 10)
}

const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/

/**
 * The instant, in ms since the epoch, at which a clock in the zone shows `YYYY-MM-DDTHH:MM`; undefined when the text is no
 * such time. Of two readings on a clock change it is the earlier; a time that the change left out is read as an hour later.
 */
export function parseWallClock(text: string, zone: string): number | undefined {
  const match = WALL_CLOCK.exec(text)
  if (match === null) return undefined
  const [dayNo, hours, minutes] = [parseDayNo(match[1] ?? ''), Number(match[2]), Number(match[3])]
  if (dayNo === undefined || hours > 23 || minutes > 59) return undefined
  const wall = dayNo * DAY_MS + (hours * 60 + minutes) * 60_000
  const before = wallMs(wall - DAY_MS, zone) - (wall - DAY_MS)
  const after = wallMs(wall + DAY_MS, zone) - (wall + DAY_MS)
  const readings = [wall - before, wall - after].filter((at) => wallMs(at, zone) === wall)
  return readings.length === 0 ? wall - before : Math.min(...readings)
}

/** `YYYY-MM-DDTHH:MM` as a clock in the zone shows an instant. */
export function formatWallClock(atMs: number, zone: string): string {
  return new Date(wallMs(atMs, zone)).toISOString().slice(0, 16)
}
