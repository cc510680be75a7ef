import * as z from 'zod/mini'
import { INCIDENT_STATES, SEVERITIES } from '../incident/index.ts'
import { parseWith, type Parsed } from '../parse/index.ts'

const lonLat = z.tuple([z.number().check(z.gte(-180), z.lte(180)), z.number().check(z.gte(-90), z.lte(90))])

/**
 * The one filter object, shared by map, timeline, lists, exports and products. An absent field filters nothing.
 * Days are local days of the operation, half-open [fromOn, toOn).
 */
export const pictureFilterSchema = z.strictObject({
  fromOn: z.optional(z.iso.date()),
  toOn: z.optional(z.iso.date()),
  /** One ring of lon/lat pairs, not closed. */
  polygon: z.optional(z.array(lonLat).check(z.minLength(3), z.maxLength(500))),
  /** Incident codes (`ARM-01`) or families (`ARM`). */
  types: z.optional(z.array(z.string().check(z.maxLength(20))).check(z.maxLength(200))),
  actorIds: z.optional(z.array(z.uuid()).check(z.maxLength(200))),
  states: z.optional(z.array(z.enum(INCIDENT_STATES))),
  severities: z.optional(z.array(z.enum(SEVERITIES))),
  /** Dataset names or `mission` for the mission's own reports. */
  datasets: z.optional(z.array(z.string().check(z.maxLength(60)))),
})
export type PictureFilter = Readonly<z.infer<typeof pictureFilterSchema>>

/** A filter from outside. An absent part filters nothing. */
export function parsePictureFilter(input: unknown): Parsed<PictureFilter> {
  return parseWith(pictureFilterSchema, input)
}

/** The filter as one address parameter, and back: a link is a picture of the situation. */
export function filterToText(filter: PictureFilter): string {
  return JSON.stringify(filter)
}

/** The filter of an address parameter; text that is no JSON is an issue, not a fault. */
export function filterFromText(text: string): Parsed<PictureFilter> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return {
      ok: false,
      issues: [
        {
          code: 'filter.not_json',
          message: 'This link holds no readable filter.',
          path: [],
          severity: 'error',
          remedy: 'Open the picture without it and set the filter again.',
        },
      ],
    }
  }
  return parsePictureFilter(value)
}
