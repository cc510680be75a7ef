import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** A step of a Merkle path: the other half, and on which side it stands. Hex SHA-256. */
export interface MerklePathStep {
  readonly side: 'left' | 'right'
  readonly hash: string
}

/** Each kind of hash begins with a byte of its own, so that none can ever be passed off as another (RFC 9162, 2.1.1). */
const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)
const LINK = Uint8Array.of(2)
const START = Uint8Array.of(3)

/**
 * Hash of a record: of the SHA-256 of its canonical text, and of its standing (the canonical text of what may change: marking,
 * superseded), empty for a record that has none.
 *
 * Shapes   32 bytes each, in and out.
 */
export function recordHash(contentHash: Uint8Array, standing: string): Uint8Array {
  return sha256(concatBytes(contentHash, utf8ToBytes(standing)))
}

/** SHA-256 of a canonical text: what `recordHash` takes. */
export function contentHash(canonicalText: string): Uint8Array {
  return sha256(utf8ToBytes(canonicalText))
}

function leafHash(hash: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF, hash))
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE, left, right))
}

/** The level above: neighbours joined; the last one of an odd number goes up as it is, and is never doubled. */
function levelAbove(level: readonly Uint8Array[]): readonly Uint8Array[] {
  const above: Uint8Array[] = []
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i] ?? LEAF
    const right = level[i + 1]
    above.push(right === undefined ? left : nodeHash(left, right))
  }
  return above
}

/** The tree over the records of a link. */
export interface MerkleTree {
  /** 32 bytes; of a single record its leaf hash. */
  readonly root: Uint8Array
  /** From record number `index` (0 for the first) to the root, nearest first. RangeError when there is no such record. */
  readonly pathOf: (index: number) => readonly MerklePathStep[]
}

/**
 * The tree over record hashes in their order. Doubling the last of an odd number would give two lists one root
 * (CVE-2012-2459): it goes up alone instead.
 *
 * Errors   RangeError for an empty list: a link holds at least one record.
 */
export function merkleTree(records: readonly Uint8Array[]): MerkleTree {
  const levels: (readonly Uint8Array[])[] = [records.map(leafHash)]
  for (let level = levels[0]; level !== undefined && level.length > 1; level = levels.at(-1))
    levels.push(levelAbove(level))
  const root = levels.at(-1)?.[0]
  if (root === undefined) throw new RangeError('a link holds at least one record')
  return { root, pathOf: (index) => pathThrough(levels, index) }
}

function pathThrough(levels: readonly (readonly Uint8Array[])[], index: number): readonly MerklePathStep[] {
  if (levels[0]?.[index] === undefined) throw new RangeError(`no record ${index}`)
  const path: MerklePathStep[] = []
  levels.forEach((level, height) => {
    const at = index >> height
    const other = level[at ^ 1]
    if (other !== undefined) path.push({ side: at % 2 === 0 ? 'right' : 'left', hash: bytesToHex(other) })
  })
  return path
}

/** What stands before the first link of an operation's chain: bound to the operation, so that chains cannot be exchanged. */
export function chainStart(operationId: string): Uint8Array {
  return sha256(concatBytes(START, utf8ToBytes(operationId)))
}

/**
 * Hash of a link: over the hash of the link before it, its number (1 for the first) and its root. So neither the order nor
 * the length of the chain can be changed without a change of every hash that follows.
 *
 * Shapes   32 bytes each; the number as 8 bytes, most significant first.
 */
export function linkHash(previousLinkHash: Uint8Array, linkNo: number, root: Uint8Array): Uint8Array {
  const number = new Uint8Array(8)
  new DataView(number.buffer).setBigUint64(0, BigInt(linkNo))
  return sha256(concatBytes(LINK, previousLinkHash, number, root))
}

/** The parts of a proof that are checked; `LedgerProof` of domain/report is one. */
export interface ProofParts {
  readonly recordHash: string
  readonly path: readonly MerklePathStep[]
  readonly root: string
  readonly linkNo: number
  readonly previousLinkHash: string
  readonly linkHash: string
}

const HEX_HASH = /^[0-9a-f]{64}$/

/**
 * Whether the path leads from the record to the root, and root, number and previous link make the link's hash. That the link
 * stands in the ledger is told by comparing its hash with the ledger's, or with any other receipt of the same link.
 */
export function verifyProof(proof: ProofParts): boolean {
  const hashes = [proof.recordHash, proof.root, proof.previousLinkHash, proof.linkHash]
  if (![...hashes, ...proof.path.map((step) => step.hash)].every((hash) => HEX_HASH.test(hash))) return false
  let hash = leafHash(hexToBytes(proof.recordHash))
  for (const step of proof.path) {
    const other = hexToBytes(step.hash)
    hash = step.side === 'left' ? nodeHash(other, hash) : nodeHash(hash, other)
  }
  if (bytesToHex(hash) !== proof.root || !Number.isSafeInteger(proof.linkNo) || proof.linkNo < 1) return false
  return bytesToHex(linkHash(hexToBytes(proof.previousLinkHash), proof.linkNo, hash)) === proof.linkHash
}
