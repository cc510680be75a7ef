import { describe, expect, it } from 'vitest'
import { lastDayOf } from './last-day.ts'

describe('the last day of a period', () => {
  it('is the day before the end, across months and leap days', () => {
    expect(lastDayOf('2021-02-01')).toBe('2021-01-31')
    expect(lastDayOf('2024-03-01')).toBe('2024-02-29')
    expect(lastDayOf('2021-01-01')).toBe('2020-12-31')
  })

  it('is left alone when the end is no day', () => {
    expect(lastDayOf('2021-02-31')).toBe('2021-02-31')
  })
})
