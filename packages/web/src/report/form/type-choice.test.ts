import { describe, expect, it } from 'vitest'
import { offerTypes, type TypeChoice } from './type-choice.ts'

const type = (code: string, label: string, words = ''): TypeChoice => ({
  ...{ code, label, words, familyLabel: 'Family', compartments: [] },
})
const types = [
  type('CIV-04', 'Abduction or hostage-taking', 'kidnap enlevement خطف'),
  type('MAR-05', 'Kidnapping of crew'),
  type('ERV-04', 'IED detonation', 'bomb'),
  type('CIV-09', 'Implied threat'),
  type('ERV-03', 'الضربة بطائرة', 'drone'),
]
const search = (words: string): readonly string[] =>
  offerTypes(types, { words, kind: null, recent: [], limit: 8 }).map(({ code }) => code)

describe('the search for an incident type', () => {
  it('finds by the beginning of a word, and by the code', () => {
    expect(search('ied')).toEqual(['ERV-04'])
    expect(search('hostage abd')).toEqual(['CIV-04'])
    expect(search('erv-04')).toEqual(['ERV-04'])
  })

  it('finds by everyday words of any language, in the plural too, after what the list itself says', () => {
    expect(search('kidnap')).toEqual(['MAR-05', 'CIV-04'])
    expect(search('enlèvements')).toEqual(['CIV-04'])
    expect(search('drones')).toEqual(['ERV-03'])
    expect(search('خطف')).toEqual(['CIV-04'])
  })

  it('finds an Arabic word with its article and without', () => {
    expect(search('ضربة')).toEqual(['ERV-03'])
    expect(search('الضربة')).toEqual(['ERV-03'])
  })

  it('finds nothing where nothing fits', () => {
    expect(search('zzz')).toEqual([])
  })
})
