import { describe, expect, it } from 'vitest'
import en from '../i18n/en.json' with { type: 'json' }
import { createI18n } from '../i18n/messages.ts'
import { formatAge } from './age.ts'

const i18n = createI18n('en', en)
const age = (minutes: number): string =>
  formatAge('2024-03-02T09:00:00Z', Date.parse('2024-03-02T09:00:00Z') + minutes * 60_000, i18n)

describe('how long something waits', () => {
  it('is now in its first minute, not none of a unit', () => {
    expect(age(0)).toBe('now')
    expect(age(0.5)).toBe('now')
    expect(age(-3)).toBe('now')
  })

  it('is in the largest unit that fits', () => {
    expect(age(1)).toBe('1 min')
    expect(age(90)).toBe('1 hr')
    expect(age(3000)).toBe('2 days')
  })
})
