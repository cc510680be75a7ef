export { loadGazetteer, type Gazetteer } from './gazetteer.ts'
