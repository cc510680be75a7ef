import { labelOf, type IncidentState, type Severity } from '@eirene/domain/incident'
import type { I18n } from '../i18n/index.ts'

type Texts = Pick<I18n, 'text' | 'label' | 'language'>

/** Label of an incident type in the person's language; a code that no list holds is shown as itself. */
export function typeLabel(code: string, i18n: Texts): string {
  return labelOf(code, i18n.language)
}

/** Label of a family of types. */
export function familyLabel(family: string, i18n: Texts): string {
  return labelOf(family, i18n.language)
}

/** A state of verification in the language of the screen. */
export function stateLabel(state: IncidentState, i18n: Texts): string {
  return i18n.text(`incident.state.${state}`)
}

/** A band of severity in the language of the screen. */
export function severityLabel(severity: Severity, i18n: Texts): string {
  return i18n.text(`incident.severity.${severity}`)
}
