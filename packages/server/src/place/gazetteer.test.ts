import { beforeAll, describe, expect, it } from 'vitest'
import { loadGazetteer, type Gazetteer } from './index.ts'

let gazetteer: Gazetteer
beforeAll(() => {
  gazetteer = loadGazetteer()
})

describe('the gazetteer', () => {
  it('finds a town whatever accents and case it is typed with, most populous first', () => {
    const found = gazetteer.findPlaces('BRIA', 10)
    expect(found.some((place) => place.name === 'Bria' && place.countryIso2 === 'CF')).toBe(true)
    expect(gazetteer.findPlaces('yaounde', 1)[0]).toMatchObject({ name: 'Yaoundé', countryIso2: 'CM' })
    const populations = gazetteer.findPlaces('san', 20).map((place) => place.population ?? 0)
    expect(populations).toEqual([...populations].sort((a, b) => b - a))
  })

  it('finds towns around the work, and others only where there are none', () => {
    const bangui = { lon: 18.56, lat: 4.36 }
    const countries = (text: string, near?: typeof bangui): string[] =>
      gazetteer.findPlaces(text, 6, near).map((place) => place.countryIso2)
    expect(countries('bo')).not.toContain('CF')
    const near = gazetteer.findPlaces('bo', 6, bangui)
    expect(near[0]?.countryIso2).toBe('CF')
    expect(near.length).toBe(6)
    expect(new Set(near.map(({ geonamesId }) => geonamesId)).size).toBe(6)
    // What lies nowhere near is still found.
    expect(gazetteer.findPlaces('yokohama', 1, bangui)[0]?.countryIso2).toBe('JP')
  })

  it('answers nothing for nothing', () => {
    expect(gazetteer.findPlaces('  ', 5)).toEqual([])
    expect(gazetteer.findPlaces('zzzzqqq', 5)).toEqual([])
  })

  it('lists the largest towns of an area, also across the antimeridian', () => {
    const car = gazetteer.listPlacesWithin([14, 2, 28, 11], 200)
    expect(car.find((place) => place.countryIso2 === 'CF')?.name).toBe('Bangui')
    expect(gazetteer.listPlacesWithin([176, -20, -176, -14], 50).some((place) => place.countryIso2 === 'FJ')).toBe(true)
  })

  it('names the nearest town and how far it is, or none', () => {
    const near = gazetteer.findNearest({ lon: 18.56, lat: 4.4 }, 50_000)
    expect(near?.place.countryIso2).toBe('CF')
    expect(near?.distanceM ?? Infinity).toBeLessThan(20_000)
    expect(gazetteer.findNearest({ lon: -120, lat: -45 }, 100_000)).toBeUndefined()
  })

  it('never calls an unknown population zero', () => {
    expect(gazetteer.size).toBeGreaterThan(130_000)
    for (const place of gazetteer.listPlacesWithin([-180, -90, 180, 90], 200)) expect(place.population).not.toBe(0)
  })
})
