import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildFieldReport, type DraftContext, type FieldDraft } from './index.ts'

const draft: FieldDraft = {
  id: '018e0000-0000-7000-8000-000000000001',
  type: 'INCREP',
  typeCode: 'ARM-01',
  at: '2024-03-02T10:15',
  timePrecision: 'minute',
  position: '4.36, 18.55',
  precisionM: '1000',
  placeName: 'Bimbo',
  sense: 'heard',
  sourceKind: 'patrol',
  sourceCode: 'PTL-N-04',
  title: '',
  narrative: 'Shots from the market.',
  harm: [{ category: 'killed', group: 'all', low: '', best: '', high: '' }],
  actors: [],
  correctsId: null,
  area: '',
  referralOffered: null,
}
const context: DraftContext = {
  zone: 'Africa/Bangui',
  typeCompartments: [],
  typeLabel: 'Armed clash',
  writerCompartments: [],
  point: { lon: 18.55, lat: 4.36, precisionM: 1000 },
  areas: ['Ombella-Mpoko'],
  language: 'en',
  now: new Date('2024-03-02T09:30:00Z'),
}

function build(part: Partial<FieldDraft>, more: Partial<DraftContext> = {}) {
  return buildFieldReport({ ...draft, ...part }, { ...context, ...more })
}

describe('a field report from its draft', () => {
  it('reads the time by the clocks of the operation and titles itself by type and place', () => {
    const built = build({})
    expect(built.ok && built.value).toMatchObject({
      occurred: { from: '2024-03-02T09:15:00.000Z', to: null, precision: 'minute' },
      title: 'Armed clash – Bimbo',
      sense: 'heard',
      narrative: 'Shots from the market.',
    })
  })

  it('sends nothing for harm that is not known, and null, never zero, for a bound that is not known', () => {
    const nothing = build({})
    expect(nothing.ok && nothing.value.harm).toEqual([])
    const some = build({ harm: [{ category: 'killed', group: 'all', low: '2', best: '', high: '' }] })
    expect(some.ok && some.value.harm).toMatchObject([{ low: 2, best: null, high: null }])
    const none = build({ harm: [{ category: 'killed', group: 'all', low: '0', best: '0', high: '0' }] })
    expect(none.ok && none.value.harm).toMatchObject([{ low: 0, best: 0, high: 0 }])
  })

  it.each([
    [{ at: '' }, 'date.impossible'],
    [{ at: '2024-03-02T11:00' }, 'date.future'],
    [{ typeCode: '' }, 'report.type_missing'],
    [{ precisionM: '' }, 'precision.missing'],
    [{ sourceCode: ' ' }, 'report.source_missing'],
    [{ harm: [{ category: 'killed', group: 'all', low: 'about 12', best: '', high: '' }] }, 'count.not_a_number'],
    [{ harm: [{ category: 'killed', group: 'all', low: '5', best: '', high: '3' }] }, 'count.order'],
  ] as const)('names the field of what is not right: %j', (part, code) => {
    const built = build(part)
    expect(built.ok).toBe(false)
    expect(built.issues.map((one) => one.code)).toEqual([code])
  })
})

describe('a restricted matter', () => {
  const restricted: Partial<FieldDraft> = {
    narrative: 'A woman said that soldiers raped her neighbour near the well.',
    title: 'Rape at Bimbo',
    area: 'Ombella-Mpoko',
  }

  it('leaves the device as area and month, with fixed words, for who has no part in its compartment', () => {
    const built = build({ ...restricted, actors: [{ name: 'Soldiers', role: 'perpetrator' }], referralOffered: true })
    expect(built.ok && built.value).toMatchObject({
      occurred: { from: '2024-02-29T23:00:00.000Z', to: '2024-03-31T23:00:00.000Z', precision: 'month' },
      place: { point: null, name: 'Ombella-Mpoko' },
      title: 'Restricted matter. Referral offered: yes',
      narrative: '',
      harm: [],
      actors: [],
      sense: null,
      compartments: ['CRSV'],
    })
  })

  it('holds no word of what was written, whatever was written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 200 }), (words) => {
        const built = build({
          narrative: `raped ${words}`,
          title: `raped ${words}`,
          placeName: words,
          area: 'Ombella-Mpoko',
        })
        return built.ok && !JSON.stringify(built.value).includes(JSON.stringify(words).slice(1, -1))
      }),
    )
  })

  it('is called for by the type alone', () => {
    const built = build({ area: 'Ombella-Mpoko' }, { typeCompartments: ['CAAC'] })
    expect(built.ok && built.value).toMatchObject({
      narrative: '',
      compartments: ['CAAC'],
      occurred: { precision: 'month' },
    })
  })

  it('takes a district of the operation for its area, never a village', () => {
    const built = build({ ...restricted, area: 'Bimbo' })
    expect(built.issues.map((one) => one.code)).toEqual(['place.area_missing'])
  })

  it('is written in full by who holds the compartment', () => {
    const built = build(restricted, { writerCompartments: ['CRSV'] })
    expect(built.ok && built.value).toMatchObject({
      title: 'Rape at Bimbo',
      narrative: restricted.narrative,
      compartments: ['CRSV'],
      occurred: { precision: 'minute' },
    })
  })
})
