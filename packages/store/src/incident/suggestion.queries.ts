import {
  comparableWords,
  COMPARABLE_PRECISION_M,
  DUPLICATE_REACH,
  type Comparable,
  type Handler,
} from '@eirene/domain/incident'
import { isId } from '@eirene/domain/record'
import { TIME_PRECISIONS } from '@eirene/domain/time'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { CAN_WAIT, reachCondition } from './inbox.queries.ts'
import { mustBeOneOf } from './incident.queries.ts'

/** Two records near each other in space, time and kind, ready for the closer look of `duplicateReasons`. */
export interface ComparedPair {
  readonly record: Comparable
  readonly other: Comparable
  /** When the later of the two was recorded. */
  readonly since: string
  /** The place behind this pair in the list. */
  readonly cursor: string
}

/** A place in the list of pairs: behind the one of these records. */
export interface PairCursor {
  /** Microseconds since 1970: what PostgreSQL keeps. */
  readonly sinceUs: bigint
  readonly id: string
  readonly otherId: string
}

/** The cursor of a text `sinceUs.id.otherId`; undefined when it is none. */
export function parsePairCursor(text: string): PairCursor | undefined {
  const [, sinceUs = '', id = '', otherId = ''] = /^(\d{1,18})\.([0-9a-f-]{36})\.([0-9a-f-]{36})$/.exec(text) ?? []
  return isId(id) && isId(otherId) ? { sinceUs: BigInt(sinceUs), id, otherId } : undefined
}

/** Records whose neighbours are looked for at once, newest first, and pairs looked at closely. */
const FOCAL_MAX = 1_000
const PAIRS_MAX = 5_000
const DEGREE_M = 111_195

interface ComparableRow {
  readonly id: string
  readonly type_code: string
  readonly occurred_from: Date
  readonly occurred_to: Date | null
  readonly time_precision: string
  readonly lon: number | null
  readonly lat: number | null
  readonly precision_m: number | null
  readonly title: string
  readonly narrative: string
  readonly dataset: string | null
  readonly actors: readonly string[] | null
  readonly origin_keys: readonly string[] | null
}

function toComparable(row: ComparableRow): Comparable {
  const { lon, lat, precision_m: precisionM } = row
  return {
    id: row.id,
    typeCode: row.type_code,
    fromMs: row.occurred_from.getTime(),
    toMs: row.occurred_to === null ? null : row.occurred_to.getTime(),
    timePrecision: mustBeOneOf(TIME_PRECISIONS, row.time_precision),
    point: lon === null || lat === null || precisionM === null ? null : { lon, lat, precisionM },
    actors: row.actors ?? [],
    originKeys: row.origin_keys ?? [],
    words: comparableWords(`${row.title} ${row.narrative}`),
    dataset: row.dataset,
  }
}

async function listComparables(
  tx: Tx,
  operationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Comparable>> {
  const { rows } = await sql<ComparableRow>`
    select i.id, i.type_code, i.occurred_from, i.occurred_to, i.time_precision, i.lon, i.lat, i.precision_m, i.title, i.narrative,
      (select d.dataset || ' ' || d.release from dataset_import d where d.operation_id = i.operation_id and d.id = i.import_id) as dataset,
      (select array_agg(distinct a.name) from involvement v join actor a on a.operation_id = v.operation_id and a.id = v.actor_id
        where v.operation_id = i.operation_id and v.incident_id = i.id) as actors,
      (select array_agg(distinct r.origin_key) from incident_report l join report r on r.operation_id = l.operation_id and r.id = l.report_id
        where l.operation_id = i.operation_id and l.incident_id = i.id and r.origin_key is not null) as origin_keys
    from incident i where i.operation_id = ${operationId} and i.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, toComparable(row)]))
}

/**
 * Pairs that lie near each other, behind `after` in the order of their waiting: of one record (`of`), or of the mission's own
 * records that wait for somebody and that the person may merge, the newest `FOCAL_MAX` of them. Only what the transaction may see;
 * pairs that somebody put aside, and what is merged, refuted or rejected already, are left out. Not found: pairs on both sides of
 * the 180th meridian, and events that began more than two days before their neighbour and lasted until then.
 */
export async function listComparedPairs(
  tx: Tx,
  operationId: string,
  { person, of, after }: { readonly person: Handler; readonly of: string | null; readonly after: PairCursor | null },
): Promise<readonly ComparedPair[]> {
  const focal =
    of === null
      ? sql`${CAN_WAIT} and i.method = 'human' and i.state <> 'contested' and ${reachCondition(person, 'duplicates')}`
      : sql`i.id = ${of} and i.state not in ('duplicate', 'rejected')`
  // A pair of two whose neighbours are looked for comes once; of any other, only one of the two brings it.
  const once = of === null ? sql`(b.id < a.id or b.id not in (select id from a))` : sql`true`
  const reachM = sql`(case when a.import_id is null and b.import_id is null then ${DUPLICATE_REACH.mission.distanceM}::int
    else ${DUPLICATE_REACH.dataset.distanceM}::int end + a.precision_m + b.precision_m)`
  const beyond =
    after === null
      ? sql`true`
      : sql`(greatest(a.recorded_at, b.recorded_at), a.id, b.id)
          > ('epoch'::timestamptz + ${after.sinceUs}::bigint * interval '1 microsecond', ${after.id}::uuid, ${after.otherId}::uuid)`
  const { rows } = await sql<{ id: string; other: string; since: Date; since_us: bigint }>`
    with a as materialized (
      select i.id, i.import_id, split_part(i.type_code, '-', 1) as family, i.lon, i.lat, i.precision_m, i.recorded_at,
        i.occurred_from - interval '2 days' as near_from, i.occurred_from + interval '2 days' as near_to
      from incident i join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
      where i.operation_id = ${operationId} and i.superseded_at is null and i.precision_m <= ${COMPARABLE_PRECISION_M} and ${focal}
      order by i.recorded_at desc limit ${FOCAL_MAX}
    )
    select a.id, b.id as other, greatest(a.recorded_at, b.recorded_at) as since,
      (extract(epoch from greatest(a.recorded_at, b.recorded_at)) * 1000000)::bigint as since_us
    from a join lateral (
      select i.id, i.import_id, i.lon, i.lat, i.precision_m, i.recorded_at
      from incident i join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
      where i.operation_id = ${operationId} and i.superseded_at is null
        -- Bounds made beforehand: under row-level security one worked out here could not be looked up in the index of time.
        and i.occurred_from between a.near_from and a.near_to and i.id <> a.id and split_part(i.type_code, '-', 1) = a.family
        and i.precision_m <= ${COMPARABLE_PRECISION_M} and i.state not in ('duplicate', 'rejected', 'refuted')
        and ${reachCondition(person, 'duplicates')}
      offset 0
    ) b on ${once} and abs(b.lat - a.lat) * ${DEGREE_M} <= ${reachM}
      and abs(b.lon - a.lon) * ${DEGREE_M} * cos(radians(least(89, greatest(abs(a.lat), abs(b.lat))))) <= ${reachM}
    where not exists (select from suggestion_dismissal s where s.operation_id = ${operationId}
      and s.incident_id = least(a.id, b.id) and s.other_id = greatest(a.id, b.id)) and ${beyond}
    order by since, a.id, b.id limit ${PAIRS_MAX}`.execute(tx)
  const records = await listComparables(tx, operationId, [...new Set(rows.flatMap((row) => [row.id, row.other]))])
  return rows.flatMap(({ id, other, since, since_us: sinceUs }) => {
    const [left, right] = [records.get(id), records.get(other)]
    if (left === undefined || right === undefined) return []
    return [{ record: left, other: right, since: since.toISOString(), cursor: `${String(sinceUs)}.${id}.${other}` }]
  })
}

/** Notes that two records are two events: they are not suggested again. A second time changes nothing. */
export async function insertDismissal(
  tx: Tx,
  operationId: string,
  dismissal: {
    readonly ids: readonly [string, string]
    readonly reason: string
    readonly personId: string
    readonly at: Date
  },
): Promise<void> {
  const [incidentId = '', otherId = ''] = [...dismissal.ids].sort()
  await sql`insert into suggestion_dismissal (operation_id, incident_id, other_id, reason, person_id, dismissed_at)
    values (${operationId}, ${incidentId}, ${otherId}, ${dismissal.reason}, ${dismissal.personId}, ${dismissal.at})
    on conflict do nothing`.execute(tx)
}
