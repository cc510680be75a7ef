import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Problem } from '@eirene/domain/problem'
import { parseConfig, type Config, type Env } from '../config/index.ts'
import { openDatabase, type OpenDatabase } from '../db/index.ts'
import { problemOf } from '../edge/index.ts'
import { backUpFirst } from './backup-first.ts'
import { EXIT, exitCodeOf, type ExitCode } from './exit-code.ts'
import { COMMON_OPTIONS, generalHelp, nearestWord, verbHelp } from './help.ts'
import type { OptionValue, Verb, VerbContext } from './verb.ts'

/** What a run of the command line may touch: given, so that tests need no process. */
export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly clock: () => Date
  readonly signal: AbortSignal
  /** Rejects when something broke outside every call: then the verb is over, and the database is given back. */
  readonly crash: Promise<never>
}

/** Runs `eirene` with these arguments and resolves to its exit code. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  verbs: readonly Verb[],
  env: Env,
  terminal: Terminal,
): Promise<ExitCode> {
  const [word, ...rest] = args
  if (word === undefined || word === 'help' || word === '--help' || word === '-h') {
    const verb = verbs.find((candidate) => candidate.name === rest[0])
    terminal.out(verb === undefined ? generalHelp(verbs) : verbHelp(verb))
    return EXIT.done
  }
  const verb = verbs.find((candidate) => candidate.name === word)
  if (verb !== undefined) return runVerb(verb, rest, env, terminal)
  const near = nearestWord(
    word,
    verbs.map((candidate) => candidate.name),
  )
  const hint = near === undefined ? '' : `Did you mean "${near}"? `
  terminal.err(`There is no verb "${word}". ${hint}"npx eirene --help" lists them all.\n`)
  return EXIT.usage
}

async function runVerb(verb: Verb, args: readonly string[], env: Env, terminal: Terminal): Promise<ExitCode> {
  const asJson = args.includes('--json')
  let config: Config | undefined
  const opened: OpenDatabase[] = []
  try {
    const { values, positionals } = parseOptions(verb, args)
    if (values['help'] === true) {
      terminal.out(verbHelp(verb))
      return EXIT.done
    }
    config = configOf(env, values)
    const run = verb.run(contextOf(verb, config, { values, positionals }, { terminal, opened, asJson }))
    return await Promise.race([run, terminal.crash])
  } catch (error) {
    return tell(error, { terminal, asJson, dataDir: config?.dataDir, verb: verb.name })
  } finally {
    for (const database of opened) await database.close()
  }
}

interface Parsed {
  readonly values: Readonly<Record<string, OptionValue>>
  readonly positionals: readonly string[]
}

function parseOptions(verb: Verb, args: readonly string[]): Parsed {
  const options = Object.fromEntries(
    Object.entries({ ...verb.options, ...COMMON_OPTIONS }).map(([name, { type, ...option }]) => [
      name,
      {
        type,
        ...('short' in option && typeof option.short === 'string' ? { short: option.short } : {}),
        ...('multiple' in option && option.multiple === true ? { multiple: true } : {}),
      },
    ]),
  )
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    // parseArgs throws for what a person mistyped.
    const why = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
    throw new Problem('usage.invalid', `${why}. "npx eirene ${verb.name} --help" shows how it is used.`)
  }
}

function configOf(env: Env, values: Parsed['values']): Config {
  const flag = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const config = parseConfig(env, { data: flag('data'), port: flag('port'), host: flag('host') })
  if (config.ok) return config.value
  throw new Problem('usage.invalid', config.issues.map((issue) => issue.message).join('\n'), { issues: config.issues })
}

function contextOf(
  verb: Verb,
  config: Config,
  { values, positionals }: Parsed,
  { terminal, opened, asJson }: { terminal: Terminal; opened: OpenDatabase[]; asJson: boolean },
): VerbContext {
  const progress = (line: string): void => {
    if (!asJson) terminal.err(`${line}\n`)
  }
  return {
    config,
    positionals,
    text: (option) => {
      const value = values[option]
      return typeof value === 'string' ? value : undefined
    },
    texts: (option) => {
      const value = values[option]
      return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
    },
    isSet: (option) => values[option] === true,
    progress,
    answer: (value, lines) => {
      terminal.out(asJson ? `${JSON.stringify(value, null, 2)}\n` : lines.map((line) => `${line}\n`).join(''))
    },
    clock: terminal.clock,
    signal: terminal.signal,
    openDatabase: async (options) => {
      const beforeMigration = backUpFirst({ config, clock: terminal.clock, progress })
      const database = await openDatabase({
        ...config,
        beforeMigration,
        ...options,
        verb: verb.name,
        onProgress: progress,
      })
      opened.push(database)
      return database
    },
  }
}

/** Tells the person what went wrong, in a form that fits: a refusal as it is, a fault of ours by its number. */
function tell(
  error: unknown,
  to: { terminal: Terminal; asJson: boolean; dataDir: string | undefined; verb: string },
): ExitCode {
  const problem = problemOf(error)
  if (problem !== undefined) {
    const { code, message, details } = problem
    if (to.asJson) to.terminal.out(`${JSON.stringify({ problem: code, message, details })}\n`)
    const { remedy } = details
    to.terminal.err(`${message}${typeof remedy === 'string' ? ` ${remedy}` : ''}\n`)
    return exitCodeOf(code)
  }
  const traceId = randomUUID()
  const log = logBug(error, { ...to, traceId })
  to.terminal.err(
    `Something went wrong inside Eirene; nothing that was stored is touched. Report it with this number: ${traceId}\n${log}\n`,
  )
  return EXIT.bug
}

/** Writes a fault in full to the data directory's log, or gives it back as text when that is impossible. */
function logBug(
  error: unknown,
  {
    terminal,
    dataDir,
    verb,
    traceId,
  }: { terminal: Terminal; dataDir: string | undefined; verb: string; traceId: string },
): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (dataDir === undefined) return stack
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const file = join(dataDir, 'eirene.log')
    const line = JSON.stringify({ at: terminal.clock().toISOString(), traceId, verb, stack })
    appendFileSync(file, `${line}\n`, { mode: 0o600 })
    return `The details are in ${file}.`
  } catch {
    return stack
  }
}
