export {
  findIncident,
  INCIDENT_COLUMNS,
  INCIDENT_SOURCE,
  listIncidentsById,
  toIncidentRow,
  toIncidentState,
  type IncidentRecord,
  type IncidentSqlRow,
} from './incident.queries.ts'
