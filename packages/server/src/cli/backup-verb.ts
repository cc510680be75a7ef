import { join, resolve } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import {
  backupsFolder,
  countRows,
  fileTime,
  openBackup,
  readBackup,
  writeBackup,
  type BackupContent,
} from '../backup/index.ts'
import { EIRENE_VERSION } from '../config/index.ts'
import { inspectCluster } from '../db/index.ts'
import { openAttachmentStore } from '../storage/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { keepProgress } from './keep-progress.ts'
import { chooseNewPassphrase, PASSPHRASE_OPTION, readPassphrase } from './passphrase.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Writes everything into one sealed file, or reads such a file through. */
export const backupVerb: Verb = {
  name: 'backup',
  summary: 'Write everything into one sealed file, or verify such a file.',
  usage: '[--out FILE] | verify FILE',
  example: 'npx eirene backup --out /mnt/stick/unmor.backup',
  options: {
    out: { type: 'string', value: 'FILE', help: 'the file to write (default: DATA/backups/eirene-TIME.backup)' },
    ...PASSPHRASE_OPTION,
  },
  run: async (context) => {
    const [act, file, ...more] = context.positionals
    if (act === undefined) return write(context)
    if (act === 'verify' && file !== undefined && more.length === 0) return verify(context, resolve(file))
    throw new Problem('usage.invalid', 'Say "backup" or "backup verify FILE". "npx eirene backup --help" has more.')
  },
}

async function write(context: VerbContext): Promise<ExitCode> {
  const { config, clock } = context
  const target = resolve(
    context.text('out') ?? join(backupsFolder(config.dataDir), `eirene-${fileTime(clock())}.backup`),
  )
  const passphrase = await chooseNewPassphrase(context)
  if (config.databaseUrl === null && !inspectCluster(config.dataDir).exists)
    throw new Problem(
      'backup.nothing',
      `There is no database in ${config.dataDir}. Name the data directory with --data.`,
    )
  const database = await context.openDatabase({ migrates: false })
  const bar = keepProgress(context)
  const places = { dataDir: config.dataDir, attachments: openAttachmentStore(config) }
  const order = { databaseUrl: database.url, ...places, target, passphrase, eirene: EIRENE_VERSION, at: clock() }
  const written = await writeBackup({ ...order, onProgress: bar.show }).finally(bar.clear)
  context.answer({ file: written.path, ...written }, [
    `Backup: ${written.path} (${(written.bytes / 1e6).toFixed(1)} MB)`,
    ...contentLines(written),
    'Keep the passphrase apart from the file: without it nobody can open the backup, not even you.',
  ])
  return EXIT.done
}

async function verify(context: VerbContext, file: string): Promise<ExitCode> {
  const opened = await openBackup(file, await readPassphrase(context))
  const bar = keepProgress(context)
  const content = await readBackup(opened, { onProgress: bar.show }).finally(bar.clear)
  const { createdAt, eirene } = opened.header
  context.answer({ file, createdAt, eirene, ...content }, [
    `${file} is whole: made at ${createdAt} by Eirene ${eirene}`,
    ...contentLines(content),
  ])
  return EXIT.done
}

/** What a backup holds, for a person. */
export function contentLines(content: BackupContent): readonly string[] {
  const n = (count: number): string => count.toLocaleString('en')
  return [
    `  ${n(countRows(content))} rows in ${n(content.tables.length)} tables, ${n(content.files.length)} kept files`,
    `  digest ${content.digest}`,
  ]
}
