import { isReadWherever, markingKey, type Marking } from '@eirene/domain/access'
import type { FictionalMission } from '@eirene/domain/exercise'
import type { Incident } from '@eirene/domain/incident'
import { hexagonOf } from '@eirene/domain/place'
import type { Observation, Report } from '@eirene/domain/report'
import { numberMarkings } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { sealRecords, type RecordRef } from '../ledger/index.ts'
import { insertOperation } from '../operation/index.ts'

/** Rows an insert carries: PostgreSQL takes 65,535 parameters a statement. */
const PER_INSERT = 1000

type MarkingNoOf = (marking: Marking) => number

/**
 * Stores a fictional mission: operation, staff, parties, sources, and every record with its marking. As the system, in
 * the caller's transaction; the ids are the mission's own, so a second time is refused by the database.
 */
export async function insertFictionalMission(tx: Tx, mission: FictionalMission): Promise<void> {
  const { operation } = mission
  await insertOperation(tx, operation, { ...mission.geography })
  await insertStaff(tx, mission)
  const markings = [...mission.reports, ...mission.observations, ...mission.incidents].map((record) => record.marking)
  const numbers = await numberMarkings(tx, operation.id, markings)
  const markingNoOf: MarkingNoOf = (marking) => {
    const markingNo = numbers.get(markingKey(marking))
    if (markingNo === undefined) throw new Error('a marking was not numbered')
    return markingNo
  }
  await insertAll(mission.sources, async (part) => {
    await tx
      .insertInto('source')
      .values(
        part.map(({ operationId, machineGenerated, ...source }) => ({
          ...source,
          operation_id: operationId,
          machine_generated: machineGenerated,
        })),
      )
      .execute()
  })
  await insertAll(mission.actors, async (part) => {
    await tx
      .insertInto('actor')
      .values(
        part.map((actor) => ({
          operation_id: actor.operationId,
          id: actor.id,
          name: actor.name,
          aliases: [...actor.aliases],
          kind: actor.kind,
          parent_id: actor.parentId,
          external_ids: [...actor.externalIds],
        })),
      )
      .execute()
  })
  await insertReports(tx, mission.reports, markingNoOf)
  await insertObservations(tx, mission.observations, markingNoOf)
  await insertIncidents(tx, mission.incidents, markingNoOf)
  await insertStateChanges(tx, mission)
  const mergeIds = await insertMerges(tx, mission)
  const merges = mergeIds.map((id) => ({ kind: 'incident_merge', id }) as const)
  await sealRecords(tx, operation.id, [...recordsOf(mission), ...merges], new Date(operation.createdAt))
}

function recordsOf(mission: FictionalMission): readonly RecordRef[] {
  return [
    ...mission.reports.map(({ id }) => ({ kind: 'report', id }) as const),
    ...mission.observations.map(({ id }) => ({ kind: 'observation', id }) as const),
    ...mission.incidents.map(({ id }) => ({ kind: 'incident', id }) as const),
    ...mission.stateChanges.map(({ id }) => ({ kind: 'state_change', id }) as const),
  ]
}

async function insertAll<T>(rows: readonly T[], insert: (part: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < rows.length; from += PER_INSERT) await insert(rows.slice(from, from + PER_INSERT))
}

/** Posts of the mission's staff: named in the history of records, unable to sign in. */
async function insertStaff(tx: Tx, { operation, staff }: FictionalMission): Promise<void> {
  await tx
    .insertInto('person')
    .values(
      staff.map((post) => ({
        id: post.id,
        display_name: post.displayName,
        login: `${operation.slug}.${post.key}`.toLowerCase(),
        organisation: 'UN',
        password_hash: null,
        disabled_at: operation.createdAt,
        created_at: operation.createdAt,
      })),
    )
    .execute()
}

async function insertReports(tx: Tx, reports: readonly Report[], markingNoOf: MarkingNoOf): Promise<void> {
  await insertAll(reports, async (part) => {
    await tx
      .insertInto('report')
      .values(
        part.map((report) => ({
          operation_id: report.operationId,
          id: report.id,
          marking_no: markingNoOf(report.marking),
          source_id: report.sourceId,
          type: report.type,
          title: report.title,
          body: report.body,
          language: report.language,
          originated_at: report.originatedAt,
          reliability: report.reliability,
          credibility: report.credibility,
          origin_key: report.originKey,
          method: report.provenance.method,
          person_id: report.provenance.personId,
          recorded_at: report.provenance.recordedAt,
          supersedes_id: report.supersedesId,
        })),
      )
      .execute()
  })
}

async function insertObservations(
  tx: Tx,
  observations: readonly Observation[],
  markingNoOf: MarkingNoOf,
): Promise<void> {
  await insertAll(observations, async (part) => {
    await tx
      .insertInto('observation')
      .values(
        part.map((seen) => ({
          operation_id: seen.operationId,
          id: seen.id,
          marking_no: markingNoOf(seen.marking),
          report_id: seen.reportId,
          occurred_from: seen.occurred.from,
          occurred_to: seen.occurred.to,
          time_precision: seen.occurred.precision,
          sense: seen.sense,
          observer_lon: seen.observerPlace.point?.lon ?? null,
          observer_lat: seen.observerPlace.point?.lat ?? null,
          observer_precision_m: seen.observerPlace.point?.precisionM ?? null,
          observer_place: seen.observerPlace.name,
          direction_deg: seen.directionDeg,
          distance_m: seen.distanceM,
          count: seen.count,
          count_is_approximate: seen.countIsApproximate,
          what: seen.what,
          weapon: seen.weapon,
          language: seen.language,
          method: seen.provenance.method,
          person_id: seen.provenance.personId,
          recorded_at: seen.provenance.recordedAt,
        })),
      )
      .execute()
  })
}

async function insertIncidents(tx: Tx, incidents: readonly Incident[], markingNoOf: MarkingNoOf): Promise<void> {
  await insertAll(incidents, async (part) => {
    await tx
      .insertInto('incident')
      .values(part.map((incident) => incidentRow(incident, markingNoOf)))
      .execute()
  })
  const links = incidents.flatMap(({ operationId, id, reportIds }) =>
    reportIds.map((reportId) => ({ operation_id: operationId, incident_id: id, report_id: reportId })),
  )
  await insertAll(links, async (part) => {
    await tx.insertInto('incident_report').values(part).execute()
  })
  const involvements = incidents.flatMap((incident) =>
    incident.involvements.map(({ actorId, role }) => ({
      operation_id: incident.operationId,
      incident_id: incident.id,
      actor_id: actorId,
      role,
    })),
  )
  await insertAll(involvements, async (part) => {
    await tx.insertInto('involvement').values(part).execute()
  })
  const harm = incidents.flatMap((incident) =>
    incident.harm.map(({ category, group, sex, ageBand, low, best, high, countingRule }) => ({
      operation_id: incident.operationId,
      incident_id: incident.id,
      category,
      group_code: group,
      sex,
      age_band: ageBand,
      low,
      best,
      high,
      counting_rule: countingRule,
    })),
  )
  await insertAll(harm, async (part) => {
    await tx.insertInto('harm').values(part).execute()
  })
}

function incidentRow(incident: Incident, markingNoOf: MarkingNoOf) {
  const { place, provenance } = incident
  return {
    operation_id: incident.operationId,
    id: incident.id,
    marking_no: markingNoOf(incident.marking),
    type_code: incident.typeCode,
    code_list_version: incident.codeListVersion,
    source_type: incident.sourceType,
    occurred_from: incident.occurred.from,
    occurred_to: incident.occurred.to,
    time_precision: incident.occurred.precision,
    lon: place.point?.lon ?? null,
    lat: place.point?.lat ?? null,
    precision_m: place.point?.precisionM ?? null,
    h3: hexagonOf(place.point),
    place_name: place.name,
    adm1: place.adm1,
    adm2: place.adm2,
    country_iso3: place.countryIso3,
    title: incident.title,
    narrative: incident.narrative,
    language: incident.language,
    state: incident.state,
    method: provenance.method,
    person_id: provenance.personId,
    recorded_at: provenance.recordedAt,
    supersedes_id: incident.supersedesId,
  }
}

async function insertStateChanges(tx: Tx, { stateChanges }: FictionalMission): Promise<void> {
  await insertAll(stateChanges, async (part) => {
    await tx
      .insertInto('state_change')
      .values(
        part.map((change) => ({
          operation_id: change.operationId,
          id: change.id,
          incident_id: change.incidentId,
          from_state: change.from,
          to_state: change.to,
          reason: change.reason,
          method: change.actor.method,
          person_id: change.actor.personId,
          confirmed_by: change.confirmedBy,
          changed_at: change.changedAt,
        })),
      )
      .execute()
  })
}

/** The merges behind the mission's duplicates, where whoever reads the duplicate may read the other record too. */
/** Gives the ids of the merges. */
async function insertMerges(
  tx: Tx,
  { duplicates, incidents, stateChanges }: FictionalMission,
): Promise<readonly string[]> {
  const byId = new Map(incidents.map((incident) => [incident.id, incident]))
  const rows = duplicates.flatMap(({ incidentId, ofIncidentId, merged }) => {
    const [from, into] = [byId.get(incidentId), byId.get(ofIncidentId)]
    const change = stateChanges.findLast((step) => step.incidentId === incidentId && step.to === 'duplicate')
    if (!merged || from === undefined || into === undefined || change === undefined) return []
    if (!isReadWherever(into.marking, from.marking)) return []
    return [
      {
        operation_id: from.operationId,
        // The step that made it a duplicate: its id serves the merge too, which lies in a table of its own.
        id: change.id,
        incident_id: incidentId,
        into_incident_id: ofIncidentId,
        state_before: change.from,
        reason: change.reason,
        person_id: change.actor.personId,
        merged_at: change.changedAt,
      },
    ]
  })
  await insertAll(rows, async (part) => {
    await tx
      .insertInto('incident_merge')
      .values([...part])
      .execute()
  })
  return rows.map((row) => row.id)
}
