import { describe, expect, it } from 'vitest'
import { steadyClock } from './steady-clock.ts'

/** A clock on the wall and one that only counts on, each moved by the test. */
function clocks(): { wallMs: number; sinceStartMs: number; now: () => number } {
  const it = { wallMs: Date.parse('2024-03-02T09:00:00Z'), sinceStartMs: 5_000 }
  const clock = steadyClock(
    () => new Date(it.wallMs),
    () => it.sinceStartMs,
  )
  return Object.assign(it, { now: () => clock().getTime() })
}

describe('the clock of a server', () => {
  it('says what the wall clock says while that goes', () => {
    const it = clocks()
    for (const stepMs of [0, 1, 999, 60_000, 86_400_000]) {
      it.wallMs += stepMs
      it.sinceStartMs += stepMs
      expect(it.now()).toBe(it.wallMs)
    }
  })

  it('goes on by itself when the wall clock stands still, and takes it up again when that goes on', () => {
    const it = clocks()
    const startMs = it.now()
    it.sinceStartMs += 3_600_000
    expect(it.now()).toBe(startMs + 3_600_000)
    it.sinceStartMs += 3_600_000
    expect(it.now()).toBe(startMs + 7_200_000)
    it.wallMs += 1_000
    it.sinceStartMs += 1_000
    expect(it.now()).toBe(it.wallMs)
  })

  it('follows the wall clock when somebody sets it, forward or back', () => {
    const it = clocks()
    it.now()
    for (const setMs of [-86_400_000, 172_800_000, -1]) {
      it.wallMs += setMs
      it.sinceStartMs += 2_000
      expect(it.now()).toBe(it.wallMs)
    }
  })
})
