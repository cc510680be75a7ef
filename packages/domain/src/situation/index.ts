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
  type KilledView,
  type LiveChange,
  type LiveRow,
  type PictureView,
  type SavedView,
  type TallyView,
} from './situation.contract.ts'
