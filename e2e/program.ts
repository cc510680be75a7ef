import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
/** The pages are built at the first start of a clone, which takes most of this. */
const START_TIMEOUT_MS = 240_000
const STOP_TIMEOUT_MS = 30_000

/** The demonstration of journeys and pictures stops here, so that they meet the same mission whatever the day. */
const DEMONSTRATION_ENDS_AT = '2026-03-30T02:00:00Z'

/** The whole product, started the way `npm start` starts it, on an empty data directory and any free port. */
export interface Program {
  /** `http://127.0.0.1:PORT`, as the terminal says it. */
  readonly address: string
  readonly dataDir: string
  /** Path of the one-time link of each first person, by login, in the order in which the terminal prints them. */
  readonly invitations: ReadonlyMap<string, string>
  /** Everything printed so far, on both streams. */
  readonly output: () => string
  /** Ends the program and takes its data directory away; throws when it did not end in good order. */
  readonly stop: () => Promise<void>
}

/** Starts `npm start`'s script without the settings of Eirene and of the test runner that this environment may hold. */
export async function startProgram(): Promise<Program> {
  const home = mkdtempSync(join(tmpdir(), 'eirene-e2e-'))
  // Under a closed folder root's database would lie in /var/lib/eirene, and stay there when this folder goes.
  chmodSync(home, 0o755)
  const dataDir = join(home, 'data')
  const child = spawn(process.execPath, [join(ROOT, 'tools', 'start.mjs'), '--port', '0', '--data', dataDir], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that a program that does not end can be ended with everything it started.
    detached: true,
    env: {
      ...Object.fromEntries(
        Object.entries(process.env).filter(
          ([name]) => !/^(EIRENE_|DATABASE_URL$|VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name),
        ),
      ),
      EIRENE_DEMONSTRATION_ENDS_AT: DEMONSTRATION_ENDS_AT,
    },
  })
  let printed = ''
  const ended = once(child, 'close').then(([code]: unknown[]) => code)
  const ready = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      endGroup(child.pid)
      reject(new Error(`Eirene was not ready after ${START_TIMEOUT_MS / 1000} s:\n${printed}`))
    }, START_TIMEOUT_MS)
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString('utf8')
        const found = /Eirene is ready: (\S+)\n/.exec(printed)
        if (found?.[1] === undefined) return
        clearTimeout(timer)
        resolve(found[1])
      })
    child.once('close', () => {
      clearTimeout(timer)
      reject(new Error(`Eirene ended before it was ready:\n${printed}`))
    })
  })
  const address = await ready
  const links = [...printed.matchAll(/\((\w+)\): https?:\/\/[^/\s]+(\/invitation\/\S+)/g)]
  return {
    address,
    dataDir,
    invitations: new Map(links.map(([, login = '', path = '']) => [login, path])),
    output: () => printed,
    stop: async () => {
      child.kill('SIGTERM')
      const timer = setTimeout(() => {
        endGroup(child.pid)
      }, STOP_TIMEOUT_MS)
      const code = await ended
      clearTimeout(timer)
      rmSync(home, { recursive: true, force: true })
      if (code !== 0) throw new Error(`Eirene did not end in good order (${String(code)}):\n${printed}`)
    },
  }
}

function endGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, 'SIGKILL')
}
