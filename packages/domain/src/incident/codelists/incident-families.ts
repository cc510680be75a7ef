import { codeList, type CodeList } from './code-list.ts'
import { INCIDENT_FAMILY_CODES, type IncidentFamilyCode } from './incident-family-codes.ts'
import { FAMILY_LABELS_AR } from './incident-labels-ar.ts'
import { FAMILY_LABELS_EN } from './incident-labels-en.ts'
import { FAMILY_LABELS_ES } from './incident-labels-es.ts'
import { FAMILY_LABELS_FR } from './incident-labels-fr.ts'

/** The 18 families of incident types, with labels. */
export const INCIDENT_FAMILIES: CodeList<IncidentFamilyCode> = codeList(
  'incident-family',
  'Project list, after JOC and JMAC practice',
  INCIDENT_FAMILY_CODES.map((code) => [
    code,
    FAMILY_LABELS_EN[code],
    FAMILY_LABELS_FR[code],
    FAMILY_LABELS_ES[code],
    FAMILY_LABELS_AR[code],
  ]),
)
