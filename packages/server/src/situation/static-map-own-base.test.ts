import { missionGeography } from '@eirene/domain/exercise'
import { geoArea } from 'd3-geo'
import { describe, expect, it } from 'vitest'
import { drawStaticMap } from './static-map.ts'
import { ownLayer } from './static-map-own-base.ts'
import { wordsOf } from './sitrep-language.ts'

const geography = missionGeography()
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

describe('a map of an operation with its own country', () => {
  it('takes areas wound as GeoJSON asks for what they enclose, not for the rest of the world', () => {
    for (const name of ['land', 'adm1', 'adm2', 'sectors']) {
      const { features } = ownLayer(geography, name)
      expect(features.length).toBeGreaterThan(2)
      for (const feature of features) expect(geoArea(feature)).toBeLessThan(0.01)
    }
    expect(ownLayer(geography, 'nothing').features).toEqual([])
    expect(ownLayer(null, 'land').features).toEqual([])
  })

  it('frames the country, names its regions and largest towns, and explains the ceasefire line', () => {
    const map = drawStaticMap({ points: [], withoutPoint: 0, area: null, geography, texts })
    expect(map.svg).toContain('>100 km<')
    for (const name of ['AMARELLE', 'KESVATH', 'Amarelle', 'Berrul', 'Ilouva']) expect(map.svg).toContain(`>${name}<`)
    expect(map.svg).toContain('>ceasefire line<')
  })
})
