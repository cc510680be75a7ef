import { CODE_LIST_VERSION, incidentType, isIncidentTypeCode } from '@eirene/domain/incident'
import type { ReportCodes } from '@eirene/domain/report'

/** The incident list of this version, for the import and the intake of reports, which lie before the incident room and may not know it. */
export const INCIDENT_CODES: ReportCodes = {
  version: CODE_LIST_VERSION,
  has: isIncidentTypeCode,
  compartmentsOf: (code) => incidentType(code)?.compartments ?? [],
}
