import fc from 'fast-check'
import { localDayNo } from '@eirene/domain/time'
import { cellToParent, latLngToCell } from 'h3-js'
import { describe, expect, it } from 'vitest'
import {
  accessMask,
  columnsBuilder,
  columnsOf,
  decodeColumns,
  encodeColumns,
  familyOf,
  idAt,
  picture,
  profileAt,
  rowAt,
  rowIndex,
  wholeMask,
  type SituationRow,
} from './index.ts'
import { localDays } from './local-days.ts'
import { randomFrom, randomRows } from './random-rows.ts'
import { areaOf, isInArea, placeOfBox } from './polygon.ts'

const ZONE = 'Africa/Bangui'
const rows: SituationRow[] = [
  ...randomRows({
    count: 60,
    random: randomFrom(5),
    fromMs: Date.UTC(2021, 0, 1),
    spanMs: 3e9,
    markings: ['open', 'CRSV'],
    actors: 5,
  }),
]

describe('columns', { timeout: 60_000 }, () => {
  it('give back each row as it went in, times to the minute', () => {
    const columns = columnsOf(rows, ZONE)
    for (let row = 0; row < columns.size; row++) {
      const given = rows.find(({ id }) => id === idAt(columns, row))!
      const back = rowAt(columns, row)!
      expect(back).toEqual({
        ...given,
        occurredAtMs: Math.floor(given.occurredAtMs / 60_000) * 60_000,
        actors: expect.arrayContaining([...given.actors]) as unknown,
      })
      expect(back.actors).toHaveLength(given.actors.length)
    }
  })

  it('take in, replace and remove incidents one by one, and find them by id', () => {
    const builder = columnsBuilder(ZONE)
    for (const row of rows) builder.append(row)
    const { columns } = builder
    const index = rowIndex(columns)
    const [first, second] = [rows[0]!, rows[1]!]
    expect(builder.remove(first.id)).toBe(true)
    expect(builder.remove(first.id)).toBe(false)
    builder.replace({ ...second, typeCode: 'IED-09' })
    expect(index.find(first.id)).toBeUndefined()
    expect(profileAt(columns, index.find(second.id)!)?.typeCode).toBe('IED-09')
    expect([columns.size, columns.removed]).toEqual([61, 2])
    expect(index.find('nonsense')).toBeUndefined()
    expect(picture(columns, wholeMask(columns), {}, { by: [] }).total.incidents).toBe(59)
  })

  it('grow beyond their first room and keep every row', () => {
    const many = [
      ...randomRows({ count: 5000, random: randomFrom(6), fromMs: 0, spanMs: 1e9, markings: ['open'], actors: 3 }),
    ]
    const builder = columnsBuilder(ZONE)
    for (const row of many) builder.append(row)
    const index = rowIndex(builder.columns)
    expect(many.every((row) => idAt(builder.columns, index.find(row.id)!) === row.id)).toBe(true)
  })

  it('go on growing from decoded columns', () => {
    const decoded = decodeColumns(encodeColumns(columnsOf(rows.slice(0, 40), ZONE)))
    if (!decoded.ok) throw new Error('not decoded')
    const builder = columnsBuilder(ZONE, decoded.value)
    const inOrder = [...rows].sort((a, b) => a.occurredAtMs - b.occurredAtMs)
    for (const row of inOrder) builder.replace(row)
    const by = ['type', 'actor', 'place', 'hex5', 'week'] as const
    const grown = picture(builder.columns, wholeMask(builder.columns), {}, { by })
    const whole = columnsOf(rows, ZONE)
    expect(grown.total).toEqual(picture(whole, wholeMask(whole), {}, { by }).total)
    expect(decoded.value.size).toBe(40)
  })

  it.each([
    [{ id: 'x' }, /UUID/],
    [{ occurredAtMs: Number.NaN }, /instant/],
    [{ killed: { low: -2, best: 0, high: 0 } }, /people/],
    [{ state: 'lost' }, /state/],
  ])('refuse %j and lose nothing', (broken, message) => {
    const builder = columnsBuilder(ZONE)
    builder.append(rows[0]!)
    expect(() => builder.replace({ ...rows[0]!, ...broken } as SituationRow)).toThrow(message)
    expect(builder.columns.size - builder.columns.removed).toBe(1)
  })

  it('hide markings that came after the mask was made', () => {
    const builder = columnsBuilder(ZONE)
    builder.append({ ...rows[0]!, marking: 'open' })
    const mask = accessMask(builder.columns, () => true)
    builder.append({ ...rows[1]!, marking: 'new' })
    expect(picture(builder.columns, mask, {}, { by: [] }).total.incidents).toBe(1)
  })

  it('cut days as the zone does, also where clocks change or a day is left out', () => {
    for (const zone of [
      'Africa/Bangui',
      'Europe/Belgrade',
      'America/Port-au-Prince',
      'Pacific/Apia',
      'Asia/Kathmandu',
    ]) {
      const dayOf = localDays(zone)
      fc.assert(
        fc.property(
          fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2024, 0) }),
          (ms) => dayOf(ms) === localDayNo(ms, zone),
        ),
      )
      for (let ms = Date.UTC(2011, 11, 28); ms < Date.UTC(2012, 0, 2); ms += 1_800_000)
        expect(dayOf(ms), `${zone} ${new Date(ms).toISOString()}`).toBe(localDayNo(ms, zone))
    }
  })
})

describe('decodeColumns', { timeout: 60_000 }, () => {
  const body = encodeColumns(columnsOf(rows, ZONE))

  it('refuses a body cut anywhere, with one issue', () => {
    fc.assert(
      fc.property(fc.nat({ max: body.length - 1 }), (length) => {
        const back = decodeColumns(body.slice(0, length))
        return !back.ok && back.issues.length === 1
      }),
    )
  })

  it('never throws and never gives columns that break a scan, whatever byte is changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: body.length - 1 }), fc.nat({ max: 255 }), (at, value) => {
        const damaged = body.slice()
        damaged[at] = value
        const back = decodeColumns(damaged)
        if (!back.ok) return
        picture(back.value, wholeMask(back.value), {}, { by: ['day', 'type', 'actor', 'place', 'hex3'] })
        for (let row = 0; row < back.value.size; row++) rowAt(back.value, row)
      }),
      { numRuns: 2000 },
    )
  })

  it('says what it was given', () => {
    const codeOf = (bytes: Uint8Array): string | undefined => decodeColumns(bytes).issues[0]?.code
    const other = body.slice()
    other[4] = 9
    expect(codeOf(new Uint8Array(0))).toBe('columns.too_short')
    expect(codeOf(new TextEncoder().encode('<html>not at all what you wanted</html>'))).toBe('columns.not_columns')
    expect(codeOf(other)).toBe('columns.other_version')
  })
})

describe('areas', () => {
  it('hold their western and southern edge, not the eastern and northern', () => {
    const area = areaOf([
      [10, 0],
      [20, 0],
      [20, 5],
      [10, 5],
    ])
    expect([
      isInArea(area, 10, 0),
      isInArea(area, 20, 2),
      isInArea(area, 15, 5),
      isInArea(area, Number.NaN, 1),
    ]).toEqual([true, false, false, false])
  })

  it('never call a box inside or outside when one of its points is not', () => {
    // To 1e-5 degrees, as devices and people give them: slivers thinner than rounding are no areas.
    const degrees = fc.integer({ min: 0, max: 2_000_000 }).map((n) => n / 1e5)
    const size = fc.integer({ min: 0, max: 400_000 }).map((n) => n / 1e5)
    const ring = fc.array(fc.tuple(degrees, degrees), { minLength: 3, maxLength: 9 })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(ring, degrees, degrees, fc.tuple(size, size, share, share), (corners, west, south, [w, h, i, j]) => {
        const area = areaOf(corners)
        const place = placeOfBox(area, { west, south, east: west + w, north: south + h })
        if (place === 'edge') return
        expect(isInArea(area, west + w * i, south + h * j)).toBe(place === 'inside')
      }),
      { numRuns: 2000 },
    )
  })
})

it('finds the same parents of a hexagon as h3-js', () => {
  const random = randomFrom(11)
  const made = rows.slice(0, 1).flatMap((row) =>
    Array.from({ length: 400 }, (_, no) => {
      const point = { lon: random() * 360 - 180, lat: random() * 178 - 89, precisionM: 10 }
      return {
        ...row,
        id: `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`,
        point,
        h3: BigInt(`0x${latLngToCell(point.lat, point.lon, 7)}`),
      }
    }),
  )
  const columns = columnsOf(made, ZONE)
  for (const [by, resolution] of [
    ['hex3', 3],
    ['hex4', 4],
    ['hex5', 5],
    ['hex6', 6],
    ['hex7', 7],
  ] as const) {
    const { histograms } = picture(columns, wholeMask(columns), {}, { by: [by] })
    const expected = new Set(made.map(({ h3 }) => cellToParent(h3.toString(16), resolution)))
    expect(new Set(histograms[by]!.keys)).toEqual(expected)
  }
})

it('takes the part before the hyphen as the family of a code', () => {
  expect([familyOf('ARM-01'), familyOf('ARM')]).toEqual(['ARM', 'ARM'])
})
