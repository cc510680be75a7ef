import { sql } from 'kysely'
import type { Db, Tx } from '../db/index.ts'
import type { PublicRelease } from './public-release.queries.ts'

/** Keeps a link; of its secret only the hash. As the system. */
export async function insertReleaseLink(
  db: Db | Tx,
  link: {
    readonly operationId: string
    readonly id: string
    readonly releaseId: string
    readonly tokenHash: Buffer
    readonly toWhom: string
    readonly isOneTime: boolean
    readonly madeBy: string
    readonly madeAt: Date
    readonly expiresAt: Date
  },
): Promise<void> {
  await db
    .insertInto('release_link')
    .values({
      operation_id: link.operationId,
      id: link.id,
      release_id: link.releaseId,
      token_hash: link.tokenHash,
      to_whom: link.toWhom,
      is_one_time: link.isOneTime,
      made_by: link.madeBy,
      made_at: link.madeAt,
      expires_at: link.expiresAt,
      ended_by: null,
    })
    .execute()
}

/**
 * Opens a link: gives the released product behind it and notes that it was opened. Undefined alike for a link that never
 * was, that expired or was ended, that worked once already, and whose release was taken back. Two who open a one-time link at once: one gets it.
 */
export async function openReleaseLink(
  db: Db | Tx,
  tokenHash: Buffer,
  at: Date,
): Promise<(PublicRelease & { readonly linkId: string; readonly operationId: string }) | undefined> {
  const { rows } = await sql<PublicRelease & { readonly linkId: string; readonly operationId: string }>`
    update release_link l set opened_at = coalesce(l.opened_at, ${at}), last_opened_at = ${at}
    from release r
    where l.token_hash = ${tokenHash} and l.expires_at > ${at} and l.ended_at is null and (not l.is_one_time or l.opened_at is null)
      and r.operation_id = l.operation_id and r.id = l.release_id and r.state = 'released'
    returning r.id, r.number, r.digest, r.decided_at as "decidedAt", r.content, l.id as "linkId",
      l.operation_id as "operationId"`.execute(db)
  return rows[0]
}

/** A link without its secret, with people by their ids. */
export interface StoredReleaseLink {
  readonly id: string
  readonly toWhom: string
  readonly isOneTime: boolean
  readonly madeBy: string
  readonly madeAt: Date
  readonly expiresAt: Date
  readonly openedAt: Date | null
  readonly lastOpenedAt: Date | null
  readonly endedBy: string | null
  readonly endedAt: Date | null
}

/** The links of a release, newest first, at most 200. As the system. */
export async function listReleaseLinks(
  db: Db | Tx,
  operationId: string,
  releaseId: string,
): Promise<readonly StoredReleaseLink[]> {
  const { rows } = await sql<StoredReleaseLink>`
    select id, to_whom as "toWhom", is_one_time as "isOneTime", made_by as "madeBy", made_at as "madeAt",
      expires_at as "expiresAt", opened_at as "openedAt", last_opened_at as "lastOpenedAt", ended_by as "endedBy",
      ended_at as "endedAt"
    from release_link where operation_id = ${operationId} and release_id = ${releaseId}
    order by made_at desc, id desc limit 200`.execute(db)
  return rows
}

/** Ends a link of a release before its time. Again keeps the first end. 'unknown': the release has no such link. As the system. */
export async function endReleaseLink(
  tx: Tx,
  link: { readonly operationId: string; readonly releaseId: string; readonly id: string },
  by: { readonly personId: string; readonly at: Date },
): Promise<'ended' | 'was_ended' | 'unknown'> {
  const { rows } = await sql<{ readonly isOpen: boolean }>`
    select ended_at is null as "isOpen" from release_link
    where operation_id = ${link.operationId} and release_id = ${link.releaseId} and id = ${link.id} for update`.execute(
    tx,
  )
  const [found] = rows
  if (found?.isOpen !== true) return found === undefined ? 'unknown' : 'was_ended'
  await sql`
    update release_link set ended_at = ${by.at}, ended_by = ${by.personId}
    where operation_id = ${link.operationId} and id = ${link.id}`.execute(tx)
  return 'ended'
}
