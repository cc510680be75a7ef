import { describe, expect, it } from 'vitest'
import { highestMarking } from './highest-marking.ts'

describe('highestMarking', () => {
  it('is the lowest UN level when no record is on screen', () => {
    expect(highestMarking('LIVE', []).levels).toEqual([{ policy: 'UN', level: 'UNCLASSIFIED', rank: 0 }])
  })

  it('keeps the highest level of each policy and never converts one into another', () => {
    const shown = highestMarking('LIVE', [
      { policy: 'UN', level: 'CONFIDENTIAL', compartments: ['CRSV'] },
      { policy: 'UN', level: 'UNCLASSIFIED', compartments: ['CAAC'] },
      { policy: 'NATO', level: 'NATO RESTRICTED', compartments: ['CRSV'] },
    ])
    expect(shown.levels.map(({ level }) => level)).toEqual(['CONFIDENTIAL', 'NATO RESTRICTED'])
    expect(shown.compartments).toEqual(['CAAC', 'CRSV'])
  })
})
