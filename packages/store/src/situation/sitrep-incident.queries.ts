import type { Marking } from '@eirene/domain/access'
import type { IncidentState } from '@eirene/domain/incident'
import type { IncidentPlace } from '@eirene/domain/place'
import type { ValidTime } from '@eirene/domain/time'
import { sql } from 'kysely'
import { toMarking } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { INCIDENT_COLUMNS, INCIDENT_SOURCE, toIncidentRow, type IncidentSqlRow } from '../incident/index.ts'
import { STANDING_GRADE } from '../report/index.ts'
import { IN_PICTURE } from './picture-filter.queries.ts'

/** An incident as a situation report may use it, with the reports that it rests on, each under its own marking. */
export interface SitrepIncidentRow {
  readonly id: string
  readonly marking: Marking
  readonly typeCode: string
  readonly occurred: ValidTime
  readonly place: IncidentPlace
  readonly state: IncidentState
  /** All people killed, by counting rule. */
  readonly killed: readonly {
    readonly countingRule: string
    readonly low: number | null
    readonly best: number | null
    readonly high: number | null
  }[]
  readonly actors: readonly { readonly name: string; readonly role: string }[]
  readonly reports: readonly SitrepReportRow[]
}

interface SitrepReportRow {
  readonly marking: Marking
  readonly reportId: string
  readonly dataset: string | null
  readonly release: string | null
  readonly externalId: string | null
  readonly rowNo: number | null
  readonly reliability: string
  readonly credibility: number
  readonly source: {
    readonly code: string
    readonly name: string
    readonly kind: string
    readonly citation: string | null
    readonly url: string | null
    readonly machineGenerated: boolean
  }
}

interface ReportJson extends Omit<SitrepReportRow, 'marking'> {
  readonly marking: Parameters<typeof toMarking>[0]
}

const ACTORS = sql`(select json_agg(json_build_object('name', a.name, 'role', v.role) order by v.role, a.name)
  from involvement v join actor a on a.operation_id = v.operation_id and a.id = v.actor_id
  where v.operation_id = i.operation_id and v.incident_id = i.id)`

const KILLED = sql`(select json_agg(json_build_object('countingRule', h.counting_rule, 'low', h.low, 'best', h.best, 'high', h.high) order by h.counting_rule)
  from harm h where h.operation_id = i.operation_id and h.incident_id = i.id
    and h.category = 'killed' and h.group_code = 'all' and h.sex is null and h.age_band is null)`

const REPORTS = sql`(select json_agg(json_build_object('reportId', r.id, 'dataset', r.dataset, 'release', r.release,
    'externalId', r.external_id, 'rowNo', r.row_no, 'reliability', coalesce(g.reliability, r.reliability),
    'credibility', coalesce(g.credibility, r.credibility),
    'source', json_build_object('code', s.code, 'name', s.name, 'kind', s.kind, 'citation', s.citation, 'url', s.url,
      'machineGenerated', s.machine_generated),
    'marking', json_build_object('operation_id', rm.operation_id, 'realm', rm.realm, 'policy', rm.policy, 'level', rm.level,
      'releasable_to', rm.releasable_to, 'compartments', rm.compartments, 'caveats', rm.caveats)) order by r.recorded_at, r.id)
  from incident_report l
  join report r on r.operation_id = l.operation_id and r.id = l.report_id and r.superseded_at is null
  join source s on s.operation_id = r.operation_id and s.id = r.source_id
  join marking rm on rm.operation_id = r.operation_id and rm.marking_no = r.marking_no
  left join lateral (${STANDING_GRADE}) g on true
  where l.operation_id = i.operation_id and l.incident_id = i.id)`

/**
 * Incidents of the picture that began in [from, to) and that the transaction may see, oldest first. Records in
 * compartments are left out here already: a general product never rests on them.
 */
export async function listSitrepIncidents(
  tx: Tx,
  operationId: string,
  from: string,
  to: string,
): Promise<readonly SitrepIncidentRow[]> {
  const { rows } = await sql<
    IncidentSqlRow & {
      readonly killed: SitrepIncidentRow['killed'] | null
      readonly actors: SitrepIncidentRow['actors'] | null
      readonly reports: readonly ReportJson[] | null
    }
  >`
    select ${INCIDENT_COLUMNS}, ${KILLED} as killed, ${ACTORS} as actors, ${REPORTS} as reports
    from ${INCIDENT_SOURCE}
    where i.operation_id = ${operationId} and ${IN_PICTURE} and m.compartments = '{}'
      and i.occurred_from >= ${from}::timestamptz and i.occurred_from < ${to}::timestamptz
    order by i.occurred_from, i.id`.execute(tx)
  return rows.map((row) => {
    const { id, typeCode, occurred, place, state, marking } = toIncidentRow(row)
    return {
      id,
      marking,
      typeCode,
      occurred,
      place,
      state,
      killed: row.killed ?? [],
      actors: row.actors ?? [],
      reports: (row.reports ?? []).map((report) => ({ ...report, marking: toMarking(report.marking) })),
    }
  })
}

async function listMarkingsIn(
  tx: Tx,
  table: 'incident' | 'report',
  operationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Marking>> {
  const { rows } = await sql<{ id: string; marking: ReportJson['marking'] }>`
    select o.id, to_json(m) as marking
    from ${sql.table(table)} o join marking m on m.operation_id = o.operation_id and m.marking_no = o.marking_no
    where o.operation_id = ${operationId} and o.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, marking }) => [id, toMarking(marking)]))
}

/** The markings that these records have now; of those that the transaction may not see, none. */
export function listIncidentMarkings(
  tx: Tx,
  operationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Marking>> {
  return listMarkingsIn(tx, 'incident', operationId, ids)
}

/** The markings that these reports of sources have now; of those that the transaction may not see, none. */
export function listReportMarkings(
  tx: Tx,
  operationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Marking>> {
  return listMarkingsIn(tx, 'report', operationId, ids)
}
