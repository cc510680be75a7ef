export { openPictures, type Pictures } from './pictures.ts'
export { situationRoutes, type SituationDeps } from './situation.routes.ts'
