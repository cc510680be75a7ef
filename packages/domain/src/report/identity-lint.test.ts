import { describe, expect, it } from 'vitest'
import { DEMONSTRATION, generateFictionalMission, type FeatureCollection } from '../exercise/index.ts'
import { lintIdentities, lintSourceCode } from './index.ts'

const listNames = ({ features }: FeatureCollection): readonly string[] =>
  features.flatMap(({ properties }) => (typeof properties['name'] === 'string' ? [properties['name']] : []))
const codes = (text: string): readonly string[] => lintIdentities(text, []).map(({ code }) => code)

describe('the linter of identities', () => {
  it.each([
    ['Met Mr. Kassim at the market', 'identity.name'],
    ['Told by Mme Ngono', 'identity.name'],
    ['a woman named Aline', 'identity.name'],
    ['Abou Traore, a trader, was wounded', 'identity.name'],
    ['Le commerçant Abou Traoré a été blessé', 'identity.name'],
    ['Seen by Mahamat al Nour at the well', 'identity.name'],
    ['قال السيد أحمد', 'identity.name'],
    ['my contact at the hospital says', 'identity.contact'],
    ['mon informateur', 'identity.contact'],
    ['call +236 75 12 34 56', 'identity.phone'],
    ['call 0712345678', 'identity.phone'],
    ['write to a.b@example.org', 'identity.email'],
  ])('warns at %j', (text, code) => {
    expect(codes(text)).toContain(code)
  })

  it.each([
    '12 explosions heard SE, 3 to 5 km',
    'Seen 2024-03-02T09:15:00Z at 34N BL 41872 65821',
    'At 4.360012, 18.550034, 021530Z MAR 24',
    'The chief of the village and the sheikh agreed',
    'Convoy of 3 trucks, 20 armed men, general direction north',
    'Le chef du village, madame le maire absente',
    'Valley Defence Group and the Third Column clashed on Monday at the Upper Road',
    'Two Land Cruisers of the United Nations',
    'Seen at Ombella-Mpoko',
  ])('lets %j pass', (text) => {
    expect(codes(text)).toEqual([])
  })

  it('takes no name of a known place or party for a person', () => {
    expect(codes('Shots at Kaga Bandoro')).toEqual(['identity.name'])
    expect(lintIdentities('Shots at Kaga Bandoro', [], ['Kaga Bandoro'])).toEqual([])
  })

  it('raises few false alarms: in less than one of a hundred narratives of the fictional mission, where nobody is named', () => {
    const { incidents, geography } = generateFictionalMission(DEMONSTRATION)
    const known = [...listNames(geography.places), ...listNames(geography.adm2), ...listNames(geography.rivers)]
    const alarmed = incidents.filter(({ narrative }) => lintIdentities(narrative, [], known).length > 0)
    expect(alarmed.length / incidents.length).toBeLessThan(0.01)
  })

  it('warns at a source code that is a name, not at a callsign', () => {
    expect(lintSourceCode('Aline Ngono')).toHaveLength(1)
    expect(lintSourceCode('PTL-N-04')).toEqual([])
    expect(lintSourceCode('Team Site 4')).toEqual([])
  })
})
