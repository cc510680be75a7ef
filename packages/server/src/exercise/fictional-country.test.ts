import { createRequire } from 'node:module'
import { missionGeography } from '@eirene/domain/exercise'
import { distanceM } from '@eirene/domain/place'
import { describe, expect, it } from 'vitest'
import { loadGazetteer } from '../place/index.ts'

interface Arcs {
  readonly transform: { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] }
  readonly arcs: readonly (readonly (readonly [number, number])[])[]
}

/** Every point of the coasts of the world (Natural Earth 1:10m), as lon/lat. */
function realCoast(): readonly (readonly [number, number])[] {
  const require = createRequire(import.meta.url)
  // A TopoJSON topology; only its arcs and transform are used.
  const { transform, arcs } = require('world-atlas/land-10m.json') as Arcs
  const points: (readonly [number, number])[] = []
  for (const arc of arcs) {
    let [x, y] = [0, 0]
    for (const [dx, dy] of arc) {
      x += dx
      y += dy
      points.push([x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]])
    }
  }
  return points
}

const geography = missionGeography()

describe('the fictional country', () => {
  it('lies in open ocean: no coast of the world within 300 km of any point of it', () => {
    const coast = realCoast()
    expect(coast.length).toBeGreaterThan(100_000)
    const outline = geography.land.features.flatMap(({ geometry }) =>
      geometry.type === 'Polygon' ? (geometry.coordinates[0] ?? []) : [],
    )
    const near = coast.filter(([lon, lat]) => Math.abs(lat + 31) < 12 && Math.abs(lon + 22) < 16)
    for (const [lon, lat] of near) {
      for (const [x, y] of outline) expect(distanceM({ lon, lat }, { lon: x, lat: y })).toBeGreaterThan(300_000)
    }
    expect(near.length).toBeLessThan(coast.length)
    expect(coast.some(([lon, lat]) => distanceM({ lon, lat }, { lon: -12.3, lat: -37.1 }) < 50_000)).toBe(true)
  })

  it('bears no name of a real town', () => {
    const gazetteer = loadGazetteer()
    const plain = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    const names = [...geography.places.features, ...geography.adm1.features, ...geography.adm2.features].map((place) =>
      String(place.properties['name']),
    )
    expect(gazetteer.findPlaces('Bangui', 1)).toHaveLength(1)
    const real = names.filter((name) =>
      gazetteer.findPlaces(name, 5).some((place) => plain(place.name) === plain(name)),
    )
    expect(real).toEqual([])
  })
})
