import { describe, expect, it } from 'vitest'
import { firstDayOf, lastDayOf, reducedPrecision } from './index.ts'

describe('reduced dates', () => {
  it('tell how exactly they are known', () => {
    expect(reducedPrecision('1948-05-29')).toBe('day')
    expect(reducedPrecision('1956-11')).toBe('month')
    expect(reducedPrecision('2004')).toBe('year')
  })

  it('are refused when no such date exists', () => {
    for (const text of ['2021-13', '2021-02-31', 'May 1948', '', '48', '2004-2011'])
      expect(reducedPrecision(text), text).toBeUndefined()
  })

  it('begin and end with their period', () => {
    expect([firstDayOf('1956-11'), lastDayOf('1956-11')]).toEqual(['1956-11-01', '1956-11-30'])
    expect([firstDayOf('2016-02'), lastDayOf('2016-02')]).toEqual(['2016-02-01', '2016-02-29'])
    expect([firstDayOf('2004'), lastDayOf('2004')]).toEqual(['2004-01-01', '2004-12-31'])
    expect([firstDayOf('1999-06-10'), lastDayOf('1999-06-10')]).toEqual(['1999-06-10', '1999-06-10'])
    expect(lastDayOf('2021-12')).toBe('2021-12-31')
  })
})
