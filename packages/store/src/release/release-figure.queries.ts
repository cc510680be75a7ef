import type { PublishedFigure, ReleaseFigure } from '@eirene/domain/release'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/** Keeps which records each figure of a release counts. As the system. */
export async function insertReleaseFigures(
  tx: Tx,
  operationId: string,
  releaseId: string,
  figures: readonly ReleaseFigure[],
): Promise<void> {
  if (figures.length === 0) return
  await sql`
    insert into release_figure (operation_id, release_id, figure_key, incident_ids)
    select ${operationId}::uuid, ${releaseId}::uuid, f.key, f.ids
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb) as f(key text, ids uuid[])`.execute(tx)
}

/**
 * Every figure that ever left the operation: those of withdrawn releases too, since what was
 * published stays known. As the system.
 */
export async function listReleasedFigures(tx: Tx, operationId: string): Promise<readonly PublishedFigure[]> {
  const { rows } = await sql<{ readonly key: string; readonly ids: readonly string[] }>`
    select f.release_id || '|' || f.figure_key as key, f.incident_ids as ids
    from release_figure f join release r on r.operation_id = f.operation_id and r.id = f.release_id
    where f.operation_id = ${operationId} and r.number is not null
    order by r.decided_at, f.release_id, f.figure_key`.execute(tx)
  return rows
}
