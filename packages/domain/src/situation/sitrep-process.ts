import * as z from 'zod/mini'
import type { Role } from '../access/index.ts'
import { JOC_SECTIONS, type JocSection } from '../incident/index.ts'
import { COMPONENTS, type Component } from './component.ts'
import type { SitrepBlock, SitrepContent } from './sitrep.ts'

/** Components that only people of certain roles speak for; any member who may give input speaks for the others. */
export const COMPONENT_ROLES: Readonly<Partial<Record<Component, readonly Role[]>>> = {
  human_rights: ['HRO'],
  gender: ['GENAD', 'WPA'],
  child_protection: ['CPA'],
}

/** PUT: the next version of a section's comment. */
export const SITREP_COMMENT_PATH = '/v1/operations/:slug/sitreps/:id/comments/:section'
/** POST: ask components for their input until a time. */
export const SITREP_REQUESTS_PATH = '/v1/operations/:slug/sitreps/:id/requests'
/** POST: a component's input, or that it has nothing significant to report. */
export const SITREP_INPUTS_PATH = '/v1/operations/:slug/sitreps/:id/inputs'
/** GET: versions, requests, inputs, who was given which document. */
export const SITREP_PROCESS_PATH = '/v1/operations/:slug/sitreps/:id/process'

export const sitrepCommentSchema = z.strictObject({
  /** Empty: the comment is taken away again. */
  body: z.string().check(z.maxLength(4000)),
  /** Number of the version that was read before writing; 0: there was none. */
  basedOnNo: z.int().check(z.gte(0)),
})
export const sitrepRequestSchema = z.strictObject({
  components: z.array(z.enum(COMPONENTS)).check(z.minLength(1), z.maxLength(COMPONENTS.length)),
  cutoffAt: z.iso.datetime({ offset: true }),
})
export const sitrepInputSchema = z.strictObject({
  component: z.enum(COMPONENTS),
  /** Null: nothing significant to report. A blank is refused. */
  body: z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(4000))),
  incidentIds: z.array(z.uuid()).check(z.maxLength(100)),
})

export interface SitrepCommentVersion {
  readonly section: JocSection
  readonly versionNo: number
  readonly body: string
  readonly by: string | null
  readonly at: string
}
export interface SitrepRequestRow {
  readonly component: Component
  readonly cutoffAt: string
}
export interface SitrepInputRow {
  readonly component: Component
  readonly body: string | null
  readonly incidentIds: readonly string[]
  readonly by: string | null
  readonly at: string
}

/** Everything about how a report comes to be. */
export interface SitrepProcess {
  /** Oldest first. */
  readonly versions: readonly SitrepCommentVersion[]
  readonly requests: readonly SitrepRequestRow[]
  readonly inputs: readonly SitrepInputRow[]
  /** Who was given a document, in which state of the report: to be told when it is corrected. */
  readonly takings: readonly {
    readonly by: string | null
    readonly format: string
    readonly state: string
    readonly at: string
  }[]
  /** Whether the person who asks drafted it or wrote its last version: then another releases it. */
  readonly isYours: boolean
}

export function isJocSection(text: string): text is JocSection {
  return (JOC_SECTIONS as readonly string[]).includes(text)
}

/**
 * A draft with what was added to it: of each section the latest comment, of each component the latest input. A component that
 * was asked and gave nothing is flagged as missing, never left blank. Facts are not touched.
 */
export function composeSitrep(
  content: SitrepContent,
  { versions, requests, inputs }: Pick<SitrepProcess, 'versions' | 'requests' | 'inputs'>,
): SitrepContent {
  const comments = new Map(versions.map(({ section, body }) => [section, body.trim()]))
  const asked = new Map(requests.map((request) => [request.component, request]))
  const given = new Map(inputs.map((input) => [input.component, input]))
  const noOf = new Map(content.records.map(({ incidentId, no }) => [incidentId, no]))
  const lines = COMPONENTS.filter((component) => asked.has(component) || given.has(component)).map((component) => {
    const input = given.get(component)
    return {
      component,
      state:
        input === undefined ? ('missing' as const) : input.body === null ? ('nothing' as const) : ('given' as const),
      text: input?.body ?? '',
      nos: (input?.incidentIds ?? []).flatMap((id) => noOf.get(id) ?? []).sort((a, b) => a - b),
      by: input?.by ?? null,
      at: input?.at ?? null,
      cutoffAt: asked.get(component)?.cutoffAt ?? null,
    }
  })
  return {
    ...content,
    sections: content.sections.map((section) => {
      const comment = comments.get(section.section)
      if (comment === undefined) return section
      const facts = section.blocks.filter(({ kind }) => kind !== 'comment')
      const said: readonly SitrepBlock[] =
        comment === '' ? [] : [{ kind: 'comment', runs: [{ kind: 'text', text: comment }] }]
      return { ...section, blocks: [...facts, ...said] }
    }),
    ...(lines.length > 0 && { inputs: lines }),
  }
}
