import { createHash, hash } from 'node:crypto'
import type { BackupTable } from '@eirene/store/backup'

const LANES = 8
const LANE = 2 ** 32
/** So many rows fit into a lane's exact integers before the carries must be taken. */
const CARRY_EVERY = 1_000_000

/** Digest of a table's rows that does not depend on their order: equal for equal rows and for nothing else. */
export interface RowDigest {
  /** Takes rows as COPY writes them; a row may come in several parts. */
  readonly update: (part: Buffer) => void
  readonly rows: () => number
  /** SHA-256 over the table's name, columns, number of rows and the sum of the rows' SHA-256, as hex. */
  readonly digest: () => string
}

/**
 * The rows' SHA-256 are added modulo 2^256: the sum is the same in whatever order PostgreSQL keeps the rows, needs no
 * sorting and no memory, and counts a row that stands twice twice. It finds every accident and every careless hand; the
 * seal of the file, not this sum, is what keeps out somebody who computes collisions.
 */
export function rowDigest({ name, columns }: BackupTable): RowDigest {
  const sum = new Float64Array(LANES)
  let rows = 0
  let rest = Buffer.alloc(0)
  const add = (row: Buffer): void => {
    const one = hash('sha256', row, 'buffer')
    for (let lane = 0; lane < LANES; lane++) sum[lane] = (sum[lane] ?? 0) + one.readUInt32BE(lane * 4)
    rows += 1
    if (rows % CARRY_EVERY === 0) carry(sum)
  }
  return {
    update: (part) => {
      const text = rest.length === 0 ? part : Buffer.concat([rest, part])
      let from = 0
      for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10, from)) {
        add(text.subarray(from, end))
        from = end + 1
      }
      rest = Buffer.from(text.subarray(from))
    },
    rows: () => rows,
    digest: () => {
      if (rest.length > 0) throw new Error(`the rows of ${name} end in the middle of one`)
      carry(sum)
      const head = JSON.stringify([name, columns, rows])
      return createHash('sha256')
        .update(head)
        .update(Buffer.from(new BigUint64Array(Array.from(sum, BigInt)).buffer))
        .digest('hex')
    },
  }
}

/** Brings every lane under 2^32; what goes beyond the first is dropped: modulo 2^256. */
function carry(sum: Float64Array): void {
  for (let lane = LANES - 1; lane >= 0; lane--) {
    const value = sum[lane] ?? 0
    sum[lane] = value % LANE
    if (lane > 0) sum[lane - 1] = (sum[lane - 1] ?? 0) + Math.floor(value / LANE)
  }
}
