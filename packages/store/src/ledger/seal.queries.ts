import {
  chainStart,
  linkHash,
  merkleTree,
  recordHash,
  type MerklePathStep,
  type MerkleTree,
} from '@eirene/domain/ledger'
import { sql, type QueryExecutorProvider } from 'kysely'
import { asSystem, kept, type LaneTx, type Tx } from '../db/index.ts'
import { canonicalSql } from './canonical-sql.ts'
import { LATER_KINDS, ledgered, RECORD_KINDS, type RecordKind } from './ledgered-table.ts'

/** A row that was written, or whose standing changed, in this transaction. */
export interface RecordRef {
  readonly kind: RecordKind
  readonly id: string
}

/** A record as the ledger holds it. */
export interface HashedRecord extends RecordRef {
  readonly contentHash: Buffer
  readonly standing: string
}

/** A link that was added. */
export interface Seal {
  readonly linkNo: number
  readonly previousHash: Uint8Array
  readonly tree: MerkleTree
  readonly linkHash: Uint8Array
  /** In the order of the link: by kind, then as they were given. */
  readonly records: readonly HashedRecord[]
}

/** SQL that gives the SHA-256 of a row's canonical text. Over the alias `t`. */
export function contentHashSql(kind: RecordKind): string {
  return `sha256(convert_to(${canonicalSql(ledgered(kind).content, 't')}, 'UTF8'))`
}

/** SQL of a row's standing; `''` where nothing may change. Over the alias `t`. */
export function standingSql(kind: RecordKind): string {
  const { standing } = ledgered(kind)
  return Object.keys(standing).length === 0 ? `''` : canonicalSql(standing, 't')
}

/** SQL that hashes rows of a kind, in the order of the ids that are its second parameter. */
const HASH_ROWS = new Map(
  RECORD_KINDS.map((kind) => [
    kind,
    { select: `${contentHashSql(kind)} as "contentHash", ${standingSql(kind)} as standing`, table: kind },
  ]),
)

function byKind(records: readonly RecordRef[]): readonly (readonly [RecordKind, readonly string[]])[] {
  return RECORD_KINDS.flatMap((kind) => {
    const ids = records.filter((record) => record.kind === kind).map((record) => record.id)
    return ids.length === 0 ? [] : [[kind, [...new Set(ids)]] as const]
  })
}

/**
 * Reads rows back as they stand in this transaction and gives their hashes, by kind, then in the order given. For writers of
 * many batches, who hash each batch while they have it and add one link at the end. As the system.
 */
export async function hashRecords(
  tx: QueryExecutorProvider,
  operationId: string,
  records: readonly RecordRef[],
): Promise<readonly HashedRecord[]> {
  const groups = byKind(records)
  if (groups.length === 0) return []
  const selects = groups.map(([kind, ids]) => {
    const rows = HASH_ROWS.get(kind)
    if (rows === undefined) throw new Error(`no such kind of record: ${kind}`)
    return sql`select ${sql.lit(kind)} as kind, t.id, ${sql.raw(rows.select)}, key.n
      from unnest(${ids}::uuid[]) with ordinality as key (id, n)
      join ${sql.table(rows.table)} t on t.operation_id = ${operationId} and t.id = key.id`
  })
  const { rows } = await sql<HashedRecord & { readonly n: bigint }>`${sql.join(selects, sql` union all `)}`.execute(
    kept(tx),
  )
  const expected = groups.reduce((sum, [, ids]) => sum + ids.length, 0)
  if (rows.length !== expected) throw new Error(`${expected - rows.length} records to be sealed are not there`)
  const place = (record: RecordRef): number => RECORD_KINDS.indexOf(record.kind)
  return rows.sort((a, b) => place(a) - place(b) || Number(a.n - b.n))
}

interface Head {
  readonly linkNo: number
  readonly hash: Buffer
}

async function findHead(tx: QueryExecutorProvider, operationId: string): Promise<Head | undefined> {
  const { rows } = await sql<{ link_no: bigint; link_hash: Buffer }>`
    select link_no, link_hash from ledger_head where operation_id = ${operationId} for update`.execute(kept(tx))
  const [row] = rows
  return row && { linkNo: Number(row.link_no), hash: row.link_hash }
}

/**
 * The head of the chain, locked until the transaction ends. An operation that is older than its ledger gets one: everything
 * that it holds already, and is not `fresh`, goes into its first link.
 */
async function lockHead(
  tx: QueryExecutorProvider,
  operationId: string,
  fresh: readonly RecordRef[],
  at: Date,
): Promise<Head> {
  const found = await findHead(tx, operationId)
  if (found !== undefined) return found
  const start = { linkNo: 0, hash: Buffer.from(chainStart(operationId)) }
  await sql`
    insert into ledger_head (operation_id, link_no, link_hash) values (${operationId}, 0, ${start.hash})
    on conflict (operation_id) do nothing`.execute(tx)
  const head = (await findHead(tx, operationId)) ?? start
  if (head.linkNo > 0) return head
  const before = await listUnsealed(tx, operationId, fresh)
  if (before.length === 0) return head
  const seal = sealOver(head, before)
  await insertLink(tx, { operationId, at, isAdoption: true }, seal)
  return { linkNo: seal.linkNo, hash: Buffer.from(seal.linkHash) }
}

async function listUnsealed(
  tx: QueryExecutorProvider,
  operationId: string,
  fresh: readonly RecordRef[],
): Promise<readonly HashedRecord[]> {
  const refs: RecordRef[] = []
  for (const kind of RECORD_KINDS) {
    const own = new Set(fresh.filter((record) => record.kind === kind).map((record) => record.id))
    for (const ref of await listRows(tx, operationId, kind)) if (!own.has(ref.id)) refs.push(ref)
  }
  return hashRecords(tx, operationId, refs)
}

/** Every record of a kind. */
async function listRows(
  tx: QueryExecutorProvider,
  operationId: string,
  kind: RecordKind,
): Promise<readonly RecordRef[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(kind)} t
    where t.operation_id = ${operationId} and ${sql.raw(ledgered(kind).where ?? 'true')} order by t.id`.execute(tx)
  return rows.map(({ id }) => ({ kind, id }))
}

/** Records of kinds that came after the ledger and that no link of this chain knows yet. */
async function listLater(tx: QueryExecutorProvider, operationId: string): Promise<readonly RecordRef[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct unnest(kinds) as kind from ledger_link where operation_id = ${operationId}`.execute(tx)
  const known = new Set(rows.map(({ kind }) => kind))
  const refs: RecordRef[] = []
  for (const kind of LATER_KINDS) if (!known.has(kind)) refs.push(...(await listRows(tx, operationId, kind)))
  return refs
}

/** The link that comes after the head, over these records in their order. */
function sealOver(head: Head, records: readonly HashedRecord[]): Seal {
  const linkNo = head.linkNo + 1
  const tree = treeOf(records)
  return { linkNo, previousHash: head.hash, tree, linkHash: linkHash(head.hash, linkNo, tree.root), records }
}

async function insertLink(
  tx: QueryExecutorProvider,
  link: { readonly operationId: string; readonly at: Date; readonly isAdoption: boolean },
  { linkNo, previousHash, tree, linkHash: hash, records }: Seal,
): Promise<void> {
  const { operationId, at, isAdoption } = link
  const kinds = RECORD_KINDS.filter((kind) => records.some((record) => record.kind === kind))
  const counts = kinds.map((kind) => records.filter((record) => record.kind === kind).length)
  await sql`
    with moved as (
      update ledger_head set link_no = ${linkNo}, link_hash = ${Buffer.from(hash)} where operation_id = ${operationId}
    )
    insert into ledger_link (operation_id, link_no, sealed_at, is_adoption, kinds, kind_counts, record_ids, content_hashes,
      standings, previous_hash, root, link_hash)
    values (${operationId}, ${linkNo}, ${at}, ${isAdoption}, ${kinds}::text[], ${counts}::int[],
      ${records.map((record) => record.id)}::uuid[], ${records.map((record) => record.contentHash)}::bytea[],
      ${records.map((record) => record.standing)}::text[], ${previousHash}, ${Buffer.from(tree.root)}, ${Buffer.from(hash)})
  `.execute(kept(tx))
}

/** The tree over records of a link, in its order. */
export function treeOf(records: readonly Pick<HashedRecord, 'contentHash' | 'standing'>[]): MerkleTree {
  return merkleTree(records.map((record) => recordHash(record.contentHash, record.standing)))
}

/** Adds one link over records that were hashed in this transaction. As the system. Nothing to seal adds nothing. */
export async function appendLink(
  tx: Tx,
  operationId: string,
  records: readonly HashedRecord[],
  at: Date,
): Promise<Seal | undefined> {
  if (records.length === 0) return undefined
  const ordered = RECORD_KINDS.flatMap((kind) => records.filter((record) => record.kind === kind))
  const seal = sealOver(await lockHead(tx, operationId, ordered, at), ordered)
  await insertLink(tx, { operationId, at, isAdoption: false }, seal)
  return seal
}

/**
 * As `sealRecords`, in a lane: the rows are read back behind what the caller has sent, and the seal is given before its link
 * has been answered for; the commit awaits that.
 */
export async function sealInLane(
  tx: LaneTx,
  operationId: string,
  records: readonly RecordRef[],
  at: Date,
): Promise<Seal> {
  const [hashed, head] = await Promise.all([
    hashRecords(tx, operationId, records),
    lockHead(tx, operationId, records, at),
  ])
  const seal = sealOver(head, hashed)
  tx.leave(insertLink(tx, { operationId, at, isAdoption: false }, seal))
  return seal
}

/**
 * Adds one link to the operation's chain over these rows, which this transaction has written or changed in their standing:
 * reads their typed columns back, hashes them, and moves the head. Call it last: the head stays locked until the
 * transaction ends. Works inside `withReader` and `withSystem` alike; the reading back and the link are the system's own, since
 * a writer may write what they may not read.
 */
export async function sealRecords(
  tx: Tx,
  operationId: string,
  records: readonly RecordRef[],
  at: Date,
): Promise<Seal | undefined> {
  if (records.length === 0) return undefined
  return asSystem(tx, async () => appendLink(tx, operationId, await hashRecords(tx, operationId, records), at))
}

/**
 * Gives an operation its ledger where it has none: everything that it holds goes into the first link. A ledger that is older than
 * a kind of record gets one more link with what it holds of that kind. Safe to repeat.
 */
export async function openLedger(tx: Tx, operationId: string, at: Date): Promise<void> {
  const head = await lockHead(tx, operationId, [], at)
  const later = await listLater(tx, operationId)
  if (later.length === 0) return
  await insertLink(tx, { operationId, at, isAdoption: true }, sealOver(head, await hashRecords(tx, operationId, later)))
}

/** What proves that a link holds a record. Hex. */
export interface Proof {
  readonly recordHash: string
  readonly path: readonly MerklePathStep[]
  readonly root: string
  readonly linkNo: number
  readonly previousLinkHash: string
  readonly linkHash: string
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The proofs of these records of a link, by id. Records that the link does not hold are left out. */
export function proofsOf(seal: Seal, kind: RecordKind, ids: ReadonlySet<string>): ReadonlyMap<string, Proof> {
  const { tree, linkNo } = seal
  const link = {
    root: hex(tree.root),
    linkNo,
    previousLinkHash: hex(seal.previousHash),
    linkHash: hex(seal.linkHash),
  }
  const proofs = new Map<string, Proof>()
  seal.records.forEach((record, index) => {
    if (record.kind !== kind || !ids.has(record.id)) return
    const own = hex(recordHash(record.contentHash, record.standing))
    proofs.set(record.id, { recordHash: own, path: tree.pathOf(index), ...link })
  })
  return proofs
}
