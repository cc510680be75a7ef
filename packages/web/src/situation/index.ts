export { Picture } from './Picture.tsx'
export { TimeWindow } from './TimeWindow.tsx'
