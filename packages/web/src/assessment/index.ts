export { AssessmentCard, ContestedAssessments } from './ContestedAssessments.tsx'
export { ClaimsRegister } from './ClaimsRegister.tsx'
