import { parsed, refused, type Parsed } from '../parse/index.ts'
import type { ValidTime } from '../time/index.ts'
import { iso3Of } from './country.ts'
import type { Dataset } from './dataset.ts'
import { isAccepted, wholeDays, type ImportedEvent, type ReadContext, type SourceRow } from './imported-event.ts'
import { dateReleaseOfName } from './release.ts'
import { readPoint, rowReader, type RowReader } from './row-reader.ts'

/** Attack types as the source writes them, both of its spellings, and the code of each. */
const CODES: Readonly<Record<string, string>> = {
  hijacked: 'MAR-01',
  boarded: 'MAR-02',
  boarding: 'MAR-02',
  'fired upon': 'MAR-03',
  attempted: 'MAR-04',
  suspicious: 'MAR-06',
  explosion: 'MAR-12',
  detained: 'MAR-09',
}
/** Positions come to a hundredth of a degree, many from a description only. */
const POSITION_PRECISION_M = 5_000

/** A minute where the source gives UTC; local times of unknown zone say no more than the day. */
function readTime(reader: RowReader, context: ReadContext, dayNo: number): ValidTime {
  const match = /^([01]\d|2[0-3]):([0-5]\d) ?(?:UTC|Z)$/.exec(reader.text('time'))
  if (match === null) return wholeDays(context, dayNo, dayNo, 'day')
  const from = new Date(dayNo * 86_400_000 + (Number(match[1]) * 60 + Number(match[2])) * 60_000).toISOString()
  return { from, to: null, precision: 'minute' }
}

function readPirateAttackRow(row: SourceRow, context: ReadContext): Parsed<ImportedEvent> {
  const reader = rowReader(row, context)
  const dayNo = reader.day('date')
  const type = reader.text('attack_type')
  const code = CODES[type.toLowerCase()]
  if (code === undefined && type !== '')
    reader.doubt(
      'code.unknown',
      'attack_type',
      `"${type}" is no attack type that is known.`,
      'The row is kept as an attempted attack (MAR-04); correct the type after reading it.',
    )
  const point = readPoint(reader, { lon: 'longitude', lat: 'latitude' }, null)
  if (!isAccepted(reader.issues) || dayNo === null) return refused(reader.issues)
  const [vessel, place] = [reader.text('vessel_name'), reader.text('location_description')]
  return parsed(
    {
      externalId: null,
      originKey: null,
      sourceType: type === '' ? 'not told' : type,
      typeCode: code ?? 'MAR-04',
      occurred: readTime(reader, context, dayNo),
      place: {
        point: point === null || point === undefined ? null : { ...point, precisionM: POSITION_PRECISION_M },
        name: place,
        adm1: null,
        adm2: null,
        // The waters where it happened; the nearest coast when they are nobody's.
        countryIso3: iso3Of(reader.text('eez_country')) ?? iso3Of(reader.text('nearest_country')),
      },
      title: [type === '' ? 'Attack' : type, vessel, place]
        .filter((part) => part !== '')
        .join(' · ')
        .slice(0, 160),
      narrative: reader.text('attack_description'),
      language: 'en',
      originatedAt: null,
      harm: [],
      actors: [],
      compartments: [],
    },
    reader.issues,
  )
}

/** Crime at Sea: pirate attacks 1993–2020. Has no ids; identical rows are told apart by how often they occur. */
export const PIRACY_CRIME_AT_SEA: Dataset = {
  name: 'piracy-crime-at-sea',
  title: 'Crime at Sea: a global database of maritime pirate attacks',
  citation:
    'Benden, Feldman, Sievers and others, Crime at Sea: A Global Database of Maritime Pirate Attacks. CC BY 4.0.',
  url: 'https://github.com/newzealandpaul/Maritime-Pirate-Attacks',
  hasIds: false,
  marks: [['date', 'time', 'longitude', 'latitude', 'attack_type', 'nearest_country', 'vessel_status', 'data_source']],
  releaseOfName: dateReleaseOfName,
  defaultRelease: 'undated',
  hasHxlRow: false,
  readRow: readPirateAttackRow,
}
