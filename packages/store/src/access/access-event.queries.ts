import type { AccessEventKind } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import { sql } from 'kysely'
import type { Db } from '../db/index.ts'

/** Adds a line to the log of access. `detail` never holds a password, a token or the content of a record. */
export async function insertAccessEvent(
  db: Db,
  event: {
    readonly kind: AccessEventKind
    readonly at: Date
    /** Whom it concerns. */
    readonly personId: string | null
    readonly detail: Readonly<Record<string, unknown>>
    /** Who did it to them; left out: they themselves, or who keeps the machine. */
    readonly actorId?: string
    /** Left out: concerns no single operation. */
    readonly operationId?: string
  },
): Promise<void> {
  await db
    .insertInto('access_event')
    .values({
      id: mintId(),
      at: event.at,
      person_id: event.personId,
      kind: event.kind,
      detail: JSON.stringify(event.detail),
      actor_id: event.actorId ?? null,
      concerns_operation: event.operationId ?? null,
    })
    .execute()
}

export interface AccessEventLine {
  readonly id: string
  readonly at: Date
  readonly kind: string
  readonly personId: string | null
  readonly actorId: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** Tries to come in: nobody's where the name that was tried is nobody's. */
const TRIES: readonly AccessEventKind[] = ['sign_in.refused', 'sign_in.limited']

/**
 * The log of one operation, newest first: what names the operation; what names none but concerns a person with a part in
 * it (sign-in, sessions, passkeys); and tries to come in as nobody who is known, which concern every operation. Ids are minted by time, so that `beforeId` goes on where a page ended.
 */
export async function listAccessEvents(
  db: Db,
  which: {
    readonly operationId: string
    readonly personId?: string
    readonly kind?: string
    readonly from?: Date
    readonly to?: Date
    readonly beforeId?: string
    readonly limit: number
  },
): Promise<readonly AccessEventLine[]> {
  const rows = await db
    .selectFrom('access_event as e')
    .select(['e.id', 'e.at', 'e.kind', 'e.person_id', 'e.actor_id', 'e.detail'])
    .where((eb) =>
      eb.or([
        eb('e.concerns_operation', '=', which.operationId),
        eb.and([
          eb('e.concerns_operation', 'is', null),
          eb.exists(
            eb
              .selectFrom('membership as m')
              .select(sql`1`.as('one'))
              .where('m.operation_id', '=', which.operationId)
              .whereRef('m.person_id', '=', 'e.person_id'),
          ),
        ]),
        eb.and([eb('e.concerns_operation', 'is', null), eb('e.person_id', 'is', null), eb('e.kind', 'in', TRIES)]),
      ]),
    )
    .$if(which.personId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('e.person_id', '=', which.personId ?? ''), eb('e.actor_id', '=', which.personId ?? '')]),
      ),
    )
    .$if(which.kind !== undefined, (query) => query.where('e.kind', '=', which.kind ?? ''))
    .$if(which.from !== undefined, (query) => query.where('e.at', '>=', which.from ?? new Date(0)))
    .$if(which.to !== undefined, (query) => query.where('e.at', '<', which.to ?? new Date(0)))
    .$if(which.beforeId !== undefined, (query) => query.where('e.id', '<', which.beforeId ?? ''))
    .orderBy('e.id', 'desc')
    .limit(which.limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    personId: row.person_id,
    actorId: row.actor_id,
    // A JSON object: insertAccessEvent wrote it.
    detail: row.detail as Readonly<Record<string, unknown>>,
  }))
}

/** When the newest act was logged, by the clock of the machine that logged it; null when none was. */
export async function findNewestEvent(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('access_event')
    .select(({ fn }) => fn.max('at').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}
