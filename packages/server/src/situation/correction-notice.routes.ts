import {
  CORRECTION_ACKNOWLEDGEMENT_PATH,
  CORRECTION_NOTICES_PATH,
  type CorrectionNotice,
} from '@eirene/domain/situation'
import { insertCorrectionAcknowledgement, listCorrectionNotices } from '@eirene/store/situation'
import { mustId, notFound, type Route } from '../edge/index.ts'

/** Corrections of situation reports: what a person was told of, and that they took note. */
export function correctionNoticeRoutes({ clock }: { readonly clock: () => Date }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: CORRECTION_NOTICES_PATH,
      access: 'operation',
      handle: ({ operation, reader, read }): Promise<readonly CorrectionNotice[]> =>
        read((tx) => listCorrectionNotices(tx, operation.id, reader.personId)),
    },
    {
      method: 'POST',
      path: CORRECTION_ACKNOWLEDGEMENT_PATH,
      access: 'operation',
      handle: async (call): Promise<void> => {
        const by = { personId: call.reader.personId, at: clock() }
        const id = mustId(call)
        if (!(await call.read((tx) => insertCorrectionAcknowledgement(tx, call.operation.id, id, by)))) throw notFound()
        call.reply.code(204)
      },
    },
  ]
}
