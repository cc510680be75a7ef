import { parseWith } from '@eirene/domain/parse'
import { mintId } from '@eirene/domain/record'
import { SAVED_VIEW_PATH, SAVED_VIEWS_PATH, savedViewOrderSchema, type SavedView } from '@eirene/domain/situation'
import { deleteSavedView, insertSavedView, listSavedViews } from '@eirene/store/situation'
import { mustId, mustParse, notFound, type Route } from '../edge/index.ts'

/** Saved addresses of views: each person's own. */
export function savedViewRoutes({ clock }: { readonly clock: () => Date }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: SAVED_VIEWS_PATH,
      access: 'operation',
      handle: ({ operation, read }) => read((tx) => listSavedViews(tx, operation.id)),
    },
    {
      method: 'POST',
      path: SAVED_VIEWS_PATH,
      access: 'operation',
      handle: async ({ operation, read, reader, request, reply }): Promise<SavedView> => {
        const order = mustParse(parseWith(savedViewOrderSchema, request.body))
        const view = { id: mintId(), ...order, createdAt: clock().toISOString() }
        await read((tx) => insertSavedView(tx, { ...view, operationId: operation.id, personId: reader.personId }))
        reply.code(201)
        return view
      },
    },
    {
      method: 'DELETE',
      path: SAVED_VIEW_PATH,
      access: 'operation',
      handle: async (call) => {
        const isDeleted = await call.read((tx) => deleteSavedView(tx, call.operation.id, mustId(call)))
        if (!isDeleted) throw notFound()
        return call.reply.code(204).send()
      },
    },
  ]
}
