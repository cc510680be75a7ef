import { countEvidence, operationLibrary } from '@eirene/domain/operation/library'
import { describe, expect, it } from 'vitest'
import { libraryCsv } from './library-csv.ts'

describe('the library as CSV', () => {
  const library = operationLibrary()
  const csv = libraryCsv({ library }, library.sources)

  it('has one row for each fact, and no fact without a source', () => {
    const { verified, unverified } = countEvidence(library)
    const lines = csv.trimEnd().split('\r\n').slice(1)
    expect(lines.length).toBe(verified + unverified)
    expect(lines.filter((line) => line.includes(',unverified,')).length).toBe(unverified)
  })

  it('spells out under whose lead ISAF stood, from when, and where that was read', () => {
    const lead = csv.split('\r\n').find((line) => line.startsWith('isaf,library.operations.leads,NATO,'))
    expect(lead).toContain('2003-08-11')
    expect(lead).toMatch(/https:\/\//)
  })
})
