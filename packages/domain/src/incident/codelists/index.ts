export {
  codeList,
  CODE_LIST_VERSION,
  LABEL_LANGUAGES,
  labelInList,
  type CodeEntry,
  type CodeList,
  type LabelLanguage,
  type Labels,
} from './code-list.ts'
export {
  ACLED_EVENT_OF,
  ACLED_SUB_EVENTS,
  CAMEO_ROOTS,
  MRM_VIOLATIONS,
  type AcledEvent,
  type AcledSubEvent,
  type MrmViolation,
} from './external-schemes.ts'
export { INCIDENT_FAMILIES } from './incident-families.ts'
export { INCIDENT_FAMILY_CODES, type IncidentFamilyCode } from './incident-family-codes.ts'
export { INCIDENT_TYPE_CODES, type IncidentTypeCode } from './incident-type-codes.ts'
export {
  INCIDENT_TYPE_LIST,
  INCIDENT_TYPES,
  incidentFamily,
  incidentType,
  isIncidentTypeCode,
  labelOf,
  type IncidentType,
  type MrmMapping,
  type Sensitivity,
} from './incident-type.ts'
export {
  JOC_SECTION_LABELS,
  JOC_SECTION_OF_FAMILY,
  JOC_SECTIONS,
  jocSectionLabel,
  jocSectionOf,
  type JocSection,
} from './joc-section.ts'
export {
  ACTOR_KIND_LIST,
  HARM_CATEGORY_LIST,
  HARM_GROUP_LIST,
  INCIDENT_STATE_LIST,
  INFORMATION_CREDIBILITY_LIST,
  LOCATION_PRECISION_LIST,
  SOURCE_KIND_LIST,
  SOURCE_RELIABILITY_LIST,
} from './record-lists.ts'
export { REPORT_TYPE_LIST } from './report-types.ts'
export { loadTypeChoices, type IncidentTypeChoice } from './type-choices.ts'
export { SEVERITIES, SEVERITY_LIST, severityOf, type Severity } from './severity.ts'
