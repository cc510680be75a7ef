import { expect, it } from 'vitest'
import { proposedUntil } from './AskForm.tsx'

it('proposes a full hour on the clock of the operation, so that asking needs no typing', () => {
  expect(proposedUntil(Date.parse('2026-03-01T04:20:00Z'), 'Africa/Bangui')).toBe('2026-03-01T10:00')
  expect(proposedUntil(Date.parse('2026-03-01T20:00:00Z'), 'UTC')).toBe('2026-03-02T00:00')
})
