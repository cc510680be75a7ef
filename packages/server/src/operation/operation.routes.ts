import { OPERATION_PATH, OPERATIONS_PATH, type OperationLine, type OperationView } from '@eirene/domain/operation'
import type { Db } from '@eirene/store/db'
import { findBounds, findGeography, listOperationsOf } from '@eirene/store/operation'
import type { Route } from '../edge/index.ts'

/** The operations of the signed-in person, and one of them with its geography. */
export function operationRoutes({ db }: { readonly db: Db }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: OPERATIONS_PATH,
      access: 'session',
      handle: async ({ reader }): Promise<readonly OperationLine[]> => {
        const operations = await listOperationsOf(db, reader.personId)
        return operations.map(({ id, slug, name, acronym, realm, timeZone }) => ({
          id,
          slug,
          name,
          acronym,
          realm,
          timeZone,
        }))
      },
    },
    {
      method: 'GET',
      path: OPERATION_PATH,
      access: 'operation',
      onWallboard: true,
      handle: async ({ operation, read }): Promise<OperationView> => {
        const { id, slug, name, acronym, realm, timeZone, hostCountriesIso3, libraryId } = operation
        return read(async (tx) => ({
          ...{ id, slug, name, acronym, realm, timeZone, hostCountriesIso3, libraryId },
          geography: await findGeography(tx, operation.id),
          bounds: await findBounds(tx, operation.id),
        }))
      },
    },
  ]
}
