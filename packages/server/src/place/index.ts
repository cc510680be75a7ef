export { loadGazetteer, type Gazetteer } from './gazetteer.ts'
export { placeRoutes } from './place.routes.ts'
