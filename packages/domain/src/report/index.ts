export {
  CREDIBILITIES,
  FIELD_HARM_CATEGORIES,
  FIELD_REPORT_TYPES,
  OBSERVATION_SENSES,
  RELIABILITIES,
  REPORT_TYPES,
  SOURCE_KINDS,
  type Credibility,
  type DatasetIdentity,
  type Observation,
  type Reliability,
  type Report,
  type ReportType,
  type Source,
  type SourceKind,
} from './report.ts'
export {
  IMPORT_PATH,
  IMPORT_PREVIEWS_PATH,
  IMPORT_UNDO_PATH,
  IMPORTS_PATH,
  parseImportOrder,
  REPORT_PATH,
  type ImportOrder,
  type ImportPreview,
  type ImportView,
  type ReportView,
} from './report.contract.ts'
export { DATASETS, findDataset, missingColumns, recogniseDataset } from './datasets.ts'
export type { Dataset } from './dataset.ts'
export {
  readContext,
  shown,
  type ClaimedActor,
  type ClaimedHarm,
  type ImportedEvent,
  type ReadContext,
  type SourceRow,
} from './imported-event.ts'
export { compareReleases, isRelease } from './release.ts'
export { screenText } from './compartment-screen.ts'
export { mergeEvents } from './merge-events.ts'
export { csvMappingSchema, mappedColumns, mappedDataset, parseCsvMapping, type CsvMapping } from './csv-mapping.ts'
export { parseFieldReport, type FieldReport } from './field-report.ts'
export {
  FIELD_REPORTS_MAX,
  FIELD_REPORTS_PATH,
  OWN_FIELD_REPORTS_PATH,
  type LedgerProof,
  type MerkleStep,
  type OwnFieldReport,
  type ReportReceipt,
} from './field-report.contract.ts'
export { buildFieldReport, type DraftContext } from './build-field-report.ts'
export {
  compartmentsCalledFor,
  isRestrictedMatter,
  parseTypedCount,
  restrictingWords,
  withoutRestrictedWords,
  type FieldDraft,
  type HarmDraft,
} from './field-draft.ts'
export { lintIdentities, lintSourceCode } from './identity-lint.ts'
export { compartmentsOfReport, judgeFieldReport, type ReportCodes } from './judge-field-report.ts'
export { attachmentKindOf, attachmentTypeOf, type AttachmentKind } from './attachment-type.ts'
export {
  ATTACHMENT_LIMITS,
  ATTACHMENT_ORIGINAL_PATH,
  ATTACHMENT_PATH,
  ATTACHMENT_TAKEN_OFF_PATH,
  ATTACHMENT_THUMBNAIL_PATH,
  ATTACHMENT_TYPES,
  REPORT_ATTACHMENTS_PATH,
  type AttachmentOriginalView,
  type AttachmentType,
  type AttachmentView,
} from './attachment.contract.ts'
