import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createI18n, formatZonedInstant } from './index.ts'

const i18n = createI18n('en', JSON.parse(readFileSync(`${import.meta.dirname}/en.json`, 'utf8')))

it('an instant beside which no zone stands says its zone in every notation', () => {
  const written = (notation: 'dtg' | 'local' | 'utc', zone: string): string =>
    formatZonedInstant('2026-11-24T21:39:00Z', { notation, zone }, i18n)
  expect(written('local', 'Etc/GMT+2')).toBe('24 Nov 2026, 19:39 UTC−2')
  expect(written('local', 'Africa/Bangui')).toBe('24 Nov 2026, 22:39 Africa/Bangui')
  expect(written('utc', 'Africa/Bangui')).toBe('24 Nov 2026, 21:39 UTC')
  expect(written('dtg', 'Africa/Bangui')).toBe('242139Z NOV 26')
})
