import {
  CAVEATS,
  COMPARTMENTS,
  isWithinAccreditation,
  markingKey,
  POLICIES,
  readableMarkings,
  REALMS,
  type Marking,
  type NumberedMarking,
  type Reader,
} from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { sql } from 'kysely'
import type { Db, Scope, Tx } from '../db/index.ts'

interface MarkingRow {
  readonly operation_id: string
  readonly realm: string
  readonly policy: string
  readonly level: string
  readonly releasable_to: readonly string[]
  readonly compartments: readonly string[]
  readonly caveats: readonly string[]
}

function mustBeOneOf<T extends string>(set: readonly T[], value: string): T {
  const found = set.find((candidate) => candidate === value)
  // A value that this version does not know must not be dropped: without it the marking would let more people read.
  if (found === undefined) throw new Error(`marking holds an unknown value: ${value}`)
  return found
}

/**
 * A marking from its row. Throws for a value that this version does not know: dropped, it would let more people read.
 */
export function toMarking(row: MarkingRow): Marking {
  return {
    operationId: row.operation_id,
    realm: mustBeOneOf(REALMS, row.realm),
    policy: mustBeOneOf(POLICIES, row.policy),
    level: row.level,
    releasableTo: row.releasable_to,
    compartments: row.compartments.map((value) => mustBeOneOf(COMPARTMENTS, value)),
    caveats: row.caveats.map((value) => mustBeOneOf(CAVEATS, value)),
  }
}

/** The operation's dictionary of distinct markings, by number. As the system: it decides what a reader may read. */
export async function listMarkings(db: Db, operationId: string): Promise<readonly NumberedMarking[]> {
  const rows = await db
    .selectFrom('marking')
    .selectAll()
    .where('operation_id', '=', operationId)
    .orderBy('marking_no')
    .execute()
  return rows.map((row) => ({ markingNo: row.marking_no, marking: toMarking(row) }))
}

/**
 * The numbers of these markings in the operation's dictionary, by `markingKey`; new ones are added. As the system.
 * Writers that come at once wait for each other (a lock per operation until the transaction ends), so numbers have no
 * gaps and no marking gets two. Throws Problem 'access.above_accreditation' for a level that may not be stored here (N10).
 */
export async function numberMarkings(
  tx: Tx,
  operationId: string,
  markings: readonly Marking[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Map(markings.map((marking) => [markingKey(marking), marking]))
  for (const marking of wanted.values()) {
    if (marking.operationId !== operationId) throw new Error('marking of another operation')
    if (!isWithinAccreditation(marking))
      throw new Problem('access.above_accreditation', `This system may not hold ${marking.level} material.`, {
        policy: marking.policy,
        level: marking.level,
      })
  }
  const known = await knownNumbers(tx, operationId)
  if ([...wanted.keys()].every((key) => known.has(key))) return known

  await sql`select pg_advisory_xact_lock(4711002, hashtext(${operationId}))`.execute(tx)
  const numbers = new Map(await knownNumbers(tx, operationId))
  let next = numbers.size === 0 ? 0 : Math.max(...numbers.values()) + 1
  for (const [key, marking] of wanted) {
    if (numbers.has(key)) continue
    await tx
      .insertInto('marking')
      .values({
        operation_id: operationId,
        marking_no: next,
        marking_key: key,
        realm: marking.realm,
        policy: marking.policy,
        level: marking.level,
        releasable_to: [...marking.releasableTo],
        compartments: [...marking.compartments],
        caveats: [...marking.caveats],
      })
      .execute()
    numbers.set(key, next)
    next += 1
  }
  return numbers
}

async function knownNumbers(db: Db, operationId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('marking')
    .select(['marking_key', 'marking_no'])
    .where('operation_id', '=', operationId)
    .execute()
  return new Map(rows.map((row) => [row.marking_key, row.marking_no]))
}

/** What a transaction of this reader in this operation may see: the decision, taken for each entry of the dictionary. */
export async function scopeOf(db: Db, reader: Reader, operationId: string): Promise<Scope> {
  const dictionary = await listMarkings(db, operationId)
  return { operationId, markingNos: readableMarkings(reader, dictionary), personId: reader.personId }
}
