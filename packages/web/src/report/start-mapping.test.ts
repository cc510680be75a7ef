import { parseCsvMapping } from '@eirene/domain/report'
import { describe, expect, it } from 'vitest'
import { startMapping } from './start-mapping.ts'

describe('startMapping', () => {
  it.each([
    [['date', 'lat', 'lon', 'kind', 'dead'], 'Field reports (May).csv'],
    [['a', 'b'], '.csv'],
  ])('gives a mapping that the server would read, for columns %j', (columns, fileName) => {
    const parsed = parseCsvMapping(JSON.parse(startMapping(columns, fileName)))
    expect(parsed.ok ? [] : parsed.issues).toEqual([])
  })
})
