import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ACTOR_KINDS } from '../../actor/index.ts'
import { COMPARTMENTS } from '../../access/index.ts'
import { RELIABILITIES, REPORT_TYPES, SOURCE_KINDS } from '../../report/index.ts'
import { HARM_CATEGORIES, HARM_GROUPS } from '../incident.ts'
import { INCIDENT_STATES } from '../incident-state.ts'
import {
  ACLED_EVENT_OF,
  ACLED_SUB_EVENTS,
  ACTOR_KIND_LIST,
  CAMEO_ROOTS,
  HARM_CATEGORY_LIST,
  HARM_GROUP_LIST,
  INCIDENT_FAMILIES,
  INCIDENT_STATE_LIST,
  INCIDENT_TYPE_LIST,
  INCIDENT_TYPES,
  INFORMATION_CREDIBILITY_LIST,
  incidentFamily,
  incidentType,
  isIncidentTypeCode,
  JOC_SECTION_LABELS,
  JOC_SECTIONS,
  jocSectionLabel,
  jocSectionOf,
  LABEL_LANGUAGES,
  labelInList,
  labelOf,
  loadTypeChoices,
  LOCATION_PRECISION_LIST,
  MRM_VIOLATIONS,
  REPORT_TYPE_LIST,
  SEVERITIES,
  SEVERITY_LIST,
  severityOf,
  SOURCE_KIND_LIST,
  SOURCE_RELIABILITY_LIST,
  type CodeList,
} from './index.ts'
import { TYPE_COMPARTMENTS } from './type-compartments.ts'

const LISTS: readonly CodeList[] = [
  ACTOR_KIND_LIST,
  HARM_CATEGORY_LIST,
  HARM_GROUP_LIST,
  INCIDENT_FAMILIES,
  INCIDENT_STATE_LIST,
  INFORMATION_CREDIBILITY_LIST,
  LOCATION_PRECISION_LIST,
  REPORT_TYPE_LIST,
  SEVERITY_LIST,
  SOURCE_KIND_LIST,
  SOURCE_RELIABILITY_LIST,
]

/** Legal conclusions, which belong into an assessment with a standard of proof and never into a type (N12). */
const LEGAL_CONCLUSIONS =
  /war crime|genocid|ethnic cleansing|crimes? against humanity|terroris|crime de guerre|génocid|nettoyage ethnique|crimes? contre l.humanité|crimen de guerra|limpieza étnica|lesa humanidad|جريمة حرب|جرائم حرب|إبادة|تطهير عرقي|ضد الإنسانية|إرهاب/i

describe('the list of incident types', () => {
  it.each(LABEL_LANGUAGES)('is offered in %s as a whole, in its order', async (language) => {
    expect(await loadTypeChoices(language)).toEqual(
      INCIDENT_TYPES.map(({ code, family, label, compartments }) => ({
        ...{ code, family, compartments },
        ...{ label: label[language], familyLabel: labelOf(family, language) },
      })),
    )
  })

  it('gives compartments to codes that it holds', () => {
    expect(Object.keys(TYPE_COMPARTMENTS).filter((code) => !isIncidentTypeCode(code))).toEqual([])
  })

  it('holds 158 codes in 18 families, each once, as strings', () => {
    expect(INCIDENT_TYPES).toHaveLength(158)
    expect(new Set(INCIDENT_TYPES.map((type) => type.code)).size).toBe(158)
    expect(new Set(INCIDENT_TYPES.map((type) => type.family)).size).toBe(18)
    for (const type of INCIDENT_TYPES) {
      expect(typeof type.code).toBe('string')
      expect(type.code).toMatch(/^[A-Z]{3}-(\d{2}|[A-Z]{2})$/)
      expect(type.code.startsWith(type.family)).toBe(true)
      expect(type.cameo === null || /^\d{2,4}$/.test(type.cameo)).toBe(true)
    }
  })

  it('says its version and the day from which it holds', () => {
    expect(INCIDENT_TYPE_LIST.version).toMatch(/^\d{4}\.\d+$/)
    expect(INCIDENT_TYPE_LIST.validFrom).toBe('2026-01-01')
  })

  it('maps to all 25 ACLED sub-event types, each under its event type', () => {
    const all = Object.entries(ACLED_SUB_EVENTS).flatMap(([event, subs]) => subs.map((sub) => [sub, event] as const))
    expect(all).toHaveLength(25)
    const used = new Set(INCIDENT_TYPES.flatMap((type) => (type.acled === null ? [] : [type.acled.subEvent])))
    expect(used.size).toBe(25)
    for (const [sub, event] of all) {
      expect(used.has(sub)).toBe(true)
      expect(ACLED_EVENT_OF[sub]).toBe(event)
    }
  })

  it('maps to all 20 CAMEO roots and to no code outside them', () => {
    const roots = new Set(INCIDENT_TYPES.flatMap((type) => (type.cameo === null ? [] : [type.cameo.slice(0, 2)])))
    expect([...roots].toSorted()).toEqual(Object.keys(CAMEO_ROOTS).toSorted())
    expect(roots.size).toBe(20)
  })

  it('keeps the leading zero of CAMEO codes', () => {
    expect(incidentType('POL-04')?.cameo).toBe('01')
    expect(incidentType('POL-07')?.cameo).toBe('10')
    expect(incidentType('HUM-06')?.cameo).toBe('073')
  })

  it('covers the six violations of the mechanism on children, most of them with a condition', () => {
    const used = new Set(INCIDENT_TYPES.flatMap((type) => (type.mrm === null ? [] : [type.mrm.violation])))
    expect([...used].toSorted()).toEqual(Object.keys(MRM_VIOLATIONS).toSorted())
    expect(incidentType('CAC-01')?.mrm).toEqual({ violation: 'KM', conditional: false })
    expect(incidentType('CIV-01')?.mrm).toEqual({ violation: 'KM', conditional: true })
    expect(incidentType('POL-01')?.mrm).toBeNull()
  })

  it('has a label in four languages for every type, different from every other in its family', () => {
    for (const language of LABEL_LANGUAGES) {
      const labels = INCIDENT_TYPES.map((type) => `${type.family} ${labelOf(type.code, language)}`)
      expect(labels.every((label) => label.trim().length > 6)).toBe(true)
      expect(new Set(labels).size).toBe(158)
    }
    for (const type of INCIDENT_TYPES) expect(type.label.ar).toMatch(/[\u0600-\u06FF]/)
  })

  it('marks translations as not reviewed', () => {
    expect(INCIDENT_TYPE_LIST.reviewed).toEqual({ en: true, fr: false, es: false, ar: false })
  })

  it('names no legal conclusion as a type, in any language (N12)', () => {
    const probe = ['Genocide', 'Crime de guerre', 'Limpieza étnica', 'إبادة جماعية']
    for (const word of probe) expect(word).toMatch(LEGAL_CONCLUSIONS)
    const texts = [...INCIDENT_TYPES, ...INCIDENT_FAMILIES.entries].flatMap((entry) => Object.values(entry.label))
    for (const text of texts) expect(text).not.toMatch(LEGAL_CONCLUSIONS)
  })

  it('puts every type of sensitivity C, and only those, into a compartment', () => {
    const counts = { P: 0, R: 0, C: 0 }
    for (const type of INCIDENT_TYPES) {
      counts[type.sensitivity]++
      expect(type.compartments.length > 0, type.code).toBe(type.sensitivity === 'C')
    }
    expect(counts).toEqual({ P: 71, R: 60, C: 27 })
    expect(incidentType('SXV-09')?.compartments).toEqual(['CRSV', 'TIP'])
    expect(incidentType('SXV-10')?.sensitivity).toBe('R')
    expect(incidentType('CAC-01')?.compartments).toEqual(['CAAC'])
    expect(incidentType('SEA-01')?.compartments).toEqual(['SEA'])
    const named = INCIDENT_TYPES.flatMap((type) => type.compartments)
    expect(named.filter((name) => !COMPARTMENTS.includes(name))).toEqual([])
    expect(incidentType('CAC-03')?.sensitivity).toBe('R')
  })

  it('shows a code that it does not know as itself', () => {
    expect(incidentType('ARM-99')).toBeUndefined()
    expect(incidentFamily('ARM-99')).toBeUndefined()
    expect(isIncidentTypeCode('ARM-99')).toBe(false)
    expect(isIncidentTypeCode('ARM-01')).toBe(true)
    expect(labelOf('ARM-99', 'fr')).toBe('ARM-99')
    expect(labelOf('ARM', 'fr')).toBe('Conflit armé entre acteurs armés')
    expect(incidentFamily('HAZ-EQ')).toBe('HAZ')
  })
})

describe('the other code lists', () => {
  it.each(LISTS.map((list) => [list.id, list] as const))(
    '%s has unique codes and labels in four languages',
    (_, list) => {
      expect(list.entries.length).toBeGreaterThan(4)
      expect(new Set(list.entries.map((entry) => entry.code)).size).toBe(list.entries.length)
      for (const entry of list.entries) {
        for (const language of LABEL_LANGUAGES) expect(entry.label[language].trim()).not.toBe('')
        expect(entry.label.ar).toMatch(/[\u0600-\u06FF]/)
      }
    },
  )

  it.each([
    [ACTOR_KIND_LIST, ACTOR_KINDS],
    [HARM_CATEGORY_LIST, HARM_CATEGORIES],
    [HARM_GROUP_LIST, HARM_GROUPS],
    [INCIDENT_STATE_LIST, INCIDENT_STATES],
    [SEVERITY_LIST, SEVERITIES],
    [SOURCE_KIND_LIST, SOURCE_KINDS],
    [SOURCE_RELIABILITY_LIST, RELIABILITIES],
  ] as const)('$id has a label for every code that records use, and no other', (list: CodeList, codes) => {
    expect(list.entries.map((entry) => entry.code).toSorted()).toEqual([...codes].toSorted())
  })

  it('has a label for every report type that records use', () => {
    const listed = REPORT_TYPE_LIST.entries.map((entry) => entry.code)
    expect(REPORT_TYPES.filter((type) => !listed.includes(type))).toEqual([])
  })

  it('maps every actor kind but unknown to an ACLED actor code from 1 to 8, and uses all eight', () => {
    const used = new Set(
      ACTOR_KIND_LIST.entries.flatMap((entry) => /^ACLED ([1-8])$/.exec(entry.note ?? '')?.[1] ?? []),
    )
    expect([...used].toSorted()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
    expect(
      ACTOR_KIND_LIST.entries.filter((entry) => !entry.note?.startsWith('ACLED ')).map((entry) => entry.code),
    ).toEqual(['unknown'])
  })

  it('knows reliability A to F and credibility 1 to 6', () => {
    expect(SOURCE_RELIABILITY_LIST.entries.map((entry) => entry.code).join('')).toBe('ABCDEF')
    expect(INFORMATION_CREDIBILITY_LIST.entries.map((entry) => entry.code).join('')).toBe('123456')
    expect(labelInList(SOURCE_RELIABILITY_LIST, 'F', 'en')).toBe('Reliability cannot be judged')
    expect(labelInList(SOURCE_RELIABILITY_LIST, 'Z', 'en')).toBe('Z')
  })
})

describe('sections of the SITREP', () => {
  it('are eleven, in the fixed order, with headings in four languages', () => {
    expect(JOC_SECTIONS).toHaveLength(11)
    expect(JOC_SECTIONS[0]).toBe('highlights')
    expect(JOC_SECTIONS[10]).toBe('outlook')
    for (const section of JOC_SECTIONS)
      expect(Object.values(JOC_SECTION_LABELS[section]).every((text) => text !== '')).toBe(true)
    expect(jocSectionLabel('poc', 'fr')).toBe('Protection des civils')
  })

  it('take every type once, except conduct matters, which go to the conduct team', () => {
    const left = INCIDENT_TYPES.filter((type) => jocSectionOf(type.code) === null).map((type) => type.code)
    expect(left).toEqual(['SEA-01', 'SEA-02', 'MIS-11'])
    expect(jocSectionOf('ARM-01')).toBe('security')
    expect(jocSectionOf('CIV-01')).toBe('poc')
    expect(jocSectionOf('CIV-07')).toBe('human_rights')
    expect(jocSectionOf('OBS-05')).toBe('poc')
    expect(jocSectionOf('ZZZ-01')).toBeNull()
  })

  it('have incidents in every section that is not written by a person', () => {
    const filled = new Set(INCIDENT_TYPES.map((type) => jocSectionOf(type.code)))
    for (const section of JOC_SECTIONS)
      expect(filled.has(section)).toBe(section !== 'highlights' && section !== 'outlook')
  })
})

describe('severityOf', () => {
  it('keeps unknown apart from none', () => {
    expect(severityOf(null)).toBe('unknown')
    expect(severityOf(0)).toBe('none')
  })

  it.each([
    [1, 'low'],
    [4, 'low'],
    [5, 'medium'],
    [24, 'medium'],
    [25, 'high'],
    [99, 'high'],
    [100, 'extreme'],
  ] as const)('puts %i killed into %s', (killed, severity) => {
    expect(severityOf(killed)).toBe(severity)
  })

  it('never falls as more people are killed', () => {
    const order = ['none', 'low', 'medium', 'high', 'extreme']
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.nat(200),
        (killed, more) => order.indexOf(severityOf(killed)) <= order.indexOf(severityOf(killed + more)),
      ),
    )
  })

  it.each([-1, 0.5, Number.NaN])('refuses %d', (killed) => {
    expect(() => severityOf(killed)).toThrow(RangeError)
  })
})
