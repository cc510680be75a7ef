import * as z from 'zod/mini'
import { ALLEGED_ROLES } from '../actor/index.ts'
import { COMPARTMENTS } from '../access/index.ts'
import { parseWith, type Parsed } from '../parse/index.ts'
import { PRECISION_MAX_M } from '../place/index.ts'
import { TIME_PRECISIONS } from '../time/index.ts'
import { FIELD_HARM_CATEGORIES, FIELD_REPORT_TYPES, OBSERVATION_SENSES, SOURCE_KINDS } from './report.ts'

const personCount = z.nullable(z.int().check(z.gte(0), z.lte(10_000_000)))

const harmSchema = z.strictObject({
  category: z.enum(FIELD_HARM_CATEGORIES),
  group: z.enum(['all', 'civilian', 'peacekeeper', 'aid_worker', 'unknown_status']),
  sex: z.nullable(z.enum(['female', 'male'])),
  ageBand: z.nullable(z.enum(['child', 'adult'])),
  /** Each null: not known, which is never zero. */
  low: personCount,
  best: personCount,
  high: personCount,
})

const fieldReportSchema = z.strictObject({
  /** UUIDv7, minted on the device: sending again under the same id changes nothing. */
  id: z.uuid(),
  type: z.enum(FIELD_REPORT_TYPES),
  /** Code of the incident list, such as `ARM-01`. */
  typeCode: z.string().check(z.regex(/^[A-Z]{3}-\d{2}$/)),
  occurred: z.strictObject({
    from: z.iso.datetime({ offset: true }),
    to: z.nullable(z.iso.datetime({ offset: true })),
    precision: z.enum(TIME_PRECISIONS),
  }),
  place: z.strictObject({
    /** Null: the place is named but not known as a point. */
    point: z.nullable(
      z.strictObject({
        lon: z.number().check(z.gte(-180), z.lte(180)),
        lat: z.number().check(z.gte(-90), z.lte(90)),
        /** Radius in metres that surely holds the true place. */
        precisionM: z.int().check(z.gte(1), z.lte(PRECISION_MAX_M)),
      }),
    ),
    name: z.string().check(z.maxLength(200)),
  }),
  /** How the writer knows; null: they were told. */
  sense: z.nullable(z.enum(OBSERVATION_SENSES)),
  sourceKind: z.enum(SOURCE_KINDS),
  /** Code of the source, such as `PTL-N-04`: never a person's name (N2). */
  sourceCode: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,39}$/)),
  title: z.string().check(z.minLength(1), z.maxLength(160)),
  narrative: z.string().check(z.maxLength(4000)),
  /** BCP 47; `und` when not known. */
  language: z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)),
  harm: z.array(harmSchema).check(z.maxLength(30)),
  /** Parties as bodies (a force, a group, a crowd), with the part the source says they had. */
  actors: z
    .array(z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(120)), role: z.enum(ALLEGED_ROLES) }))
    .check(z.maxLength(12)),
  /** Compartments that the writer calls for; the type and the words of the report may add more. */
  compartments: z.array(z.enum(COMPARTMENTS)).check(z.maxLength(COMPARTMENTS.length)),
  /** Reports that retell one story share this key and count once; null when it stands alone. */
  originKey: z.nullable(z.string().check(z.minLength(1), z.maxLength(120))),
  /** The own report that this one corrects; null for a first report. */
  correctsId: z.nullable(z.uuid()),
  /** When the writer finished it, by the device's clock. */
  writtenAt: z.iso.datetime({ offset: true }),
})

/** What a person saw, heard or was told, as sent. Immutable: a correction is a new report that names this one. */
export type FieldReport = Readonly<z.infer<typeof fieldReportSchema>>

/** The only way a FieldReport comes into being from outside: HTTP, a file, or the device's outbox. */
export function parseFieldReport(input: unknown): Parsed<FieldReport> {
  return parseWith(fieldReportSchema, input)
}
