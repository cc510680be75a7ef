export {
  findIncident,
  INCIDENT_COLUMNS,
  INCIDENT_SOURCE,
  listHarm,
  listIncidentsById,
  toIncidentRow,
  toIncidentState,
  type IncidentRecord,
  type IncidentSqlRow,
} from './incident.queries.ts'
export { countInbox, listInbox, parseInboxCursor, type InboxCursor, type InboxReader } from './inbox.queries.ts'
export {
  findMerge,
  findMergeOf,
  insertMerge,
  insertUnmerge,
  listMergedInto,
  type MergeRecord,
} from './merge.queries.ts'
export { insertDismissal, listComparedPairs, parsePairCursor, type ComparedPair } from './suggestion.queries.ts'
export {
  findCase,
  findLastAct,
  findOpenProposal,
  findVerified,
  findProposal,
  insertDecision,
  insertProposal,
  insertStateChange,
  listOriginReports,
  listReporters,
  lockCase,
  type Case,
  type ProposalRecord,
  type VerifiedRecord,
} from './verification.queries.ts'
export { listHistory, listVersions, type HistoryRow } from './history.queries.ts'
