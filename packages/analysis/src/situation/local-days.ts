import { localDayNo, startOfLocalDayMs } from '@eirene/domain/time'

const DAY_MS = 86_400_000

/**
 * A function from instants (ms since the epoch) to local day numbers of one zone, the same as `localDayNo` of domain/time.
 * It asks for the zone's rules once per day of UTC instead of once per instant.
 */
export function localDays(zone: string): (atMs: number) => number {
  const known = new Map<number, { readonly first: number; readonly last: number; readonly turnMs: number }>()
  return (atMs) => {
    const utcDay = Math.floor(atMs / DAY_MS)
    let day = known.get(utcDay)
    if (day === undefined) {
      const first = localDayNo(utcDay * DAY_MS, zone)
      const last = localDayNo(utcDay * DAY_MS + DAY_MS - 1, zone)
      day = { first, last, turnMs: first === last ? 0 : startOfLocalDayMs(last, zone) }
      known.set(utcDay, day)
    }
    return atMs >= day.turnMs || day.first === day.last ? day.last : day.first
  }
}
