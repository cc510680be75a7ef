export { Picture } from './Picture.tsx'
export { TimeWindow } from './TimeWindow.tsx'
export { Sitreps } from './Sitreps.tsx'
export { SearchResults } from './SearchResults.tsx'
