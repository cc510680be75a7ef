import { describe, expect, it } from 'vitest'
import { areaAt } from './index.ts'

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
