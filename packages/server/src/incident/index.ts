export { incidentRoutes } from './incident.routes.ts'
export { proposeVerification } from './verify-incident.ts'
