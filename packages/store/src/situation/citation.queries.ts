import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { STANDING_CONTENT } from './sitrep.queries.ts'

/** Situation reports that cite a record and that the transaction may see, newest first, at most 100. */
export async function listCitingSitreps(
  tx: Tx,
  operationId: string,
  recordId: string,
): Promise<readonly { readonly sitrepId: string; readonly number: string }[]> {
  const { rows } = await sql<{ sitrepId: string; number: string }>`
    select s.id as "sitrepId", s.number from sitrep s
    where s.operation_id = ${operationId}
      and jsonb_path_exists(${STANDING_CONTENT}, '$.** ? (@ == $id)', jsonb_build_object('id', ${recordId}::text))
    order by s.drafted_at desc, s.id desc limit 100`.execute(tx)
  return rows
}

/**
 * Situation reports that told of a record: each drafting, and each release to those entitled. Only reports that the
 * transaction may see, at most 100. Other ways of being told (flash notifications, acknowledgements) join this list.
 */
export async function listTold(
  tx: Tx,
  operationId: string,
  recordId: string,
): Promise<
  readonly {
    readonly number: string
    readonly draftedAt: Date
    readonly draftedBy: string | null
    readonly releasedAt: Date | null
    readonly releasedBy: string | null
  }[]
> {
  const { rows } = await sql<{
    number: string
    draftedAt: Date
    draftedBy: string | null
    releasedAt: Date | null
    releasedBy: string | null
  }>`
    select number, drafted_at as "draftedAt", drafted_by as "draftedBy", released_at as "releasedAt", released_by as "releasedBy"
    from sitrep s
    where s.operation_id = ${operationId}
      and jsonb_path_exists(${STANDING_CONTENT}, '$.** ? (@ == $id)', jsonb_build_object('id', ${recordId}::text))
    order by s.drafted_at, s.id limit 100`.execute(tx)
  return rows
}
