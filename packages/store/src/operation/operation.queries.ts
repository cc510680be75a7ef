import { REALMS, type Realm } from '@eirene/domain/access'
import type { Geography, Operation } from '@eirene/domain/operation'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/index.ts'

interface OperationRow {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly acronym: string
  readonly realm: string
  readonly time_zone: string
  readonly host_countries_iso3: readonly string[]
  readonly library_id: string | null
  readonly created_at: Date
}

const COLUMNS = [
  'id',
  'slug',
  'name',
  'acronym',
  'realm',
  'time_zone',
  'host_countries_iso3',
  'library_id',
  'created_at',
] as const

function toRealm(text: string): Realm {
  const realm = REALMS.find((candidate) => candidate === text)
  if (realm === undefined) throw new Error(`unknown realm: ${text}`)
  return realm
}

function toOperation(row: OperationRow): Operation {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    acronym: row.acronym,
    realm: toRealm(row.realm),
    timeZone: row.time_zone,
    hostCountriesIso3: row.host_countries_iso3,
    libraryId: row.library_id,
    createdAt: row.created_at.toISOString(),
  }
}

/** Adds an operation. A slug that is taken already breaks the unique key; `findOperation` asks first. */
export async function insertOperation(db: Db, operation: Operation, geography: Geography | null = null): Promise<void> {
  await db
    .insertInto('operation')
    .values({
      id: operation.id,
      slug: operation.slug,
      name: operation.name,
      acronym: operation.acronym,
      realm: operation.realm,
      time_zone: operation.timeZone,
      host_countries_iso3: [...operation.hostCountriesIso3],
      library_id: operation.libraryId,
      geography: geography === null ? null : JSON.stringify(geography),
      created_at: operation.createdAt,
    })
    .execute()
}

/** As the system: whoever serves a person asks for the operations of that person. */
export async function findOperation(db: Db, slug: string): Promise<Operation | undefined> {
  const row = await db.selectFrom('operation').select(COLUMNS).where('slug', '=', slug).executeTakeFirst()
  return row && toOperation(row)
}

/** Every operation, by slug. As the system. */
export async function listOperations(db: Db): Promise<readonly Operation[]> {
  const rows = await db.selectFrom('operation').select(COLUMNS).orderBy('slug').execute()
  return rows.map(toOperation)
}

/** The operations in which a person has any role, by slug. */
export async function listOperationsOf(db: Db, personId: string): Promise<readonly Operation[]> {
  const rows = await db
    .selectFrom('operation')
    .innerJoin('membership', 'membership.operation_id', 'operation.id')
    .select(COLUMNS)
    .where('membership.person_id', '=', personId)
    .orderBy('slug')
    .execute()
  return rows.map(toOperation)
}

/** One operation of a person; undefined alike when it does not exist and when the person has no part in it. */
export async function findOperationOf(db: Db, personId: string, slug: string): Promise<Operation | undefined> {
  const row = await db
    .selectFrom('operation')
    .innerJoin('membership', 'membership.operation_id', 'operation.id')
    .select(COLUMNS)
    .where('membership.person_id', '=', personId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row && toOperation(row)
}

/** GeoJSON layers of the operation; null when the base map is enough. */
export async function findGeography(tx: Tx, operationId: string): Promise<Geography | null> {
  const row = await tx.selectFrom('operation').select('geography').where('id', '=', operationId).executeTakeFirst()
  const geography = row?.geography
  return typeof geography === 'object' && geography !== null ? (geography as Geography) : null // JSON that insertOperation wrote
}

/** West, south, east, north of the incidents that the transaction may see; null when none has a place. */
export async function findBounds(
  tx: Tx,
  operationId: string,
): Promise<readonly [west: number, south: number, east: number, north: number] | null> {
  const { rows } = await sql<{ west: number | null; south: number; east: number; north: number }>`
    select min(lon) as west, min(lat) as south, max(lon) as east, max(lat) as north
    from incident where operation_id = ${operationId} and superseded_at is null`.execute(tx)
  const [row] = rows
  return row === undefined || row.west === null ? null : [row.west, row.south, row.east, row.north]
}
