import type { IncidentState } from '@eirene/domain/incident'
import { describe, expect, it } from 'vitest'
import { wordsOf } from './sitrep-language.ts'
import { drawStaticMap } from './static-map.ts'
import type { MapOrder, MapPoint } from './static-map-order.ts'

const { furniture, incidentStates } = wordsOf('en')
const texts = {
  direction: 'ltr',
  states: incidentStates,
  disputed: furniture.legendDisputed,
  sector: furniture.legendSector,
  ceasefireLine: furniture.legendCeasefireLine,
  precision: furniture.legendPrecision,
  hexagons: furniture.legendHex,
  disclaimer: furniture.mapDisclaimer,
  unplaced: furniture.unplaced,
  none: furniture.mapNone,
  title: furniture.map,
} as const

function draw(points: readonly MapPoint[], changes: Partial<MapOrder> = {}): ReturnType<typeof drawStaticMap> {
  return drawStaticMap({ points, withoutPoint: 0, area: null, geography: null, texts, ...changes })
}

function point(n: number, changes: Partial<MapPoint> = {}): MapPoint {
  return {
    lon: 15 + ((n * 7919) % 1000) / 100,
    lat: 4 + ((n * 104729) % 500) / 100,
    precisionM: 1000,
    state: 'reported',
    name: `Place ${n}`,
    ...changes,
  }
}

function drawnCount(svg: string): number {
  return [...svg.matchAll(/class="incidents"[^>]*data-count="(\d+)"/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  )
}

describe('a printed map', () => {
  it.each([1, 7, 60, 1000])('shows each of %i incidents exactly once, as symbols or in hexagons', (count) => {
    const map = draw(Array.from({ length: count }, (_, n) => point(n)))
    expect(drawnCount(map.svg)).toBe(count)
    expect([map.placed, map.unplaced]).toEqual([count, 0])
  })

  it('counts apart what has no place or is known too vaguely to be drawn', () => {
    const map = draw([point(1), point(2, { precisionM: 1_000_000 })], { withoutPoint: 3 })
    expect([drawnCount(map.svg), map.placed, map.unplaced]).toEqual([1, 1, 4])
    expect(map.svg).toContain(`4 ${furniture.unplaced}`)
  })

  it('explains in its legend what is drawn and nothing else', () => {
    const of = (...states: IncidentState[]): string => draw(states.map((state, n) => point(n, { state }))).svg
    const two = of('verified', 'contested')
    expect(two).toContain('>Verified<')
    expect(two).toContain('>Contested<')
    expect(two).not.toContain('>Reported<')
    expect(of('reported')).not.toContain('>Verified<')
    expect(draw([point(1)]).svg).not.toContain(furniture.legendPrecision)
    expect(draw([point(1, { precisionM: 50_000 })]).svg).toContain(furniture.legendPrecision)
  })

  it('draws a disputed boundary dashed, with its line in the legend, only where it is in view', () => {
    const abyei = draw([point(1, { lon: 28.4, lat: 9.6 })]).svg
    expect(abyei).toContain(furniture.legendDisputed)
    expect(abyei).toContain('stroke-dasharray="4 3"')
    expect(draw([point(1, { lon: -71, lat: 19 })]).svg).not.toContain(furniture.legendDisputed)
    expect(abyei).toContain(furniture.mapDisclaimer)
  })

  it('keeps names of places from becoming markup', () => {
    const svg = draw([point(1, { name: '<script>alert("x")</script> & co' })]).svg
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script&gt;')
  })

  it('says so when there is nothing to draw', () => {
    const map = draw([], { withoutPoint: 2 })
    expect(map.svg).toContain(furniture.mapNone)
    expect(drawnCount(map.svg)).toBe(0)
  })

  it('frames the area that was asked for', () => {
    const inside = point(1, { lon: 18.5, lat: 4.5 })
    const area = [
      [18, 4],
      [19, 4],
      [19, 5],
      [18, 5],
    ] as const
    const map = draw([inside], { area })
    expect(drawnCount(map.svg)).toBe(1)
    expect(map.svg).toContain('>50 km<')
  })
})
