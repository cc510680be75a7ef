export { openDb, withReader, withSystem, type DatabaseAddress, type Db, type Scope, type Tx } from './db.ts'
export { migrate, type AppliedMigration } from './migrate.ts'
export type { Schema } from './schema.ts'
