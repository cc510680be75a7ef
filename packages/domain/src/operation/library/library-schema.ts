import * as z from 'zod/mini'
import { evidence, reducedDate } from './fact.ts'
import { OPERATION_TYPES } from './operation-type.ts'

/** Who runs the operation. `NATIONS`: single nations in turn. `UN-AU`: both together. */
export const LEADS = ['UN', 'NATO', 'EU', 'AU', 'UN-AU', 'NATIONS', 'COALITION-US'] as const
export type Lead = (typeof LEADS)[number]

/** The part of the library an operation stands in. */
export const FAMILIES = ['un-pko', 'nato', 'eu', 'au', 'coalition'] as const
export const PLACE_KINDS = ['headquarters', 'coordination', 'delivery', 'area'] as const
/** How one operation led to the next. */
export const LINK_KINDS = ['follow-on', 'hand-over', 'renamed', 'absorbed', 'split', 'later-return'] as const
/** What an instrument did for the operation. */
export const INSTRUMENT_ROLES = [
  'establishes',
  'authorises',
  'basis',
  'changes',
  'extends',
  'confirms',
  'welcomes',
  'terminates',
] as const
export const EVENT_KINDS = [
  'first',
  'context',
  'request',
  'decision',
  'lead-change',
  'mandate-change',
  'consent-withdrawn',
  'not-renewed',
  'crisis',
  'harm',
  'result',
  'assessment',
  'after-exit',
] as const

const factOf = <S extends z.ZodMiniType>(value: S) => z.strictObject({ value, ...evidence })

export const librarySource = z.strictObject({
  id: z.string(),
  kind: z.enum(['dataset', 'web-page', 'report', 'article', 'news', 'treaty', 'memory']),
  title: z.string(),
  publisher: z.string(),
  url: z.optional(z.string().check(z.regex(/^https?:\/\//))),
  symbol: z.optional(z.string()),
  publishedOn: z.optional(reducedDate),
  /** How much of it was read by whoever curated the fact. */
  access: z.enum(['file-read', 'excerpt-read', 'not-read']),
  accessedAs: z.string(),
  licence: z.optional(z.string()),
})

export const instrument = z.strictObject({
  /** Document symbol, such as `S/RES/1244 (1999)`. */
  id: z.string(),
  body: z.string(),
  adoptedOn: reducedDate,
  purpose: z.string(),
  ...evidence,
})

export const libraryOperation = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]+$/)),
  acronym: z.string(),
  family: z.enum(FAMILIES),
  names: z.array(factOf(z.string())).check(z.minLength(1)),
  /** First day, month or year of the operation. */
  began: factOf(reducedDate),
  /** Last day, month or year; null while it is active as far as the status tells. */
  ended: z.nullable(factOf(reducedDate)),
  status: z.strictObject({
    value: z.enum(['active', 'ended', 'not-known']),
    /** The day of which the source speaks; null for an operation that ended. */
    asOf: z.nullable(reducedDate),
    ...evidence,
  }),
  /** ISO 3166-1 alpha-3; `XKX` by convenience for Kosovo. Empty at sea. */
  hosts: z.array(factOf(z.string().check(z.regex(/^[A-Z]{3}$/)))),
  /** The project's own classification by its code list; the sources are what it rests on. Empty: not a peace operation. */
  types: z.array(factOf(z.enum(OPERATION_TYPES))),
  leads: z.array(factOf(z.enum(LEADS))).check(z.minLength(1)),
  /** Value: id of the instrument. */
  instruments: z.array(z.strictObject({ value: z.string(), role: z.enum(INSTRUMENT_ROLES), ...evidence })),
  places: z.array(
    factOf(
      z.strictObject({
        name: z.string(),
        kind: z.enum(PLACE_KINDS),
        lon: z.number().check(z.gte(-180), z.lte(180)),
        lat: z.number().check(z.gte(-90), z.lte(90)),
        precisionM: z.int().check(z.gte(1), z.lte(2_000_000)),
      }),
    ),
  ),
  events: z.array(z.strictObject({ on: reducedDate, kind: z.enum(EVENT_KINDS), value: z.string(), ...evidence })),
  /** Ids of footnotes that must stand beside the name. */
  footnotes: z.array(z.string()),
  /** Where a source states something else than the fact chosen. */
  discrepancies: z.array(
    z.strictObject({ field: z.enum(['began', 'ended']), source: z.string(), states: z.string(), note: z.string() }),
  ),
  /** Value: id of the operation that came after. */
  successors: z.array(z.strictObject({ value: z.string(), kind: z.enum(LINK_KINDS), ...evidence })),
})

export const definition = z.strictObject({
  id: z.string(),
  label: z.string(),
  unit: z.enum(['persons', 'attacks', 'messages']),
  text: z.string(),
  caution: z.string(),
})

export const footnote = z.strictObject({ id: z.string(), text: z.string(), ...evidence })

const count = z.int().check(z.gte(0))
const maybeCount = z.nullable(count)

export const yearlyStrength = z.strictObject({
  operationId: z.string(),
  definitionId: z.string(),
  /** Year, month of the highest total, total, troops, police, observers, months with a report. */
  rows: z.array(z.tuple([z.int(), z.int(), count, maybeCount, maybeCount, maybeCount, z.int()])),
  ...evidence,
})

export const strengthReports = z.strictObject({
  operationId: z.string(),
  definitionId: z.string(),
  reports: z.array(
    z.strictObject({
      on: reducedDate,
      personnel: z.int().check(z.gte(1)),
      /** The word of the source: `about`, `more than`, … */
      qualifier: z.enum(['exact', 'about', 'more than', 'just under', 'close to', 'up to']),
      ...evidence,
    }),
  ),
})

export const piracyCurve = z.strictObject({
  box: z.strictObject({ latMin: z.number(), latMax: z.number(), lonMin: z.number(), lonMax: z.number() }),
  besideOperationId: z.string(),
  series: z.array(
    z.strictObject({ id: z.string(), definitionId: z.string(), rows: z.array(z.tuple([z.int(), count])), ...evidence }),
  ),
})
