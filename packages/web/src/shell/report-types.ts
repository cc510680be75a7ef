import { INCIDENT_TYPES, labelOf, type IncidentTypeCode } from '@eirene/domain/incident'
import type { Language } from '../i18n/index.ts'
import type { TypeChoice } from '../report/index.ts'

/** The incident types as the report form offers them: the report room lies before the incidents and does not know of them. */
export function listReportTypes(
  language: Language,
  words: Readonly<Partial<Record<IncidentTypeCode, string>>>,
): readonly TypeChoice[] {
  return INCIDENT_TYPES.map(({ code, family, label, compartments }) => ({
    code,
    label: label[language],
    familyLabel: labelOf(family, language),
    compartments,
    words: words[code] ?? '',
  }))
}
