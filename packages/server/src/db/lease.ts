import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from '@eirene/domain/problem'
import { startOfProcess } from './process-identity.ts'
import { waitFor } from './wait.ts'

/** A process that uses the data directory now. */
export interface Lease {
  readonly pid: number
  /** From `startOfProcess`: tells this process from a later one with the same number. */
  readonly startedAs: string
  /** What it does: `start`, `import`, … */
  readonly verb: string
  /** Where the server answers, once it does: `http://127.0.0.1:4711`. */
  readonly address: string | null
}

/** Live leases of the directory, oldest file name first. Those of dead processes are removed on the way. */
export function listLeases(directory: string): readonly Lease[] {
  return names(directory).flatMap((name) => {
    const file = join(directory, name)
    const lease = readLease(file)
    if (lease !== undefined && startOfProcess(lease.pid) === lease.startedAs) return [lease]
    rmSync(file, { force: true })
    return []
  })
}

/** Writes this process's lease anew. Safe to repeat. */
export function writeLease(directory: string, verb: string, address: string | null): void {
  const startedAs = startOfProcess(process.pid) ?? ''
  const lease: Lease = { pid: process.pid, startedAs, verb, address }
  writeFileSync(join(directory, `${process.pid}.json`), JSON.stringify(lease), { mode: 0o600 })
}

/** Takes the lease of this process away. Safe to repeat. */
export function removeLease(directory: string): void {
  rmSync(join(directory, `${process.pid}.json`), { force: true })
}

/**
 * Runs `act` while no other process of this directory does. Node has no file lock of its own; SQLite's exclusive
 * transaction is one that the system takes back when its owner is killed. Throws Problem 'data.in_use' after 60 s.
 */
export async function withDirectoryLock<T>(directory: string, act: () => T | Promise<T>): Promise<T> {
  mkdirSync(directory, { recursive: true })
  const lock = new DatabaseSync(join(directory, 'lock'), { timeout: 0 })
  try {
    const taken = await waitFor(() => (tryLock(lock, directory) ? true : undefined), { limitMs: 60_000 })
    if (taken === undefined)
      throw new Problem(
        'data.in_use',
        `Another Eirene has been starting or stopping in ${directory} for a minute. Wait for it, or end it and try again.`,
      )
    return await act()
  } finally {
    lock.close()
  }
}

function tryLock(lock: DatabaseSync, directory: string): boolean {
  try {
    lock.exec('begin exclusive')
    return true
  } catch (error) {
    const words = error instanceof Error ? error.message : ''
    if (words.includes('locked')) return false
    if (words.includes('disk is full') || words.includes('disk I/O error'))
      throw new Problem(
        'environment.disk_full',
        `The disk that holds ${directory} is full. Free some space and try again; nothing is lost.`,
      )
    throw error
  }
}

function names(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^\d+\.json$/.test(name))
      .sort()
  } catch {
    return []
  }
}

function readLease(file: string): Lease | undefined {
  try {
    // Written by this file only; a half-written one does not parse.
    return JSON.parse(readFileSync(file, 'utf8')) as Lease
  } catch {
    return undefined
  }
}
