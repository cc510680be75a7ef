import { findFlashReport, insertAcknowledgement, notifyDesk } from '@eirene/store/situation'
import { mustId, notFound, type OperationCall } from '../edge/index.ts'
import type { FlashDesk } from './send-flash.ts'

/** Notes that a told person took note of the report of the path. Throws Problem 'record.not_found' for who was not told. */
export async function acknowledgeFlash({ clock }: FlashDesk, call: OperationCall): Promise<void> {
  const by = { personId: call.reader.personId, at: clock() }
  const wasTold = await call.read(async (tx) => {
    const flash = await findFlashReport(tx, call.operation.id, mustId(call))
    if (flash === undefined || !(await insertAcknowledgement(tx, call.operation.id, flash.id, by))) return false
    await notifyDesk(tx, call.operation.id, { table: 'flash_report', id: flash.id })
    return true
  })
  if (!wasTold) throw notFound()
}
