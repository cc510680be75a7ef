import { openMarking, withCompartments, type Marking } from '@eirene/domain/access'
import { markingKey } from '@eirene/domain/access'
import type { IncidentState } from '@eirene/domain/incident'
import { hexagonOf, type PrecisePoint } from '@eirene/domain/place'
import { mintId } from '@eirene/domain/record'
import { numberMarkings } from '../../access/index.ts'
import { withSystem, type Db } from '../../db/index.ts'

/** An incident for a test; what is left out is ordinary. */
export interface SampleIncident {
  readonly title: string
  readonly marking?: Marking
  readonly occurredFrom?: string
  readonly typeCode?: string
  readonly state?: IncidentState
  readonly point?: PrecisePoint | null
  readonly killed?: { readonly low: number | null; readonly best: number | null; readonly high: number | null } | null
  readonly actors?: readonly string[]
  readonly importId?: string | null
  readonly adm1?: string | null
}

/** What a sample became in the store. */
export interface StoredSample {
  readonly incidentId: string
  readonly reportId: string
}

/* eslint-disable max-lines-per-function -- rows of five tables, spelled out once for all tests */

/** Stores samples in one transaction: a source, per sample a report, an incident, its harm and actors. */
export async function storeSamples(
  db: Db,
  operationId: string,
  samples: readonly SampleIncident[],
): Promise<readonly StoredSample[]> {
  return withSystem(db, async (tx) => {
    const open = openMarking(operationId, 'LIVE')
    const numbers = await numberMarkings(tx, operationId, [open, ...samples.map((sample) => sample.marking ?? open)])
    const sourceId = mintId()
    await tx
      .insertInto('source')
      .values({
        operation_id: operationId,
        id: sourceId,
        code: `SRC-${sourceId.slice(-8)}`,
        kind: 'patrol',
        name: 'Patrol north',
        reliability: 'B',
        citation: 'Patrol log',
        url: null,
      })
      .execute()
    const actorIds = new Map<string, string>()
    for (const row of await tx
      .selectFrom('actor')
      .select(['id', 'name'])
      .where('operation_id', '=', operationId)
      .execute())
      actorIds.set(row.name, row.id)
    const missing = [...new Set(samples.flatMap((sample) => sample.actors ?? []))].filter((name) => !actorIds.has(name))
    for (const name of missing) {
      actorIds.set(name, mintId())
      await tx
        .insertInto('actor')
        .values({ operation_id: operationId, id: actorIds.get(name) ?? '', name, kind: 'unknown', parent_id: null })
        .execute()
    }
    const stored: StoredSample[] = []
    const rows = samples.map((sample) => {
      const ids = { incidentId: mintId(), reportId: mintId() }
      stored.push(ids)
      return { ...ids, sample, markingNo: numbers.get(markingKey(sample.marking ?? open)) ?? -1 }
    })
    const at = '2024-03-01T08:00:00Z'
    const perInsert = 500
    for (let from = 0; from < rows.length; from += perInsert) {
      const part = rows.slice(from, from + perInsert)
      await tx
        .insertInto('report')
        .values(
          part.map(({ reportId, sample, markingNo }) => ({
            operation_id: operationId,
            id: reportId,
            marking_no: markingNo,
            source_id: sourceId,
            import_id: sample.importId ?? null,
            type: 'PATREP',
            title: sample.title,
            body: `Body of ${sample.title}`,
            language: 'en',
            originated_at: at,
            reliability: 'B',
            credibility: 2,
            origin_key: null,
            dataset: null,
            release: null,
            external_id: null,
            row_no: null,
            original: null,
            method: 'human',
            person_id: null,
            recorded_at: at,
            supersedes_id: null,
            superseded_by_import: null,
            content_hash: null,
          })),
        )
        .execute()
      await tx
        .insertInto('incident')
        .values(
          part.map(({ incidentId, sample, markingNo }) => {
            const point = sample.point === undefined ? { lon: 18.5, lat: 4.4, precisionM: 2000 } : sample.point
            return {
              operation_id: operationId,
              id: incidentId,
              marking_no: markingNo,
              import_id: sample.importId ?? null,
              type_code: sample.typeCode ?? 'ARM-01',
              code_list_version: '1',
              source_type: null,
              occurred_from: sample.occurredFrom ?? '2024-02-29T10:00:00Z',
              time_precision: 'day',
              lon: point?.lon ?? null,
              lat: point?.lat ?? null,
              precision_m: point?.precisionM ?? null,
              h3: hexagonOf(point),
              adm1: sample.adm1 ?? null,
              adm2: null,
              country_iso3: null,
              title: sample.title,
              narrative: `What happened: ${sample.title}`,
              language: 'en',
              state: sample.state ?? 'reported',
              method: 'human',
              person_id: null,
              recorded_at: at,
              supersedes_id: null,
              superseded_by_import: null,
            }
          }),
        )
        .execute()
      await tx
        .insertInto('incident_report')
        .values(
          part.map((row) => ({ operation_id: operationId, incident_id: row.incidentId, report_id: row.reportId })),
        )
        .execute()
      const harm = part.flatMap(({ incidentId, sample }) =>
        sample.killed === undefined || sample.killed === null
          ? []
          : [
              {
                operation_id: operationId,
                incident_id: incidentId,
                category: 'killed',
                group_code: 'all',
                sex: null,
                age_band: null,
                ...sample.killed,
                counting_rule: 'mission',
              },
            ],
      )
      if (harm.length > 0) await tx.insertInto('harm').values(harm).execute()
      const involved = part.flatMap(({ incidentId, sample }) =>
        (sample.actors ?? []).map((name) => ({
          operation_id: operationId,
          incident_id: incidentId,
          actor_id: actorIds.get(name) ?? '',
          role: 'present',
        })),
      )
      if (involved.length > 0) await tx.insertInto('involvement').values(involved).execute()
    }
    return stored
  })
}

/** The ordinary marking of a live operation with these compartments. */
export function restricted(operationId: string, ...compartments: Marking['compartments'][number][]): Marking {
  return withCompartments(openMarking(operationId, 'LIVE'), compartments)
}
