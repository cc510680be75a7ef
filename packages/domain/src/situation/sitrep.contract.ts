import * as z from 'zod/mini'
import type { Marking } from '../access/index.ts'
import { JOC_SECTIONS } from '../incident/index.ts'
import { parseWith, refused, type Parsed } from '../parse/index.ts'
import type { Component } from './component.ts'
import { pictureFilterSchema } from './filter.ts'
import { SITREP_LANGUAGES, type SitrepContent, type SitrepLanguage, type SitrepStatus } from './sitrep.ts'

/** POST: the head of mission releases a draft. */
export const SITREP_RELEASE_PATH = '/v1/operations/:slug/sitreps/:id/release'

/** What the person who releases has looked at. Without it, what stands at that moment is released. */
export const sitrepReleaseSchema = z.strictObject({
  /** `revision` of the process as it was read. */
  revision: z.optional(z.int().check(z.gte(0))),
})

const comment = z.string().check(z.maxLength(4000))

/** What a duty officer asks for. Days are local days of the operation, half-open [fromOn, toOn). */
export const sitrepOrderSchema = z.strictObject({
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  polygon: z.optional(pictureFilterSchema.shape.polygon),
  language: z.optional(z.enum(SITREP_LANGUAGES)),
  /** The drafter's judgement by section, printed apart from the facts. */
  comments: z.optional(z.partialRecord(z.enum(JOC_SECTIONS), comment)),
  /** Id of a released report that this one corrects. */
  correctsId: z.optional(z.uuid()),
})
export type SitrepOrder = Readonly<z.infer<typeof sitrepOrderSchema>>

/** Longest period of one report, in days: a year and a day. */
export const SITREP_MAX_DAYS = 366

/** What a situation report is to cover: whole days [fromOn, toOn), at most `SITREP_MAX_DAYS` of them. */
export function parseSitrepOrder(input: unknown): Parsed<SitrepOrder> {
  const order = parseWith(sitrepOrderSchema, input)
  if (!order.ok) return order
  const days = (Date.parse(order.value.toOn) - Date.parse(order.value.fromOn)) / 86_400_000
  if (days >= 1 && days <= SITREP_MAX_DAYS) return order
  return refused([
    {
      code: days < 1 ? 'sitrep.period_empty' : 'sitrep.period_long',
      message: days < 1 ? 'The period ends before it begins.' : `The period has ${days} days.`,
      path: ['toOn'],
      value: order.value.toOn,
      remedy:
        days < 1
          ? 'Give the day after the last one as the end: --to is not included.'
          : `Choose at most ${SITREP_MAX_DAYS} days.`,
      severity: 'error',
    },
  ])
}

/** A row of the list of situation reports. */
export interface SitrepSummary extends SitrepStatus {
  readonly fromOn: string
  readonly toOn: string
  readonly language: SitrepLanguage
  readonly draftedBy: string | null
  readonly correctsId: string | null
  readonly marking: Marking
  /** Components that were asked and gave nothing yet; empty once released. */
  readonly missing: readonly { readonly component: Component; readonly cutoffAt: string }[]
}

/** One situation report: what may change around it, and its frozen content. */
export interface SitrepView {
  readonly status: SitrepStatus
  readonly content: SitrepContent
}
