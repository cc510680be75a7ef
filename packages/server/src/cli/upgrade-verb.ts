import { countTableRows } from '@eirene/store/backup'
import { readMigrations } from '@eirene/store/db'
import { checkDirectoryFree, inspectCluster } from '../db/index.ts'
import { backUpFirst } from './backup-first.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Brings the database of an earlier version to this one's schema: what will change, a backup, the change, the proof. */
export const upgradeVerb: Verb = {
  name: 'upgrade',
  summary: 'Bring the data of an earlier version to this one, with a backup before.',
  usage: '',
  example: 'npx eirene upgrade --data /srv/eirene',
  options: {},
  run: upgrade,
}

async function upgrade(context: VerbContext): Promise<ExitCode> {
  const { config } = context
  checkDirectoryFree(config.dataDir)
  if (config.databaseUrl === null && !inspectCluster(config.dataDir).exists) {
    context.answer({ migrations: [] }, [
      `There is nothing to upgrade in ${config.dataDir}: "npm start" makes a database.`,
    ])
    return EXIT.done
  }
  const before = new Map<string, number>()
  const backUp = backUpFirst(context)
  const { appliedMigrations, db, url } = await context.openDatabase({
    beforeMigration: async (change) => {
      for (const [table, rows] of await countTableRows(change.url)) before.set(table, rows)
      await backUp(change)
    },
  })
  const wrong = (await readMigrations(db)).filter(({ state }) => state !== 'applied')
  if (wrong.length > 0) throw new Error(`not applied after the upgrade: ${wrong.map(({ name }) => name).join(', ')}`)
  const after = await countTableRows(url)
  const changes = [...before].filter(([table, rows]) => after.get(table) !== rows)
  context.answer(
    { migrations: appliedMigrations, rowsBefore: Object.fromEntries(before), rowsAfter: Object.fromEntries(after) },
    appliedMigrations.length === 0
      ? ['The data are of this version already. Nothing was changed.']
      : [
          ...appliedMigrations.map((name) => `Applied migration ${name}`),
          ...changes.map(
            ([table, rows]) => `Rows of ${table}: ${rows} before, ${after.get(table) ?? 'no such table'} now`,
          ),
          `All migrations are applied; ${before.size - changes.length} of ${before.size} tables have as many rows as before.`,
        ],
  )
  return EXIT.done
}
