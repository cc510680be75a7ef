import { Problem } from '@eirene/domain/problem'
import {
  HANDOVER_PATH,
  HANDOVERS_PATH,
  parseActionDone,
  parseHandoverOrder,
  parseWatchEntry,
  WATCH_ACTION_PATH,
  WATCH_LOG_PATH,
  type Handover,
  type WatchEntry,
  type WatchLogView,
} from '@eirene/domain/situation'
import { listDisplayNames } from '@eirene/store/access'
import {
  insertActionDone,
  insertHandover,
  insertHandoverSignature,
  insertWatchEntry,
  listHandovers,
  listWatchEntries,
} from '@eirene/store/situation'
import { mustId, mustParse, notFound, type OperationCall, type Route } from '../edge/index.ts'
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

async function showLog({ db }: FlashDesk, call: OperationCall): Promise<WatchLogView> {
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

/** The incoming officer takes over. Throws Problem 'record.not_found', or 'handover.state' for one's own or a taken one. */
async function takeOver({ clock }: FlashDesk, call: OperationCall): Promise<void> {
  const { personId } = call.reader
  await call.read(async (tx) => {
    const handover = (await listHandovers(tx, call.operation.id)).find(({ id }) => id === mustId(call))
    if (handover === undefined) throw notFound()
    if (handover.outgoingId === personId)
      throw new Problem('handover.state', 'The watch is taken over by somebody else than who gives it.', {
        remedy: 'Let the incoming officer sign in and sign.',
      })
    if (handover.taken !== null)
      throw new Problem('handover.state', 'This watch has been taken over already.', {
        remedy: 'Look at the log anew.',
      })
    await insertHandoverSignature(tx, call.operation.id, handover.id, { personId, at: clock() })
  })
}

/** The log of the watch: entries, open actions, and handovers signed by both. */
export function watchLogRoutes(desk: FlashDesk): readonly Route[] {
  const by = (call: OperationCall): { readonly personId: string; readonly at: Date } => ({
    personId: call.reader.personId,
    at: desk.clock(),
  })
  return [
    { method: 'GET', path: WATCH_LOG_PATH, access: 'act:watch.read', handle: (call) => showLog(desk, call) },
    {
      method: 'POST',
      path: WATCH_LOG_PATH,
      access: 'act:watch.write',
      handle: async (call): Promise<WatchLogView> => {
        const entry = mustParse(parseWatchEntry(call.request.body))
        await call.read((tx) => insertWatchEntry(tx, call.operation.id, entry, by(call)))
        call.reply.code(201)
        return showLog(desk, call)
      },
    },
    {
      method: 'POST',
      path: WATCH_ACTION_PATH,
      access: 'act:watch.write',
      handle: async (call): Promise<WatchLogView> => {
        const { how } = mustParse(parseActionDone(call.request.body))
        const isAction = await call.read((tx) =>
          insertActionDone(tx, call.operation.id, { id: mustId(call), how }, by(call)),
        )
        if (!isAction) throw notFound()
        return showLog(desk, call)
      },
    },
    {
      method: 'POST',
      path: HANDOVERS_PATH,
      access: 'act:watch.write',
      handle: async (call): Promise<WatchLogView> => {
        const order = mustParse(parseHandoverOrder(call.request.body))
        await call.read((tx) => insertHandover(tx, call.operation.id, order, by(call)))
        call.reply.code(201)
        return showLog(desk, call)
      },
    },
    {
      method: 'POST',
      path: HANDOVER_PATH,
      access: 'act:watch.write',
      handle: async (call): Promise<WatchLogView> => {
        await takeOver(desk, call)
        return showLog(desk, call)
      },
    },
  ]
}
