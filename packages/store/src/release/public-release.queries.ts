import type { Realm } from '@eirene/domain/access'
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

/** Under `withPublic`. Undefined alike for what does not exist, what did not leave, and what was taken back, of which a tombstone stays. */
export async function findPublicRelease(tx: Tx, id: string): Promise<PublicRelease | undefined> {
  const { rows } = await sql<PublicRelease>`
    select id, number, digest, decided_at as "decidedAt", content from release where id = ${id}`.execute(tx)
  return rows[0]
}

/** What stays of a release for everybody that was taken back. */
export interface PublicTombstone {
  readonly id: string
  readonly acronym: string
  readonly realm: Realm
  readonly number: string
  readonly releasedAt: Date
  readonly withdrawnAt: Date
  /** Null: not told. */
  readonly reason: string | null
}

const TOMBSTONE = sql`release_id as id, acronym, realm, number, released_at as "releasedAt", withdrawn_at as "withdrawnAt", reason`

/** Under `withPublic`, newest release first. */
export async function listPublicTombstones(tx: Tx, limit = 200): Promise<readonly PublicTombstone[]> {
  const { rows } = await sql<PublicTombstone>`
    select ${TOMBSTONE} from release_tombstone order by released_at desc, release_id limit ${limit}`.execute(tx)
  return rows
}

/** Under `withPublic`. */
export async function findPublicTombstone(tx: Tx, id: string): Promise<PublicTombstone | undefined> {
  const { rows } = await sql<PublicTombstone>`
    select ${TOMBSTONE} from release_tombstone where release_id = ${id}`.execute(tx)
  return rows[0]
}
