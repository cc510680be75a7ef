export { openDb, withReader, withSystem, type DatabaseAddress, type Db, type Scope, type Tx } from './db.ts'
export { migrate, readMigrations, type AppliedMigration, type MigrationState } from './migrate.ts'
export type { Schema } from './schema.ts'
export { readServerState, type ServerState } from './server-state.ts'
