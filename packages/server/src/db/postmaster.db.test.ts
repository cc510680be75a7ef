import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acquireCluster } from './cluster.ts'
import { openClusterHome, socketDirectory, type ClusterHome } from './cluster-home.ts'
import { identityOf } from './os-user.ts'
import { waitForEnd } from './process-identity.ts'

const folder = mkdtempSync(join(tmpdir(), 'eirene-locks-'))
const request = { dataDir: join(folder, 'data'), verb: 'test', durable: false }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let home: ClusterHome
let socketDir: string

/**
 * A process that lives until the end of the test and is no database, in this working directory. Of the database's own account:
 * PostgreSQL takes no other's for its server.
 */
function startOther(cwd: string, ...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['-e', 'process.stdin.resume()', '--', ...args], {
    ...identityOf(home.user),
    cwd,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
}

async function end(other: ChildProcess): Promise<void> {
  const ended = once(other, 'exit')
  other.kill('SIGKILL')
  await ended
}

/** The lock of PostgreSQL's socket as PostgreSQL writes it. */
function lockText(pid: number, dataDir: string): string {
  return [pid, dataDir, '1700000000', '5432', socketDir, ''].join('\n')
}

function lock(): string {
  return join(socketDir, '.s.PGSQL.5432.lock')
}

/** Kills the PostgreSQL of the folder as a failing machine does: pid file, socket and its lock stay. */
async function killDatabase(): Promise<void> {
  const cluster = await acquireCluster(request)
  process.kill(cluster.postmasterPid, 'SIGKILL')
  await waitForEnd(cluster.postmasterPid, 60_000)
}

/** The second run of the tests, on a PostgreSQL server, need not try the built-in one again. */
const onServer = process.env['EIRENE_TEST_DATABASE_URL'] !== undefined

describe.skipIf(onServer)('a lock at the socket of the database', () => {
  beforeAll(async () => {
    chmodSync(folder, 0o755)
    await killDatabase()
    home = openClusterHome(request.dataDir)
    socketDir = socketDirectory(home.home, home.user)
  })

  it('that a killed one left does not keep the next from starting, even when another process has its number by now', async () => {
    await killDatabase()
    expect(existsSync(lock())).toBe(true)
    const other = startOther('/')
    for (const file of [lock(), join(home.dataDir, 'postmaster.pid')])
      writeFileSync(file, lockText(other.pid ?? 0, home.dataDir))
    const cluster = await acquireCluster(request)
    expect(cluster.origin).toBe('started')
    expect(other.exitCode).toBeNull()
    await cluster.release()
    await end(other)
  })

  it('that cannot be read for what it is counts as left behind', async () => {
    writeFileSync(lock(), 'half a lo')
    const cluster = await acquireCluster(request)
    expect(cluster.origin).toBe('started')
    await cluster.release()
  })

  it('of a living PostgreSQL on other data is respected: the start is refused by name, and nothing of it is touched', async () => {
    const elsewhere = join(realpathSync(folder), 'elsewhere')
    mkdirSync(elsewhere)
    const other = startOther(elsewhere, 'postgres', '-D', elsewhere)
    await once(other, 'spawn')
    writeFileSync(lock(), lockText(other.pid ?? 0, elsewhere))
    await expect(acquireCluster(request)).rejects.toMatchObject({
      code: 'data.in_use',
      message: expect.stringContaining(`process ${other.pid}, on ${elsewhere}`),
    })
    expect(existsSync(lock())).toBe(true)
    await end(other)
    const cluster = await acquireCluster(request)
    expect(cluster.origin).toBe('started')
    await cluster.release()
  })
})
