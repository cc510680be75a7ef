import type { Compartment } from '../../access/index.ts'
import type { LabelLanguage } from './code-list.ts'
import { familyOfCode, type IncidentFamilyCode } from './incident-family-codes.ts'
import type { IncidentTypeCode } from './incident-type-codes.ts'
import { TYPE_COMPARTMENTS } from './type-compartments.ts'

/** An incident type as somebody chooses it: in one language, without what outside coders would call it. */
export interface IncidentTypeChoice {
  readonly code: string
  readonly family: IncidentFamilyCode
  readonly label: string
  readonly familyLabel: string
  readonly compartments: readonly Compartment[]
}

interface ChoiceLabels {
  readonly types: Readonly<Record<IncidentTypeCode, string>>
  readonly families: Readonly<Record<IncidentFamilyCode, string>>
}

const LOADERS: Readonly<Record<LabelLanguage, () => Promise<ChoiceLabels>>> = {
  en: () =>
    import('./incident-labels-en.ts').then((labels) => ({
      types: labels.INCIDENT_LABELS_EN,
      families: labels.FAMILY_LABELS_EN,
    })),
  fr: () =>
    import('./incident-labels-fr.ts').then((labels) => ({
      types: labels.INCIDENT_LABELS_FR,
      families: labels.FAMILY_LABELS_FR,
    })),
  es: () =>
    import('./incident-labels-es.ts').then((labels) => ({
      types: labels.INCIDENT_LABELS_ES,
      families: labels.FAMILY_LABELS_ES,
    })),
  ar: () =>
    import('./incident-labels-ar.ts').then((labels) => ({
      types: labels.INCIDENT_LABELS_AR,
      families: labels.FAMILY_LABELS_AR,
    })),
}

/** The incident types in the order of the list, in one language: a form on a narrow link loads no other. */
export async function loadTypeChoices(language: LabelLanguage): Promise<readonly IncidentTypeChoice[]> {
  const { types, families } = await LOADERS[language]()
  return Object.entries(types).map(([code, label]) => {
    const family = familyOfCode(code)
    return { code, family, label, familyLabel: families[family], compartments: TYPE_COMPARTMENTS[code] ?? [] }
  })
}
