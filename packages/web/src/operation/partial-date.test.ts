import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOfYear, yearAtEnd, yearAtStart } from './partial-date.ts'

describe('a date of the library', () => {
  it('covers the whole of what it names', () => {
    expect([yearAtStart('1948'), yearAtEnd('1948')]).toEqual([1948, 1949])
    expect(yearAtEnd('1948-05')).toBe(yearAtStart('1948-06'))
    expect(yearAtEnd('2021-01-31')).toBe(yearAtStart('2021-02-01'))
    expect(yearAtStart('about 1948')).toBeNaN()
  })

  it('comes back as the same day from a decimal year', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1946-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (date) => {
          const day = date.toISOString().slice(0, 10)
          expect(dayOfYear(yearAtStart(day))).toBe(day)
        },
      ),
    )
  })
})
