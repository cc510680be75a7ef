import { describe, expect, it } from 'vitest'
import { generateManyEvents } from './index.ts'

describe('generateManyEvents', () => {
  const events = generateManyEvents(11, 50_000)

  it('gives the same columns for the same seed, and others for another', () => {
    expect(generateManyEvents(11, 50_000)).toEqual(events)
    expect(generateManyEvents(12, 50_000).lon).not.toEqual(events.lon)
  })

  it('gives exactly as many rows as asked for, oldest first', () => {
    expect(generateManyEvents(1, 1).occurredAtMs).toHaveLength(1)
    expect(events.occurredAtMs).toHaveLength(50_000)
    expect(events.occurredAtMs.every((at, i, all) => at > 0 && (i === 0 || (all[i - 1] ?? 0) <= at))).toBe(true)
  })

  it('keeps numbers inside their dictionaries and places near the fictional country', () => {
    const inside = (column: Uint8Array, dictionary: readonly string[]): boolean =>
      column.every((no) => no < dictionary.length)
    expect(inside(events.typeNo, events.types)).toBe(true)
    expect(inside(events.stateNo, events.states)).toBe(true)
    expect(inside(events.actorANo, events.actors)).toBe(true)
    expect(inside(events.actorBNo, events.actors)).toBe(true)
    expect(inside(events.districtNo, events.districts)).toBe(true)
    expect(new Set(events.typeNo).size).toBe(158)
    expect(events.lon.every((lon) => lon > -27 && lon < -18)).toBe(true)
    expect(events.lat.every((lat) => lat > -34 && lat < -28)).toBe(true)
  })

  it('knows some deaths, not others, and few large ones', () => {
    const killed = [...events.killedBest]
    expect(killed.some((count) => count === -1)).toBe(true)
    expect(killed.filter((count) => count >= 25).length).toBeGreaterThan(0)
    expect(killed.filter((count) => count >= 25).length / killed.length).toBeLessThan(0.01)
  })

  it.each([0, -1, 2.5, Number.NaN])('refuses %d rows', (count) => {
    expect(() => generateManyEvents(1, count)).toThrow(RangeError)
  })
})
