export {
  importDataset,
  type ImportOutcome,
  type ImportProgress,
  type ImportRequest,
  type ImportTools,
} from './import-dataset.ts'
export { openIssueFile } from './issue-file.ts'
export type { IncidentCodes } from './import-run.ts'
export { keepFile } from './keep-file.ts'
export { FILE_LIMITS } from './open-text.ts'
export { recoverAttachments, recoverImports } from './recover-imports.ts'
export { undoImport, type UndoOutcome } from './undo-import.ts'
export { datasetFor, openImportDesk, releaseFor, type ImportDesk } from './import-desk.ts'
export { fieldReportRoutes } from './field-reports.routes.ts'
export { openReportIntake, type ReportIntake } from './report-intake.ts'
export { importRoutes } from './import.routes.ts'
export { attachmentRoutes } from './attachment.routes.ts'
