import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const READY = /Eirene is ready: (http:\/\/\S+)/
const LINK = /\((\w+)\): http:\/\/\S+\/invitation\/(\S+)/g

/** The real program on a data directory of its own, started as `npm start` starts it. */
export interface Program {
  readonly address: string
  readonly dataDir: string
  readonly process: ChildProcess
  /** One-time tokens by sign-in name; empty when the people are there already. */
  readonly tokens: ReadonlyMap<string, string>
  /** From the start of the process to its first page, ms. */
  readonly firstPageMs: number
  readonly stop: () => Promise<void>
}

/** An empty data directory, and how to take it away. */
export function dataDirectory(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'eirene-bench-'))
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Starts the program and waits until it has served its first page. Throws after two minutes. */
export async function startProgram(dataDir: string, env: Readonly<Record<string, string>> = {}): Promise<Program> {
  const startMs = performance.now()
  const child = spawn('node', ['tools/start.mjs', '--data', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`not ready after two minutes:\n${output}`))
    }, 120_000)
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      const ready = READY.exec(output)?.[1]
      if (ready === undefined) return
      clearTimeout(late)
      resolve(ready)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => {
      reject(new Error(`ended with ${code ?? 'a signal'}:\n${output}`))
    })
  })
  const page = await fetch(address)
  if (!page.ok) throw new Error(`first page: ${page.status}`)
  await page.text()
  const firstPageMs = performance.now() - startMs
  return {
    address,
    dataDir,
    process: child,
    tokens: new Map([...output.matchAll(LINK)].map((match) => [match[1] ?? '', match[2] ?? ''])),
    firstPageMs,
    stop: async () => {
      const gone = new Promise<void>((resolve) => {
        child.once('exit', () => {
          resolve()
        })
      })
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** Ids of a program's processes. PostgreSQL's detach from their parent: they are found by their data directory. */
export function processesOf(program: Pick<Program, 'process' | 'dataDir'>): readonly number[] {
  const rows = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout.trim().split('\n')
  const all = rows.flatMap((row) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)
    return match === null ? [] : [{ pid: Number(match[1]), parent: Number(match[2]), args: match[3] ?? '' }]
  })
  const found = new Set([program.process.pid ?? -1])
  for (const { pid, args } of all) if (args.includes(program.dataDir)) found.add(pid)
  for (let known = 0; known < found.size;) {
    known = found.size
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid)
  }
  return [...found]
}

/** Proportional share of memory of these processes together, MiB: shared pages are counted once. Linux only. */
export function memoryMib(pids: readonly number[]): number {
  let kib = 0
  for (const pid of pids) {
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? '0')
    } catch {
      // A process that ended meanwhile takes no memory.
    }
  }
  return kib / 1024
}

/** Signs in with a one-time token; gives the headers that later requests carry. */
export async function signIn(program: Program, login: string): Promise<Readonly<Record<string, string>>> {
  const token = program.tokens.get(login)
  if (token === undefined) throw new Error(`no link for ${login}`)
  const reply = await fetch(`${program.address}/v1/invitations/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: 'lantern orchard quiet seven' }),
  })
  if (!reply.ok) throw new Error(`sign-in: ${reply.status} ${await reply.text()}`)
  return {
    cookie: reply.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; '),
  }
}
