export { TimeWindow } from './TimeWindow.tsx'
export { NoticeBell } from './desk/NoticeBell.tsx'
export { Flashes, Picture, Releases, SearchResults, Sitreps, WatchLog } from './parts.ts'
