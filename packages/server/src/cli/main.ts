import { readEnv, steadyClock } from '../config/index.ts'
import { runCommandLine } from './run.ts'
import { VERBS } from './verbs.ts'

/** After this long a second Ctrl-C is taken for impatience; the shell and npm may pass one press on twice. */
const SECOND_SIGNAL_MS = 1_500

const ending = new AbortController()
let askedAtMs: number | undefined
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    askedAtMs ??= performance.now()
    if (performance.now() - askedAtMs > SECOND_SIGNAL_MS) process.exit(130)
    ending.abort()
  })
// The reader of a pipe may leave early: `eirene … | head`.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

// Also raised by a rejection that nobody handles.
const crash = new Promise<never>((_resolve, reject) => process.once('uncaughtException', reject))
const fate = { hasCrashed: false }
crash.catch(() => (fate.hasCrashed = true))

process.exitCode = await runCommandLine(process.argv.slice(2), VERBS, readEnv(), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  clock: steadyClock(
    () => new Date(),
    () => performance.now(),
  ),
  signal: ending.signal,
  crash,
})
// What broke may still hold the process open: a server, a timer.
if (fate.hasCrashed) process.exit()
