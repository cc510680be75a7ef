export { listenToChanges, type ChangeListener } from './change-listener.ts'
export { listOpenSitreps, type OpenSitrep } from './awaited-act.queries.ts'
export { notifyDesk, type ChangeNotice } from './change-notice.queries.ts'
export { listCitingSitreps, listTold } from './citation.queries.ts'
export {
  formatCursor,
  listIncidentsNewestFirst,
  parseCursor,
  type ListCursor,
  type ListOrder,
} from './incident-list.queries.ts'
export { listExportRows, NEVER_EXPORTED, type ExportBatch, type ExportRow } from './export-row.queries.ts'
export { EXPORT_KINDS, seeOneStateAtLeisure, streamExport, type ExportRecord } from './export/export-kind.queries.ts'
export type { ExportColumn, ExportKind } from './export/export-kind.ts'
export { deleteSavedView, insertSavedView, listSavedViews } from './saved-view.queries.ts'
export {
  listIdsOutOfPicture,
  streamPictureRows,
  type ActorNames,
  type WhichIncidents,
} from './situation-row.queries.ts'
export { IN_PICTURE, pictureCondition } from './picture-filter.queries.ts'
export {
  findSitrep,
  insertSitrep,
  editedMeanwhile,
  isSitrepOf,
  listSitreps,
  nextSitrepNumber,
  releaseSitrep,
  sitrepNotFound,
  type NewSitrep,
  type StoredSitrep,
} from './sitrep.queries.ts'
export {
  listIncidentMarkings,
  listReportMarkings,
  listSitrepIncidents,
  type SitrepIncidentRow,
} from './sitrep-incident.queries.ts'
export {
  findFlashReport,
  findIncidentMarking,
  findTree,
  insertAcknowledgement,
  insertFlashReport,
  insertNotices,
  insertTree,
  listFlashReports,
  listFlashThread,
  listNotices,
  listOpenFlashReports,
  listOwnNotices,
  nextFlashNumber,
  type StoredFlash,
} from './flash.queries.ts'
export {
  insertActionDone,
  insertHandover,
  insertHandoverSignature,
  insertWatchEntry,
  listHandovers,
  listWatchEntries,
} from './watch-log.queries.ts'
export {
  findNamed,
  findRecords,
  isTimed,
  listHits,
  parseMarked,
  readSearchWords,
  type FoundRecord,
  type SearchOrder,
  type SearchWords,
} from './search.queries.ts'
export { insertCorrectionAcknowledgement, listCorrectionNotices } from './correction-notice.queries.ts'
export { listReleaseRows, type ReleaseRow } from './release-row.queries.ts'
export {
  findSitrepProcess,
  insertSitrepComment,
  insertSitrepFacts,
  insertSitrepInput,
  insertSitrepRequests,
  insertSitrepTaking,
} from './sitrep-process.queries.ts'
