import type { RecordHistoryView } from '@eirene/domain/incident'
import { insertIncidentViewing, listDisplayNames } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { findCase, listHistory, listVersions, type HistoryRow } from '@eirene/store/incident'
import { listTold } from '@eirene/store/situation'
import { notFound, type OperationCall } from '../edge/index.ts'

type Told = Awaited<ReturnType<typeof listTold>>[number]

/** A situation report as entries of a history: when it was drafted, and when it was released to its readers. */
function toRows({ number, draftedAt, draftedBy, releasedAt, releasedBy }: Told): readonly HistoryRow[] {
  const cited = {
    kind: 'cited',
    at: draftedAt,
    from: '',
    to: number,
    reason: '',
    personId: draftedBy,
    confirmedBy: null,
  } as const
  if (releasedAt === null) return [cited]
  return [cited, { ...cited, kind: 'released', at: releasedAt, personId: releasedBy }]
}

/**
 * What was done with a record and who was told of it, in one line of time, and its versions to compare. Of a record in a
 * compartment it is noted that the person looked, as when the record itself is opened. Throws Problem
 * 'record.not_found', also for what may not be seen.
 */
export async function recordHistory(
  { db, clock }: { readonly db: Db; readonly clock: () => Date },
  { operation, reader, read }: Pick<OperationCall, 'operation' | 'reader' | 'read'>,
  id: string,
): Promise<RecordHistoryView> {
  const { rows, told, versions } = await read(async (tx) => {
    if ((await findCase(tx, operation.id, id)) === undefined) throw notFound()
    const viewing = { operationId: operation.id, incidentId: id, personId: reader.personId, at: clock() }
    await insertIncidentViewing(tx, viewing)
    return {
      rows: await listHistory(tx, operation.id, id),
      told: await listTold(tx, operation.id, id),
      versions: await listVersions(tx, operation.id, id),
    }
  })
  const all = [...rows, ...told.flatMap(toRows)].sort((a, b) => a.at.getTime() - b.at.getTime())
  const people = all.flatMap((row) => [row.personId, row.confirmedBy]).filter((personId) => personId !== null)
  const names = await listDisplayNames(db, [...new Set(people)])
  const nameOf = (personId: string | null): string | null => (personId === null ? null : (names.get(personId) ?? null))
  return {
    events: all.map(({ at, personId, confirmedBy, ...event }) => ({
      ...event,
      at: at.toISOString(),
      personName: nameOf(personId),
      confirmedByName: nameOf(confirmedBy),
    })),
    versions,
  }
}
