import { Problem } from '@eirene/domain/problem'
import type { Issue } from '@eirene/domain/parse'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/index.ts'

/** Outcome of one act of import, in rows of the file. */
export interface ImportCounts {
  readonly rowsRead: number
  readonly rowsStored: number
  readonly rowsUnchanged: number
  readonly rowsSuperseding: number
  readonly rowsRejected: number
  readonly rowsRestricted: number
  /** Rows per compartment; a row may be in two. */
  readonly restricted: Readonly<Record<string, number>>
}

export interface NewImport {
  readonly id: string
  readonly operationId: string
  readonly dataset: string
  readonly release: string
  readonly fileName: string
  readonly fileSha256: string
  readonly fileBytes: number
  readonly personId: string | null
  readonly onError: 'keep' | 'none'
  readonly mapping: unknown
  readonly startedAt: Date
}

export interface StoredImport extends ImportCounts {
  readonly id: string
  readonly operationId: string
  readonly dataset: string
  readonly release: string
  readonly fileName: string
  readonly fileSha256: string
  readonly fileBytes: number
  readonly state: 'running' | 'done' | 'failed' | 'undone'
  readonly issues: readonly Issue[]
  readonly mapping: unknown
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly personName: string | null
}

/** Any constant: with the operation's id, the lock that one act of import (or undoing) holds while it writes. */
const IMPORT_LOCK = 4_711_003

/**
 * Takes the operation's import lock until the transaction ends, also when the program dies.
 * Throws Problem 'import.busy' when another import holds it.
 */
export async function lockImports(tx: Tx, operationId: string): Promise<void> {
  const { rows } = await sql<{
    locked: boolean
  }>`select pg_try_advisory_xact_lock(${IMPORT_LOCK}, hashtext(${operationId})) as locked`.execute(tx)
  if (rows[0]?.locked !== true)
    throw new Problem('import.busy', 'Another import into this operation is running.', {
      remedy: 'Wait until it has ended; "eirene import list" shows its progress.',
    })
}

/** Writes down, in a transaction of its own, that an import began: it is seen while it runs. */
export async function insertImport(db: Db, it: NewImport): Promise<void> {
  await db
    .insertInto('dataset_import')
    .values({
      operation_id: it.operationId,
      id: it.id,
      dataset: it.dataset,
      release: it.release,
      file_name: it.fileName,
      file_sha256: it.fileSha256,
      file_bytes: BigInt(it.fileBytes),
      person_id: it.personId,
      on_error: it.onError,
      state: 'running',
      issues: '[]',
      restricted: '{}',
      mapping: it.mapping === undefined || it.mapping === null ? null : JSON.stringify(it.mapping),
      started_at: it.startedAt,
    })
    .execute()
}

/** Keeps the number of rows read visible to other connections while the act runs. */
export async function updateImportProgress(
  db: Db,
  operationId: string,
  importId: string,
  rowsRead: number,
): Promise<void> {
  await db
    .updateTable('dataset_import')
    .set({ rows_read: rowsRead })
    .where('operation_id', '=', operationId)
    .where('id', '=', importId)
    .where('state', '=', 'running')
    .execute()
}

/** Ends an act of import; with `done` inside the transaction that wrote its records. */
export async function finishImport(
  db: Db,
  key: { readonly operationId: string; readonly importId: string },
  outcome: { readonly state: 'done' | 'failed'; readonly counts: ImportCounts; readonly issues: readonly Issue[] },
  endedAt: Date,
): Promise<void> {
  const { counts } = outcome
  await db
    .updateTable('dataset_import')
    .set({
      state: outcome.state,
      rows_read: counts.rowsRead,
      rows_stored: counts.rowsStored,
      rows_unchanged: counts.rowsUnchanged,
      rows_superseding: counts.rowsSuperseding,
      rows_rejected: counts.rowsRejected,
      rows_restricted: counts.rowsRestricted,
      restricted: JSON.stringify(counts.restricted),
      issues: JSON.stringify(outcome.issues),
      ended_at: endedAt,
    })
    .where('operation_id', '=', key.operationId)
    .where('id', '=', key.importId)
    .execute()
}

/**
 * Marks as failed every import whose program died: still `running`, though nobody holds the operation's lock. Their
 * transactions were rolled back by the database, so nothing of them is stored. Returns how many. Safe to repeat.
 */
export async function failAbandonedImports(db: Db, now: Date): Promise<number> {
  const running = await db
    .selectFrom('dataset_import')
    .select('operation_id')
    .distinct()
    .where('state', '=', 'running')
    .execute()
  let failed = 0
  for (const { operation_id } of running)
    failed += await db.transaction().execute(async (tx) => failAbandonedIn(tx, operation_id, now))
  return failed
}

async function failAbandonedIn(tx: Tx, operationId: string, now: Date): Promise<number> {
  const { rows } = await sql<{
    locked: boolean
  }>`select pg_try_advisory_xact_lock(${IMPORT_LOCK}, hashtext(${operationId})) as locked`.execute(tx)
  if (rows[0]?.locked !== true) return 0
  const issue: Issue = {
    code: 'import.interrupted',
    message: 'The program ended while this import was running; nothing of it was stored.',
    path: [],
    remedy: 'Import the file again.',
    severity: 'error',
  }
  const result = await tx
    .updateTable('dataset_import')
    .set({ state: 'failed', ended_at: now, issues: JSON.stringify([issue]) })
    .where('operation_id', '=', operationId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

const importColumns = sql<Record<string, unknown>>`i.*`

function storedImport(row: Record<string, unknown>): StoredImport {
  // Columns of dataset_import as the driver gives them; the table's checks hold for the closed sets.
  const it = row as unknown as {
    id: string
    operation_id: string
    dataset: string
    release: string
    file_name: string
    file_sha256: string
    file_bytes: bigint
    state: StoredImport['state']
    rows_read: number
    rows_stored: number
    rows_unchanged: number
    rows_superseding: number
    rows_rejected: number
    rows_restricted: number
    restricted: Record<string, number>
    issues: Issue[]
    mapping: unknown
    started_at: Date
    ended_at: Date | null
    person_name: string | null
  }
  return {
    id: it.id,
    operationId: it.operation_id,
    dataset: it.dataset,
    release: it.release,
    fileName: it.file_name,
    fileSha256: it.file_sha256,
    fileBytes: Number(it.file_bytes),
    state: it.state,
    rowsRead: it.rows_read,
    rowsStored: it.rows_stored,
    rowsUnchanged: it.rows_unchanged,
    rowsSuperseding: it.rows_superseding,
    rowsRejected: it.rows_rejected,
    rowsRestricted: it.rows_restricted,
    restricted: it.restricted,
    issues: it.issues,
    mapping: it.mapping,
    startedAt: it.started_at,
    endedAt: it.ended_at,
    personName: it.person_name,
  }
}

/** Acts of import of an operation, newest first, at most `limit`. */
export async function listImports(db: Db, operationId: string, limit: number): Promise<readonly StoredImport[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${importColumns}, p.display_name as person_name
    from dataset_import i left join person p on p.id = i.person_id
    where i.operation_id = ${operationId}
    order by i.started_at desc, i.id desc
    limit ${limit}
  `.execute(db)
  return rows.map(storedImport)
}

/** One act of import with the name of who did it; undefined where the operation has none of this id. */
export async function findImport(db: Db, operationId: string, importId: string): Promise<StoredImport | undefined> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${importColumns}, p.display_name as person_name
    from dataset_import i left join person p on p.id = i.person_id
    where i.operation_id = ${operationId} and i.id = ${importId}
  `.execute(db)
  return rows[0] === undefined ? undefined : storedImport(rows[0])
}
