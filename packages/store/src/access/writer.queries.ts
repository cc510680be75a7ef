import { ROLES, type Role } from '@eirene/domain/access'
import { sql, type QueryExecutorProvider } from 'kysely'
import { kept } from '../db/index.ts'
import type { Session } from './session.queries.ts'

/** Somebody who sends, as they were admitted. */
export interface Writer {
  readonly personId: string
  readonly tokenHash: Buffer
}

/** What a writer holds at the moment of writing. */
export interface WriterNow {
  /** Null: the session has ended, is a wallboard, or its person is disabled. */
  readonly session: Pick<Session, 'createdAt' | 'lastSeenAt' | 'isLocked' | 'validUntil' | 'wallboard'> | null
  /** Empty: no part in the operation. */
  readonly roles: readonly Role[]
}

/** The present standing of these writers in an operation, in their order, as this transaction sees it. As the system. */
export async function listWriters(
  tx: QueryExecutorProvider,
  operationId: string,
  writers: readonly Writer[],
): Promise<readonly WriterNow[]> {
  const { rows } = await sql<{
    created_at: Date | null
    last_seen_at: Date | null
    is_locked: boolean
    valid_until: Date | null
    roles: readonly string[] | null
  }>`
    select s.created_at, s.last_seen_at, s.locked_at is not null as is_locked, p.valid_until, m.roles
    from unnest(${writers.map((writer) => writer.tokenHash)}::bytea[], ${writers.map((writer) => writer.personId)}::uuid[])
      with ordinality as key (token_hash, person_id, n)
    left join (session s join person p on p.id = s.person_id and p.disabled_at is null)
      on s.token_hash = key.token_hash and s.person_id = key.person_id and s.ended_at is null and s.kind = 'person'
    left join membership m on m.operation_id = ${operationId} and m.person_id = key.person_id
    order by key.n`.execute(kept(tx))
  return rows.map((row) => ({
    session:
      row.created_at === null || row.last_seen_at === null
        ? null
        : {
            createdAt: row.created_at,
            lastSeenAt: row.last_seen_at,
            isLocked: row.is_locked,
            validUntil: row.valid_until,
            wallboard: null,
          },
    roles: ROLES.filter((role) => row.roles?.includes(role) === true),
  }))
}
