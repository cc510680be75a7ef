import type { ActorKind, AllegedRole } from '../actor/index.ts'
import { parsed, refused, type Parsed } from '../parse/index.ts'
import type { IncidentPlace } from '../place/index.ts'
import type { TimePrecision, ValidTime } from '../time/index.ts'
import { iso3OfGw } from './country.ts'
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
import { gedReleaseOfName } from './release.ts'
import { readPoint, rowReader, type RowReader } from './row-reader.ts'

/** Radius in metres for `where_prec` 1 … 7: exact, 25 km, ADM2, ADM1, linear or fuzzy, country, sea or air. */
const PRECISION_M: Readonly<Record<string, number>> = {
  1: 1_000,
  2: 25_000,
  3: 50_000,
  4: 150_000,
  5: 50_000,
  6: 1_000_000,
  7: 1_000_000,
}

/** `date_prec` 1 … 5: day, 2–6 days, week, month, year. */
const TIME_PRECISION: Readonly<Record<string, TimePrecision>> = {
  1: 'day',
  2: 'week',
  3: 'week',
  4: 'month',
  5: 'year',
}

const VIOLENCE: Readonly<Record<string, { readonly code: string; readonly name: string }>> = {
  1: { code: 'ARM-01', name: '1 state-based' },
  2: { code: 'ARM-01', name: '2 non-state' },
  3: { code: 'CIV-01', name: '3 one-sided' },
}

function readPlace(reader: RowReader): IncidentPlace {
  const iso3 = iso3OfGw(reader.text('country_id'))
  const precision = reader.text('where_prec')
  let precisionM = PRECISION_M[precision]
  if (precisionM === undefined) {
    reader.doubt(
      'code.unknown',
      'where_prec',
      `Place precision "${precision}" is none of 1 to 7.`,
      'The place is kept with the widest radius, 1,000 km.',
    )
    precisionM = 1_000_000
  }
  const point = readPoint(reader, { lon: 'longitude', lat: 'latitude' }, iso3)
  return {
    point: point === null || point === undefined ? null : { ...point, precisionM },
    name: reader.text('where_coordinates') || reader.text('where_description'),
    adm1: reader.text('adm_1') || null,
    adm2: reader.text('adm_2') || null,
    countryIso3: iso3,
  }
}

function readTime(reader: RowReader, context: ReadContext): ValidTime | null {
  const startOn = reader.day('date_start')
  const endOn = reader.text('date_end') === '' ? startOn : reader.day('date_end')
  if (startOn === null || endOn === null) return null
  if (endOn < startOn) {
    reader.report(
      'date.order',
      'date_end',
      'The event ends before it begins.',
      'Exchange date_start and date_end for this row.',
    )
    return null
  }
  const precision = TIME_PRECISION[reader.text('date_prec')]
  if (precision === undefined)
    reader.doubt(
      'code.unknown',
      'date_prec',
      `Date precision "${reader.text('date_prec')}" is none of 1 to 5.`,
      'The date is kept as known to the year.',
    )
  return wholeDays(context, startOn, endOn, precision ?? 'year')
}

function readHarm(reader: RowReader): readonly ClaimedHarm[] {
  const [low, best, high] = [reader.count('low'), reader.count('best'), reader.count('high')]
  if (low !== null && best !== null && high !== null && (low > best || best > high))
    reader.doubt(
      'harm.order',
      'best',
      `The estimates are not in order: low ${low}, best ${best}, high ${high}.`,
      'The figures are kept as the source gives them.',
    )
  const killed = (group: ClaimedHarm['group'], counts: Pick<ClaimedHarm, 'low' | 'best' | 'high'>): ClaimedHarm => ({
    category: 'killed',
    group,
    sex: null,
    ageBand: null,
    ...counts,
    countingRule: 'ucdp',
  })
  const part = (group: ClaimedHarm['group'], column: string): ClaimedHarm =>
    killed(group, { low: null, best: reader.count(column), high: null })
  const parts = [
    part('combatant_side_a', 'deaths_a'),
    part('combatant_side_b', 'deaths_b'),
    part('civilian', 'deaths_civilians'),
    part('unknown_status', 'deaths_unknown'),
  ]
  return [killed('all', { low, best, high }), ...parts.filter((harm) => harm.best !== null)]
}

function kindOf(name: string, type: string): ActorKind {
  if (name === 'Civilians') return 'civilians'
  if (name.startsWith('Government of ')) return 'state_force'
  return type === '2' ? 'unknown' : 'rebel_group'
}

function readActors(reader: RowReader, type: string): readonly ClaimedActor[] {
  const side = (letter: 'a' | 'b', role: AllegedRole): ClaimedActor[] => {
    const name = reader.text(`side_${letter}`)
    const id = reader.text(`side_${letter}_new_id`)
    if (name === '') return []
    return [{ name, kind: kindOf(name, type), externalId: id === '' ? null : `ucdp:${id}`, role }]
  }
  const oneSided = type === '3'
  return [...side('a', oneSided ? 'perpetrator' : 'side_a'), ...side('b', oneSided ? 'target' : 'side_b')]
}

function narrativeOf(reader: RowReader): string {
  const cited = reader.text('source_article')
  const said = reader.text('source_original')
  return [
    reader.text('source_headline'),
    reader.text('where_description'),
    said === '' ? '' : `Said by: ${said}`,
    cited === '' ? '' : `Published in: ${cited}`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** One event of UCDP GED, of the CSV or the GeoJSON edition. */
function readUcdpGedRow(row: SourceRow, context: ReadContext): Parsed<ImportedEvent> {
  const reader = rowReader(row, context)
  const id = reader.text('id')
  if (id === '')
    reader.report('id.missing', 'id', 'The row has no id.', 'Take the row from the original file, where each has one.')
  const type = reader.text('type_of_violence')
  const violence = VIOLENCE[type]
  if (violence === undefined)
    reader.report(
      'code.unknown',
      'type_of_violence',
      `Type of violence "${type}" is none of 1, 2 and 3.`,
      'Take the row from the original file; 1 is state-based, 2 non-state, 3 one-sided.',
    )
  const occurred = readTime(reader, context)
  const place = readPlace(reader)
  const harm = readHarm(reader)
  if (!isAccepted(reader.issues) || violence === undefined || occurred === null) return refused(reader.issues)
  return parsed(
    {
      externalId: id,
      originKey: null,
      sourceType: violence.name,
      typeCode: violence.code,
      occurred,
      place,
      title: [reader.text('dyad_name'), place.name].filter((part) => part !== '').join(' · '),
      narrative: narrativeOf(reader),
      language: 'en',
      originatedAt: null,
      harm,
      actors: readActors(reader, type),
      compartments: [],
    },
    reader.issues,
  )
}

/** UCDP Georeferenced Event Dataset: CSV of 41 or 49 columns, GeoJSON of 46 properties, in any order. */
export const UCDP_GED: Dataset = {
  name: 'ucdp-ged',
  title: 'UCDP Georeferenced Event Dataset',
  citation:
    'Uppsala Conflict Data Program, UCDP Georeferenced Event Dataset (GED) Global. Sundberg and Melander (2013), Journal of Peace Research 50(4). CC BY 4.0.',
  url: 'https://ucdp.uu.se/downloads/',
  hasIds: true,
  marks: [['id', 'type_of_violence', 'where_prec', 'date_start', 'best', 'low', 'high', 'side_a', 'side_b']],
  releaseOfName: gedReleaseOfName,
  defaultRelease: null,
  hasHxlRow: false,
  readRow: readUcdpGedRow,
}
