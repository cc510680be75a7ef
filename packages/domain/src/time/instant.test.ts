import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dateTimeGroup,
  formatDayNo,
  formatWallClock,
  isTimeZone,
  localDayNo,
  parseDayNo,
  parseWallClock,
  startOfLocalDayMs,
  zoneName,
} from './index.ts'

const zones = fc.constantFrom(
  'UTC',
  'Africa/Bangui',
  'Asia/Kabul',
  'America/Port-au-Prince',
  'Pacific/Auckland',
  'Asia/Yangon',
  'Europe/Brussels',
)
const instants = fc.integer({ min: Date.UTC(1949, 0, 1), max: Date.UTC(2049, 0, 1) })

describe('dateTimeGroup', () => {
  it('writes day, hour and minute in Zulu', () => {
    expect(dateTimeGroup(new Date('2024-04-04T15:30:59Z'))).toBe('041530Z APR 24')
    expect(dateTimeGroup(new Date('2000-01-01T00:00:00Z'))).toBe('010000Z JAN 00')
  })
})

describe('days', () => {
  it('refuses days that do not exist', () => {
    for (const text of ['2021-02-31', '2021-13-01', '2021-00-10', '2021-1-1', '', '2021-02-30T00:00'])
      expect(parseDayNo(text)).toBeUndefined()
    expect(parseDayNo('2020-02-29')).toBe(18321)
    expect(parseDayNo('1970-01-01')).toBe(0)
  })

  it('prints a day as it was read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (dayNo) => parseDayNo(formatDayNo(dayNo)) === dayNo),
    )
  })

  it('puts an instant into the local day of the operation', () => {
    expect(formatDayNo(localDayNo(Date.parse('2021-01-31T23:30:00Z'), 'Africa/Bangui'))).toBe('2021-02-01')
    expect(formatDayNo(localDayNo(Date.parse('2021-02-01T04:59:00Z'), 'America/Port-au-Prince'))).toBe('2021-01-31')
  })

  it('begins a local day at an instant that lies in it, with the instant before in the day before', () => {
    fc.assert(
      fc.property(instants, zones, (atMs, zone) => {
        const day = localDayNo(atMs, zone)
        const start = startOfLocalDayMs(day, zone)
        expect(start).toBeLessThanOrEqual(atMs)
        expect(localDayNo(start, zone)).toBe(day)
        expect(localDayNo(start - 1, zone)).toBe(day - 1)
      }),
    )
  })

  it('knows which zones exist', () => {
    expect(isTimeZone('Africa/Bangui')).toBe(true)
    expect(isTimeZone('Africa/Nowhere')).toBe(false)
  })
})

describe('parseWallClock', () => {
  it('is undone by formatWallClock, hour by hour over a year with two clock changes', () => {
    for (const zone of ['Africa/Bangui', 'Europe/Sarajevo', 'Asia/Kathmandu', 'America/Port-au-Prince'])
      for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2025, 0, 1); at += 3_600_000) {
        const text = formatWallClock(at, zone)
        // A reading that came twice is read as the first.
        const read = parseWallClock(text, zone) ?? NaN
        expect([zone, text, formatWallClock(read, zone)]).toEqual([zone, text, text])
        expect(at - read === 0 || at - read === 3_600_000).toBe(true)
      }
  })

  it('refuses what is no time', () => {
    for (const text of ['', '2024-02-30T10:00', '2024-02-03T24:00', '2024-02-03 10:00'])
      expect(parseWallClock(text, 'UTC')).toBeUndefined()
  })
})

describe('the name of a zone', () => {
  it.each([
    ['Etc/GMT+2', 'UTC−2'],
    ['Etc/GMT-10', 'UTC+10'],
    ['Etc/GMT', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['UTC', 'UTC'],
    ['Africa/Bangui', 'Africa/Bangui'],
  ])('of %s is %s, with the sign as a clock there differs from UTC', (zone, name) => {
    expect(zoneName(zone)).toBe(name)
  })
})
