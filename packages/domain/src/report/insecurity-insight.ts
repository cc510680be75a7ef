import type { ActorKind } from '../actor/index.ts'
import type { Compartment } from '../access/index.ts'
import { parsed, refused, type Parsed } from '../parse/index.ts'
import type { IncidentPlace } from '../place/index.ts'
import { iso3Of } from './country.ts'
import type { Dataset } from './dataset.ts'
import { civilianCode, harmCounts } from './harm-by-code.ts'
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
import { readPoint, rowReader, type RowReader } from './row-reader.ts'

type Group = ClaimedHarm['group']
type Category = ClaimedHarm['category']

/** One of the three files: which columns count whom, and how its events are typed. */
interface Shape {
  readonly name: 'aid-worker' | 'education' | 'protection'
  readonly idColumn: string
  readonly placeColumn: string
  /** Column, category and group; with the sex where the column tells it. */
  readonly counts: readonly (readonly [string, Category, Group, ClaimedHarm['sex']])[]
  readonly codeOf: (reader: RowReader, harm: readonly ClaimedHarm[]) => string
  readonly typeOf: (reader: RowReader) => string
  readonly compartmentsOf: (reader: RowReader) => readonly Compartment[]
}

function isPositive(reader: RowReader, column: string): boolean {
  return Number(reader.text(column)) > 0
}

const AID_WORKER: Shape = {
  name: 'aid-worker',
  idColumn: 'SiND Event ID',
  placeColumn: 'Location of Incident',
  counts: [
    ['Aid Workers Killed', 'killed', 'aid_worker', null],
    ['Aid Workers Injured', 'injured', 'aid_worker', null],
    ['Aid Workers Kidnapped', 'abducted', 'aid_worker', null],
    ['Aid Workers Arrested', 'detained', 'aid_worker', null],
    ['Female Aid Workers Killed', 'killed', 'aid_worker', 'female'],
    ['Male Aid Workers Killed', 'killed', 'aid_worker', 'male'],
    ['Female Aid Workers Injured', 'injured', 'aid_worker', 'female'],
    ['Male Aid Workers Injured', 'injured', 'aid_worker', 'male'],
    ['Female Aid Workers Kidnapped', 'abducted', 'aid_worker', 'female'],
    ['Male Aid Workers Kidnapped', 'abducted', 'aid_worker', 'male'],
    ['Female Aid Workers Arrested', 'detained', 'aid_worker', 'female'],
    ['Male Aid Workers Arrested', 'detained', 'aid_worker', 'male'],
  ],
  codeOf: () => 'HUM-01',
  typeOf: (reader) => `aid worker: ${reader.text('Weapon Carried/Used') || 'no weapon told'}`,
  compartmentsOf: () => [],
}

/** Facilities whose students are children; a university's are not. */
const CHILDRENS_FACILITY = /pre-school|primary|secondary|school: no further/i

const EDUCATION: Shape = {
  name: 'education',
  idColumn: 'SiND Event ID',
  placeColumn: 'Location of event',
  counts: [
    ['Educators Killed', 'killed', 'education', null],
    ['Educators Injured', 'injured', 'education', null],
    ['Educators Kidnapped', 'abducted', 'education', null],
    ['Educators Arrested', 'detained', 'education', null],
    ['Students Killed', 'killed', 'education', null],
    ['Students Injured', 'injured', 'education', null],
    ['Students Kidnapped', 'abducted', 'education', null],
    ['Students Arrested', 'detained', 'education', null],
  ],
  codeOf: (reader, harm) => {
    if (isPositive(reader, 'Military Occupation of Education facility')) return 'CAC-09'
    if (isPositive(reader, 'Attacks on Schools') || reader.text('Attacks on Students and Teachers') === 'true')
      return 'CAC-03'
    return civilianCode(harmCounts(harm))
  },
  typeOf: (reader) => `education: ${reader.text('Type of education facility') || 'facility not told'}`,
  compartmentsOf: (reader) => {
    const sexual = isPositive(reader, 'Sexual Violence Affecting School Age Children')
    const students = ['Students Killed', 'Students Injured', 'Students Kidnapped', 'Students Arrested'].some((column) =>
      isPositive(reader, column),
    )
    const minors = students && CHILDRENS_FACILITY.test(reader.text('Type of education facility'))
    return sexual ? ['CAAC', 'CRSV'] : minors ? ['CAAC'] : []
  },
}

function protectionCode(reader: RowReader, harm: readonly ClaimedHarm[]): string {
  const context = reader.text('Protection Event Context')
  const weapon = reader.text('Weapon Carried/Used')
  if (context.includes('CRSV')) return 'SXV-08'
  if (context === 'Airstrike/Shelling') {
    if (/drone|UAV/i.test(weapon)) return 'ERV-03'
    return /aerial bomb/i.test(weapon) ? 'ERV-02' : 'ERV-01'
  }
  if (context === 'Aid Obstructed') return 'HUM-02'
  if (context === 'Violence Against Aid Operator') return 'HUM-01'
  return civilianCode(harmCounts(harm))
}

const PROTECTION: Shape = {
  name: 'protection',
  idColumn: 'SiND ID',
  placeColumn: 'Camp Name',
  counts: [
    ['Camp Resident Killed', 'killed', 'civilian', null],
    ['Camp Resident Injured', 'injured', 'civilian', null],
    ['Camp Residents Kidnapped', 'abducted', 'civilian', null],
    ['Camp Residents Arrested', 'detained', 'civilian', null],
    ['Service Provider Killed', 'killed', 'aid_worker', null],
    ['Service Provider Kidnapped', 'abducted', 'aid_worker', null],
    ['Service Provider Arrested', 'detained', 'aid_worker', null],
  ],
  codeOf: protectionCode,
  typeOf: (reader) => `protection: ${reader.text('Protection Event Context') || 'context not told'}`,
  compartmentsOf: (reader) => {
    const sexual =
      reader.text('Protection Event Context').includes('CRSV') ||
      isPositive(reader, 'Camp Residents Targeted with CRSV') ||
      isPositive(reader, 'Service Provider Targeted with CRSV')
    const minors =
      reader.text('Survivor or Victim Minor') === 'Minor' || /\bchild\b/i.test(reader.text('Victim of Violence'))
    return [...(minors ? (['CAAC'] as const) : []), ...(sexual ? (['CRSV'] as const) : [])]
  },
}

function shapeOf(row: SourceRow): Shape {
  if ('Aid Workers Killed' in row.cells) return AID_WORKER
  return 'Educators Killed' in row.cells ? EDUCATION : PROTECTION
}

/** `(2) 25 km precision` → 25 km, and so on, by the number in brackets. */
const PRECISION_M: Readonly<Record<string, number>> = {
  1: 1_000,
  2: 25_000,
  3: 50_000,
  4: 150_000,
  5: 50_000,
  6: 1_000_000,
  7: 1_000_000,
}

function readPlace(reader: RowReader, shape: Shape): IncidentPlace {
  const iso3 = iso3Of(reader.text('Country ISO'))
  if (iso3 === null && reader.text('Country ISO') !== '')
    reader.doubt('code.unknown', 'Country ISO', 'This is no ISO country code.', 'The row is kept without its country.')
  const point = readPoint(reader, { lon: 'Longitude', lat: 'Latitude' }, iso3)
  const precision = /^\((\d)\)/.exec(reader.text('Geo Precision'))?.[1] ?? ''
  const place = reader.text(shape.placeColumn)
  const adm1 = reader.text('Admin 1')
  return {
    point: point === null || point === undefined ? null : { ...point, precisionM: PRECISION_M[precision] ?? 1_000_000 },
    name: shape.name === 'protection' && place !== '' ? place : adm1,
    adm1: adm1 === '' ? null : adm1,
    adm2: null,
    countryIso3: iso3,
  }
}

function readHarm(reader: RowReader, shape: Shape): readonly ClaimedHarm[] {
  return shape.counts.flatMap(([column, category, group, sex]) => {
    const best = reader.count(column)
    // A zero by sex says no more than the total does; a zero total is a statement and stays.
    if (best === null || (sex !== null && best === 0)) return []
    return [
      {
        category,
        group,
        sex,
        ageBand: column.startsWith('Educators') ? ('adult' as const) : null,
        low: null,
        best,
        high: null,
        countingRule: 'insecurity-insight',
      },
    ]
  })
}

function kindOf(category: string): ActorKind {
  if (/host government|police/i.test(category)) return 'state_force'
  if (/foreign forces/i.test(category)) return 'external_force'
  if (/^NSA\b/.test(category)) return 'rebel_group'
  if (/civilian|camp resident|student/i.test(category)) return 'civilians'
  return 'unknown'
}

const NO_NAME = /^(|no information|unknown|not applicable|multiple|other|unidentified.*|unspecified.*)$/i

function readActors(reader: RowReader): readonly ClaimedActor[] {
  const name = reader.text('Reported Perpetrator Name')
  if (NO_NAME.test(name)) return []
  return [{ name, kind: kindOf(reader.text('Reported Perpetrator')), externalId: null, role: 'perpetrator' }]
}

/** `01 March 2024: A kindergarten was …` without its date, cut at a sentence or 120 characters. */
function titleOf(narrative: string, fallback: string): string {
  const text = narrative.replace(/^\s*(?:\d{1,2}(?:-\d{1,2})?\s+)?[A-Z][a-z]+\s+\d{4}\s*:\s*/, '')
  const sentence = text.split(/(?<=[.!?])\s/)[0]?.trim() ?? ''
  const title = sentence === '' ? fallback : sentence
  return title.length > 120 ? `${title.slice(0, 117)}...` : title
}

/** One row of any of the three files: aid workers, education, protection in camps. */
function readInsecurityInsightRow(row: SourceRow, context: ReadContext): Parsed<ImportedEvent> {
  const reader = rowReader(row, context)
  const shape = shapeOf(row)
  // Editions name the column either way.
  const id = reader.text(shape.idColumn) || reader.text('SiND ID') || reader.text('SiND Event ID')
  if (id === '')
    reader.report('id.missing', shape.idColumn, 'The row has no id.', 'Take the row from the original file.')
  const dayNo = reader.day('Date')
  const place = readPlace(reader, shape)
  const harm = readHarm(reader, shape)
  if (!isAccepted(reader.issues) || dayNo === null) return refused(reader.issues)
  const narrative = reader.text('Event Description')
  return parsed(
    {
      externalId: `${shape.name}/${id}`,
      originKey: `insecurity-insight:${id}`,
      sourceType: shape.typeOf(reader),
      typeCode: shape.codeOf(reader, harm),
      occurred: wholeDays(context, dayNo, dayNo, /^[A-Z][a-z]+ \d{4}:/.test(narrative) ? 'month' : 'day'),
      place,
      title: titleOf(narrative, `${shape.typeOf(reader)}, ${reader.text('Country')}`),
      narrative,
      language: 'en',
      originatedAt: null,
      harm,
      actors: readActors(reader),
      compartments: shape.compartmentsOf(reader),
    },
    reader.issues,
  )
}

/** Insecurity Insight's geocoded incidents: JSON (or CSV) of three shapes, one event often in two of the files. */
export const INSECURITY_INSIGHT: Dataset = {
  name: 'insecurity-insight',
  title: 'Insecurity Insight, Security in Numbers Database',
  citation: 'Insecurity Insight, Security in Numbers Database (SiND). CC BY.',
  url: 'https://insecurityinsight.org/',
  hasIds: true,
  marks: [
    ['Date', 'Event Description', 'Country ISO', 'Geo Precision', 'Aid Workers Killed'],
    ['Date', 'Event Description', 'Country ISO', 'Geo Precision', 'Educators Killed'],
    ['Date', 'Event Description', 'Country ISO', 'Geo Precision', 'Protection Event Context'],
  ],
  releaseOfName: dateReleaseOfName,
  defaultRelease: 'undated',
  hasHxlRow: false,
  readRow: readInsecurityInsightRow,
}
