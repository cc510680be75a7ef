export { SEVERITIES, severityOf, type Severity } from '../incident/index.ts'
export { filterFromText, filterToText, parsePictureFilter, pictureFilterSchema, type PictureFilter } from './filter.ts'
export {
  COLUMNS_PATH,
  EXPORT_FORMATS,
  EXPORT_PATH,
  LIVE_PATH,
  PICTURE_PATH,
  SAVED_VIEW_PATH,
  SAVED_VIEWS_PATH,
  savedViewOrderSchema,
  SITREP_DOCUMENT_PATH,
  SITREP_PATH,
  SITREPS_PATH,
  type ExportFormat,
  type LiveChange,
  type LiveRow,
  type PictureView,
  type SavedView,
} from './situation.contract.ts'
export type { SituationRow } from './situation-row.ts'
export type { KilledSums, Tally } from './tally.ts'
export {
  SITREP_FORMATS,
  SITREP_LANGUAGES,
  SITREP_STATES,
  type Comparison,
  type Figure,
  type KilledEstimate,
  type Measure,
  type SitrepBlock,
  type SitrepCell,
  type SitrepContent,
  type SitrepFormat,
  type SitrepLanguage,
  type SitrepPeriod,
  type SitrepRecord,
  type SitrepReportCitation,
  type SitrepRun,
  type SitrepSection,
  type SitrepSource,
  type SitrepState,
  type SitrepStatus,
  type SitrepTable,
} from './sitrep.ts'
export { citationRanges, figureValue, incidentFigure, killedBy, killedFigure, recordOf } from './sitrep-figure.ts'
export { markingsForProduct, productMarking } from './sitrep-marking.ts'
export {
  parseSitrepOrder,
  SITREP_MAX_DAYS,
  SITREP_RELEASE_PATH,
  type SitrepOrder,
  type SitrepSummary,
  type SitrepView,
} from './sitrep.contract.ts'
export {
  FLASH_MINUTES,
  flashMarking,
  mayHandOn,
  parseFlashOrder,
  PRECEDENCES,
  type FlashContent,
  type FlashOrder,
  type FlashView,
  type Precedence,
} from './flash-report.ts'
export {
  ACKNOWLEDGE_MINUTES,
  escalate,
  FIRST_TREE,
  parseNotificationTree,
  type DueNotice,
  type Escalation,
  type Notice,
  type NotificationTree,
  type TreeMember,
} from './notification-tree.ts'
export {
  parseActionDone,
  parseHandoverOrder,
  parseWatchEntry,
  type ActionDone,
  type Handover,
  type HandoverOrder,
  type WatchEntry,
  type WatchEntryOrder,
  type WatchLogView,
} from './watch-log.ts'
export {
  FLASH_ACKNOWLEDGEMENT_PATH,
  FLASH_REPORT_PATH,
  FLASH_REPORTS_PATH,
  HANDOVER_PATH,
  HANDOVERS_PATH,
  NOTICES_PATH,
  NOTIFICATION_TREE_PATH,
  WATCH_ACTION_PATH,
  WATCH_LOG_PATH,
  type FlashDetail,
  type FlashSent,
  type NoticeView,
  type ToldPerson,
  type TreeView,
} from './flash.contract.ts'
export {
  parseSearchQuery,
  SEARCH_MAX_LENGTH,
  SEARCH_MAX_TERMS,
  type SearchPlace,
  type SearchQuery,
} from './search-query.ts'
export {
  SEARCH_KINDS,
  SEARCH_PATH,
  type MarkedRanges,
  type MarkedText,
  type SearchHit,
  type SearchKind,
  type SearchPage,
} from './search.contract.ts'
export { mayBeReleased, releaseRecord, SENSITIVE_SITE_TYPES } from './release-record.ts'
export {
  COMPONENT_ROLES,
  composeSitrep,
  isJocSection,
  SITREP_COMMENT_PATH,
  SITREP_INPUTS_PATH,
  SITREP_PROCESS_PATH,
  SITREP_REQUESTS_PATH,
  sitrepCommentSchema,
  sitrepInputSchema,
  sitrepRequestSchema,
  type SitrepCommentVersion,
  type SitrepInputRow,
  type SitrepProcess,
  type SitrepRequestRow,
} from './sitrep-process.ts'
export { COMPONENTS, type Component } from './component.ts'
