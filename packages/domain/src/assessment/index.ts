export {
  ASSESSOR_TYPES,
  assessmentsOf,
  HORIZONS,
  listContestedAssessments,
  OUTCOME_DIMENSIONS,
  READINGS,
  type ContestedAssessment,
  type OutcomeDimension,
} from './contested-assessment.ts'
export { CLAIM_KINDS, seedClaims, type SeedClaims } from './seed-claim.ts'
export { MEMBERS_PATH, STUDY_PATH, type MembersView, type StudyLibrary } from './study.contract.ts'
