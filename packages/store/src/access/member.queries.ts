import { sql } from 'kysely'
import type { Role } from '@eirene/domain/access'
import { ROLES } from '@eirene/domain/access'
import type { Db } from '../db/index.ts'

/** A person who has a part with content in an operation and may come in. */
export interface Member {
  readonly personId: string
  readonly displayName: string
  readonly roles: readonly Role[]
}

/** The people of an operation who may see anything of it, by name. As the system. */
export async function listMembers(db: Db, operationId: string): Promise<readonly Member[]> {
  const { rows } = await sql<{ id: string; display_name: string; roles: readonly string[] }>`
    select p.id, p.display_name, m.roles from membership m join person p on p.id = m.person_id
    where m.operation_id = ${operationId} and p.disabled_at is null and m.roles && ${ROLES.filter((role) => role !== 'ADM')}::text[]
    order by p.display_name, p.id`.execute(db)
  return rows.map((row) => ({
    personId: row.id,
    displayName: row.display_name,
    roles: ROLES.filter((role) => row.roles.includes(role)),
  }))
}
