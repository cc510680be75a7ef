export {
  listMigrationFiles,
  migrate,
  MIGRATION_LOCK,
  readMigrations,
  type AppliedMigration,
  type MigrationState,
} from './migrate.ts'
export {
  kept,
  openDb,
  asSystem,
  withPublic,
  withReader,
  withSystem,
  type DatabaseAddress,
  type Db,
  type Scope,
  type Tx,
} from './db.ts'
export type { Schema } from './schema.ts'
export { readServerState, type ServerState } from './server-state.ts'
export { asReader, faultCodeOf, openLane, type Lane, type LaneTx } from './lane.ts'
export { refreshStatistics } from './statistics.ts'
