import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { waitFor } from './wait.ts'

/**
 * When the process with this number started, as text that differs for a later process with the same number;
 * undefined when there is none. A zombie counts as none: it holds nothing any more.
 */
export function startOfProcess(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      // The program's name stands in parentheses and may hold anything; the fields after it are numbered from 3.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19] ?? ''}`
    } catch {
      return undefined
    }
  }
  const run = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
  const text = run.stdout.trim()
  return run.status === 0 && text !== '' ? text : undefined
}

/** True when the process is a PostgreSQL server whose working directory, as the server sets it, is this data directory. */
export function isPostmasterOf(pid: number, dataDir: string): boolean {
  if (startOfProcess(pid) === undefined) return false
  if (process.platform !== 'linux') {
    const run = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return run.stdout.includes('postgres') && run.stdout.includes(dataDir)
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === dataDir
  } catch {
    // Another account's process: only its command line is open to us.
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir)
    } catch {
      return false
    }
  }
}

/** What a process calls itself, for a message: `node (pid 4711)`. */
export function describeProcess(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
    const text = words.join(' ')
    return text === '' ? `process ${pid}` : `process ${pid} (${text.length > 100 ? `${text.slice(0, 100)}…` : text})`
  } catch {
    return `process ${pid}`
  }
}

/** Waits until the process has ended; false when it has not within the limit. */
export async function waitForEnd(pid: number, limitMs: number): Promise<boolean> {
  const startedAs = startOfProcess(pid)
  if (startedAs === undefined) return true
  const gone = await waitFor(() => (startOfProcess(pid) === startedAs ? undefined : true), { limitMs })
  return gone ?? false
}
