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
