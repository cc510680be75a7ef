import { Problem } from '@eirene/domain/problem'
import type { HandoverOrder, WatchEntryOrder } from '@eirene/domain/situation'
import {
  insertActionDone,
  insertHandover,
  insertHandoverSignature,
  insertWatchEntry,
  listHandovers,
} from '@eirene/store/situation'
import { mustId, notFound, type OperationCall } from '../edge/index.ts'
import type { FlashDesk } from './send-flash.ts'

function by({ clock }: FlashDesk, call: OperationCall): { readonly personId: string; readonly at: Date } {
  return { personId: call.reader.personId, at: clock() }
}

/** Adds an entry to the log of the watch, in the person's name. */
export async function writeWatchEntry(desk: FlashDesk, call: OperationCall, entry: WatchEntryOrder): Promise<void> {
  await call.read((tx) => insertWatchEntry(tx, call.operation.id, entry, by(desk, call)))
}

/** Notes how the open action of the path was done. Throws Problem 'record.not_found' where there is none. */
export async function finishAction(desk: FlashDesk, call: OperationCall, how: string): Promise<void> {
  const isAction = await call.read((tx) =>
    insertActionDone(tx, call.operation.id, { id: mustId(call), how }, by(desk, call)),
  )
  if (!isAction) throw notFound()
}

/** Gives the watch over, by the first of the two signatures. */
export async function giveWatchOver(desk: FlashDesk, call: OperationCall, order: HandoverOrder): Promise<void> {
  await call.read((tx) => insertHandover(tx, call.operation.id, order, by(desk, call)))
}

/**
 * Takes the watch of the path over, by the second signature.
 * Throws Problem 'record.not_found', or 'handover.state' for one's own or a taken one.
 */
export async function takeWatchOver({ clock }: FlashDesk, call: OperationCall): Promise<void> {
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
