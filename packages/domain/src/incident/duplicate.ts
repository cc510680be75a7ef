import { distanceM, type PrecisePoint } from '../place/index.ts'
import type { TimePrecision } from '../time/index.ts'
import { incidentFamily } from './codelists/index.ts'

/** What of a record decides whether it may tell of the same event as another. */
export interface Comparable {
  readonly id: string
  readonly typeCode: string
  readonly fromMs: number
  /** Null: a moment, or an end that is not known. */
  readonly toMs: number | null
  readonly timePrecision: TimePrecision
  readonly point: PrecisePoint | null
  /** Names of the parties. */
  readonly actors: readonly string[]
  /** Origin stories of its reports. */
  readonly originKeys: readonly string[]
  readonly words: ReadonlySet<string>
  /** Dataset and release that it came from; null for the mission's own. */
  readonly dataset: string | null
}

/** One thing that speaks for the same event, with its figure. */
export type DuplicateReason =
  | { readonly kind: 'distance'; readonly distanceM: number; readonly certain: boolean }
  | { readonly kind: 'time'; readonly minutes: number; readonly certain: boolean }
  | { readonly kind: 'type'; readonly code: string }
  | { readonly kind: 'family'; readonly code: string }
  | { readonly kind: 'origin' }
  | { readonly kind: 'actors'; readonly actors: readonly string[] }
  | { readonly kind: 'words'; readonly share: number }

/** How near two records must lie to be suggested: the mission's own, and where one comes from a dataset. */
export const DUPLICATE_REACH = {
  mission: { distanceM: 5_000, minutes: 30 },
  dataset: { distanceM: 25_000, minutes: 24 * 60 },
} as const

/** A place that is known to more than this says nothing about a second record near it. */
export const COMPARABLE_PRECISION_M = 25_000
const SIMILAR_WORDS_SHARE = 0.25

const SPAN_MINUTES: Readonly<Record<TimePrecision, number | null>> = {
  minute: 0,
  hour: 60,
  day: 24 * 60,
  week: null,
  month: null,
  year: null,
}

/** Words of four letters and more, in lower case: what two accounts are compared by. */
export function comparableWords(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu))
}

function sharedShare(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared += 1
  return shared / (a.size + b.size - shared)
}

/** Minutes between two times, at least, given how exactly each is known; null when one is known too loosely to compare. */
function gapMinutes(a: Comparable, b: Comparable): { readonly least: number; readonly stated: number } | null {
  const [spanA, spanB] = [SPAN_MINUTES[a.timePrecision], SPAN_MINUTES[b.timePrecision]]
  if (spanA === null || spanB === null) return null
  const end = (one: Comparable, span: number): number => Math.max(one.toMs ?? one.fromMs, one.fromMs + span * 60_000)
  const least = Math.max(0, b.fromMs - end(a, spanA), a.fromMs - end(b, spanB)) / 60_000
  return { least, stated: Math.abs(a.fromMs - b.fromMs) / 60_000 }
}

function gapM(a: Comparable, b: Comparable): { readonly least: number; readonly stated: number } | null {
  if (a.point === null || b.point === null) return null
  if (Math.max(a.point.precisionM, b.point.precisionM) > COMPARABLE_PRECISION_M) return null
  const stated = distanceM(a.point, b.point)
  return { least: Math.max(0, stated - a.point.precisionM - b.point.precisionM), stated }
}

interface Nearness {
  readonly distanceM: number
  readonly minutes: number
  /** Within reach as stated, not only as far as the place or the time is known. */
  readonly certainPlace: boolean
  readonly certainTime: boolean
}

/** How near two records lie; null when they lie out of reach, or where one is known too loosely to compare. */
function nearness(a: Comparable, b: Comparable): Nearness | null {
  const reach = a.dataset === null && b.dataset === null ? DUPLICATE_REACH.mission : DUPLICATE_REACH.dataset
  const [place, time] = [gapM(a, b), gapMinutes(a, b)]
  if (place === null || time === null) return null
  if (place.least > reach.distanceM || time.least > reach.minutes) return null
  return {
    distanceM: Math.round(place.stated),
    minutes: Math.round(time.stated),
    certainPlace: place.stated <= reach.distanceM,
    certainTime: time.stated <= reach.minutes,
  }
}

/** What two accounts have in common besides place, time and family. */
function likeness(a: Comparable, b: Comparable): readonly DuplicateReason[] {
  const actors = a.actors.filter((actor) => b.actors.includes(actor))
  const share = sharedShare(a.words, b.words)
  return [
    ...(a.originKeys.some((key) => b.originKeys.includes(key)) ? [{ kind: 'origin' } as const] : []),
    ...(actors.length > 0 ? [{ kind: 'actors', actors } as const] : []),
    ...(share >= SIMILAR_WORDS_SHARE ? [{ kind: 'words', share } as const] : []),
  ]
}

/**
 * Why two records may tell of the same event; null when they do not seem to. Same family, and near in space and time:
 * within 5 km and 30 minutes among the mission's own records, within 25 km and a day where a dataset is in it. A place or
 * time that could lie so near only because it is known loosely counts when something else speaks for it: the same origin
 * story, or the same type with a party or words in common.
 *
 * Limits   a dataset tells its own events apart, so two records of one dataset are never suggested; a time known to the
 *          week or a place known to more than 25 km is not compared. A suggestion is for a person to judge.
 */
export function duplicateReasons(a: Comparable, b: Comparable): readonly DuplicateReason[] | null {
  const family = incidentFamily(a.typeCode)
  if (a.id === b.id || family === undefined || family !== incidentFamily(b.typeCode)) return null
  if (a.dataset !== null && a.dataset === b.dataset) return null
  const near = nearness(a, b)
  if (near === null) return null
  const isSameType = a.typeCode === b.typeCode
  const alike = likeness(a, b)
  const speaks = alike.some(({ kind }) => kind === 'origin' || isSameType)
  if (!(near.certainPlace && near.certainTime) && !speaks) return null
  return [
    { kind: 'distance', distanceM: near.distanceM, certain: near.certainPlace },
    { kind: 'time', minutes: near.minutes, certain: near.certainTime },
    isSameType ? { kind: 'type', code: a.typeCode } : { kind: 'family', code: family },
    ...alike,
  ]
}
