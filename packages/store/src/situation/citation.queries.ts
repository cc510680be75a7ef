import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/** Situation reports that cite a record and that the transaction may see, newest first, at most 100. */
export async function listCitingSitreps(
  tx: Tx,
  operationId: string,
  recordId: string,
): Promise<readonly { readonly sitrepId: string; readonly number: string }[]> {
  const { rows } = await sql<{ sitrepId: string; number: string }>`
    select id as "sitrepId", number from sitrep
    where operation_id = ${operationId}
      and jsonb_path_exists(content, '$.** ? (@ == $id)', jsonb_build_object('id', ${recordId}::text))
    order by drafted_at desc, id desc limit 100`.execute(tx)
  return rows
}
