import { SEVERITIES, type PictureFilter } from '@eirene/domain/situation'
import { parseDayNo, startOfLocalDayMs } from '@eirene/domain/time'
import { sql, type RawBuilder } from 'kysely'

/** Rows that the picture holds: current ones that were not rejected. Over `INCIDENT_SOURCE` of store/incident. */
export const IN_PICTURE: RawBuilder<boolean> = sql<boolean>`i.superseded_at is null and i.state <> 'rejected'`

/** Dataset of an incident: that of its import, `mission` for the mission's own. */
export const DATASET: RawBuilder<string> = sql<string>`coalesce((select d.dataset from dataset_import d
  where d.operation_id = i.operation_id and d.id = i.import_id), 'mission')`

function startOfDay(day: string, zone: string): Date {
  const dayNo = parseDayNo(day)
  if (dayNo === undefined) throw new RangeError(`not a day: ${day}`)
  return new Date(startOfLocalDayMs(dayNo, zone))
}

/** Severity band of the figure `k`, as `severityOf` of domain/situation cuts it. */
const SEVERITY = sql<string>`case when k.best is null then ${SEVERITIES[0]} when k.best <= 0 then ${SEVERITIES[1]}
  when k.best < 5 then ${SEVERITIES[2]} when k.best < 25 then ${SEVERITIES[3]}
  when k.best < 100 then ${SEVERITIES[4]} else ${SEVERITIES[5]} end`

/**
 * The filter as a condition over `INCIDENT_SOURCE`. Of a polygon only its bounding box: the exact test is the caller's.
 * Days are local days of `zone`.
 */
export function pictureCondition(filter: PictureFilter, zone: string): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [IN_PICTURE]
  if (filter.fromOn !== undefined) parts.push(sql`i.occurred_from >= ${startOfDay(filter.fromOn, zone)}`)
  if (filter.toOn !== undefined) parts.push(sql`i.occurred_from < ${startOfDay(filter.toOn, zone)}`)
  if (filter.polygon !== undefined) {
    const lons = filter.polygon.map(([lon]) => lon)
    const lats = filter.polygon.map(([, lat]) => lat)
    parts.push(
      sql`i.lon between ${Math.min(...lons)} and ${Math.max(...lons)} and i.lat between ${Math.min(...lats)} and ${Math.max(...lats)}`,
    )
  }
  if (filter.types !== undefined)
    parts.push(
      sql`(i.type_code = any(${[...filter.types]}::text[]) or split_part(i.type_code, '-', 1) = any(${[...filter.types]}::text[]))`,
    )
  if (filter.states !== undefined) parts.push(sql`i.state = any(${[...filter.states]}::text[])`)
  if (filter.severities !== undefined) parts.push(sql`${SEVERITY} = any(${[...filter.severities]}::text[])`)
  if (filter.datasets !== undefined) parts.push(sql`${DATASET} = any(${[...filter.datasets]}::text[])`)
  if (filter.actorIds !== undefined)
    parts.push(sql`exists (select from involvement v where v.operation_id = i.operation_id and v.incident_id = i.id
      and v.actor_id = any(${[...filter.actorIds]}::uuid[]))`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}
