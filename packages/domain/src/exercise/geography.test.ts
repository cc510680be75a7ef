import { describe, expect, it } from 'vitest'
import { DISTRICTS, REGIONS } from './country-outline.ts'
import { buildCountry, districtAt } from './country.ts'
import type { Position } from './geojson.ts'
import { missionGeography } from './index.ts'
import { areaKm2, isInRing, type PointKm } from './local-frame.ts'
import { SITES } from './routes-and-rivers.ts'
import { SETTLEMENTS } from './settlements.ts'

const country = buildCountry()
const geography = missionGeography(country)

function crossings(ring: readonly PointKm[]): number {
  let found = 0
  const side = (a: PointKm, b: PointKm, c: PointKm): number =>
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
  const pieces = ring.map((a, i) => [a, ring[(i + 1) % ring.length] ?? a] as const)
  pieces.forEach(([a, b], i) => {
    for (const [c, d] of pieces.slice(i + 2, i === 0 ? -1 : undefined)) {
      if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) found++
    }
  })
  return found
}

describe('the fictional country', () => {
  it('is one mainland of about 100,000 km² with a coast that never crosses itself', () => {
    expect(areaKm2(country.mainland)).toBeGreaterThan(90_000)
    expect(areaKm2(country.mainland)).toBeLessThan(110_000)
    expect(crossings(country.mainland)).toBe(0)
    for (const { ring } of country.islands) expect(crossings(ring)).toBe(0)
  })

  it('is filled by its districts without gap or overlap, and by regions and sectors alike', () => {
    const whole = areaKm2(country.mainland)
    for (const parts of [country.districts, country.regions, country.sectors]) {
      expect(parts.reduce((sum, { ring }) => sum + areaKm2(ring), 0)).toBeCloseTo(whole, 3)
    }
    expect(country.districts).toHaveLength(19)
    expect(country.sectors).toHaveLength(3)
    expect(REGIONS).toHaveLength(6)
    for (const { district, ring } of country.districts) expect(isInRing(district.inside, ring)).toBe(true)
  })

  it('has about sixty places of different names, all on land, one in each district at least, fewer people than the districts', () => {
    expect(SETTLEMENTS.length).toBeGreaterThanOrEqual(60)
    expect(new Set(SETTLEMENTS.map(({ name }) => name)).size).toBe(SETTLEMENTS.length)
    const inDistrict = new Map<string, number>()
    for (const { name, at, population } of SETTLEMENTS) {
      const district = districtAt(country, at)
      expect(district, name).not.toBeNull()
      inDistrict.set(district?.pcode ?? '', (inDistrict.get(district?.pcode ?? '') ?? 0) + population)
    }
    for (const { pcode, population } of DISTRICTS) {
      expect(inDistrict.get(pcode) ?? 0).toBeGreaterThan(0)
      expect(inDistrict.get(pcode) ?? 0).toBeLessThan(population)
    }
    for (const { name, at } of SITES) expect(districtAt(country, at), name).not.toBeNull()
  })

  it('is parted by a ceasefire line from coast to coast', () => {
    const line = country.ceasefireLine
    expect((line.at(-1)?.[0] ?? 0) - (line[0]?.[0] ?? 0)).toBeGreaterThan(380)
    expect(line.every((point) => isInRing(point, country.mainland))).toBe(true)
    expect(crossings(country.bufferZone)).toBe(0)
  })

  it('is valid GeoJSON: unique ids, closed outer rings against the clock, lon before lat', () => {
    const features = Object.values(geography).flatMap((layer) => layer.features)
    expect(new Set(features.map(({ id }) => id)).size).toBe(features.length)
    const rings = features.flatMap(({ geometry }) =>
      geometry.type === 'Polygon'
        ? geometry.coordinates
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates.flat()
          : [],
    )
    expect(rings.length).toBeGreaterThan(30)
    const area = (ring: readonly Position[]): number =>
      ring.slice(1).reduce((sum, [lon, lat], i) => sum + ((ring[i]?.[0] ?? 0) * lat - lon * (ring[i]?.[1] ?? 0)), 0)
    for (const ring of rings) {
      expect(ring.length).toBeGreaterThan(3)
      expect(ring[0]).toEqual(ring.at(-1))
      expect(area(ring)).toBeGreaterThan(0)
      for (const [lon, lat] of ring) {
        expect(lon).toBeGreaterThan(-26)
        expect(lon).toBeLessThan(-19)
        expect(lat).toBeGreaterThan(-33)
        expect(lat).toBeLessThan(-29)
      }
    }
  })
})
