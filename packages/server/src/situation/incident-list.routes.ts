import {
  HISTORY_PATH,
  INCIDENT_PATH,
  INCIDENTS_PATH,
  type IncidentPage,
  type IncidentView,
  type RecordHistoryView,
} from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import { isId } from '@eirene/domain/record'
import { filterFromText, type PictureFilter } from '@eirene/domain/situation'
import type { Db } from '@eirene/store/db'
import { listIncidentsById } from '@eirene/store/incident'
import { parseCursor } from '@eirene/store/situation'
import { mustId, mustParse, queryPart, type PublicCall, type Route } from '../edge/index.ts'
import { inspectIncident } from './inspect-incident.ts'
import { listIncidents } from './list-incidents.ts'
import { recordHistory } from './record-history.ts'

const MAX_IDS = 200

/** The filter of the address; absent: nothing is filtered. Throws Problem 'situation.filter_invalid'. */
export function mustFilter(call: PublicCall): PictureFilter {
  const text = queryPart(call, 'filter')
  return text === undefined || text === '' ? {} : mustParse(filterFromText(text), 'situation.filter_invalid')
}

function mustIds(text: string): readonly string[] {
  const ids = text
    .split(',')
    .map((id) => id.trim().toLowerCase())
    .filter((id) => id !== '')
  if (ids.length > MAX_IDS) throw new Problem('input.invalid', `At most ${MAX_IDS} ids at once.`)
  return ids.filter(isId)
}

/** Incidents as lists and in the inspector. */
export function incidentListRoutes(deps: { readonly db: Db; readonly clock: () => Date }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: INCIDENTS_PATH,
      access: 'operation',
      onWallboard: true,
      handle: async (call): Promise<IncidentPage> => {
        const ids = queryPart(call, 'ids')
        if (ids !== undefined) {
          const wanted = mustIds(ids)
          const incidents = await call.read((tx) => listIncidentsById(tx, call.operation.id, wanted))
          return { incidents, after: null }
        }
        const after = queryPart(call, 'after')
        const cursor = after === undefined ? null : parseCursor(after)
        if (cursor === undefined) throw new Problem('input.invalid', 'This is no place in the list. Begin again.')
        return listIncidents(call, mustFilter(call), cursor)
      },
    },
    {
      method: 'GET',
      path: INCIDENT_PATH,
      access: 'operation',
      onWallboard: true,
      handle: (call): Promise<IncidentView> => inspectIncident(deps, call, mustId(call)),
    },
    {
      method: 'GET',
      path: HISTORY_PATH,
      access: 'operation',
      handle: (call): Promise<RecordHistoryView> => recordHistory(deps, call, mustId(call)),
    },
  ]
}
