import * as z from 'zod/mini'
import type { Role } from '../access/index.ts'
import { JOC_SECTIONS, type JocSection } from '../incident/index.ts'
import { COMPONENTS, type Component } from './component.ts'
import type { SitrepChanges } from './sitrep-changes.ts'
import type { SitrepBlock, SitrepContent, SitrepInputLine } from './sitrep.ts'

/** Components that only people of certain roles speak for; any member who may give input speaks for the others. */
export const COMPONENT_ROLES: Readonly<Partial<Record<Component, readonly Role[]>>> = {
  human_rights: ['HRO'],
  gender: ['GENAD', 'WPA'],
  child_protection: ['CPA'],
}

/** Whether people of these roles may speak for a component, given that they may give input at all. */
export function speaksFor(component: Component, roles: readonly Role[]): boolean {
  const own = COMPONENT_ROLES[component]
  return own === undefined || roles.some((role) => own.includes(role))
}

/** PUT: the next version of a section's comment. */
export const SITREP_COMMENT_PATH = '/v1/operations/:slug/sitreps/:id/comments/:section'
/** POST: ask components for their input until a time. */
export const SITREP_REQUESTS_PATH = '/v1/operations/:slug/sitreps/:id/requests'
/** POST: a component's input, or that it has nothing significant to report. */
export const SITREP_INPUTS_PATH = '/v1/operations/:slug/sitreps/:id/inputs'
/** GET: versions, requests, inputs, who was given which document. */
export const SITREP_PROCESS_PATH = '/v1/operations/:slug/sitreps/:id/process'
/** GET: how the facts differ from what the records say now. */
export const SITREP_CHANGES_PATH = '/v1/operations/:slug/sitreps/:id/changes'
/** POST: make the facts of a draft anew from the records as they stand now. */
export const SITREP_FACTS_PATH = '/v1/operations/:slug/sitreps/:id/facts'
/** GET: who of the operation may read the report as it is marked. */
export const SITREP_READERS_PATH = '/v1/operations/:slug/sitreps/:id/readers'
/** GET: corrections that the person was told of. */
export const CORRECTION_NOTICES_PATH = '/v1/operations/:slug/correction-notices'
/** POST: the person takes note that a report they were given was corrected. */
export const CORRECTION_ACKNOWLEDGEMENT_PATH = '/v1/operations/:slug/sitreps/:id/acknowledgement'

export const sitrepCommentSchema = z.strictObject({
  /** Empty: the comment is taken away again. */
  body: z.string().check(z.maxLength(4000)),
  /** Number of the version that was read before writing; 0: there was none. */
  basedOnNo: z.int().check(z.gte(0)),
})
export const sitrepFactsSchema = z.strictObject({
  /** Number of the facts that were read; 0: those of the drafting. */
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
  /** 0: written when the report was drafted. */
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

/** Facts made anew, and how they differed from those before. */
export interface SitrepFactsRow {
  readonly factsNo: number
  readonly by: string | null
  readonly at: string
  readonly changes: SitrepChanges
}

/** Somebody who was told that a report they were given was corrected. */
export interface ToldOfCorrection {
  readonly by: string | null
  readonly toldAt: string
  /** Null: not taken note of yet. */
  readonly acknowledgedAt: string | null
}

/** Everything about how a report comes to be. */
export interface SitrepProcess {
  /** Grows with everything that is added to a draft: two equal revisions are the same report. */
  readonly revision: number
  /** Of the facts that stand; 0: those of the drafting. */
  readonly factsNo: number
  /** Each making of the facts after the drafting, oldest first. */
  readonly facts: readonly SitrepFactsRow[]
  /** Oldest first. */
  readonly versions: readonly SitrepCommentVersion[]
  readonly requests: readonly SitrepRequestRow[]
  readonly inputs: readonly SitrepInputRow[]
  /** Components that were asked for the report before this one: proposed again. */
  readonly askedBefore: readonly Component[]
  /** Who was given a document, in which state of the report. Empty for who neither drafts nor releases. */
  readonly takings: readonly {
    readonly by: string | null
    readonly format: string
    readonly state: string
    readonly at: string
  }[]
  /** Who was told of the correction. Empty for who neither drafts nor releases. */
  readonly told: readonly ToldOfCorrection[]
  /** Whether the person who asks drafted it or wrote its last version: then another releases it. */
  readonly isYours: boolean
}

/** What the facts are against what the records say now. */
export interface SitrepChangesView extends SitrepChanges {
  /** Records that the person who asks may read and that stand above the marking of this report: they need a new one. */
  readonly leftOut: number
}

/** Who may read a report as it is marked. */
export interface SitrepReaders {
  readonly count: number
  /** By name; null for who may not see the people of the operation. */
  readonly people: readonly SitrepReader[] | null
}

export interface SitrepReader {
  readonly displayName: string
  readonly roles: readonly Role[]
  /** First time they were given a document of it, of a released report as it was released; null: never. */
  readonly openedAt: string | null
}

/** A correction that the person was told of. */
export interface CorrectionNotice {
  readonly sitrepId: string
  readonly number: string
  /** The report that corrected it; null when they may not see that one. */
  readonly correctedBy: { readonly id: string; readonly number: string } | null
  readonly toldAt: string
  readonly acknowledgedAt: string | null
}

/** Whether a text names one of the sections of a situation report. */
export function isJocSection(text: string): text is JocSection {
  return (JOC_SECTIONS as readonly string[]).includes(text)
}

/** Inputs that one report has, for another, citing the records that the other has too. What is missing stays missing. */
export function carryInputs(from: SitrepContent, to: SitrepContent): readonly SitrepInputLine[] {
  const idOf = new Map(from.records.map(({ incidentId, no }) => [no, incidentId]))
  const noOf = new Map(to.records.map(({ incidentId, no }) => [incidentId, no]))
  return (from.inputs ?? []).map((line) => ({
    ...line,
    nos: line.nos.flatMap((no) => noOf.get(idOf.get(no) ?? '') ?? []).sort((a, b) => a - b),
  }))
}

/** What a component gave last, with the records that this report has of those it cites. */
function lineOf(input: SitrepInputRow, noOf: ReadonlyMap<string, number>): SitrepInputLine {
  const { component, body, incidentIds, by, at } = input
  return {
    ...{ component, by, at, cutoffAt: null },
    state: body === null ? 'nothing' : 'given',
    text: body ?? '',
    nos: incidentIds.flatMap((id) => noOf.get(id) ?? []).sort((a, b) => a - b),
  }
}

/** Of each component that was asked or gave something: its latest input, else what a corrected report had, else missing. */
function inputLines(
  content: SitrepContent,
  { requests, inputs }: Pick<SitrepProcess, 'requests' | 'inputs'>,
): readonly SitrepInputLine[] {
  const noOf = new Map(content.records.map(({ incidentId, no }) => [incidentId, no]))
  const asked = requests.map(({ component, cutoffAt }): SitrepInputLine => ({
    ...{ component, state: 'missing', text: '', nos: [], by: null, at: null, cutoffAt },
  }))
  const cutoffs = new Map(requests.map(({ component, cutoffAt }) => [component, cutoffAt]))
  const lines = new Map(
    [...asked, ...(content.inputs ?? []), ...inputs.map((input) => lineOf(input, noOf))].map((line) => [
      line.component,
      line,
    ]),
  )
  return COMPONENTS.flatMap((component) => {
    const line = lines.get(component)
    return line === undefined ? [] : [{ ...line, cutoffAt: cutoffs.get(component) ?? line.cutoffAt }]
  })
}

/** What was asked and not given is awaited before its cut-off, and missing from then on or without one. */
export function inputAt(line: SitrepInputLine, now: Date): SitrepInputLine {
  if (line.state !== 'missing' && line.state !== 'awaited') return line
  const isAwaited = line.cutoffAt !== null && now.getTime() < Date.parse(line.cutoffAt)
  return { ...line, state: isAwaited ? 'awaited' : 'missing' }
}

/**
 * A draft with what was added to it: of each section the latest comment, of each component the latest input. A component that
 * was asked and gave nothing is awaited until its cut-off and flagged as missing after it, never left blank. Facts are not touched.
 */
export function composeSitrep(
  content: SitrepContent,
  added: Pick<SitrepProcess, 'versions' | 'requests' | 'inputs'>,
  now: Date,
): SitrepContent {
  const comments = new Map(added.versions.map(({ section, body }) => [section, body.trim()]))
  const lines = inputLines(content, added).map((line) => inputAt(line, now))
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
