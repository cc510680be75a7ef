import type { ReleaseContent } from '@eirene/domain/release'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/** A released product for everybody. */
export interface PublicRelease {
  readonly id: string
  readonly number: string
  readonly digest: string
  readonly decidedAt: Date
  readonly content: ReleaseContent
}

/** Under `withPublic`: the database itself shows this role nothing but released rows for everybody. Newest first. */
export async function listPublicReleases(tx: Tx, limit = 200): Promise<readonly PublicRelease[]> {
  const { rows } = await sql<PublicRelease>`
    select id, number, digest, decided_at as "decidedAt", content from release
    order by decided_at desc, id limit ${limit}`.execute(tx)
  return rows
}

/** Under `withPublic`. Undefined alike for what does not exist, what did not leave, and what was taken back. */
export async function findPublicRelease(tx: Tx, id: string): Promise<PublicRelease | undefined> {
  const { rows } = await sql<PublicRelease>`
    select id, number, digest, decided_at as "decidedAt", content from release where id = ${id}`.execute(tx)
  return rows[0]
}
