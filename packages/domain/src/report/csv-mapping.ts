import * as z from 'zod/mini'
import { ACTOR_KINDS, ALLEGED_ROLES } from '../actor/index.ts'
import { parsed, parseWith, refused, type Parsed } from '../parse/index.ts'
import { PRECISION_MAX_M, type IncidentPlace } from '../place/index.ts'
import { TIME_PRECISIONS, type TimePrecision, type ValidTime } from '../time/index.ts'
import { parsePosition } from './asam.ts'
import { iso3Of } from './country.ts'
import type { Dataset } from './dataset.ts'
import { guessDate, isDateFormat, readDate } from './date-format.ts'
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
import { checkDay, checkPoint, readPoint, rowReader, type RowReader } from './row-reader.ts'

const name = z.string().check(z.minLength(1), z.maxLength(200))
const text = z.string().check(z.maxLength(400))
const codes = z.record(z.string(), z.string())

/** A value that is the same in every row, or stands in a column, translated by `codes` where they are given. */
const valueSchema = z.union([
  z.strictObject({ value: text }),
  z.strictObject({ column: name, codes: z.optional(codes), default: z.optional(text) }),
])
type ValueRule = z.infer<typeof valueSchema>

const harmSchema = z.strictObject({
  category: z.enum(['killed', 'injured', 'missing', 'abducted', 'detained', 'displaced', 'property']),
  group: z._default(
    z.enum([
      'all',
      'civilian',
      'combatant_side_a',
      'combatant_side_b',
      'unknown_status',
      'aid_worker',
      'peacekeeper',
      'education',
      'crew',
    ]),
    'all',
  ),
  sex: z._default(z.nullable(z.enum(['female', 'male'])), null),
  ageBand: z._default(z.nullable(z.enum(['child', 'adult'])), null),
  best: z.optional(name),
  low: z.optional(name),
  high: z.optional(name),
})

/** How a CSV (or JSON) file that has no adapter of its own is read: docs/guide/import.md. */
export const csvMappingSchema = z.strictObject({
  /** Short name under which its rows are known: letters, digits, hyphen. */
  dataset: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/)),
  title: name,
  citation: z._default(text, ''),
  url: z._default(z.nullable(z.url({ protocol: /^https?$/ })), null),
  /** BCP 47 language of the texts. */
  language: z._default(z.string().check(z.maxLength(35)), 'und'),
  /** Column with an id of the dataset's own; without it rows are known by their content. */
  id: z.optional(name),
  type: valueSchema,
  /** Column with the source's own type, when it is not the one that `type` reads. */
  sourceType: z.optional(name),
  date: z.strictObject({
    column: name,
    endColumn: z.optional(name),
    format: z.optional(
      z.string().check(z.refine(isDateFormat, 'A format names YYYY, M or MM or MMM, and D or DD once.')),
    ),
    precision: z._default(valueSchema, { value: 'day' }),
  }),
  point: z.optional(z.union([z.strictObject({ lon: name, lat: name }), z.strictObject({ position: name })])),
  /** Radius in metres that surely holds the true place: a number, or a column whose values `codes` turns into metres. */
  precisionM: z._default(
    z.union([
      z.int().check(z.gte(1), z.lte(PRECISION_MAX_M)),
      z.strictObject({ column: name, codes: z.record(z.string(), z.int().check(z.gte(1), z.lte(PRECISION_MAX_M))) }),
    ]),
    5_000,
  ),
  place: z._default(
    z.strictObject({
      name: z.optional(name),
      adm1: z.optional(name),
      adm2: z.optional(name),
      country: z.optional(valueSchema),
    }),
    {},
  ),
  /** Columns whose texts, joined, make the headline. */
  headline: z.array(name).check(z.minLength(1), z.maxLength(5)),
  narrative: z._default(z.array(name).check(z.maxLength(10)), []),
  harm: z._default(z.array(harmSchema).check(z.maxLength(20)), []),
  /** How the figures were counted; figures of different rules are never added. Default: the dataset's name. */
  countingRule: z.optional(name),
  actors: z._default(
    z
      .array(
        z.strictObject({
          column: name,
          role: z.enum(ALLEGED_ROLES),
          kind: z._default(z.enum(ACTOR_KINDS), 'unknown'),
        }),
      )
      .check(z.maxLength(10)),
    [],
  ),
  /** Columns that put a row into a compartment when they hold one of these values. */
  restrict: z._default(
    z
      .array(z.strictObject({ column: name, values: z.array(z.string()), compartment: z.enum(['CRSV', 'CAAC']) }))
      .check(z.maxLength(20)),
    [],
  ),
})
export type CsvMapping = Readonly<z.infer<typeof csvMappingSchema>>

/** The mapping of a JSON document, or everything that is wrong with it. */
export function parseCsvMapping(input: unknown): Parsed<CsvMapping> {
  return parseWith(csvMappingSchema, input)
}

/** Every column that a mapping names. */
export function mappedColumns(mapping: CsvMapping): readonly string[] {
  const ofValue = (rule: ValueRule | undefined): readonly string[] =>
    rule !== undefined && 'column' in rule ? [rule.column] : []
  const point = mapping.point === undefined ? [] : Object.values(mapping.point)
  return [
    ...new Set(
      [
        mapping.id,
        ...ofValue(mapping.type),
        mapping.sourceType,
        mapping.date.column,
        mapping.date.endColumn,
        ...ofValue(mapping.date.precision),
        ...point,
        typeof mapping.precisionM === 'number' ? undefined : mapping.precisionM.column,
        ...[mapping.place.name, mapping.place.adm1, mapping.place.adm2],
        ...ofValue(mapping.place.country),
        ...mapping.headline,
        ...mapping.narrative,
        ...mapping.harm.flatMap((harm) => [harm.best, harm.low, harm.high]),
        ...mapping.actors.map((actor) => actor.column),
        ...mapping.restrict.map((rule) => rule.column),
      ].filter((column) => column !== undefined),
    ),
  ]
}

/** The value of a rule for this row; undefined (with an issue) when its column holds something that `codes` lacks. */
function readValue(reader: RowReader, rule: ValueRule): string | undefined {
  if ('value' in rule) return rule.value
  const found = reader.text(rule.column)
  if (rule.codes === undefined) return found === '' ? (rule.default ?? '') : found
  const code = rule.codes[found] ?? rule.codes[found.toLowerCase()]
  if (code !== undefined) return code
  if (rule.default === undefined) {
    reader.report(
      'code.unknown',
      rule.column,
      `"${found}" is not among the codes of the mapping.`,
      'Add it to "codes", or give a "default".',
    )
    return undefined
  }
  if (found !== '')
    reader.doubt(
      'code.unknown',
      rule.column,
      `"${found}" is not among the codes of the mapping.`,
      `The row is kept with the default, ${rule.default}.`,
    )
  return rule.default
}

function readMappedDay(
  reader: RowReader,
  context: ReadContext,
  column: string,
  format: string | undefined,
): number | null {
  const value = reader.text(column)
  if (value === '') {
    reader.report('date.missing', column, 'The date is missing.', 'Write the date, or leave the row out.')
    return null
  }
  const read = format === undefined ? guessDate(value) : readDate(value, format)
  if (typeof read === 'object') return checkDay(read.dayNo, column, context, reader.report)
  const faults = {
    ambiguous: [
      'The day and the month cannot be told apart.',
      'Say in the mapping which comes first: "format": "DD/MM/YYYY" or "MM/DD/YYYY".',
    ],
    impossible: ['There is no such day.', 'Correct the date, or the format in the mapping.'],
    unreadable: [
      `The date does not read as ${format ?? 'YYYY-MM-DD'}.`,
      'Give the "format" of the dates in the mapping.',
    ],
  } as const
  const [message, remedy] = faults[read]
  reader.report(`date.${read}`, column, message, remedy)
  return null
}

function readTime(reader: RowReader, context: ReadContext, mapping: CsvMapping): ValidTime | null {
  const { column, endColumn, format } = mapping.date
  const from = readMappedDay(reader, context, column, format)
  const to =
    endColumn === undefined || reader.text(endColumn) === '' ? from : readMappedDay(reader, context, endColumn, format)
  const precision = readValue(reader, mapping.date.precision)
  if (from === null || to === null || precision === undefined) return null
  if (to < from) {
    reader.report('date.order', endColumn ?? column, 'The event ends before it begins.', 'Exchange the two dates.')
    return null
  }
  const known = TIME_PRECISIONS.find((candidate): candidate is TimePrecision => candidate === precision)
  return wholeDays(context, from, to, known ?? 'day')
}

function readPrecision(reader: RowReader, mapping: CsvMapping): number {
  if (typeof mapping.precisionM === 'number') return mapping.precisionM
  const { column, codes: metres } = mapping.precisionM
  const found = metres[reader.text(column)]
  if (found !== undefined) return found
  reader.doubt(
    'code.unknown',
    column,
    'The mapping has no radius for this precision.',
    'The place is kept with a radius of 1,000 km; add the value to "precisionM".',
  )
  return 1_000_000
}

function readMappedPoint(
  reader: RowReader,
  mapping: CsvMapping,
  iso3: string | null,
): { readonly lon: number; readonly lat: number } | null {
  if (mapping.point === undefined) return null
  if ('lon' in mapping.point) return readPoint(reader, mapping.point, iso3) ?? null
  const column = mapping.point.position
  const value = reader.text(column)
  if (value === '') return null
  const point = parsePosition(value)
  if (point !== null) return checkPoint(reader, { lon: column, lat: column }, point, iso3) ?? null
  reader.report(
    'coordinate.unreadable',
    column,
    'This position cannot be read.',
    'Write degrees, minutes and seconds with their letter: 46°37\'50"N 31°35\'01"E.',
  )
  return null
}

function readPlace(reader: RowReader, mapping: CsvMapping): IncidentPlace {
  const column = (key: 'name' | 'adm1' | 'adm2'): string => {
    const named = mapping.place[key]
    return named === undefined ? '' : reader.text(named)
  }
  const country = mapping.place.country === undefined ? '' : (readValue(reader, mapping.place.country) ?? '')
  const iso3 = iso3Of(country)
  const point = readMappedPoint(reader, mapping, iso3)
  return {
    point: point === null ? null : { ...point, precisionM: readPrecision(reader, mapping) },
    name: column('name'),
    adm1: column('adm1') || null,
    adm2: column('adm2') || null,
    countryIso3: iso3,
  }
}

function readHarm(reader: RowReader, mapping: CsvMapping): readonly ClaimedHarm[] {
  const figure = (column: string | undefined): number | null => (column === undefined ? null : reader.count(column))
  return mapping.harm
    .map(({ best, low, high, ...harm }) => ({
      ...harm,
      low: figure(low),
      best: figure(best),
      high: figure(high),
      countingRule: mapping.countingRule ?? mapping.dataset,
    }))
    .filter((harm) => harm.low !== null || harm.best !== null || harm.high !== null)
}

function readActors(reader: RowReader, mapping: CsvMapping): readonly ClaimedActor[] {
  return mapping.actors.flatMap(({ column, role, kind }) => {
    const actor = reader.text(column)
    return actor === '' ? [] : [{ name: actor, kind, externalId: null, role }]
  })
}

function joined(reader: RowReader, columns: readonly string[], mark: string): string {
  return columns
    .map((column) => reader.text(column))
    .filter((part) => part !== '')
    .join(mark)
}

function readMappedRow(mapping: CsvMapping, row: SourceRow, context: ReadContext): Parsed<ImportedEvent> {
  const reader = rowReader(row, context)
  const id = mapping.id === undefined ? null : reader.text(mapping.id)
  if (id === '' && mapping.id !== undefined)
    reader.report('id.missing', mapping.id, 'The row has no id.', 'Give it one, or leave "id" out of the mapping.')
  const typeCode = readValue(reader, mapping.type)
  const occurred = readTime(reader, context, mapping)
  const place = readPlace(reader, mapping)
  const harm = readHarm(reader, mapping)
  if (!isAccepted(reader.issues) || typeCode === undefined || occurred === null) return refused(reader.issues)
  const typeColumn = mapping.sourceType ?? ('column' in mapping.type ? mapping.type.column : undefined)
  const headline = joined(reader, mapping.headline, ' · ')
  return parsed(
    {
      externalId: id,
      originKey: null,
      sourceType: typeColumn === undefined ? typeCode : reader.text(typeColumn) || 'not told',
      typeCode,
      occurred,
      place,
      title: headline.length > 160 ? `${headline.slice(0, 157)}...` : headline,
      narrative: joined(reader, mapping.narrative, '\n'),
      language: mapping.language,
      originatedAt: null,
      harm,
      actors: readActors(reader, mapping),
      compartments: [
        ...new Set(
          mapping.restrict
            .filter((rule) => rule.values.includes(reader.text(rule.column)))
            .map((rule) => rule.compartment),
        ),
      ].sort(),
    },
    reader.issues,
  )
}

/** A dataset out of a mapping. Its rows are known as `csv:<dataset>`, beside those of the built-in datasets. */
export function mappedDataset(mapping: CsvMapping): Dataset {
  return {
    name: `csv:${mapping.dataset}`,
    title: mapping.title,
    citation: mapping.citation,
    url: mapping.url,
    hasIds: mapping.id !== undefined,
    marks: [mappedColumns(mapping)],
    releaseOfName: dateReleaseOfName,
    defaultRelease: 'undated',
    hasHxlRow: true,
    readRow: (row, context) => readMappedRow(mapping, row, context),
  }
}
