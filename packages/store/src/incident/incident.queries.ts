import {
  HARM_CATEGORIES,
  HARM_GROUPS,
  INCIDENT_STATES,
  type Harm,
  type IncidentRow,
  type IncidentState,
  type IncidentView,
} from '@eirene/domain/incident'
import type { IncidentPlace } from '@eirene/domain/place'
import { TIME_PRECISIONS, type ValidTime } from '@eirene/domain/time'
import { sql, type RawBuilder } from 'kysely'
import { toMarking } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

/** The columns of a list row as SQL gives them. */
export interface IncidentSqlRow {
  readonly id: string
  readonly type_code: string
  readonly state: string
  readonly title: string
  readonly occurred_from: Date
  readonly occurred_to: Date | null
  readonly time_precision: string
  readonly lon: number | null
  readonly lat: number | null
  readonly precision_m: number | null
  readonly place_name: string
  readonly adm1: string | null
  readonly adm2: string | null
  readonly country_iso3: string | null
  readonly has_killed: boolean
  readonly killed_low: number | null
  readonly killed_best: number | null
  readonly killed_high: number | null
  readonly operation_id: string
  readonly realm: string
  readonly policy: string
  readonly level: string
  readonly releasable_to: readonly string[]
  readonly compartments: readonly string[]
  readonly caveats: readonly string[]
}

/** What a list row selects, from `INCIDENT_SOURCE`. */
export const INCIDENT_COLUMNS: RawBuilder<unknown> = sql`
  i.id, i.type_code, i.state, i.title, i.occurred_from, i.occurred_to, i.time_precision,
  i.lon, i.lat, i.precision_m, i.place_name, i.adm1, i.adm2, i.country_iso3,
  k.incident_id is not null as has_killed, k.low as killed_low, k.best as killed_best, k.high as killed_high,
  i.operation_id, m.realm, m.policy, m.level, m.releasable_to, m.compartments, m.caveats`

/**
 * Incidents `i` with their marking `m` and the figure of all people killed `k`. Figures of different counting rules are
 * never added: the mission's own comes first, then the first by name.
 */
export const INCIDENT_SOURCE: RawBuilder<unknown> = sql`
  incident i
  join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
  left join lateral (
    select h.incident_id, h.low, h.best, h.high, h.counting_rule from harm h
    where h.operation_id = i.operation_id and h.incident_id = i.id
      and h.category = 'killed' and h.group_code = 'all' and h.sex is null and h.age_band is null
    order by (h.counting_rule = 'mission') desc, h.counting_rule limit 1
  ) k on true`

/** A stored text as a value of its closed set; throws for what this version does not know. */
export function mustBeOneOf<T extends string>(set: readonly T[], value: string): T {
  const found = set.find((candidate) => candidate === value)
  if (found === undefined) throw new Error(`unknown value in the store: ${value}`)
  return found
}

/** A stored text as a state of verification; throws for what this version does not know. */
export function toIncidentState(text: string): IncidentState {
  return mustBeOneOf(INCIDENT_STATES, text)
}

function toValidTime(row: IncidentSqlRow): ValidTime {
  return {
    from: row.occurred_from.toISOString(),
    to: row.occurred_to === null ? null : row.occurred_to.toISOString(),
    precision: mustBeOneOf(TIME_PRECISIONS, row.time_precision),
  }
}

function toPlace(row: IncidentSqlRow): IncidentPlace {
  const { lon, lat, precision_m: precisionM } = row
  return {
    point: lon === null || lat === null || precisionM === null ? null : { lon, lat, precisionM },
    name: row.place_name,
    adm1: row.adm1,
    adm2: row.adm2,
    countryIso3: row.country_iso3,
  }
}

/** An incident from its row. Harm and point that are not known stay null. */
export function toIncidentRow(row: IncidentSqlRow): IncidentRow {
  return {
    id: row.id,
    typeCode: row.type_code,
    state: toIncidentState(row.state),
    title: row.title,
    occurred: toValidTime(row),
    place: toPlace(row),
    killed: row.has_killed ? { low: row.killed_low, best: row.killed_best, high: row.killed_high } : null,
    marking: toMarking(row),
  }
}

/** These incidents, in the order of `ids`; those that do not exist or may not be seen are left out. */
export async function listIncidentsById(
  tx: Tx,
  operationId: string,
  ids: readonly string[],
): Promise<readonly IncidentRow[]> {
  const { rows } = await sql<IncidentSqlRow>`
    select ${INCIDENT_COLUMNS} from ${INCIDENT_SOURCE}
    where i.operation_id = ${operationId} and i.id = any(${[...ids]}::uuid[])`.execute(tx)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...new Set(ids)].flatMap((id) => {
    const row = byId.get(id)
    return row === undefined ? [] : [toIncidentRow(row)]
  })
}

/** An incident with what lies in its own room; reports and citations are for the caller to add. */
export interface IncidentRecord extends Omit<IncidentView, 'reports' | 'citedBy' | 'stateChanges'> {
  readonly reportIds: readonly string[]
  readonly stateChanges: readonly {
    readonly from: string
    readonly to: string
    readonly reason: string
    readonly changedAt: string
    readonly personId: string | null
    readonly confirmedBy: string | null
  }[]
}

/** One incident, superseded ones included; undefined alike when it does not exist and when it may not be seen. */
export async function findIncident(tx: Tx, operationId: string, id: string): Promise<IncidentRecord | undefined> {
  const { rows } = await sql<
    IncidentSqlRow & {
      readonly source_type: string | null
      readonly code_list_version: string
      readonly narrative: string
      readonly language: string
      readonly recorded_at: Date
      readonly method: string
      readonly superseded_at: Date | null
    }
  >`
    select ${INCIDENT_COLUMNS}, i.source_type, i.code_list_version, i.narrative, i.language, i.recorded_at, i.method, i.superseded_at
    from ${INCIDENT_SOURCE} where i.operation_id = ${operationId} and i.id = ${id}`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    ...toIncidentRow(row),
    sourceType: row.source_type,
    codeListVersion: row.code_list_version,
    narrative: row.narrative,
    language: row.language,
    recordedAt: row.recorded_at.toISOString(),
    method: row.method,
    supersededAt: row.superseded_at === null ? null : row.superseded_at.toISOString(),
    harm: await listHarm(tx, operationId, id),
    actors: await listActors(tx, operationId, id),
    stateChanges: await listStateChanges(tx, operationId, id),
    reportIds: await listReportIds(tx, operationId, id),
  }
}

/** Harm of one incident, as each counting rule counts it. */
export async function listHarm(tx: Tx, operationId: string, incidentId: string): Promise<readonly Harm[]> {
  const rows = await tx
    .selectFrom('harm')
    .selectAll()
    .where('operation_id', '=', operationId)
    .where('incident_id', '=', incidentId)
    .orderBy('category')
    .orderBy('group_code')
    .orderBy('counting_rule')
    .execute()
  return rows.map((row) => ({
    category: mustBeOneOf(HARM_CATEGORIES, row.category),
    group: mustBeOneOf(HARM_GROUPS, row.group_code),
    sex: row.sex === null ? null : mustBeOneOf(['female', 'male'] as const, row.sex),
    ageBand: row.age_band === null ? null : mustBeOneOf(['child', 'adult'] as const, row.age_band),
    low: row.low,
    best: row.best,
    high: row.high,
    countingRule: row.counting_rule,
  }))
}

function listActors(tx: Tx, operationId: string, incidentId: string): Promise<IncidentView['actors']> {
  return tx
    .selectFrom('involvement')
    .innerJoin('actor', (join) =>
      join.onRef('actor.operation_id', '=', 'involvement.operation_id').onRef('actor.id', '=', 'involvement.actor_id'),
    )
    .select(['actor.id', 'actor.name', 'actor.kind', 'involvement.role'])
    .where('involvement.operation_id', '=', operationId)
    .where('involvement.incident_id', '=', incidentId)
    .orderBy('involvement.role')
    .orderBy('actor.name')
    .execute()
}

async function listStateChanges(
  tx: Tx,
  operationId: string,
  incidentId: string,
): Promise<IncidentRecord['stateChanges']> {
  const rows = await tx
    .selectFrom('state_change')
    .selectAll()
    .where('operation_id', '=', operationId)
    .where('incident_id', '=', incidentId)
    .orderBy('changed_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    from: row.from_state,
    to: row.to_state,
    reason: row.reason,
    changedAt: row.changed_at.toISOString(),
    personId: row.person_id,
    confirmedBy: row.confirmed_by,
  }))
}

async function listReportIds(tx: Tx, operationId: string, incidentId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('incident_report')
    .select('report_id')
    .where('operation_id', '=', operationId)
    .where('incident_id', '=', incidentId)
    .orderBy('report_id')
    .execute()
  return rows.map((row) => row.report_id)
}
