import { lazy } from 'react'

// Each part of the room loads when it is entered: who writes a flash report needs no map, and who reports neither.
export const TimeWindow = lazy(() => import('./TimeWindow.tsx').then((module) => ({ default: module.TimeWindow })))
export const NoticeBell = lazy(() => import('./desk/NoticeBell.tsx').then((module) => ({ default: module.NoticeBell })))
export const Picture = lazy(() => import('./Picture.tsx').then((module) => ({ default: module.Picture })))
export const Sitreps = lazy(() => import('./Sitreps.tsx').then((module) => ({ default: module.Sitreps })))
export const SearchResults = lazy(() =>
  import('./SearchResults.tsx').then((module) => ({ default: module.SearchResults })),
)
export const Releases = lazy(() => import('./Releases.tsx').then((module) => ({ default: module.Releases })))
export const Flashes = lazy(() => import('./desk/Flashes.tsx').then((module) => ({ default: module.Flashes })))
export const WatchLog = lazy(() => import('./desk/WatchLog.tsx').then((module) => ({ default: module.WatchLog })))
