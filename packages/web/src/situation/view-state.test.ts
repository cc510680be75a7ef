import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openingFromText, openingToText, positionFromText, positionToText, viewStateOf } from './view-state.ts'
import { withFamily, withType } from './type-choice.ts'

const lon = fc.double({ min: -180, max: 180, noNaN: true })
const lat = fc.double({ min: -90, max: 90, noNaN: true })

describe('the address of the picture', () => {
  it('gives back where the map looked, to about ten metres', () => {
    fc.assert(
      fc.property(lon, lat, fc.double({ min: 0, max: 14, noNaN: true }), (x, y, zoom) => {
        const back = positionFromText(positionToText({ lon: x, lat: y, zoom }))
        return (
          back !== null &&
          Math.abs(back.lon - x) < 1e-4 &&
          Math.abs(back.lat - y) < 1e-4 &&
          Math.abs(back.zoom - zoom) < 0.01
        )
      }),
    )
  })

  it('gives back every opened figure', () => {
    for (const opening of [
      { kind: 'bin', by: 'hex5', key: '85283473fffffff' },
      { kind: 'bin', by: 'place', key: 'CAF/Ouaka/Bambari: market' },
      { kind: 'spot', lon: 18.55, lat: 4.37 },
      { kind: 'unplaced' },
      { kind: 'vague' },
    ] as const)
      expect(openingFromText(openingToText(opening))).toEqual(opening)
  })

  it('opens nothing for words it does not know', () => {
    for (const text of ['', 'moon:3', 'hex5:', 'spot:x,y', 'time']) expect(openingFromText(text)).toBeNull()
  })

  it('filters nothing, and says so, when the filter in a link is damaged', () => {
    const state = viewStateOf(new URLSearchParams({ filter: '{"types":["ARM"' }))
    expect(state.filter).toEqual({})
    expect(state.filterUnreadable).toBe(true)
  })
})

describe('choosing types', () => {
  it('takes a family as a whole, and gives up its single types for it', () => {
    expect(withFamily(['ARM-01', 'CIV-02'], 'ARM')).toEqual(['CIV-02', 'ARM'])
    expect(withFamily(['ARM'], 'ARM')).toBeUndefined()
  })

  it('takes a whole family apart when one of its types is taken out', () => {
    expect(withType(['ARM'], 'ARM-02', ['ARM-01', 'ARM-02', 'ARM-03'])).toEqual(['ARM-01', 'ARM-03'])
  })

  it('joins all types of a family into the family', () => {
    expect(withType(['ARM-01'], 'ARM-02', ['ARM-01', 'ARM-02'])).toEqual(['ARM'])
  })
})
