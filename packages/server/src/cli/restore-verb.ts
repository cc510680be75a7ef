import { resolve } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import { migrate } from '@eirene/store/db'
import { checkSchema, openBackup, restoreBackup } from '../backup/index.ts'
import { checkDirectoryFree } from '../db/index.ts'
import { openAttachmentStore } from '../storage/index.ts'
import { contentLines } from './backup-verb.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { keepProgress } from './keep-progress.ts'
import { PASSPHRASE_OPTION, readPassphrase } from './passphrase.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Brings a backup back into an empty place. */
export const restoreVerb: Verb = {
  name: 'restore',
  summary: 'Bring a backup back into an empty data directory or database.',
  usage: 'FILE --data DIR',
  example: 'npx eirene restore /mnt/stick/unmor.backup --data /srv/eirene',
  options: { ...PASSPHRASE_OPTION },
  run: restore,
}

async function restore(context: VerbContext): Promise<ExitCode> {
  const [named, ...more] = context.positionals
  if (named === undefined || more.length > 0)
    throw new Problem('usage.invalid', 'Name the backup: "restore FILE --data DIR".')
  const { config } = context
  checkDirectoryFree(config.dataDir)
  const attachments = openAttachmentStore(config)
  // Before anything is made: the file is a backup, of a version we know, and the passphrase is right.
  const backup = await openBackup(resolve(named), await readPassphrase(context))
  checkSchema(backup)
  const database = await context.openDatabase({ migrates: false })
  const bar = keepProgress(context)
  const { dataDir } = config
  const places = { databaseUrl: database.url, dataDir, attachments }
  const content = await restoreBackup({ backup, ...places, onProgress: bar.show }).finally(bar.clear)
  const migrations = (await migrate(database.db)).filter((one) => !one.alreadyApplied).map((one) => one.name)
  context.answer({ dataDir, createdAt: backup.header.createdAt, migrations, ...content }, [
    `Restored into ${dataDir}: everything of ${backup.header.createdAt}`,
    ...contentLines(content),
    '  read back from the database and equal to the backup',
    ...migrations.map((name) => `Applied migration ${name}`),
  ])
  return EXIT.done
}
