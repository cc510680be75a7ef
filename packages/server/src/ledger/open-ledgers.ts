import { withSystem, type Db } from '@eirene/store/db'
import { openLedger } from '@eirene/store/ledger'
import { listOperations } from '@eirene/store/operation'

/**
 * Gives every operation its ledger where it has none: after an upgrade, everything that it holds goes into the first link.
 * Safe to repeat.
 */
export async function openLedgers(db: Db, clock: () => Date): Promise<void> {
  for (const operation of await listOperations(db)) await withSystem(db, (tx) => openLedger(tx, operation.id, clock()))
}
