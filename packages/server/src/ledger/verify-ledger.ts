import { chainStart, linkHash } from '@eirene/domain/ledger'
import type { Operation } from '@eirene/domain/operation'
import { withSystem, type Db, type Tx } from '@eirene/store/db'
import {
  countRecords,
  countSealed,
  findLedgerHead,
  layOutLedger,
  listLinks,
  listRecordFaults,
  RECORD_KINDS,
  seeOneState,
  treeOf,
  type StoredLink,
} from '@eirene/store/ledger'

/** One thing that does not fit. */
export interface LedgerFault {
  /** The link that it concerns; null for a row that no link holds, and for the head. */
  readonly linkNo: number | null
  /** Table and id of the record; null for a fault of the chain itself. */
  readonly record: { readonly kind: string; readonly id: string } | null
  /** What is wrong, for a person. */
  readonly text: string
}

/** What the check of one operation's ledger found. */
export interface LedgerReport {
  readonly slug: string
  readonly links: number
  readonly records: number
  /** Hex hash of the last link; null where there is no ledger yet. Two equal ledgers have equal heads. */
  readonly head: string | null
  /** Those of the chain itself, then those of records in the order of the links; at most 100. */
  readonly faults: readonly LedgerFault[]
}

const LINKS_AT_ONCE = 50
const FAULTS_MAX = 100

/** What is wrong with a link, seen from the one before it. */
function linkFault(link: StoredLink, expectedNo: number, previousHash: Buffer): string | undefined {
  if (link.linkNo !== expectedNo) return 'it is missing'
  if (!link.previousHash.equals(previousHash)) return 'it does not follow from the link before it'
  if (!link.root.equals(treeOf(link.records).root)) return 'its root is not that of its records'
  if (!link.linkHash.equals(linkHash(link.previousHash, link.linkNo, link.root))) return 'its hash is not its own'
  return undefined
}

interface Chain {
  readonly faults: readonly LedgerFault[]
  readonly links: number
  readonly lastNo: number
  readonly lastHash: Buffer
}

/** Walks the links from `from` on, in order, some at a time. */
async function walkChain(
  tx: Tx,
  operationId: string,
  from: { readonly no: number; readonly hash: Buffer },
): Promise<Chain> {
  const faults: LedgerFault[] = []
  let [lastNo, lastHash, links] = [from.no, from.hash, 0]
  for (;;) {
    const some = await listLinks(tx, operationId, lastNo, LINKS_AT_ONCE)
    if (some.length === 0) return { faults, links, lastNo, lastHash }
    for (const link of some) {
      const text = linkFault(link, lastNo + 1, lastHash)
      if (text !== undefined && faults.length < FAULTS_MAX)
        faults.push({ linkNo: Math.min(link.linkNo, lastNo + 1), record: null, text })
      lastNo = link.linkNo
      lastHash = link.linkHash
      links += 1
    }
  }
}

const IS: Readonly<Record<'missing' | 'content' | 'extra', string>> = {
  missing: 'is sealed, but the row is not there',
  content: 'was changed after it was sealed, in what never changes',
  extra: 'stands in the table, but no link holds it',
}

/** `marking "UN|A" → "UN|B"`: the members of a standing that differ. */
function differenceOf(sealed: string, found: string): string {
  // Both are canonical JSON of one flat object, written by the ledger itself.
  const [before, now] = [parseFlat(sealed), parseFlat(found)]
  const names = [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name))
  return names.map((name) => `${name} ${before.get(name) ?? 'nothing'} → ${now.get(name) ?? 'nothing'}`).join(', ')
}

function parseFlat(text: string): ReadonlyMap<string, string> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return new Map()
    return new Map(Object.entries(value).map(([name, part]) => [name, JSON.stringify(part)]))
  } catch {
    return new Map()
  }
}

async function recordFaults(tx: Tx, operationId: string, isWhole: boolean): Promise<readonly LedgerFault[]> {
  const faults: LedgerFault[] = []
  for (const kind of RECORD_KINDS)
    for (const found of await listRecordFaults(tx, operationId, kind, { isWhole, limit: FAULTS_MAX })) {
      const text =
        found.fault === 'standing'
          ? `has another standing than was sealed: ${differenceOf(found.sealed ?? '', found.found ?? '')}`
          : found.fault === 'rule'
            ? (found.found ?? '')
            : IS[found.fault]
      faults.push({ linkNo: found.linkNo, record: { kind, id: found.id }, text })
    }
  const unknown = [...(await countSealed(tx))].filter(([kind]) => !RECORD_KINDS.some((known) => known === kind))
  for (const [kind, count] of unknown)
    faults.push({
      linkNo: null,
      record: null,
      text: `${count} records are of a kind that this version does not know: ${kind}`,
    })
  return faults
}

/** Faults of the chain first: where a link is gone, so is the last word on its records. Then by link. */
function inOrder(faults: readonly LedgerFault[]): readonly LedgerFault[] {
  const place = ({ linkNo, record }: LedgerFault): number =>
    record === null ? (linkNo ?? 0) - Number.MAX_SAFE_INTEGER : (linkNo ?? Number.MAX_SAFE_INTEGER)
  return faults.toSorted((a, b) => place(a) - place(b)).slice(0, FAULTS_MAX)
}

/**
 * Recomputes an operation's ledger: every link from the one before it, every record's hash from its typed columns. Reads
 * one state of the database, also while a server writes. `lastLinks`: only so many from the end, and then no search for rows
 * that no link holds. As the system: it says nothing of a record but its table, its id and what differs in its standing.
 */
export async function verifyLedger(db: Db, operation: Operation, lastLinks?: number): Promise<LedgerReport> {
  return withSystem(db, async (tx) => {
    await seeOneState(tx)
    const { id, slug } = operation
    const head = await findLedgerHead(tx, id)
    if (head === undefined) {
      const records = await countRecords(tx, id)
      const text = `${records} records, but no ledger: the next start of the server takes them in, if the data is older than the ledger`
      const faults = records === 0 ? [] : [{ linkNo: null, record: null, text }]
      return { slug, links: 0, records: 0, head: null, faults }
    }
    const fromNo = lastLinks === undefined ? 1 : Math.max(1, head.linkNo - lastLinks + 1)
    const [before] = fromNo === 1 ? [] : await listLinks(tx, id, fromNo - 2, 1)
    const start = before?.linkHash ?? Buffer.from(chainStart(id))
    const chain = await walkChain(tx, id, { no: fromNo - 1, hash: start })
    const faults = [...chain.faults]
    if (chain.lastNo !== head.linkNo || !chain.lastHash.equals(head.linkHash))
      faults.push({
        linkNo: head.linkNo,
        record: null,
        text: `the chain ends with link ${chain.lastNo}, its head says ${head.linkNo}${chain.lastNo === head.linkNo ? ' with another hash' : ''}`,
      })
    await layOutLedger(tx, id, fromNo)
    const counts = await countSealed(tx)
    faults.push(...(await recordFaults(tx, id, lastLinks === undefined)))
    return {
      slug,
      links: chain.links,
      records: [...counts.values()].reduce((sum, count) => sum + count, 0),
      head: head.linkHash.toString('hex'),
      faults: inOrder(faults),
    }
  })
}
