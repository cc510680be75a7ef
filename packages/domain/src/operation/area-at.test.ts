import { describe, expect, it } from 'vitest'
import { areaAt, areaOf } from './index.ts'

const square = (west: number, east: number): readonly (readonly number[])[] => [
  [west, 0],
  [east, 0],
  [east, 10],
  [west, 10],
  [west, 0],
]
const layer = (name: string, type: string, coordinates: unknown): unknown => ({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', geometry: { type, coordinates }, properties: { name } }],
})
const geography = {
  adm1: layer('North', 'MultiPolygon', [[square(0, 10)], [square(20, 30)]]),
  adm2: layer('Vell', 'Polygon', [square(0, 5), square(1, 2)]),
}

describe('the area of a point', () => {
  it('is its region and district', () => {
    expect(areaAt(geography, { lon: 4, lat: 5 })).toEqual({ adm1: 'North', adm2: 'Vell' })
  })

  it('is looked for in every part of a region, and not in the holes of a district', () => {
    expect(areaAt(geography, { lon: 25, lat: 5 })).toEqual({ adm1: 'North', adm2: null })
    expect(areaAt(geography, { lon: 1.5, lat: 5 })).toEqual({ adm1: 'North', adm2: null })
  })

  it('is not known outside the list, and without one', () => {
    expect(areaAt(geography, { lon: 15, lat: 5 })).toEqual({ adm1: null, adm2: null })
    expect(areaAt(null, { lon: 4, lat: 5 })).toEqual({ adm1: null, adm2: null })
  })
})

describe('the area of a place', () => {
  it('is that of its point, unless the point is known too vaguely', () => {
    expect(areaOf(geography, { point: { lon: 4, lat: 5, precisionM: 5000 }, name: '' }).adm2).toBe('Vell')
    expect(areaOf(geography, { point: { lon: 4, lat: 5, precisionM: 50_000 }, name: 'Vell' }).adm2).toBeNull()
  })

  it('is that of its name where there is no point: a district, a region or a settlement', () => {
    const named = {
      ...{
        adm1: {
          features: [
            { geometry: { type: 'Polygon', coordinates: [square(0, 10)] }, properties: { name: 'North', pcode: 'X1' } },
          ],
        },
        adm2: {
          features: [
            {
              geometry: { type: 'Polygon', coordinates: [square(0, 5)] },
              properties: { name: 'Vell', adm1Pcode: 'X1' },
            },
          ],
        },
      },
      places: { features: [{ geometry: { type: 'Point', coordinates: [4, 5] }, properties: { name: 'Tenavi' } }] },
    }
    const of = (name: string): unknown => areaOf(named, { point: null, name })
    expect(of('Vell')).toEqual({ adm1: 'North', adm2: 'Vell' })
    expect(of('North')).toEqual({ adm1: 'North', adm2: null })
    expect(of('Tenavi')).toEqual({ adm1: 'North', adm2: 'Vell' })
    expect(of('Elsewhere')).toEqual({ adm1: null, adm2: null })
  })
})
