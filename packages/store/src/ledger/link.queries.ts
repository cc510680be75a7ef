import { sql, type QueryExecutorProvider } from 'kysely'
import type { Db, Tx } from '../db/index.ts'
import { proofsOf, treeOf, type HashedRecord, type Proof, type Seal } from './seal.queries.ts'
import { RECORD_KINDS, type RecordKind } from './ledgered-table.ts'

interface LinkSqlRow {
  readonly link_no: bigint
  readonly sealed_at: Date
  readonly is_adoption: boolean
  readonly kinds: readonly string[]
  readonly kind_counts: readonly number[]
  readonly record_ids: readonly string[]
  readonly content_hashes: readonly Buffer[]
  readonly standings: readonly string[]
  readonly previous_hash: Buffer
  readonly root: Buffer
  readonly link_hash: Buffer
}

/** A link as it is stored: nothing of it is proven yet. */
export interface StoredLink {
  readonly linkNo: number
  readonly sealedAt: Date
  readonly isAdoption: boolean
  readonly records: readonly HashedRecord[]
  readonly previousHash: Buffer
  readonly root: Buffer
  readonly linkHash: Buffer
}

const COLUMNS = sql`link_no, sealed_at, is_adoption, kinds, kind_counts, record_ids, content_hashes, standings,
  previous_hash, root, link_hash`

/** The kind of each record of a link, from the counts. A kind that this version does not know stays as it is written. */
function toLink(row: LinkSqlRow): StoredLink {
  const kinds = row.kinds.flatMap((kind, n) => new Array<string>(Math.max(0, row.kind_counts[n] ?? 0)).fill(kind))
  return {
    linkNo: Number(row.link_no),
    sealedAt: row.sealed_at,
    isAdoption: row.is_adoption,
    records: row.record_ids.map((id, n) => ({
      kind: (kinds[n] ?? '') as RecordKind, // what the link says; compared, never used as a table's name
      id,
      contentHash: row.content_hashes[n] ?? Buffer.alloc(0),
      standing: row.standings[n] ?? '',
    })),
    previousHash: row.previous_hash,
    root: row.root,
    linkHash: row.link_hash,
  }
}

/** Links after `afterNo`, oldest first, at most `limit`. As the system. */
export async function listLinks(
  db: Db | Tx,
  operationId: string,
  afterNo: number,
  limit: number,
): Promise<readonly StoredLink[]> {
  const { rows } = await sql<LinkSqlRow>`
    select ${COLUMNS} from ledger_link where operation_id = ${operationId} and link_no > ${afterNo}
    order by link_no limit ${limit}`.execute(db)
  return rows.map(toLink)
}

/** Where the chain of an operation ends, by its head. As the system; undefined for an operation that has no ledger yet. */
export async function findLedgerHead(
  db: Db | Tx,
  operationId: string,
): Promise<{ readonly linkNo: number; readonly linkHash: Buffer } | undefined> {
  const { rows } = await sql<{ link_no: bigint; link_hash: Buffer }>`
    select link_no, link_hash from ledger_head where operation_id = ${operationId}`.execute(db)
  const [row] = rows
  return row && { linkNo: Number(row.link_no), linkHash: row.link_hash }
}

function sealOf(link: StoredLink): Seal {
  const { linkNo, previousHash, linkHash, records } = link
  return { linkNo, previousHash, linkHash, records, tree: treeOf(records) }
}

/**
 * Proofs of records that were sealed at these times, by id. As the system: the caller gives out only those of the reader's own
 * records. A record that was sealed again has the proof of its first link, as its first receipt said.
 */
export async function listProofs(
  db: QueryExecutorProvider,
  operationId: string,
  kind: (typeof RECORD_KINDS)[number],
  records: readonly { readonly id: string; readonly sealedAt: Date }[],
): Promise<ReadonlyMap<string, Proof>> {
  if (records.length === 0) return new Map()
  const ids = new Set(records.map((record) => record.id))
  const times = [...new Set(records.map((record) => record.sealedAt.toISOString()))]
  const { rows } = await sql<LinkSqlRow>`
    select ${COLUMNS} from ledger_link
    where operation_id = ${operationId} and sealed_at = any(${times}::timestamptz[])
      and record_ids && ${[...ids]}::uuid[]
    order by link_no`.execute(db)
  const proofs = new Map<string, Proof>()
  for (const row of rows)
    for (const [id, proof] of proofsOf(sealOf(toLink(row)), kind, ids)) if (!proofs.has(id)) proofs.set(id, proof)
  return proofs
}
