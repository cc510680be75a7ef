import { dateTimeGroup, zoneName } from '@eirene/domain/time'
import { useSyncExternalStore } from 'react'
import type { I18n } from './messages.ts'

/** How an instant is written: date-time group in Zulu, the operation's local time, or UTC. */
export const TIME_NOTATIONS = ['dtg', 'local', 'utc'] as const
export type TimeNotation = (typeof TIME_NOTATIONS)[number]

const KEY = 'eirene.time'
const listeners = new Set<() => void>()
let chosen: TimeNotation | undefined

function read(): TimeNotation {
  if (chosen === undefined) {
    let kept: string | null = null
    try {
      kept = localStorage.getItem(KEY)
    } catch {
      // Storage may be closed; local time is the default.
    }
    chosen = TIME_NOTATIONS.find((notation) => notation === kept) ?? 'local'
  }
  return chosen
}

function choose(notation: TimeNotation): void {
  chosen = notation
  try {
    localStorage.setItem(KEY, notation)
  } catch {
    // Shown all the same until the page is closed.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The person's way of writing times on this device, and how to change it. */
export function useTimeNotation(): readonly [TimeNotation, (notation: TimeNotation) => void] {
  return [useSyncExternalStore(subscribe, read), choose]
}

/** An instant (ISO 8601) as the person wants it written; `zone` is the operation's. Days known only as days stay days. */
export function formatInstant(
  iso: string,
  how: { readonly notation: TimeNotation; readonly zone: string; readonly dayOnly?: boolean },
  i18n: Pick<I18n, 'date'>,
): string {
  const at = new Date(iso)
  if (how.dayOnly === true)
    return i18n.date(at, { timeZone: how.zone, year: 'numeric', month: 'short', day: '2-digit' })
  if (how.notation === 'dtg') return dateTimeGroup(at)
  const timeZone = how.notation === 'utc' ? 'UTC' : how.zone
  const written = i18n.date(at, {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return how.notation === 'utc' ? `${written} UTC` : written
}

/** As `formatInstant`, with the zone written where the instant does not say it: for screens beside which no zone stands. */
export function formatZonedInstant(
  iso: string,
  how: { readonly notation: TimeNotation; readonly zone: string },
  i18n: Pick<I18n, 'date'>,
): string {
  const written = formatInstant(iso, how, i18n)
  return how.notation === 'local' ? `${written} ${zoneName(how.zone)}` : written
}
