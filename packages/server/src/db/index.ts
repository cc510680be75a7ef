export {
  acquireCluster,
  checkDirectoryFree,
  checkPrograms,
  inspectCluster,
  stopOrphan,
  type Cluster,
  type ClusterState,
} from './cluster.ts'
export { openDatabase, type DatabaseRequest, type OpenDatabase } from './database.ts'
export { checkPortFree, findPortHolder, portProblem } from './port-holder.ts'
export { waitForEnd } from './process-identity.ts'
