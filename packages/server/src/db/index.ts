export {
  acquireCluster,
  checkDirectoryFree,
  checkPrograms,
  inspectCluster,
  stopOrphan,
  type Cluster,
  type ClusterState,
} from './cluster.ts'
export {
  checkMigrations,
  openDatabase,
  type DatabaseRequest,
  type OpenDatabase,
  type PendingChange,
} from './database.ts'
export { checkPortFree, findPortHolder, portProblem } from './port-holder.ts'
export { waitForEnd } from './process-identity.ts'
