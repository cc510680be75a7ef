import type { SavedView } from '@eirene/domain/situation'
import type { Tx } from '../db/index.ts'

const LIMIT = 200

/** The saved views of the person of this transaction, newest first. */
export async function listSavedViews(tx: Tx, operationId: string): Promise<readonly SavedView[]> {
  const rows = await tx
    .selectFrom('saved_view')
    .select(['id', 'name', 'query', 'created_at'])
    .where('operation_id', '=', operationId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(LIMIT)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    query: row.query,
    createdAt: row.created_at.toISOString(),
  }))
}

/** Keeps a view for its person. */
export async function insertSavedView(
  tx: Tx,
  view: SavedView & { readonly operationId: string; readonly personId: string },
): Promise<void> {
  await tx
    .insertInto('saved_view')
    .values({
      operation_id: view.operationId,
      id: view.id,
      person_id: view.personId,
      name: view.name,
      query: view.query,
      created_at: view.createdAt,
    })
    .execute()
}

/** False when the person of this transaction has no such view. */
export async function deleteSavedView(tx: Tx, operationId: string, id: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('saved_view')
    .where('operation_id', '=', operationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
