export { incidentRoutes } from './incident.routes.ts'
export { readInbox } from './list-inbox.ts'
export { proposeVerification } from './verify-incident.ts'
