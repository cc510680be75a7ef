import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgePoint, parseCoordinates } from './index.ts'

const CAR = [14.4, 2.2, 27.5, 11] as const

describe('parseCoordinates', () => {
  it.each([
    ['4.36, 18.55', 4.36, 18.55],
    ['4.36 18.55', 4.36, 18.55],
    ['4,36; 18,55', 4.36, 18.55],
    ['-4.36,18.55', -4.36, 18.55],
    ['18.55E 4.36N', 4.36, 18.55],
    ['4.36S, 18.55O', -4.36, -18.55],
    [`4°21'36"N 18°33'E`, 4.36, 18.55],
  ])('reads %s', (text, lat, lon) => {
    const point = parseCoordinates(text)
    expect(point?.lat).toBeCloseTo(lat, 9)
    expect(point?.lon).toBeCloseTo(lon, 9)
  })

  it.each(['', '4.36', 'Bangui', '91, 18', '4, 181', '4N 18N', '1 2 3', '34N BL 41872 65821'])('refuses %j', (text) => {
    expect(parseCoordinates(text)).toBeUndefined()
  })

  it('reads back every point that is written with letters, in either order', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -18000, max: 18000 }), (a, o) => {
        const lat = `${Math.abs(a) / 100}${a < 0 ? 'S' : 'N'}`
        const lon = `${Math.abs(o) / 100}${o < 0 ? 'W' : 'E'}`
        for (const text of [`${lat} ${lon}`, `${lon}, ${lat}`]) {
          const point = parseCoordinates(text)
          expect(point?.lat).toBeCloseTo(a / 100, 9)
          expect(point?.lon).toBeCloseTo(o / 100, 9)
        }
      }),
    )
  })
})

describe('judgePoint', () => {
  it('sees longitude and latitude that were exchanged, as seen from the operation', () => {
    expect(judgePoint({ lat: 18.55, lon: 4.36 }, CAR)).toBe('swapped')
    expect(judgePoint({ lat: 4.36, lon: 18.55 }, CAR)).toBe('near')
    expect(judgePoint({ lat: 48.85, lon: 2.35 }, CAR)).toBe('far')
  })

  it('knows nothing of an operation without an area, and an area across 180°', () => {
    expect(judgePoint({ lat: 18.55, lon: 4.36 }, null)).toBe('near')
    expect(judgePoint({ lat: -17, lon: -179.5 }, [176, -20, -178, -15])).toBe('near')
  })
})
