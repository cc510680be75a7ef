import type { IncidentPage, IncidentRow } from '@eirene/domain/incident'
import type { PictureFilter } from '@eirene/domain/situation'
import { formatCursor, listIncidentsNewestFirst, type ListCursor } from '@eirene/store/situation'
import type { OperationCall } from '../edge/index.ts'
import { areaTest } from './area-test.ts'

const PAGE_ROWS = 100

/** A page of the incidents that the filter selects and the reader may see, newest first. */
export async function listIncidents(
  { operation, read }: Pick<OperationCall, 'operation' | 'read'>,
  filter: PictureFilter,
  after: ListCursor | null,
): Promise<IncidentPage> {
  const isInArea = areaTest(filter.polygon)
  return read(async (tx) => {
    const incidents: IncidentRow[] = []
    let cursor = after
    for (;;) {
      const rows = await listIncidentsNewestFirst(tx, {
        operationId: operation.id,
        timeZone: operation.timeZone,
        filter,
        after: cursor,
        limit: PAGE_ROWS,
      })
      for (const row of rows) {
        cursor = row.cursor
        if (isInArea(row.incident.place.point)) incidents.push(row.incident)
        if (incidents.length === PAGE_ROWS) return { incidents, after: formatCursor(row.cursor) }
      }
      if (rows.length < PAGE_ROWS) return { incidents, after: null }
    }
  })
}
