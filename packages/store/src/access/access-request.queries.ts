import { COMPARTMENTS, POLICIES, ROLES, type AwaitedHolding, type Policy } from '@eirene/domain/access'
import type { Db } from '../db/index.ts'

/** What one person asked for another, and nobody has decided. */
export interface AccessRequest extends AwaitedHolding {
  readonly id: string
  readonly operationId: string
  readonly personId: string
  readonly askedBy: string
  readonly askedAt: Date
  readonly reason: string
}

/** Adds a request; an open one for the same person is withdrawn by it. */
export async function insertAccessRequest(db: Db, request: AccessRequest): Promise<void> {
  await withdrawAccessRequests(db, request.operationId, request.personId, request.askedAt)
  await db
    .insertInto('access_request')
    .values({
      operation_id: request.operationId,
      id: request.id,
      person_id: request.personId,
      asked_by: request.askedBy,
      asked_at: request.askedAt,
      reason: request.reason,
      roles: [...request.roles],
      compartments: [...request.compartments],
      clearances: JSON.stringify(request.clearances),
      organisation: request.organisation,
      decision: null,
      decided_by: null,
      decided_at: null,
    })
    .execute()
}

/** Closes what is still asked for a person in an operation: something newer takes its place. Safe to repeat. */
export async function withdrawAccessRequests(db: Db, operationId: string, personId: string, at: Date): Promise<void> {
  await db
    .updateTable('access_request')
    .set({ decision: 'withdrawn', decided_at: at })
    .where('operation_id', '=', operationId)
    .where('person_id', '=', personId)
    .where('decision', 'is', null)
    .execute()
}

/** Decides an open request. False when it was decided meanwhile. */
export async function decideAccessRequest(
  db: Db,
  { operationId, id }: Pick<AccessRequest, 'operationId' | 'id'>,
  decided: { readonly decision: 'granted' | 'refused'; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('access_request')
    .set({ decision: decided.decision, decided_by: decided.by, decided_at: decided.at })
    .where('operation_id', '=', operationId)
    .where('id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The open requests of an operation, oldest first; at most one for each person. */
export async function listOpenRequests(db: Db, operationId: string): Promise<readonly AccessRequest[]> {
  const rows = await db
    .selectFrom('access_request')
    .selectAll()
    .where('operation_id', '=', operationId)
    .where('decision', 'is', null)
    .orderBy('asked_at')
    .orderBy('id')
    .limit(1000)
    .execute()
  return rows.map((row) => {
    // JSON that insertAccessRequest wrote.
    const clearances = row.clearances as Readonly<Record<string, string>>
    const held: Partial<Record<Policy, string>> = {}
    for (const policy of POLICIES) {
      const level = clearances[policy]
      if (level !== undefined) held[policy] = level
    }
    return {
      id: row.id,
      operationId: row.operation_id,
      personId: row.person_id,
      askedBy: row.asked_by,
      askedAt: row.asked_at,
      reason: row.reason,
      roles: ROLES.filter((role) => row.roles.includes(role)),
      compartments: COMPARTMENTS.filter((compartment) => row.compartments.includes(compartment)),
      clearances: held,
      organisation: row.organisation,
    }
  })
}
