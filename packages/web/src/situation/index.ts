export { Flashes, NoticeBell, Picture, Releases, SearchResults, Sitreps, TimeWindow, WatchLog } from './parts.ts'
