import type { AllegedRole } from '../actor/index.ts'
import type { IncidentPlace } from '../place/index.ts'
import type { Envelope } from '../record/index.ts'
import type { ValidTime } from '../time/index.ts'
import type { IncidentState } from './incident-state.ts'

export const HARM_CATEGORIES = [
  'killed',
  'injured',
  'missing',
  'abducted',
  'detained',
  'displaced',
  'property',
  'cultural_property',
  'livelihood',
] as const
export type HarmCategory = (typeof HARM_CATEGORIES)[number]

/** Whom the harm befell. `all` is the total; parts never add up to it by themselves. */
export const HARM_GROUPS = [
  'all',
  'civilian',
  'combatant_side_a',
  'combatant_side_b',
  'unknown_status',
  'aid_worker',
  'peacekeeper',
  'education',
  'crew',
] as const
export type HarmGroup = (typeof HARM_GROUPS)[number]

/** A count of people (or things) harmed. Each of low, best and high may be not known (null), which is never zero. */
export interface Harm {
  readonly category: HarmCategory
  readonly group: HarmGroup
  readonly sex: 'female' | 'male' | null
  readonly ageBand: 'child' | 'adult' | null
  readonly low: number | null
  readonly best: number | null
  readonly high: number | null
  /** How the figure was counted: `ucdp`, `awsd`, `mission`, …; figures of different rules are never added. */
  readonly countingRule: string
}

export interface Involvement {
  readonly actorId: string
  readonly role: AllegedRole
}

/** The mission's record that something happened. Every part of it is attributed, none of it is asserted. */
export interface Incident extends Envelope {
  /** Code of the incident list, such as `ARM-01`. */
  readonly typeCode: string
  /** Version of the list the code was taken from. */
  readonly codeListVersion: string
  /** The source's own type, kept beside the derived code; null when there is none. */
  readonly sourceType: string | null
  readonly occurred: ValidTime
  readonly place: IncidentPlace
  readonly title: string
  readonly narrative: string
  readonly state: IncidentState
  readonly involvements: readonly Involvement[]
  readonly harm: readonly Harm[]
  /** Reports that this incident rests on, at least one. */
  readonly reportIds: readonly string[]
}
