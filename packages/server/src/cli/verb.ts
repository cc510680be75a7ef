import type { Config } from '../config/index.ts'
import type { DatabaseRequest, OpenDatabase } from '../db/index.ts'
import type { ExitCode } from './exit-code.ts'

/** One option of a verb, as `node:util` parses it, with what the help says about it. */
export interface VerbOption {
  readonly type: 'string' | 'boolean'
  readonly short?: string
  /** May be given several times; the value is a list then. */
  readonly multiple?: boolean
  /** What stands for the value in the help: `DIR`. */
  readonly value?: string
  readonly help: string
}

export type OptionValue = string | boolean | readonly (string | boolean)[] | undefined

/** How a verb wants the database. */
export interface OpenOptions {
  /** False: the schema is left as it is found. */
  readonly migrates?: boolean
  /** What precedes a change of the schema; default: a backup of everything. */
  readonly beforeMigration?: NonNullable<DatabaseRequest['beforeMigration']>
}

/** What a verb gets to work with. */
export interface VerbContext {
  readonly config: Config
  /** The arguments after the verb that are not options. */
  readonly positionals: readonly string[]
  /** The text of an option, or undefined when it was not given. */
  readonly text: (option: string) => string | undefined
  /** The texts of an option that may be given several times. */
  readonly texts: (option: string) => readonly string[]
  /** True when a switch was given. */
  readonly isSet: (option: string) => boolean
  /** Says what is going on, on standard error: quiet with --json. */
  readonly progress: (line: string) => void
  /** The result: `lines` on standard output for a person, `value` as one JSON document with --json. */
  readonly answer: (value: unknown, lines: readonly string[]) => void
  readonly clock: () => Date
  /** Ends when the person presses Ctrl-C or the system asks the process to end. */
  readonly signal: AbortSignal
  /** The running server's database, else the data directory's own for the time of this command. Closed by the frame. */
  readonly openDatabase: (options?: OpenOptions) => Promise<OpenDatabase>
}

/** One command of `eirene`. Registered in verbs.ts. */
export interface Verb {
  readonly name: string
  /** One line for the list of verbs. */
  readonly summary: string
  /** The arguments after the verb's name: `DATASET FILE --operation SLUG`. */
  readonly usage: string
  readonly example: string
  readonly options: Readonly<Record<string, VerbOption>>
  /** Throws Problem when the answer is no. */
  readonly run: (context: VerbContext) => Promise<ExitCode>
}
