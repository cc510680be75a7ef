import { feature, mesh } from 'topojson-client'
import countriesUrl from 'world-atlas/countries-50m.json?url'
import { DISPUTED } from './disputed.ts'
import type { Feature, FeatureCollection } from './contract.ts'

/** The world below everything: land, borders, disputed borders, names. Natural Earth 1:50m, public domain. */
export interface BaseMap {
  readonly countries: FeatureCollection
  readonly coast: FeatureCollection
  readonly borders: FeatureCollection
  readonly disputed: FeatureCollection
  readonly names: FeatureCollection
}

type Atlas = Parameters<typeof mesh>[0]
type Line = readonly (readonly number[])[]

let loading: Promise<BaseMap> | undefined

/** The base map, read once and kept. It comes from this server; nothing is asked of any other. */
export function loadBaseMap(): Promise<BaseMap> {
  loading ??= fetch(countriesUrl)
    .then((response) => response.json() as Promise<Atlas>) // a file of this build, checked by the test of baseMapOf
    .then(baseMapOf)
  return loading
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}

const DISPUTED_PAIRS = new Map(DISPUTED.map((entry) => [pairKey(...entry.pair), entry.within]))

function lineFeature(line: Line): Feature {
  return { type: 'Feature', geometry: { type: 'LineString', coordinates: unwrapped(line) }, properties: {} }
}

/** A line whose longitude runs on across 180° instead of jumping to the other edge: the map repeats the world there. */
export function unwrapped(line: Line): Line {
  let shift = 0
  let before: number | undefined
  return line.map(([lon = 0, lat = 0]) => {
    if (before !== undefined && lon - before > 180) shift -= 360
    if (before !== undefined && lon - before < -180) shift += 360
    before = lon
    return [lon + shift, lat]
  })
}

/** A ring that runs on across 180°; one that goes round a pole is closed along it. */
export function unwrappedRing(ring: Line): Line {
  const line = unwrapped(ring)
  const [first = [0, 0], last = [0, 0]] = [line[0], line.at(-1)]
  if (Math.abs((first[0] ?? 0) - (last[0] ?? 0)) < 1) return line
  const pole = (first[1] ?? 0) < 0 ? -90 : 90
  return [...line, [last[0] ?? 0, pole], [first[0] ?? 0, pole], first]
}

function unwrappedCountry(country: Feature): Feature {
  const { geometry } = country
  if (geometry === null) return country
  // The atlas holds polygons and groups of polygons only.
  const coordinates =
    geometry.type === 'Polygon'
      ? (geometry.coordinates as Line[]).map(unwrappedRing)
      : (geometry.coordinates as Line[][]).map((polygon) => polygon.map(unwrappedRing))
  return { ...country, geometry: { ...geometry, coordinates } }
}

function isWithin(point: readonly number[], box: readonly [number, number, number, number]): boolean {
  const [lon = 0, lat = 0] = point
  return lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3]
}

/** Cuts a line into stretches inside and outside a box; neighbours share their end. */
export function splitByBox(
  line: Line,
  box: readonly [number, number, number, number],
): { readonly inside: readonly Line[]; readonly outside: readonly Line[] } {
  const inside: Line[] = []
  const outside: Line[] = []
  let run: (readonly number[])[] = []
  let runInside: boolean | undefined
  for (const point of line) {
    const now = isWithin(point, box)
    if (runInside !== undefined && now !== runInside) {
      run.push(point)
      ;(runInside ? inside : outside).push(run)
      run = []
    }
    run.push(point)
    runInside = now
  }
  if (run.length > 1) (runInside === true ? inside : outside).push(run)
  return { inside, outside }
}

function ringArea(ring: Line): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? []
    const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? []
    sum += x1 * y2 - x2 * y1
  }
  return Math.abs(sum) / 2
}

function centroid(ring: Line): readonly [number, number] {
  let [x, y, area] = [0, 0, 0]
  for (let i = 0; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? []
    const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? []
    const cross = x1 * y2 - x2 * y1
    x += (x1 + x2) * cross
    y += (y1 + y2) * cross
    area += cross * 3
  }
  return area === 0 ? [ring[0]?.[0] ?? 0, ring[0]?.[1] ?? 0] : [x / area, y / area]
}

function nameFeature(country: Feature): Feature | undefined {
  const { geometry } = country
  if (geometry === null) return undefined
  // GeoJSON of the atlas: polygons or groups of polygons, whose first ring is the outer one.
  const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as Line[][]
  const outer = polygons.map((polygon) => polygon[0] ?? []).toSorted((a, b) => ringArea(b) - ringArea(a))[0]
  if (outer === undefined) return undefined
  const area = ringArea(outer)
  const rank = area > 150 ? 1 : area > 30 ? 2 : area > 6 ? 3 : area > 0.8 ? 4 : 5
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: centroid(outer) },
    properties: { name: country.properties['name'] ?? '', rank, iso: country.id ?? null },
  }
}

/** The base map from the atlas's topology. Pure. */
export function baseMapOf(atlas: Atlas): BaseMap {
  // The countries of the atlas are polygons with a name; the types of the library say less.
  const object = atlas.objects['countries'] as Parameters<typeof mesh>[1]
  if (object === undefined) throw new Error('the atlas holds no countries')
  // The atlas has only polygons, which is what Feature describes.
  const asGiven = feature(atlas, object) as unknown as FeatureCollection
  const countries = { ...asGiven, features: asGiven.features.map(unwrappedCountry) }
  const nameOf = (geometry: unknown): string =>
    (geometry as { readonly properties?: { readonly name?: string } }).properties?.name ?? '' // as world-atlas writes it
  const borders: Feature[] = []
  const disputed: Feature[] = []
  const agreed = mesh(atlas, object, (a, b) => a !== b && !DISPUTED_PAIRS.has(pairKey(nameOf(a), nameOf(b))))
  borders.push(...agreed.coordinates.map(lineFeature))
  for (const [key, within] of DISPUTED_PAIRS) {
    const lines = mesh(atlas, object, (a, b) => a !== b && pairKey(nameOf(a), nameOf(b)) === key)
    for (const line of lines.coordinates) {
      if (within === undefined) {
        disputed.push(lineFeature(line))
        continue
      }
      const { inside, outside } = splitByBox(line, within)
      disputed.push(...inside.map(lineFeature))
      borders.push(...outside.map(lineFeature))
    }
  }
  const names = countries.features.map(nameFeature).filter((name) => name !== undefined)
  return {
    countries,
    coast: { type: 'FeatureCollection', features: mesh(atlas, object, (a, b) => a === b).coordinates.map(lineFeature) },
    borders: { type: 'FeatureCollection', features: borders },
    disputed: { type: 'FeatureCollection', features: disputed },
    names: { type: 'FeatureCollection', features: names },
  }
}

/**
 * Names of countries in a language. The atlas gives ISO 3166 numbers, which the runtime knows as aliases of its region codes;
 * what has no number, or none that is known, keeps the atlas's English name.
 */
export function namesIn(names: FeatureCollection, locale: string): FeatureCollection {
  const regions = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
  return {
    ...names,
    features: names.features.map((feature) => {
      const { iso, name } = feature.properties
      const known = typeof iso === 'string' && /^\d{3}$/.test(iso) ? regions.of(regionOf(iso)) : undefined
      return { ...feature, properties: { ...feature.properties, name: known ?? name ?? '' } }
    }),
  }
}

function regionOf(isoNumber: string): string {
  return new Intl.Locale(`und-${isoNumber}`).region ?? isoNumber
}
