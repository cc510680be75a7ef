import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPosition, parsePosition } from './asam.ts'
import { mappedDataset, parseCsvMapping } from './csv-mapping.ts'
import { DATASETS, missingColumns, recogniseDataset } from './datasets.ts'
import { guessDate, readDate } from './date-format.ts'
import { readContext } from './imported-event.ts'
import { compareReleases, dateReleaseOfName, gedReleaseOfName } from './release.ts'

const context = readContext('Africa/Bangui', 20_000)

describe('releases', () => {
  it.each([
    ['ged231_CAR_482.geojson.gz', '23.1'],
    ['ged241_myanmar.csv.gz', '24.1'],
    ['ged251.csv', '25.1'],
    ['GEDEvent_v23_1.csv', '23.1'],
    ['GEDEvent_v24_0_12.csv', '24.0.12'],
    ['events.csv', null],
    ['ged2310.csv', null],
  ])('%s is %s', (name, release) => {
    expect(gedReleaseOfName(name)).toBe(release)
  })

  it.each([
    ['nga_asam_2022-06-21.csv.gz', '2022-06-21'],
    ['pirate_attacks_1993-2020.csv', '1993-2020'],
    ['awsd.csv', null],
  ])('%s is of %s', (name, release) => {
    expect(dateReleaseOfName(name)).toBe(release)
  })

  it('are ordered by their numbers, an undated one before all', () => {
    const releases = ['23.1', '9.1', '24.0.12', '24.1', 'undated', '24.0.2']
    expect([...releases].sort(compareReleases)).toEqual(['undated', '9.1', '23.1', '24.0.2', '24.0.12', '24.1'])
  })
})

describe('positions', () => {
  it('a printed position is read back to the hundredth of a second', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (lon, lat) => {
          const read = parsePosition(formatPosition({ lon, lat }))
          expect(read?.lon).toBeCloseTo(lon, 5)
          expect(read?.lat).toBeCloseTo(lat, 5)
        },
      ),
    )
  })

  it.each(['', '12', `91°61'00"N 1°00'00"E`, `1°00'00"N 2°00'00"N`, `1°00'00"N`])('%j is none', (text) => {
    expect(parsePosition(text)).toBeNull()
  })

  it('sixty minutes are one more degree', () => {
    expect(parsePosition(`5°60'00"S\n106°54'00"E`)).toEqual({ lat: -6, lon: 106.9 })
  })
})

describe('recognising a file by its columns', () => {
  it('each dataset knows its own columns in any order and no other', () => {
    for (const dataset of DATASETS)
      for (const mark of dataset.marks) {
        expect(recogniseDataset([...mark].reverse())?.name).toBe(dataset.name)
        expect(missingColumns(dataset, mark)).toEqual([])
        expect(missingColumns(dataset, mark.slice(1))).toEqual([mark[0]])
      }
    expect(recogniseDataset(['a', 'b'])).toBeUndefined()
  })
})

describe('any cells at all', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.constantFrom(null, undefined, true, [], {}, 'NA', '2021-02-31', '0', '-1', '1e400', '9'.repeat(400)),
  )
  it('give an event or issues that name row and remedy, never an exception', () => {
    for (const dataset of DATASETS) {
      const columns = [...new Set([...dataset.marks.flat(), 'latitude', 'longitude', 'Latitude', 'Longitude', 'Date'])]
      fc.assert(
        fc.property(fc.record(Object.fromEntries(columns.map((name) => [name, cell]))), (cells) => {
          const read = dataset.readRow({ rowNo: 7, cells }, context)
          if (!read.ok) expect(read.issues.length).toBeGreaterThan(0)
          for (const issue of read.issues) {
            expect(issue.row).toBe(7)
            expect(issue.remedy).toBeTruthy()
            expect((issue.value ?? '').length).toBeLessThanOrEqual(120)
          }
        }),
        { numRuns: 200 },
      )
    }
  })
})

describe('dates by a format', () => {
  it.each([
    ['31/01/2021', 'DD/MM/YYYY', '2021-01-31'],
    ['1.2.2021 08:30', 'D.M.YYYY', '2021-02-01'],
    ['4 août 2021', 'D MMM YYYY', '2021-08-04'],
    ['4 juil. 2021', 'D MMM YYYY', '2021-07-04'],
    ['Dec 24, 2020', 'MMM D, YYYY', '2020-12-24'],
  ])('%s as %s is %s', (text, format, day) => {
    expect(readDate(text, format)).toEqual({ dayNo: Date.parse(day) / 86_400_000 })
  })

  it.each([
    ['31/02/2021', 'DD/MM/YYYY', 'impossible'],
    ['2021-01-31', 'DD/MM/YYYY', 'unreadable'],
    ['1 xyz 2021', 'D MMM YYYY', 'unreadable'],
  ])('%s as %s is %s', (text, format, fault) => {
    expect(readDate(text, format)).toBe(fault)
  })

  it.each([
    ['03/04/2021', 'ambiguous'],
    ['13/14/2021', 'impossible'],
    ['2021-02-30', 'impossible'],
  ])('%s without a format is %s', (text, fault) => {
    expect(guessDate(text)).toBe(fault)
  })

  it.each(['25/04/2021', '04/25/2021', '2021-04-25', '2021-04-25T10:00:00Z'])('%s can mean one day only', (text) => {
    expect(guessDate(text)).toEqual({ dayNo: Date.UTC(2021, 3, 25) / 86_400_000 })
  })
})

describe('a mapping', () => {
  const minimal = {
    dataset: 'local',
    title: 'Local list',
    type: { value: 'ARM-01' },
    date: { column: 'day' },
    headline: ['what'],
  }

  it('needs only a name, a type, a date and a headline', () => {
    const mapping = parseCsvMapping(minimal)
    if (!mapping.ok) throw new Error(JSON.stringify(mapping.issues))
    const dataset = mappedDataset(mapping.value)
    expect([dataset.name, dataset.hasIds, dataset.marks]).toEqual(['csv:local', false, [['day', 'what']]])
    const read = dataset.readRow({ rowNo: 2, cells: { day: '2021-01-31', what: 'Clash' } }, context)
    expect(read).toMatchObject({
      ok: true,
      value: { title: 'Clash', typeCode: 'ARM-01', harm: [], place: { point: null, name: '' }, externalId: null },
    })
  })

  it.each([
    [{ ...minimal, dataset: 'Not A Name' }],
    [{ ...minimal, date: { column: 'day', format: 'DD/MM' } }],
    [{ ...minimal, url: 'javascript:alert(1)' }],
    [{ ...minimal, surprise: 1 }],
    [{ ...minimal, precisionM: 0 }],
    [null],
  ])('%j is refused', (input) => {
    expect(parseCsvMapping(input).ok).toBe(false)
  })

  it('reads codes, precision, position, harm, actors and compartments', () => {
    const mapping = parseCsvMapping({
      ...minimal,
      id: 'nr',
      type: { column: 'kind', codes: { mine: 'ERV-05' }, default: 'OTH-01' },
      point: { position: 'where' },
      precisionM: { column: 'sure', codes: { village: 2_000 } },
      harm: [{ category: 'injured', group: 'civilian', low: 'lo', best: 'be' }],
      actors: [{ column: 'who', role: 'perpetrator', kind: 'rebel_group' }],
      restrict: [{ column: 'flag', values: ['yes'], compartment: 'CRSV' }],
    })
    if (!mapping.ok) throw new Error(JSON.stringify(mapping.issues))
    const cells = {
      ...{ nr: '7', day: '2021-01-31', what: 'Mine', kind: 'mine', where: `6°15'00"N 20°30'00"E`, sure: 'village' },
      ...{ lo: '1', be: '', who: 'River Front', flag: 'yes' },
    }
    const read = mappedDataset(mapping.value).readRow({ rowNo: 2, cells }, context)
    expect(read).toMatchObject({
      ok: true,
      value: {
        externalId: '7',
        typeCode: 'ERV-05',
        sourceType: 'mine',
        place: { point: { lon: 20.5, lat: 6.25, precisionM: 2_000 } },
        harm: [{ category: 'injured', low: 1, best: null, high: null, countingRule: 'local' }],
        actors: [{ name: 'River Front', role: 'perpetrator', kind: 'rebel_group' }],
        compartments: ['CRSV'],
      },
    })
  })
})
