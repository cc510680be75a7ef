import type { ClaimedActor, ClaimedHarm, ImportedEvent } from './imported-event.ts'

function harmKey(harm: ClaimedHarm): string {
  return [harm.category, harm.group, harm.sex, harm.ageBand, harm.countingRule].join('|')
}

function actorKey(actor: ClaimedActor): string {
  return `${actor.name}|${actor.role}`
}

function firstOfEach<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Map<string, T>()
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item)
  return [...seen.values()]
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))]
}

/** Radius of an event's place; infinite when the place is not known. */
function vagueness(event: ImportedEvent): number {
  return event.place.point?.precisionM ?? Number.POSITIVE_INFINITY
}

/**
 * One event out of the rows that tell of it: type and time of the first in the order of external ids (so that the order of
 * files does not matter), the most precise place, every harm and actor once, all compartments of all rows.
 * Counts are never added up: rows that count the same thing give the first one's figure.
 */
export function mergeEvents(events: readonly [ImportedEvent, ...ImportedEvent[]]): ImportedEvent {
  if (events.length === 1) return events[0]
  const ordered = [...events].sort((a, b) => ((a.externalId ?? '') < (b.externalId ?? '') ? -1 : 1))
  const primary = ordered[0] ?? events[0]
  const placed = ordered.reduce((best, next) => (vagueness(next) < vagueness(best) ? next : best), primary)
  return {
    ...primary,
    place: placed.place,
    sourceType: distinct(ordered.map((event) => event.sourceType)).join(' + '),
    narrative: distinct(ordered.map((event) => event.narrative)).join('\n\n'),
    harm: firstOfEach(
      ordered.flatMap((event) => event.harm),
      harmKey,
    ),
    actors: firstOfEach(
      ordered.flatMap((event) => event.actors),
      actorKey,
    ),
    compartments: [...new Set(ordered.flatMap((event) => event.compartments))].sort(),
  }
}
