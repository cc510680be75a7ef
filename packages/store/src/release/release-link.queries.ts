import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { PublicRelease } from './public-release.queries.ts'

/** Keeps a link; of its secret only the hash. As the system. */
export async function insertReleaseLink(
  db: Db,
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
    })
    .execute()
}

/**
 * Opens a link: gives the released product behind it and notes that it was opened. Undefined alike for a link that never
 * was, that expired, that worked once already, and whose release was taken back. Two who open a one-time link at once: one gets it.
 */
export async function openReleaseLink(
  db: Db,
  tokenHash: Buffer,
  at: Date,
): Promise<(PublicRelease & { readonly linkId: string; readonly operationId: string }) | undefined> {
  const { rows } = await sql<PublicRelease & { readonly linkId: string; readonly operationId: string }>`
    update release_link l set opened_at = coalesce(l.opened_at, ${at})
    from release r
    where l.token_hash = ${tokenHash} and l.expires_at > ${at} and (not l.is_one_time or l.opened_at is null)
      and r.operation_id = l.operation_id and r.id = l.release_id and r.state = 'released'
    returning r.id, r.number, r.digest, r.decided_at as "decidedAt", r.content, l.id as "linkId",
      l.operation_id as "operationId"`.execute(db)
  return rows[0]
}
