import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxRing } from './AreaFilter.tsx'
import type { LoadedColumns } from './engine/protocol.ts'
import { densityBreaks, densityClass } from './map-layers.ts'
import { markingsOf } from './markings.ts'
import { stepFor, timeSpan } from './order.ts'
import { ratioX } from './ratio-scale.ts'
import { roundScale } from './ScaleBar.tsx'
import { niceMax } from './timeline-scale.ts'
import { toggled } from './toggled.ts'
import { changesIn } from './use-columns.ts'

const counts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 200 })

describe('density classes', () => {
  it('rise with the count, begin at one and never leave the scale of five', () => {
    fc.assert(
      fc.property(counts, (list) => {
        const breaks = densityBreaks(Float64Array.from(list))
        const classes = list.toSorted((a, b) => a - b).map((count) => densityClass(count, breaks))
        return (
          breaks[0] === 1 &&
          breaks.every((value, i) => i === 0 || value > breaks[i - 1]!) &&
          classes.every((value, i) => value >= 1 && value <= 5 && (i === 0 || value >= classes[i - 1]!))
        )
      }),
    )
  })

  it('give the most the darkest class as soon as there are two', () => {
    expect(densityClass(5, densityBreaks(Float64Array.of(1, 5)))).toBe(5)
  })
})

describe('the scale bar', () => {
  it('is a round distance that fits into 96 pixels and fills at least a third of them', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 100_000, noNaN: true }), (metresPerPixel) => {
        const { metres, px } = roundScale(metresPerPixel)
        return px <= 96.01 && px >= 32 && /^[125]0*$/.test(String(Math.round(metres)))
      }),
    )
  })
})

describe('the timeline', () => {
  const loaded: LoadedColumns = {
    size: 1,
    version: 1,
    firstDay: 10_000,
    lastDay: 20_000,
    types: [],
    datasets: [],
    markings: [],
    actors: [],
  }

  it('shows everything without a window, and stays around a short one', () => {
    expect(timeSpan(loaded, {}, false)).toEqual({ fromDay: 10_000, toDay: 20_001 })
    const near = timeSpan(loaded, { fromOn: '2021-01-01', toOn: '2021-02-01' }, false)
    expect(near.toDay - near.fromDay).toBe(31 * 7)
    expect(stepFor(near)).toBe('day')
  })

  it('holds every count under its highest line', () => {
    fc.assert(fc.property(counts, (list) => niceMax(Float64Array.from(list)) >= Math.max(...list)))
  })
})

describe('the filter', () => {
  it('takes a value in and out again', () => {
    expect(toggled(undefined, 'a')).toEqual(['a'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
    expect(toggled(['a'], 'a')).toBeUndefined()
  })

  it('makes a ring of four corners from a box', () => {
    expect(boxRing([1, 2, 3, 4])).toEqual([
      [1, 2],
      [3, 2],
      [3, 4],
      [1, 4],
    ])
  })
})

describe('ratios', () => {
  it('lie at equal distances for half and double', () => {
    expect(ratioX(1)).toBe(0.5)
    expect(ratioX(2) - 0.5).toBeCloseTo(0.5 - ratioX(0.5), 12)
    expect([ratioX(0), ratioX(1e9)]).toEqual([0, 1])
  })
})

describe('what the server tells of changes', () => {
  it('is counted, and unknown when it says so or cannot be read', () => {
    expect(changesIn('{"revision":"x","rows":[{},{}],"removedIds":["a"]}')).toBe(3)
    expect(changesIn('{"revision":"x","rows":null,"removedIds":[]}')).toBeNull()
    expect(changesIn('nonsense')).toBeNull()
  })
})

describe('markings of the columns', () => {
  it('give policy, level and compartments, and leave out what no policy knows', () => {
    expect(markingsOf(['op|LIVE|UN|CONFIDENTIAL||CAAC,CRSV|', 'op|LIVE|MOON|FULL|||'])).toEqual([
      { policy: 'UN', level: 'CONFIDENTIAL', compartments: ['CRSV', 'CAAC'] },
    ])
  })
})
