import { INCIDENT_TYPE_CODES } from '@eirene/domain/incident'
import { describe, expect, it } from 'vitest'
import { INCIDENT_WORDS } from './incident-words.ts'

const entries = Object.entries(INCIDENT_WORDS)
const codesOf = (word: string): readonly string[] =>
  entries.filter(([, words]) => words.split(' ').includes(word)).map(([code]) => code)

describe('the everyday words for incident types', () => {
  it('belong to types of the list', () => {
    expect(entries.map(([code]) => code).filter((code) => !INCIDENT_TYPE_CODES.some((one) => one === code))).toEqual([])
  })

  it('are in small letters without accents, as a search compares them', () => {
    for (const [, words] of entries) expect(words).toMatch(/^[a-z\p{Script=Arabic} ]+$/u)
  })

  it('lead from what people say to a type', () => {
    expect(codesOf('drone')).toContain('ERV-03')
    expect(codesOf('shooting')).toContain('CFV-08')
    expect(codesOf('kidnap')).toContain('CIV-04')
    expect(codesOf('fusillade')).toContain('ARM-01')
    expect(codesOf('secuestro')).toContain('CIV-04')
    expect(codesOf('خطف')).toContain('CIV-04')
  })
})
