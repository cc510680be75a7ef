import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { baseMapOf, namesIn, splitByBox, unwrappedRing } from './base-map.ts'
import { circleRing } from './circle.ts'
import { DISPUTED } from './disputed.ts'
import { formatMgrs } from './mgrs.ts'

const file = createRequire(import.meta.url).resolve('world-atlas/countries-50m.json')
const atlas = JSON.parse(readFileSync(file, 'utf8'))

describe('the base map', () => {
  const base = baseMapOf(atlas)

  it('names only countries that the atlas has in the list of disputed boundaries', () => {
    const names = new Set(base.countries.features.map((country) => country.properties['name']))
    expect(DISPUTED.flatMap(({ pair }) => pair).filter((name) => !names.has(name))).toEqual([])
  })

  it('names countries in the language of the reader, and keeps the atlas where no number is known', () => {
    const french = namesIn(base.names, 'fr').features.map(({ properties }) => properties['name'])
    expect(french).toContain('République centrafricaine')
    expect(french).toContain('Somaliland')
  })

  it('draws a disputed boundary once, dashed and not solid', () => {
    const text = (collection: { features: readonly { geometry: unknown }[] }): string[] =>
      collection.features.map(({ geometry }) => JSON.stringify(geometry))
    const solid = new Set(text(base.borders))
    expect(base.disputed.features.length).toBeGreaterThan(10)
    expect(text(base.disputed).filter((line) => solid.has(line))).toEqual([])
  })
})

describe('land at the edge of the map', () => {
  it('runs on across 180° instead of jumping to the other side', () => {
    const rings = baseMapOf(atlas).countries.features.flatMap(({ geometry }) =>
      geometry?.type === 'Polygon'
        ? (geometry.coordinates as number[][][])
        : (geometry?.coordinates as number[][][][]).flat(),
    )
    const jumps = rings.filter((ring) =>
      ring.some(([lon, lat], i) => {
        const [before, beforeLat] = ring[i - 1] ?? [lon, lat]
        return Math.abs(lon! - before!) > 180 && Math.abs(beforeLat!) !== 90 && Math.abs(lat!) !== 90
      }),
    )
    expect(jumps).toEqual([])
  })

  it('is closed along the pole that it goes round', () => {
    const ring = unwrappedRing([
      [-180, -70],
      [-90, -72],
      [0, -70],
      [90, -71],
      [180, -70],
      [-180, -70],
    ])
    expect(ring.filter(([, lat]) => lat === -90).length).toBe(2)
  })
})

describe('splitByBox', () => {
  it('keeps every stretch of a line and shares the ends', () => {
    const line = [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
    ]
    const { inside, outside } = splitByBox(line, [1.5, -1, 3.5, 1])
    expect(inside).toEqual([
      [
        [2, 0],
        [3, 0],
        [4, 0],
      ],
    ])
    expect(outside).toEqual([
      [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
    ])
  })
})

describe('circleRing', () => {
  it('is closed and everywhere at its distance', () => {
    const ring = circleRing([18.55, 4.37], 25_000)
    expect(ring[0]).toEqual(ring.at(-1))
    for (const [lon, lat] of ring) {
      const dy = ((lat - 4.37) * Math.PI * 6_371_008.8) / 180
      const dx = ((lon - 18.55) * Math.PI * 6_371_008.8 * Math.cos((4.37 * Math.PI) / 180)) / 180
      expect(Math.hypot(dx, dy)).toBeGreaterThan(24_700)
      expect(Math.hypot(dx, dy)).toBeLessThan(25_300)
    }
  })
})

describe('formatMgrs', () => {
  it('gives the grid of a known point', () => {
    expect(formatMgrs([18.5582, 4.3947], 3)).toMatch(/^34N [A-Z]{2} \d{3} \d{3}$/)
    expect(formatMgrs([0, 51.4779], 2)).toMatch(/^(30U|31U) [A-Z]{2} \d{2} \d{2}$/)
  })

  it('is not there beyond the zones', () => {
    expect(formatMgrs([0, 85])).toBeNull()
    expect(formatMgrs([0, -81])).toBeNull()
  })
})
