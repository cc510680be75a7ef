import type { IncidentView } from '@eirene/domain/incident'
import { insertIncidentViewing, listDisplayNames } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { findIncident } from '@eirene/store/incident'
import { listReportViews } from '@eirene/store/report'
import { listCitingSitreps } from '@eirene/store/situation'
import { notFound, type OperationCall } from '../edge/index.ts'

/**
 * One incident with everything that it rests on; a look at one in a compartment is noted. Throws Problem 'record.not_found', also for
 * what may not be seen.
 */
export async function inspectIncident(
  { db, clock }: { readonly db: Db; readonly clock: () => Date },
  { operation, read, reader }: Pick<OperationCall, 'operation' | 'read' | 'reader'>,
  id: string,
): Promise<IncidentView> {
  const found = await read(async (tx) => {
    const record = await findIncident(tx, operation.id, id)
    if (record === undefined) return undefined
    const { personId } = reader
    await insertIncidentViewing(tx, { operationId: operation.id, incidentId: id, personId, at: clock() })
    const { reportIds, ...incident } = record
    const reports = await listReportViews(tx, operation.id, reportIds)
    return { incident, reports, citedBy: await listCitingSitreps(tx, operation.id, id) }
  })
  if (found === undefined) throw notFound()
  const { incident, reports, citedBy } = found
  const { stateChanges } = incident
  const people = stateChanges.flatMap((change) => [change.personId, change.confirmedBy]).filter((one) => one !== null)
  const names = await listDisplayNames(db, [...new Set(people)])
  const nameOf = (personId: string | null): string | null => (personId === null ? null : (names.get(personId) ?? null))
  return {
    ...incident,
    reports,
    citedBy,
    stateChanges: stateChanges.map(({ from, to, reason, changedAt, personId, confirmedBy }) => ({
      from,
      to,
      reason,
      changedAt,
      personName: nameOf(personId),
      confirmedByName: nameOf(confirmedBy),
    })),
  }
}
