export { CHANGE_CHANNEL, notifyChange, parseChangeNotice, type ChangeNotice } from './change-notice.queries.ts'
export { listCitingSitreps } from './citation.queries.ts'
export {
  formatCursor,
  listIncidentsNewestFirst,
  parseCursor,
  type ListCursor,
  type ListOrder,
} from './incident-list.queries.ts'
export { deleteSavedView, insertSavedView, listSavedViews } from './saved-view.queries.ts'
export {
  listChangedRows,
  streamPictureRows,
  type ActorNames,
  type ChangedIncidents,
  type PictureRow,
} from './situation-row.queries.ts'
