import { asSystem, type Tx } from '../../db/index.ts'
import { sql } from 'kysely'
import { DESK_EXPORTS } from './desk-kinds.ts'
import type { ExportKind } from './export-kind.ts'
import { RECORD_EXPORTS } from './record-kinds.ts'

/** Every kind of record that is exported, in the order of the files. */
export const EXPORT_KINDS: readonly ExportKind[] = [...RECORD_EXPORTS, ...DESK_EXPORTS]

/** A row by the names of the kind's columns, as the driver gives the values. */
export type ExportRecord = Readonly<Record<string, unknown>>

/** One state for everything that this transaction reads, for as long as it takes. Call it first. */
export async function seeOneStateAtLeisure(tx: Tx): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(tx)
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
}

/** The rows of a kind, some at a time, from a cursor of this transaction: memory does not grow with the rows. */
export async function* streamExport(
  tx: Tx,
  { columns, source, order, bySystem, batchRows }: ExportKind,
): AsyncGenerator<readonly ExportRecord[]> {
  const selected = columns.map((column) => `${column.sql} as "${column.name}"`).join(', ')
  // The text stands in this folder whole; the operation comes from the transaction's scope.
  const declare = sql.raw(
    `declare exported no scroll cursor for select ${selected} from ${source} where t.operation_id = eirene_operation() order by ${order}`,
  )
  if (bySystem) await asSystem(tx, () => declare.execute(tx))
  else await declare.execute(tx)
  for (;;) {
    const { rows } = await sql<ExportRecord>`fetch ${sql.raw(String(batchRows))} from exported`.execute(tx)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close exported`.execute(tx)
}
