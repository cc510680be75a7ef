import { readMigrations } from '@eirene/store/db'
import { checkDirectoryFree, inspectCluster } from '../db/index.ts'
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
  const { appliedMigrations, db } = await context.openDatabase()
  const wrong = (await readMigrations(db)).filter(({ state }) => state !== 'applied')
  if (wrong.length > 0) throw new Error(`not applied after the upgrade: ${wrong.map(({ name }) => name).join(', ')}`)
  context.answer(
    { migrations: appliedMigrations },
    appliedMigrations.length === 0
      ? ['The data are of this version already. Nothing was changed.']
      : [...appliedMigrations.map((name) => `Applied migration ${name}`), 'The data are of this version now.'],
  )
  return EXIT.done
}
