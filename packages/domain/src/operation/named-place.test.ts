import { describe, expect, it } from 'vitest'
import { missionGeography } from '../exercise/index.ts'
import { listOwnPlaces, middleOfWork } from './index.ts'

describe('where the work is', () => {
  it('is the middle of the records, also across the antimeridian', () => {
    expect(middleOfWork([14, 2, 28, 11], null)).toEqual({ lon: 21, lat: 6.5 })
    expect(middleOfWork([178, -20, -178, -10], null)).toEqual({ lon: -180, lat: -15 })
    expect(middleOfWork([170, -20, -178, -10], null)).toEqual({ lon: 176, lat: -15 })
  })

  it('without records is where the own places are, and without either not known', () => {
    const geography = { ...missionGeography() }
    const { lon, lat } = middleOfWork(null, geography) ?? { lon: 0, lat: 0 }
    const places = listOwnPlaces(geography)
    expect(places.length).toBeGreaterThan(60)
    expect([
      Math.min(...places.map((place) => place.lon)) < lon,
      Math.max(...places.map((place) => place.lat)) > lat,
    ]).toEqual([true, true])
    expect(middleOfWork(null, null)).toBeNull()
  })
})
