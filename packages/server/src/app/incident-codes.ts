import { CODE_LIST_VERSION, isIncidentTypeCode } from '@eirene/domain/incident'

/** The incident list of this version, for the import, which lies before the incident room and may not know it. */
export const INCIDENT_CODES = { version: CODE_LIST_VERSION, has: isIncidentTypeCode }
