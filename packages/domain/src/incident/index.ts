export {
  HARM_CATEGORIES,
  HARM_GROUPS,
  type Harm,
  type HarmCategory,
  type HarmGroup,
  type Incident,
  type Involvement,
} from './incident.ts'
export {
  assertStateChange,
  COUNTED_STATES,
  INCIDENT_STATES,
  TRANSITIONS,
  type IncidentState,
  type StateChange,
} from './incident-state.ts'
export {
  INCIDENT_PATH,
  INCIDENTS_PATH,
  type IncidentPage,
  type IncidentRow,
  type IncidentView,
} from './incident.contract.ts'
