import type { Handover, WatchEntry, WatchLogView } from '@eirene/domain/situation'
import { listDisplayNames } from '@eirene/store/access'
import { listHandovers, listWatchEntries } from '@eirene/store/situation'
import type { OperationCall } from '../edge/index.ts'
import type { FlashDesk } from './send-flash.ts'

type Names = ReadonlyMap<string, string>

function namedEntry(entry: WatchEntry, names: Names): WatchEntry {
  const { action } = entry
  const done = action?.done ?? null
  return {
    ...entry,
    writtenBy: names.get(entry.writtenBy) ?? '',
    action: action && { ...action, done: done && { ...done, by: names.get(done.by) ?? '' } },
  }
}

function namedHandover(handover: Handover, names: Names): Handover {
  const { taken } = handover
  return {
    ...handover,
    outgoing: names.get(handover.outgoing) ?? '',
    taken: taken && { ...taken, by: names.get(taken.by) ?? '' },
  }
}

/** The log of the watch as this person may see it, with people by name. */
export async function viewWatchLog({ db }: FlashDesk, call: OperationCall): Promise<WatchLogView> {
  const { entries, handovers } = await call.read(async (tx) => ({
    entries: await listWatchEntries(tx, call.operation.id),
    handovers: await listHandovers(tx, call.operation.id),
  }))
  const people = [
    ...entries.flatMap(({ writtenBy, action }) => [writtenBy, action?.done?.by]),
    ...handovers.flatMap(({ outgoing, taken }) => [outgoing, taken?.by]),
  ].filter((id) => id !== undefined)
  const names = await listDisplayNames(db, [...new Set(people)])
  return {
    entries: entries.map((entry) => namedEntry(entry, names)),
    handovers: handovers.map((handover) => namedHandover(handover, names)),
  }
}
