import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', 'main.ts')

/** A real `eirene` process of a test. */
export interface EireneProcess {
  readonly child: ChildProcess
  readonly pid: number
  readonly stdout: () => string
  readonly stderr: () => string
  /** Resolves when the output holds the pattern; throws with all output when the process ends before. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>
  /** Resolves to the exit code once the process has ended and its output is complete. */
  readonly ended: Promise<number | null>
}

export interface EireneOptions {
  readonly dataDir: string
  readonly env?: Readonly<Record<string, string>>
  /** Run as this account: only root can. */
  readonly uid?: number
}

/** Starts `eirene ARGS --data DIR` on this Node, with nothing from the environment but the path. */
export function startEirene(args: readonly string[], { dataDir, env, uid }: EireneOptions): EireneProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args, '--data', dataDir], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString('utf8')))
  const ended = once(child, 'close').then(([code]: unknown[]) => (typeof code === 'number' ? code : null))
  return {
    child,
    pid: child.pid ?? 0,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(text.stderr) ?? pattern.exec(text.stdout)
          if (found !== null) resolve(found)
        }
        child.stdout.on('data', look)
        child.stderr.on('data', look)
        child.once('close', () => {
          look()
          reject(new Error(`eirene ended without printing ${String(pattern)}:\n${text.stdout}${text.stderr}`))
        })
        look()
      }),
  }
}

/** The result of a run that ends by itself. */
export interface EireneRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export async function runEirene(args: readonly string[], options: EireneOptions): Promise<EireneRun> {
  const run = startEirene(args, options)
  const code = await run.ended
  return { code, stdout: run.stdout(), stderr: run.stderr() }
}
