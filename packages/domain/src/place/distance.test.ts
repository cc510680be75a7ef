import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bearingDeg, distanceM } from './index.ts'

const point = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }),
})

describe('distanceM', () => {
  it('gives a degree of latitude as 111.2 km', () => {
    expect(distanceM({ lon: 18, lat: 4 }, { lon: 18, lat: 5 })).toBeCloseTo(111_195, -1)
  })

  it('is symmetric, never negative and never more than half round the world', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const d = distanceM(a, b)
        expect(d).toBeGreaterThanOrEqual(0)
        expect(d).toBeLessThanOrEqual(20_015_200)
        expect(Math.abs(d - distanceM(b, a))).toBeLessThan(1e-3)
      }),
    )
  })
})

describe('bearingDeg', () => {
  it('reads the compass', () => {
    const bangui = { lon: 18.55, lat: 4.36 }
    expect(bearingDeg(bangui, { lon: 18.55, lat: 5 })).toBeCloseTo(0, 6)
    expect(bearingDeg(bangui, { lon: 19.5, lat: 4.36 })).toBeCloseTo(90, 0)
    fc.assert(
      fc.property(point, point, (a, b) => {
        const bearing = bearingDeg(a, b)
        expect(bearing >= 0 && bearing < 360).toBe(true)
      }),
    )
  })
})
