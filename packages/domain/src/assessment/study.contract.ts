import type { OperationLibrary } from '../operation/library/index.ts'
import type { Body, Membership } from '../organisation/index.ts'
import type { ContestedAssessment } from './contested-assessment.ts'
import type { SeedClaims } from './seed-claim.ts'

/** GET, open to everybody: the whole of the study, curated facts with their sources. */
export const STUDY_PATH = '/v1/study'
/** GET ?on=YYYY-MM-DD, open to everybody: who was a member of a body on a day. */
export const MEMBERS_PATH = '/v1/study/bodies/:code/members'

/** Operations, bodies, memberships, contested assessments and claims, each fact with its sources. */
export interface StudyLibrary {
  readonly library: OperationLibrary
  readonly bodies: readonly Body[]
  readonly memberships: readonly Membership[]
  readonly assessments: readonly ContestedAssessment[]
  readonly claims: SeedClaims
}

/** Members of a body on a day. */
export interface MembersView {
  readonly body: string
  readonly on: string
  readonly count: number
  /** ISO 3166-1 alpha-3, in alphabetical order. */
  readonly members: readonly string[]
  /** By which convention a state counts as a member. */
  readonly convention: string
}
