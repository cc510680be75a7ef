import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import type { OidcSettings } from '../access/index.ts'
import { unfinishedRestores } from '../backup/index.ts'
import type { Config, OidcConfig } from '../config/index.ts'
import { checkDirectoryFree, checkPortFree, portProblem, type OpenDatabase } from '../db/index.ts'
import type { RunningServer } from '../app/index.ts'
import { openLedgers } from '../ledger/index.ts'
import { recoverAttachments, recoverImports } from '../report/index.ts'
import { openAttachmentStore } from '../storage/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { FIRST_START } from './first-start.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Starts the server and stays until it is asked to end. */
export const startVerb: Verb = {
  name: 'start',
  summary: 'Start the server: database, migrations, pages.',
  usage: '[--port 4711]',
  example: 'npx eirene start --data /srv/eirene --port 8080',
  options: {
    port: {
      type: 'string',
      value: 'PORT',
      help: 'port to listen on; 0: any free one (default: EIRENE_PORT, else 4711)',
    },
    'no-demonstration': { type: 'boolean', help: 'without the fictional mission (one that is there already stays)' },
    host: { type: 'string', value: 'HOST', help: 'address to listen on (default: EIRENE_HOST, else 127.0.0.1)' },
  },
  run: serve,
}

async function serve(context: VerbContext): Promise<ExitCode> {
  const { config } = context
  checkDirectoryFree(config.dataDir)
  await checkRestored(config.dataDir)
  await checkPortFree(config.host, config.port)
  context.progress(config.databaseUrl === null ? 'Starting the database…' : 'Connecting to the database…')
  const database = await context.openDatabase()
  context.progress(`Database ready (${database.description})`)
  for (const name of database.appliedMigrations) context.progress(`Applied migration ${name}`)
  await openLedgers(database.db, context.clock)
  const interrupted = await recoverImports(database.db, config.dataDir, context.clock())
  if (interrupted > 0)
    context.progress(`${interrupted} interrupted import(s) marked as failed; nothing of them was stored`)
  await recoverAttachments(config.dataDir)
  const server = await listen(config, database, context.clock)
  try {
    const address = config.publicUrl ?? server.address
    database.announce(server.address)
    const lines = await firstStart(context, database, address)
    context.answer({ address, dataDir: config.dataDir, pid: process.pid, lines }, [
      '',
      ...lines,
      `Eirene is ready: ${address}`,
      `Data: ${config.dataDir} · stop with Ctrl-C or "npx eirene stop"`,
      ...warnings(config),
    ])
    if (!context.signal.aborted) await once(context.signal, 'abort')
    context.progress('Stopping…')
  } finally {
    await server.close()
  }
  return EXIT.done
}

/** Throws Problem when a restore into the directory was not finished: an empty room must not be taken for a restored one. */
async function checkRestored(dataDir: string): Promise<void> {
  const [name] = await unfinishedRestores(dataDir)
  if (name !== undefined)
    throw new Problem(
      'environment.data_directory',
      `A restore into ${dataDir} was not finished: nothing of it is there. Run "npx eirene restore" again; or, to begin empty, remove ${join(dataDir, name)}.`,
    )
}

/** With the secret read from its file. Throws Problem 'usage.invalid' when it cannot be. */
function oidcSettings(oidc: OidcConfig | null): OidcSettings | null {
  if (oidc === null) return null
  const { issuer, clientId, label, secretFile } = oidc
  if (secretFile === null) return { issuer, clientId, label, clientSecret: null }
  try {
    return { issuer, clientId, label, clientSecret: readFileSync(secretFile, 'utf8').trim() }
  } catch {
    throw new Problem('usage.invalid', 'The file that EIRENE_OIDC_SECRET_FILE names cannot be read.')
  }
}

async function listen(config: Config, database: OpenDatabase, clock: () => Date): Promise<RunningServer> {
  // Loaded here: the other verbs start faster without the HTTP server.
  const { startServer } = await import('../app/index.ts')
  try {
    return await startServer({
      config: {
        host: config.host,
        port: config.port,
        publicUrl: config.publicUrl,
        webDir: config.webDir,
        dataDir: config.dataDir,
        attachments: openAttachmentStore(config),
        logLevel: 'warn',
        oidc: oidcSettings(config.oidc),
        requestsPerMinute: 3000,
      },
      db: database.db,
      databaseUrl: database.url,
      clock,
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'syscall' in error && error.syscall === 'listen')
      throw portProblem(config.host, config.port, error)
    throw error
  }
}

async function firstStart(context: VerbContext, database: OpenDatabase, address: string): Promise<readonly string[]> {
  const lines: string[] = []
  for (const step of FIRST_START) {
    if (step.name === 'demonstration' && context.isSet('no-demonstration')) continue
    const { clock, progress, config } = context
    const demonstrationEndsAt = config.demonstrationEndsAt ?? clock()
    const link = (path: string): string => `${address}${path}`
    lines.push(...(await step.run({ db: database.db, clock, demonstrationEndsAt, progress, link })))
  }
  return lines
}

function warnings(config: Config): readonly string[] {
  const isLocal = ['127.0.0.1', '::1', 'localhost'].includes(config.host)
  const isHttps = config.publicUrl?.startsWith('https:') ?? false
  return isLocal || isHttps
    ? []
    : [
        `Careful: other machines reach ${config.host} without encryption. Put a proxy with https before it and set EIRENE_PUBLIC_URL.`,
      ]
}
