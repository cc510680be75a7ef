import type { SituationRow } from '@eirene/domain/situation'
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/index.ts'
import { INCIDENT_SOURCE, toIncidentState } from '../incident/index.ts'
import { DATASET, IN_PICTURE } from './picture-filter.queries.ts'

interface PictureSqlRow {
  readonly id: string
  readonly at_us: bigint
  readonly type_code: string
  readonly state: string
  readonly lon: number | null
  readonly lat: number | null
  readonly precision_m: number | null
  readonly h3: bigint | null
  readonly place_name: string
  readonly adm1: string | null
  readonly country_iso3: string | null
  readonly marking_key: string
  readonly low: number | null
  readonly best: number | null
  readonly high: number | null
  readonly counting_rule: string | null
  readonly dataset: string
  readonly actor_ids: readonly string[] | null
}

const PICTURE_COLUMNS = sql`i.id, (extract(epoch from i.occurred_from) * 1000000)::bigint as at_us, i.type_code, i.state,
  i.lon, i.lat, i.precision_m, i.h3, i.place_name, i.adm1, i.country_iso3, m.marking_key,
  k.low, k.best, k.high, k.counting_rule, ${DATASET} as dataset,
  (select array_agg(distinct v.actor_id) from involvement v where v.operation_id = i.operation_id and v.incident_id = i.id) as actor_ids`

/** Names of the operation's actors by id: what `SituationRow.actors` is filled from. */
export type ActorNames = Map<string, string>

function toSituationRow(row: PictureSqlRow, names: ActorNames): SituationRow {
  const { lon, lat, precision_m: precisionM, low, best, high } = row
  return {
    id: row.id,
    occurredAtMs: Number(row.at_us / 1000n),
    typeCode: row.type_code,
    state: toIncidentState(row.state),
    killed: row.counting_rule === null ? null : { low, best, high },
    countingRule: row.counting_rule ?? '',
    point: lon === null || lat === null || precisionM === null ? null : { lon, lat, precisionM },
    h3: row.h3,
    actors: (row.actor_ids ?? []).map((id) => ({ id, name: names.get(id) ?? id })),
    dataset: row.dataset,
    marking: row.marking_key,
    placeName: row.place_name,
    adm1: row.adm1,
    countryIso3: row.country_iso3,
  }
}

/** Adds the names of actors that `names` does not hold yet. */
async function completeNames(
  db: Db,
  operationId: string,
  names: ActorNames,
  rows: readonly PictureSqlRow[],
): Promise<void> {
  const missing = new Set<string>()
  for (const row of rows) for (const id of row.actor_ids ?? []) if (!names.has(id)) missing.add(id)
  if (missing.size === 0) return
  const actors = await db
    .selectFrom('actor')
    .select(['id', 'name'])
    .where('operation_id', '=', operationId)
    .where('id', 'in', [...missing])
    .execute()
  for (const actor of actors) names.set(actor.id, actor.name)
}

/** Which incidents: all of the operation, those that an act of import (or its undoing) touched, or these. */
export type WhichIncidents = 'all' | { readonly importId: string } | { readonly ids: readonly string[] }

function whichCondition(which: WhichIncidents): RawBuilder<unknown> {
  if (which === 'all') return sql`true`
  if ('ids' in which) return sql`i.id = any(${[...which.ids]}::uuid[])`
  const { importId } = which
  // What the import had superseded no longer says so after the undoing: the rows that it brought still name it.
  return sql`(i.import_id = ${importId} or i.superseded_by_import = ${importId} or i.id in (
    select s.supersedes_id from incident s where s.operation_id = i.operation_id and s.import_id = ${importId}))`
}

/**
 * Rows of the operation's picture in the order of time, `batchRows` at a time, so that a million of them never lie in
 * memory as objects. As the system, outside row-level security: the access mask is applied to every scan.
 */
export async function* streamPictureRows(
  db: Db,
  operationId: string,
  which: WhichIncidents,
  { names, batchRows = 20_000 }: { readonly names: ActorNames; readonly batchRows?: number },
): AsyncGenerator<readonly SituationRow[]> {
  let last: PictureSqlRow | undefined
  for (;;) {
    const beyond =
      last === undefined
        ? sql`true`
        : sql`(i.occurred_from, i.id) > ('epoch'::timestamptz + ${last.at_us}::bigint * interval '1 microsecond', ${last.id}::uuid)`
    const { rows } = await sql<PictureSqlRow>`
      select ${PICTURE_COLUMNS} from ${INCIDENT_SOURCE}
      where i.operation_id = ${operationId} and ${IN_PICTURE} and ${whichCondition(which)} and ${beyond}
      order by i.occurred_from, i.id limit ${batchRows}`.execute(db)
    await completeNames(db, operationId, names, rows)
    if (rows.length > 0) yield rows.map((row) => toSituationRow(row, names))
    last = rows.at(-1)
    if (rows.length < batchRows) return
  }
}

/** Ids of those incidents that are not, or no longer, in the picture. As the system. */
export async function listIdsOutOfPicture(
  db: Db,
  operationId: string,
  which: WhichIncidents,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select i.id from incident i
    where i.operation_id = ${operationId} and ${whichCondition(which)} and not (${IN_PICTURE})`.execute(db)
  return rows.map((row) => row.id)
}
