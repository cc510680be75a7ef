import { basename } from 'node:path'
import { backUpBeforeUpgrade, countRows, keyFile } from '../backup/index.ts'
import { EIRENE_VERSION } from '../config/index.ts'
import type { PendingChange } from '../db/index.ts'
import { openAttachmentStore } from '../storage/index.ts'
import type { VerbContext } from './verb.ts'

/** What precedes every change of a schema that holds records: a backup of everything, and how to go back to it. */
export function backUpFirst({
  config,
  clock,
  progress,
}: Pick<VerbContext, 'config' | 'clock' | 'progress'>): (change: PendingChange) => Promise<void> {
  return async ({ url, migrations }) => {
    progress(`The schema will change (${migrations.join(', ')}). Making a backup first…`)
    const { dataDir } = config
    const places = { databaseUrl: url, dataDir, attachments: openAttachmentStore(config) }
    const backup = await backUpBeforeUpgrade({ ...places, eirene: EIRENE_VERSION, at: clock() })
    progress(`Backup of ${countRows(backup).toLocaleString('en')} rows: ${backup.path}`)
    progress(
      `To go back: with the earlier version, npx eirene restore ${backup.path} --data NEW-PLACE --passphrase-file ${keyFile(dataDir)} (the passphrase lies in ${basename(keyFile(dataDir))} of the data directory)`,
    )
  }
}
