export { insertFictionalMission } from './fictional-mission.queries.ts'
