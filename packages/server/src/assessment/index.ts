export { studyRoutes } from './study.routes.ts'
