import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/** Tables that reports and imports fill, with the columns by which they are looked up: counting words and texts costs a second. */
const FILLED = `report (operation_id, id, source_id, import_id, dataset, external_id), observation (operation_id, id, report_id),
  incident (operation_id, id, marking_no, import_id), incident_report (operation_id, incident_id, report_id),
  harm (operation_id, incident_id), involvement (operation_id, incident_id, actor_id), actor (operation_id, id), source (operation_id, id)`

/** A table that has grown this many times since its rows were counted is counted again. */
const GROWTH = 4

/**
 * Lets the planner count the rows of an operation that has begun to fill, unless it knows them. PostgreSQL does so by itself about
 * once a minute, and not within a transaction; until then it takes an operation that it has not seen for almost empty, finds
 * every index as good as the key, and keeps such a plan for each foreign key: the first imports of a new room took three to six
 * times as long. As the owner of the tables; what another transaction counts already is left out.
 */
export async function refreshStatistics(db: Db | Tx, operationId: string): Promise<void> {
  const { rows } = await sql`
    select from pg_stats s join pg_class c on c.oid = 'report'::regclass
    where s.schemaname = current_schema() and s.tablename = 'report' and s.attname = 'operation_id'
      and ${operationId}::uuid = any (s.most_common_vals::text::uuid[])
      and pg_relation_size(c.oid) < ${GROWTH}::int8 * c.relpages * current_setting('block_size')::int8`.execute(db)
  if (rows.length === 0) await sql.raw(`analyze (skip_locked) ${FILLED}`).execute(db)
}
