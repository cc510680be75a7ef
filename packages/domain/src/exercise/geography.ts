import { DISTRICTS, REGIONS } from './country-outline.ts'
import { buildCountry, districtAt, type Country } from './country.ts'
import type { Feature, FeatureCollection, Geometry, Position } from './geojson.ts'
import { toLonLat, type PointKm } from './local-frame.ts'
import { SITES } from './routes-and-rivers.ts'
import { SETTLEMENTS, type Settlement } from './settlements.ts'

/** Layers of the fictional country for maps; names as in the operation's `geography`. */
export type MissionGeography = Readonly<
  Record<'land' | 'adm1' | 'adm2' | 'sectors' | 'rivers' | 'roads' | 'lines' | 'places' | 'bases', FeatureCollection>
>

/** The geography of Orevane as GeoJSON. It never changes with the seed. */
export function missionGeography(country: Country = buildCountry()): MissionGeography {
  return {
    land: landLayer(country),
    adm1: regionLayer(country),
    adm2: districtLayer(country),
    sectors: collection(
      country.sectors.map(({ name, ring }) =>
        feature(`sector-${slug(name)}`, { name: `Sector ${name}` }, polygon(ring)),
      ),
    ),
    rivers: collection(
      country.rivers.map(({ name, line }) => feature(`river-${slug(name)}`, { name }, lineString(line))),
    ),
    roads: collection(
      country.roads.map(({ name, surface, line }) =>
        feature(`road-${slug(name)}`, { name, surface }, lineString(line)),
      ),
    ),
    lines: lineLayer(country),
    places: placeLayer(country),
    bases: collection(SITES.map(({ name, kind, at }) => feature(`site-${slug(name)}`, { name, kind }, point(at)))),
  }
}

function regionLayer(country: Country): FeatureCollection {
  return collection(
    REGIONS.map(({ pcode, name, sector }) => {
      const ring = country.regions.find((region) => region.pcode === pcode)?.ring ?? []
      const within = DISTRICTS.filter((district) => district.pcode.startsWith(pcode))
      const population = within.reduce((sum, district) => sum + district.population, 0)
      const properties = { name, pcode, sector, population }
      return feature(pcode, properties, withIslands(country, pcode === 'XO04', ring))
    }),
  )
}

function districtLayer(country: Country): FeatureCollection {
  return collection(
    country.districts.map(({ district, ring }) => {
      const { name, pcode, population } = district
      const properties = { name, pcode, adm1Pcode: pcode.slice(0, 4), population }
      return feature(pcode, properties, withIslands(country, pcode === 'XO0401', ring))
    }),
  )
}

function lineLayer(country: Country): FeatureCollection {
  const basis = 'Ceasefire agreement, annex A (fictional)'
  return collection([
    feature(
      'ceasefire-line',
      { name: 'Ceasefire line', kind: 'ceasefire_line', basis },
      lineString(country.ceasefireLine),
    ),
    feature('buffer-zone', { name: 'Buffer zone', kind: 'buffer_zone', basis }, polygon(country.bufferZone)),
  ])
}

/** Which name a map keeps where names collide: the lowest rank. */
const RANK: Readonly<Record<Settlement['kind'], number>> = { capital: 0, city: 1, town: 2, village: 3 }

function placeLayer(country: Country): FeatureCollection {
  return collection(
    SETTLEMENTS.map(({ name, kind, population, at }) => {
      const adm2Pcode = districtAt(country, at)?.pcode ?? null
      return feature(`place-${slug(name)}`, { name, kind, population, rank: RANK[kind], adm2Pcode }, point(at))
    }),
  )
}

function landLayer(country: Country): FeatureCollection {
  return collection([
    feature('mainland', { name: 'Orevane' }, polygon(country.mainland)),
    ...country.islands.map(({ name, ring }) => feature(`island-${slug(name)}`, { name }, polygon(ring))),
  ])
}

function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features }
}

function feature(id: string, properties: Feature['properties'], geometry: Geometry): Feature {
  return { type: 'Feature', id, properties, geometry }
}

function point(at: PointKm): Geometry {
  return { type: 'Point', coordinates: toLonLat(at) }
}

function lineString(line: readonly PointKm[]): Geometry {
  return { type: 'LineString', coordinates: line.map(toLonLat) }
}

function polygon(ring: readonly PointKm[]): Geometry {
  return { type: 'Polygon', coordinates: [closed(ring)] }
}

function withIslands(country: Country, hasIslands: boolean, ring: readonly PointKm[]): Geometry {
  if (!hasIslands) return polygon(ring)
  return {
    type: 'MultiPolygon',
    coordinates: [[closed(ring)], ...country.islands.map((island) => [closed(island.ring)])],
  }
}

/** Closed, and counter-clockwise as RFC 7946 asks of an outer ring. */
function closed(ring: readonly PointKm[]): readonly Position[] {
  const points = ring.map(toLonLat)
  const first = points[0]
  const wound = signedArea(points) < 0 ? points.toReversed() : points
  const start = wound[0]
  return first === undefined || start === undefined ? [] : [...wound, start]
}

function signedArea(ring: readonly Position[]): number {
  return ring.reduce((sum, [lon, lat], i) => {
    const [lon2, lat2] = ring[(i + 1) % ring.length] ?? [lon, lat]
    return sum + lon * lat2 - lon2 * lat
  }, 0)
}

function slug(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
