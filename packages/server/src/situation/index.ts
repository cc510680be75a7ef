export { loadLivePicture, type LivePicture } from './live-picture.ts'
export { openPictures, type Pictures } from './pictures.ts'
export { scanFor } from './reader-columns.ts'
export { situationRoutes, type SituationDeps } from './situation.routes.ts'
