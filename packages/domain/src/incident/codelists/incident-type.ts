import type { Compartment } from '../../access/index.ts'
import {
  CODE_LIST_VALID_FROM,
  CODE_LIST_VERSION,
  LABELS_REVIEWED,
  labelInList,
  type Labels,
  type LabelLanguage,
} from './code-list.ts'
import { ACLED_EVENT_OF, type AcledEvent, type AcledSubEvent, type MrmViolation } from './external-schemes.ts'
import { INCIDENT_FAMILIES } from './incident-families.ts'
import { familyOfCode, type IncidentFamilyCode } from './incident-family-codes.ts'
import { INCIDENT_LABELS_AR } from './incident-labels-ar.ts'
import { INCIDENT_LABELS_EN } from './incident-labels-en.ts'
import { INCIDENT_LABELS_ES } from './incident-labels-es.ts'
import { INCIDENT_LABELS_FR } from './incident-labels-fr.ts'
import type { IncidentTypeCode } from './incident-type-codes.ts'
import { INCIDENT_TYPE_ROWS } from './incident-type-rows.ts'
import { TYPE_COMPARTMENTS } from './type-compartments.ts'

/**
 * How far a type may travel: P into a public product after delay, coarsening and review; R inside the operation;
 * C only inside its compartment.
 */
export type Sensitivity = 'P' | 'R' | 'C'

/** The violation that a type counts as for children, and whether only if victim and perpetrator fit. */
export interface MrmMapping {
  readonly violation: MrmViolation
  /** True: only if the victim is a child and the perpetrator is a party to conflict. */
  readonly conditional: boolean
}

/** One incident type of the code list. The mappings are suggestions that an analyst may override. */
export interface IncidentType {
  readonly code: IncidentTypeCode
  readonly family: IncidentFamilyCode
  readonly label: Labels
  /** What an outside coder would use; never exported for sensitivity C. */
  readonly acled: { readonly event: AcledEvent; readonly subEvent: AcledSubEvent } | null
  readonly cameo: string | null
  readonly mrm: MrmMapping | null
  readonly sensitivity: Sensitivity
  readonly compartments: readonly Compartment[]
  readonly note: string | null
}

type Row = (typeof INCIDENT_TYPE_ROWS)[number]

const MRM_BY_CODE: Readonly<Record<NonNullable<Row[3]>, MrmMapping>> = {
  KM: { violation: 'KM', conditional: false },
  RU: { violation: 'RU', conditional: false },
  AS: { violation: 'AS', conditional: false },
  SV: { violation: 'SV', conditional: false },
  AB: { violation: 'AB', conditional: false },
  DH: { violation: 'DH', conditional: false },
  'KM*': { violation: 'KM', conditional: true },
  'RU*': { violation: 'RU', conditional: true },
  'SV*': { violation: 'SV', conditional: true },
  'AB*': { violation: 'AB', conditional: true },
  'DH*': { violation: 'DH', conditional: true },
}

function typeOfRow([code, subEvent, cameo, mrm, sensitivity, note]: Row): IncidentType {
  return {
    code,
    family: familyOfCode(code),
    label: {
      en: INCIDENT_LABELS_EN[code],
      fr: INCIDENT_LABELS_FR[code],
      es: INCIDENT_LABELS_ES[code],
      ar: INCIDENT_LABELS_AR[code],
    },
    acled: subEvent === null ? null : { event: ACLED_EVENT_OF[subEvent], subEvent },
    cameo,
    mrm: mrm === null ? null : MRM_BY_CODE[mrm],
    sensitivity,
    compartments: TYPE_COMPARTMENTS[code] ?? [],
    note,
  }
}

/** The incident types of list version 2026.1, in the order of the list. */
export const INCIDENT_TYPES: readonly IncidentType[] = INCIDENT_TYPE_ROWS.map(typeOfRow)

/** What the list of incident types is, and since when it holds. */
export const INCIDENT_TYPE_LIST = {
  id: 'incident-type',
  version: CODE_LIST_VERSION,
  validFrom: CODE_LIST_VALID_FROM,
  reviewed: LABELS_REVIEWED,
} as const

const BY_CODE: ReadonlyMap<string, IncidentType> = new Map(INCIDENT_TYPES.map((type) => [type.code, type]))

/** The incident type of a code; undefined where the code is not in the list. */
export function incidentType(code: string): IncidentType | undefined {
  return BY_CODE.get(code)
}

/** Whether a text is an incident type code of the list. */
export function isIncidentTypeCode(code: string): code is IncidentTypeCode {
  return BY_CODE.has(code)
}

/** The family of an incident type code, such as `ARM` of `ARM-01`; undefined where the code is not in the list. */
export function incidentFamily(code: string): IncidentFamilyCode | undefined {
  return BY_CODE.get(code)?.family
}

/** The label of an incident type or of a family; a code that is not in the list is shown as itself. */
export function labelOf(code: string, language: LabelLanguage): string {
  return BY_CODE.get(code)?.label[language] ?? labelInList(INCIDENT_FAMILIES, code, language)
}
