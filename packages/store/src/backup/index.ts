export { beginRestoration, isEmptyDatabase, unknownMigrations, type Restoration } from './restoration.ts'
export { openSnapshot, type MigrationMark, type Snapshot } from './snapshot.ts'
export type { BackupTable, SequenceState } from './tables.ts'
