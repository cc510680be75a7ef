export { beginRestoration, unknownMigrations, type Restoration } from './restoration.ts'
export { countTableRows, openSnapshot, type MigrationMark, type Snapshot } from './snapshot.ts'
export type { BackupTable, SequenceState } from './tables.ts'
