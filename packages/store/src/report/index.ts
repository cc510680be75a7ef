export { insertGrade, listGrades, type GradeRecord } from './grade.queries.ts'
export { findReportView, listReportViews, STANDING_GRADE } from './report-view.queries.ts'
export {
  failAbandonedImports,
  findImport,
  finishImport,
  insertImport,
  listImports,
  lockImports,
  updateImportProgress,
  type ImportCounts,
  type NewImport,
  type StoredImport,
} from './import.queries.ts'
export {
  ensureActors,
  ensureSource,
  findKnownRows,
  findLiveIncidents,
  findOriginal,
  insertImportedIncidents,
  insertImportedReports,
  listOriginReports,
  listReportRows,
  notifyImported,
  notifyIncidents,
  preferLookups,
  raiseMarking,
  supersede,
  type ImportScope,
  type KnownRow,
  type LiveIncident,
  type NewImportedIncident,
  type NewImportedReport,
  type OriginReport,
} from './import-records.queries.ts'
export {
  ensureFieldSources,
  findTakenReports,
  insertFieldReports,
  listOwnReports,
  raiseCorrected,
  supersedeCorrected,
  type NewFieldReport,
  type OwnReport,
  type Raised,
  type TakenReport,
} from './field-report.queries.ts'
export { markUndone, undoImportRecords, type UndoCounts, type UnrestedEvent } from './undo.queries.ts'
export {
  findAttachment,
  findAttachmentOriginal,
  findReportWriter,
  insertAttachment,
  listAttachments,
  type NewAttachment,
} from './attachment.queries.ts'
