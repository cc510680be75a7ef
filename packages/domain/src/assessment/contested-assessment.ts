import * as z from 'zod/mini'
import { evidence, reducedDate } from '../operation/library/index.ts'
import assessments from './contested-assessments.json' with { type: 'json' }

/** Outcome and impact dimensions. Version 1. */
export const OUTCOME_DIMENSIONS = {
  'OD-1': { en: 'Security and stability', fr: 'Sécurité et stabilité' },
  'OD-2': { en: 'Protection of civilians', fr: 'Protection des civils' },
  'OD-3': { en: 'Humanitarian assistance', fr: 'Aide humanitaire' },
  'OD-4': { en: 'Capacity building', fr: 'Renforcement des capacités' },
  'OD-5': { en: 'Institutions and rule of law', fr: 'Institutions et état de droit' },
  'OD-6': { en: 'Political process, reconciliation', fr: 'Processus politique, réconciliation' },
  'OD-7': { en: 'Human rights, law and norms', fr: 'Droits humains, droit et normes' },
  'OD-8': { en: 'Women, peace and security', fr: 'Femmes, paix et sécurité' },
  'OD-9': { en: 'Economic and social recovery', fr: 'Relèvement économique et social' },
  'OD-10': { en: 'International cooperation', fr: 'Coopération internationale' },
  'OD-11': { en: 'Cohesion of the alliance', fr: 'Cohésion de l’alliance' },
  'OD-12': { en: 'What lasts after the exit', fr: 'Ce qui dure après le départ' },
  'OD-13': { en: 'Unintended effects, harm done', fr: 'Effets non voulus, torts causés' },
} as const
export type OutcomeDimension = keyof typeof OUTCOME_DIMENSIONS

/** How long after the beginning or the end the assessor looks. */
export const HORIZONS = ['immediate', 'during', 'at-exit', '+1y', '+5y', '+10y'] as const
/** The curators' reading of a statement: a word, never a number, never added up. */
export const READINGS = [
  'strongly-negative',
  'negative',
  'mixed',
  'positive',
  'strongly-positive',
  'not-assessable',
] as const
/** Who speaks, because a judge in their own cause is not the same as an auditor. */
export const ASSESSOR_TYPES = [
  'organisation-itself',
  'officials-of-the-organisation',
  'national-commission',
  'international-commission',
  'parliament',
  'audit-institution',
  'non-governmental-organisation',
  'affected-people',
  'scholar',
  'industry',
  'press',
] as const

const dimensions = z.enum([
  'OD-1',
  'OD-2',
  'OD-3',
  'OD-4',
  'OD-5',
  'OD-6',
  'OD-7',
  'OD-8',
  'OD-9',
  'OD-10',
  'OD-11',
  'OD-12',
  'OD-13',
])

const contestedAssessment = z.strictObject({
  id: z.string(),
  operationId: z.string(),
  assessor: z.strictObject({ name: z.string(), type: z.enum(ASSESSOR_TYPES) }),
  /** Null: the source does not say. */
  assessedOn: z.nullable(reducedDate),
  dimension: dimensions,
  criterion: z.string(),
  horizon: z.enum(HORIZONS),
  reading: z.enum(READINGS),
  /** What the assessor says, in the curators' words. */
  statement: z.string(),
  restsOn: z.string(),
  /** What share of the result the assessor gives to the operation; null: says nothing of it. */
  contribution: z.nullable(z.string()),
  caution: z.optional(z.string()),
  ...evidence,
})

/** One judgement of an operation by one assessor against one criterion. It stands beside others and is never averaged. */
export type ContestedAssessment = Readonly<z.infer<typeof contestedAssessment>>

let register: readonly ContestedAssessment[] | undefined

/** Every curated judgement. */
export function listContestedAssessments(): readonly ContestedAssessment[] {
  register ??= z.parse(z.array(contestedAssessment), assessments)
  return register
}

/** The judgements of one operation, side by side in the order of the dimensions, then of the date. */
export function assessmentsOf(operationId: string): readonly ContestedAssessment[] {
  const order = dimensions.options
  return listContestedAssessments()
    .filter((assessment) => assessment.operationId === operationId)
    .toSorted(
      (a, b) =>
        order.indexOf(a.dimension) - order.indexOf(b.dimension) ||
        (a.assessedOn ?? '').localeCompare(b.assessedOn ?? ''),
    )
}
