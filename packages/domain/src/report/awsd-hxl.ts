import type { ActorKind } from '../actor/index.ts'
import { parsed, refused, type Parsed } from '../parse/index.ts'
import type { IncidentPlace } from '../place/index.ts'
import { parseDayNo, type ValidTime } from '../time/index.ts'
import { iso3Of } from './country.ts'
import type { Dataset } from './dataset.ts'
import {
  isAccepted,
  wholeDays,
  type ClaimedActor,
  type ClaimedHarm,
  type ImportedEvent,
  type ReadContext,
  type SourceRow,
} from './imported-event.ts'
import { dateReleaseOfName } from './release.ts'
import { checkDay, readPoint, rowReader, type RowReader } from './row-reader.ts'

const TOTALS: readonly (readonly [string, ClaimedHarm['category']])[] = [
  ['Total killed', 'killed'],
  ['Total wounded', 'injured'],
  ['Total kidnapped', 'abducted'],
]

/** Radius by the finest name that the row gives: city 5 km, district 50 km, region 150 km, country 1,000 km. */
function precisionOf(reader: RowReader): number {
  if (reader.text('City') !== '') return 5_000
  if (reader.text('District') !== '') return 50_000
  return reader.text('Region') === '' ? 1_000_000 : 150_000
}

function readPlace(reader: RowReader): IncidentPlace {
  const iso3 = iso3Of(reader.text('Country Code'))
  if (iso3 === null && reader.text('Country Code') !== '')
    reader.doubt('code.unknown', 'Country Code', 'This is no ISO country code.', 'The row is kept without its country.')
  const point = readPoint(reader, { lon: 'Longitude', lat: 'Latitude' }, iso3)
  return {
    point: point === null || point === undefined ? null : { ...point, precisionM: precisionOf(reader) },
    name: reader.text('City') || reader.text('District') || reader.text('Region') || reader.text('Country'),
    adm1: reader.text('Region') || null,
    adm2: reader.text('District') || null,
    countryIso3: iso3,
  }
}

/** Day number of a day that may not exist. */
function dayNoOf(year: number, month: number, day: number): number | undefined {
  return parseDayNo(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

/** Year, month and day in columns of their own; a missing day is a month, a missing month a year. */
function readTime(reader: RowReader, context: ReadContext): ValidTime | null {
  const [year, month, day] = [reader.count('Year'), reader.count('Month'), reader.count('Day')]
  if (year === null) {
    reader.report('date.missing', 'Year', 'The row has no year.', 'Write the year in four digits.')
    return null
  }
  const from = dayNoOf(year, month ?? 1, month === null ? 1 : (day ?? 1))
  if (from === undefined) {
    reader.report(
      'date.impossible',
      day === null ? 'Month' : 'Day',
      `There is no day ${year}-${month ?? ''}-${day ?? ''}.`,
      'Correct year, month and day in the file.',
    )
    return null
  }
  if (checkDay(from, 'Year', context, reader.report) === null) return null
  if (month === null) return wholeDays(context, from, lastDayNo(dayNoOf(year + 1, 1, 1), from), 'year')
  if (day !== null) return wholeDays(context, from, from, 'day')
  const next = month === 12 ? dayNoOf(year + 1, 1, 1) : dayNoOf(year, month + 1, 1)
  return wholeDays(context, from, lastDayNo(next, from), 'month')
}

/** The day before `next`; the last year that can be written has no next. */
function lastDayNo(next: number | undefined, from: number): number {
  return next === undefined ? from : next - 1
}

function readHarm(reader: RowReader): readonly ClaimedHarm[] {
  return TOTALS.flatMap(([column, category]) => {
    const best = reader.count(column)
    if (best === null) return []
    return [
      {
        category,
        group: 'aid_worker' as const,
        sex: null,
        ageBand: null,
        low: null,
        best,
        high: null,
        countingRule: 'awsd',
      },
    ]
  })
}

const NO_NAME = /^(|unknown.*|not applicable|n\/a|none|unaffiliated.*)$/i

function kindOf(type: string): ActorKind {
  if (/^(host state|police|state)/i.test(type)) return 'state_force'
  if (/^foreign or coalition/i.test(type)) return 'external_force'
  if (/^non-state armed group/i.test(type)) return 'rebel_group'
  return /aid recipient|staff member/i.test(type) ? 'civilians' : 'unknown'
}

function readActors(reader: RowReader): readonly ClaimedActor[] {
  const name = reader.text('Actor name')
  const type = reader.text('Actor type')
  // A name beside these types would be a private person's; actors are bodies.
  if (NO_NAME.test(name) || /aid recipient|staff member|criminal/i.test(type)) return []
  return [{ name, kind: kindOf(type), externalId: null, role: 'perpetrator' }]
}

function readAwsdRow(row: SourceRow, context: ReadContext): Parsed<ImportedEvent> {
  const reader = rowReader(row, context)
  const id = reader.text('Incident ID')
  if (id === '')
    reader.report('id.missing', 'Incident ID', 'The row has no id.', 'Take the row from the original file.')
  const occurred = readTime(reader, context)
  const place = readPlace(reader)
  const harm = readHarm(reader)
  if (!isAccepted(reader.issues) || occurred === null) return refused(reader.issues)
  const means = reader.text('Means of attack')
  const details = reader.text('Details')
  return parsed(
    {
      externalId: id,
      originKey: null,
      sourceType: [means, reader.text('Attack context')].filter((part) => part !== '').join(' · '),
      typeCode: 'HUM-01',
      occurred,
      place,
      title: `Aid workers: ${means === '' ? 'attack' : means.toLowerCase()} · ${place.name}`,
      narrative: details,
      language: 'en',
      originatedAt: null,
      harm,
      actors: readActors(reader),
      compartments: /rape|sexual/i.test(means) ? ['CRSV'] : [],
    },
    reader.issues,
  )
}

/** Aid Worker Security Database in its HXL edition: tags in the second row. */
export const AWSD_HXL: Dataset = {
  name: 'awsd-hxl',
  title: 'Aid Worker Security Database',
  citation: 'Humanitarian Outcomes, Aid Worker Security Database, https://aidworkersecurity.org. CC BY.',
  url: 'https://aidworkersecurity.org/',
  hasIds: true,
  marks: [['Incident ID', 'Year', 'Month', 'Day', 'Country Code', 'Means of attack', 'Total killed', 'Actor type']],
  releaseOfName: dateReleaseOfName,
  defaultRelease: 'undated',
  hasHxlRow: true,
  readRow: readAwsdRow,
}
