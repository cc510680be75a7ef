import type { CorrectionNotice } from '@eirene/domain/situation'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { sealRecords } from '../ledger/index.ts'
import { CORRECTED_BY } from './sitrep.queries.ts'

/** Corrections that the person of the transaction was told of, newest first, at most 50; by what only where they may see that. */
export async function listCorrectionNotices(
  tx: Tx,
  operationId: string,
  personId: string,
): Promise<readonly CorrectionNotice[]> {
  const { rows } = await sql<{
    id: string
    number: string
    corrected_by: CorrectionNotice['correctedBy']
    told_at: Date
    acknowledged_at: Date | null
  }>`
    select s.id, s.number, n.told_at, a.acknowledged_at,
      ${CORRECTED_BY} as corrected_by
    from correction_notice n join sitrep s on s.operation_id = n.operation_id and s.id = n.sitrep_id
    left join correction_acknowledgement a
      on a.operation_id = n.operation_id and a.sitrep_id = n.sitrep_id and a.person_id = n.person_id
    where n.operation_id = ${operationId} and n.person_id = ${personId}
    order by n.told_at desc, n.sitrep_id limit 50`.execute(tx)
  return rows.map((row) => ({
    sitrepId: row.id,
    number: row.number,
    correctedBy: row.corrected_by,
    toldAt: row.told_at.toISOString(),
    acknowledgedAt: row.acknowledged_at === null ? null : row.acknowledged_at.toISOString(),
  }))
}

/** The person of the transaction takes note. Again is no error and keeps the first time. False when they were never told. */
export async function insertCorrectionAcknowledgement(
  tx: Tx,
  operationId: string,
  sitrepId: string,
  by: { readonly personId: string; readonly at: Date },
): Promise<boolean> {
  const told = await tx
    .selectFrom('correction_notice')
    .select('id')
    .where('operation_id', '=', operationId)
    .where('sitrep_id', '=', sitrepId)
    .where('person_id', '=', by.personId)
    .executeTakeFirst()
  if (told === undefined) return false
  const taken = await tx
    .insertInto('correction_acknowledgement')
    .values({ operation_id: operationId, sitrep_id: sitrepId, person_id: by.personId, acknowledged_at: by.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 1n)
    await sealRecords(tx, operationId, [{ kind: 'correction_notice', id: told.id }], by.at)
  return true
}
