import type { LabelLanguage, Labels } from './code-list.ts'
import { incidentType } from './incident-type.ts'
import type { IncidentFamilyCode } from './incident-family-codes.ts'
import type { IncidentTypeCode } from './incident-type-codes.ts'

/** Sections of the daily SITREP of a joint operations centre, in their fixed order. */
export const JOC_SECTIONS = [
  'highlights',
  'political',
  'security',
  'poc',
  'human_rights',
  'rule_of_law',
  'humanitarian',
  'mission_ops',
  'staff_safety',
  'media',
  'outlook',
] as const
export type JocSection = (typeof JOC_SECTIONS)[number]

/** Headings of the sections. */
export const JOC_SECTION_LABELS: Readonly<Record<JocSection, Labels>> = {
  highlights: { en: 'Highlights', fr: 'Faits saillants', es: 'Aspectos destacados', ar: 'أبرز التطورات' },
  political: { en: 'Political', fr: 'Situation politique', es: 'Situación política', ar: 'الحالة السياسية' },
  security: { en: 'Security', fr: 'Sécurité', es: 'Seguridad', ar: 'الأمن' },
  poc: {
    en: 'Protection of civilians',
    fr: 'Protection des civils',
    es: 'Protección de civiles',
    ar: 'حماية المدنيين',
  },
  human_rights: { en: 'Human rights', fr: 'Droits humains', es: 'Derechos humanos', ar: 'حقوق الإنسان' },
  rule_of_law: {
    en: 'Rule of law, DDR and SSR',
    fr: 'État de droit, DDR et RSS',
    es: 'Estado de derecho, DDR y RSS',
    ar: 'سيادة القانون ونزع السلاح وإصلاح قطاع الأمن',
  },
  humanitarian: {
    en: 'Humanitarian',
    fr: 'Situation humanitaire',
    es: 'Situación humanitaria',
    ar: 'الحالة الإنسانية',
  },
  mission_ops: {
    en: 'Mission operations',
    fr: 'Opérations de la mission',
    es: 'Operaciones de la misión',
    ar: 'عمليات البعثة',
  },
  staff_safety: { en: 'Staff safety', fr: 'Sécurité du personnel', es: 'Seguridad del personal', ar: 'سلامة الموظفين' },
  media: { en: 'Media', fr: 'Médias', es: 'Medios de comunicación', ar: 'وسائط الإعلام' },
  outlook: {
    en: 'Outlook 24/72 h',
    fr: 'Perspectives 24/72 h',
    es: 'Perspectivas 24/72 h',
    ar: 'التوقعات خلال 24/72 ساعة',
  },
}

/** The section in which a family is reported; `null`: conduct matters go to the conduct team, not into a SITREP. */
export const JOC_SECTION_OF_FAMILY: Readonly<Record<IncidentFamilyCode, JocSection | null>> = {
  ARM: 'security',
  ERV: 'security',
  CIV: 'poc',
  SXV: 'human_rights',
  SEA: null,
  CAC: 'human_rights',
  TIP: 'human_rights',
  HUM: 'humanitarian',
  CPP: 'poc',
  CFV: 'security',
  FOM: 'mission_ops',
  MIS: 'staff_safety',
  PUB: 'security',
  POL: 'political',
  CRI: 'rule_of_law',
  MAR: 'security',
  HAZ: 'humanitarian',
  OBS: 'mission_ops',
}

/** Types that are reported in another section than the rest of their family. */
const JOC_SECTION_OF_TYPE: Readonly<Partial<Record<IncidentTypeCode, JocSection | null>>> = {
  'CIV-05': 'human_rights',
  'CIV-06': 'human_rights',
  'CIV-07': 'human_rights',
  'CIV-12': 'media',
  'CRI-01': 'security',
  'CRI-05': 'security',
  'MAR-11': 'humanitarian',
  'MIS-06': 'media',
  'MIS-07': 'mission_ops',
  'MIS-10': 'poc',
  'MIS-11': null,
  'OBS-03': 'humanitarian',
  'OBS-04': 'poc',
  'OBS-05': 'poc',
  'POL-15': 'rule_of_law',
  'POL-17': 'rule_of_law',
  'POL-18': 'rule_of_law',
  'PUB-03': 'human_rights',
}

/** The SITREP section of an incident type; `null` where it does not enter a SITREP or the code is not in the list. */
export function jocSectionOf(code: string): JocSection | null {
  const type = incidentType(code)
  if (type === undefined) return null
  const own = JOC_SECTION_OF_TYPE[type.code]
  return own === undefined ? JOC_SECTION_OF_FAMILY[type.family] : own
}

/** The heading of a section in a language. */
export function jocSectionLabel(section: JocSection, language: LabelLanguage): string {
  return JOC_SECTION_LABELS[section][language]
}
