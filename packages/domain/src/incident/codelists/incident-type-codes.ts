import { INCIDENT_TYPE_ROWS } from './incident-type-rows.ts'

/** One of the 158 incident type codes of list version 2026.1. */
export type IncidentTypeCode = (typeof INCIDENT_TYPE_ROWS)[number][0]

/** All incident type codes, in the order of the list. */
export const INCIDENT_TYPE_CODES: readonly IncidentTypeCode[] = INCIDENT_TYPE_ROWS.map(([code]) => code)
