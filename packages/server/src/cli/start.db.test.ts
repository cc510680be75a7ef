import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { freshDatabase } from '@eirene/store/db/testing'
import { acquireCluster, inspectCluster, waitForEnd } from '../db/index.ts'
import { runEirene, startEirene, type EireneOptions, type EireneProcess } from './testing/index.ts'

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

const folders: string[] = []
const processes: EireneProcess[] = []

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'eirene-start-'))
  folders.push(path)
  chmodSync(path, 0o755)
  return path
}

function start(options: EireneOptions, ...args: string[]): EireneProcess {
  const eirene = startEirene(['start', '--port', '0', '--no-demonstration', ...args], options)
  processes.push(eirene)
  return eirene
}

async function started(options: EireneOptions): Promise<EireneProcess & { readonly address: string }> {
  const eirene = start(options)
  const [, address = ''] = await eirene.printed(/Eirene is ready: (\S+)/)
  return { ...eirene, address }
}

function databasePid(dataDir: string): number {
  const pid = inspectCluster(dataDir).postmasterPid
  if (pid === null) throw new Error(`no PostgreSQL runs on ${dataDir}`)
  return pid
}

afterEach(async () => {
  for (const eirene of processes.splice(0)) {
    eirene.child.kill('SIGKILL')
    await eirene.ended
  }
  for (const path of folders.splice(0)) {
    const pid = existsSync(join(path, 'database')) ? inspectCluster(path).postmasterPid : null
    if (pid !== null) {
      process.kill(pid, 'SIGQUIT')
      await waitForEnd(pid, 20_000)
    }
    rmSync(path, { recursive: true, force: true })
  }
})

/** The second run of the tests, on a PostgreSQL server, need not try the built-in one again. */
const onServer = process.env['EIRENE_TEST_DATABASE_URL'] !== undefined

describe.skipIf(onServer)('starting and stopping', () => {
  it('serves from a fresh data directory, and SIGTERM ends server and database in good order', async () => {
    const dataDir = join(folder(), 'not', 'there', 'yet')
    const eirene = await started({ dataDir })
    expect((await fetch(`${eirene.address}/v1/health`)).status).toBe(200)
    const pid = databasePid(dataDir)
    eirene.child.kill('SIGTERM')
    expect(await eirene.ended).toBe(0)
    expect(await waitForEnd(pid, 0)).toBe(true)
    expect(inspectCluster(dataDir)).toMatchObject({ postmasterPid: null, leases: [], exists: true })
  })

  it('keeps the password of its database from other accounts and opens no network port for it', async () => {
    const dataDir = folder()
    await started({ dataDir })
    const home = join(dataDir, 'database')
    expect(statSync(join(home, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, 'pgdata')).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'socket')).mode & 0o777).toBe(0o700)
    expect(existsSync(join(home, 'password.initdb'))).toBe(false)
    // Line 6 of postmaster.pid is the address it listens on: none.
    expect(readFileSync(join(home, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[5]).toBe('')
    const withoutPassword = new pg.Client({
      host: join(home, 'socket'),
      user: 'eirene',
      database: 'eirene',
      password: '',
    })
    await expect(withoutPassword.connect()).rejects.toThrow()
  })

  it('takes over the database that a killed Eirene left behind, with everything that was confirmed', async () => {
    const dataDir = folder()
    const first = await started({ dataDir })
    const pid = databasePid(dataDir)
    const held = await acquireCluster({ dataDir, verb: 'test' })
    const client = new pg.Client({ connectionString: held.url })
    await client.connect()
    await client.query('create table kept (n integer); insert into kept values (42)')
    await client.end()
    first.child.kill('SIGKILL')
    await first.ended
    // This test's own hold ends without stopping: as if it had been killed too.
    rmSync(join(dataDir, 'database', 'leases', `${process.pid}.json`))
    expect(databasePid(dataDir)).toBe(pid)

    const second = await started({ dataDir })
    expect(second.stderr()).toContain(`Taking over the database that an ended Eirene left running (process ${pid})`)
    expect(databasePid(dataDir)).toBe(pid)
    const again = new pg.Client({ connectionString: held.url })
    await again.connect()
    expect((await again.query('select n from kept')).rows).toEqual([{ n: 42 }])
    await again.end()
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
    expect(await waitForEnd(pid, 0)).toBe(true)
  })

  it('starts its database again when that was killed', async () => {
    const dataDir = folder()
    const run = await started({ dataDir })
    const pid = databasePid(dataDir)
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect(run.stderr()).toContain('The database runs again'), { timeout: 60_000 })
    const newPid = databasePid(dataDir)
    expect(newPid).not.toBe(pid)
    run.child.kill('SIGTERM')
    expect(await run.ended).toBe(0)
    expect(await waitForEnd(newPid, 0)).toBe(true)
  })

  it('stops a left-behind database that does not answer, and starts another', async () => {
    const dataDir = folder()
    const first = await started({ dataDir })
    const pid = databasePid(dataDir)
    first.child.kill('SIGKILL')
    await first.ended
    process.kill(pid, 'SIGSTOP')
    const second = await started({ dataDir })
    expect(second.stderr()).toContain(`Stopping a database that an ended Eirene left behind (process ${pid})`)
    expect(databasePid(dataDir)).not.toBe(pid)
  })

  it('refuses a second server on one data directory and names process and address of the first', async () => {
    const dataDir = folder()
    const first = await started({ dataDir })
    const second = await runEirene(['start', '--port', '0'], { dataDir })
    expect(second.code).toBe(4)
    expect(second.stderr).toContain(`process ${first.pid}, which answers at ${first.address}`)
    expect((await fetch(`${first.address}/v1/health`)).status).toBe(200)
  })

  it('refuses all but one of three that start at the same moment', async () => {
    const dataDir = folder()
    const three = [start({ dataDir }), start({ dataDir }), start({ dataDir })]
    const outcomes = await Promise.all(
      three.map((eirene) =>
        eirene.printed(/Eirene is ready/).then(
          () => 'ready',
          () => eirene.ended,
        ),
      ),
    )
    expect(outcomes.sort()).toEqual([4, 4, 'ready'])
  })

  it('names who holds a busy port and makes no database for nothing', async () => {
    const dataDir = join(folder(), 'data')
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const { port } = holder.address() as AddressInfo
    const run = await runEirene(['start', '--port', String(port)], { dataDir })
    holder.close()
    expect(run.code).toBe(5)
    expect(run.stderr).toContain(`Port ${port} is already used by`)
    if (process.platform === 'linux') expect(run.stderr).toContain(`process ${process.pid} (`)
    expect(existsSync(join(dataDir, 'database', 'pgdata'))).toBe(false)
  })

  it('leaves the database running for a command that still works when the server ends, and the last one stops it', async () => {
    const dataDir = folder()
    const command = await acquireCluster({ dataDir, verb: 'import', durable: false })
    const server = await started({ dataDir })
    expect(databasePid(dataDir)).toBe(command.postmasterPid)
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(0)
    expect(databasePid(dataDir)).toBe(command.postmasterPid)
    await command.release()
    expect(inspectCluster(dataDir).postmasterPid).toBeNull()
  })
})

describe.skipIf(onServer)('status and stop', () => {
  it('tell and end what runs, a server first and a left-behind database too', async () => {
    const dataDir = folder()
    expect(JSON.parse((await runEirene(['status', '--json'], { dataDir })).stdout)).toMatchObject({ running: false })
    const first = await started({ dataDir })
    const status = await runEirene(['status', '--json'], { dataDir })
    expect(JSON.parse(status.stdout)).toMatchObject({ running: true, pid: first.pid, address: first.address })
    const stop = await runEirene(['stop'], { dataDir })
    expect(stop).toMatchObject({ code: 0, stdout: `Ended process ${first.pid}.\n` })
    expect(await first.ended).toBe(0)

    const second = await started({ dataDir })
    const pid = databasePid(dataDir)
    second.child.kill('SIGKILL')
    await second.ended
    expect((await runEirene(['status'], { dataDir })).stdout).toContain(`Its database still runs (process ${pid})`)
    expect((await runEirene(['stop'], { dataDir })).stdout).toContain(`(process ${pid})`)
    expect(await waitForEnd(pid, 0)).toBe(true)
    expect((await runEirene(['stop'], { dataDir })).stdout).toContain('Nothing ran')
  })
})

describe.skipIf(onServer)('where the data lies', () => {
  it('works under a path that is too long for a socket', async () => {
    const dataDir = join(folder(), 'a'.repeat(100), 'b'.repeat(100))
    const eirene = await started({ dataDir })
    const home = join(dataDir, 'database')
    const socketDir = readFileSync(join(home, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[4] ?? ''
    expect(socketDir.length).toBeLessThan(80)
    expect(statSync(socketDir).mode & 0o777).toBe(0o700)
    eirene.child.kill('SIGTERM')
    expect(await eirene.ended).toBe(0)
    expect(existsSync(socketDir)).toBe(false)
  })

  it('works with blanks, quotes and letters of other scripts in the path', async () => {
    const eirene = await started({ dataDir: join(folder(), `l'opération "бета" 100%`) })
    expect((await fetch(`${eirene.address}/v1/health`)).status).toBe(200)
  })

  it.skipIf(!isRoot)('works for an ordinary account (needs root to become one)', async () => {
    const home = folder()
    chownSync(home, NOBODY, NOBODY)
    const dataDir = join(home, 'data')
    const eirene = await started({ dataDir, uid: NOBODY })
    expect(statSync(join(dataDir, 'database', 'pgdata')).uid).toBe(NOBODY)
    expect((await fetch(`${eirene.address}/v1/health`)).status).toBe(200)
    eirene.child.kill('SIGTERM')
    expect(await eirene.ended).toBe(0)
  })

  it.skipIf(!isRoot)('works for root under a home that no other account may enter (needs root)', async () => {
    const closed = folder()
    chmodSync(closed, 0o700)
    const dataDir = join(closed, 'clone', '.eirene')
    const eirene = await started({ dataDir })
    const place = readFileSync(join(dataDir, 'database-location'), 'utf8').trim()
    folders.push(place)
    expect(place).toMatch(/^\/var\/lib\/eirene\/databases\/[0-9a-f]{16}$/)
    expect(statSync(join(place, 'pgdata')).uid).not.toBe(0)
    expect(statSync(closed).mode & 0o777).toBe(0o700)
    eirene.child.kill('SIGTERM')
    expect(await eirene.ended).toBe(0)
  })

  it('starts after a crash although another program has the number of the old database process', async () => {
    const dataDir = folder()
    const cluster = await acquireCluster({ dataDir, verb: 'test', durable: false })
    await cluster.release()
    const stale = `${process.pid}\n${join(dataDir, 'database', 'pgdata')}\n1\n5432\n/tmp\n\n`
    writeFileSync(join(dataDir, 'database', 'pgdata', 'postmaster.pid'), stale)
    const again = await acquireCluster({ dataDir, verb: 'test', durable: false })
    expect(again.origin).toBe('started')
    await again.release()
  })

  it('starts after its first start was cut off in the middle', async () => {
    const dataDir = folder()
    // As a killed start leaves it: its initdb may still be writing there, so the next start goes elsewhere.
    const left = join(dataDir, 'database', 'pgdata.new-0a1b2c3d')
    mkdirSync(join(left, 'base'), { recursive: true })
    writeFileSync(join(left, 'PG_VERSION'), '18\n')
    const cluster = await acquireCluster({ dataDir, verb: 'test', durable: false })
    expect(cluster.origin).toBe('made')
    expect(existsSync(left)).toBe(false)
    await cluster.release()
  })

  it('is not disturbed by the initdb of a killed start that still clears its place away', async () => {
    const dataDir = folder()
    const place = join(dataDir, 'database', 'pgdata.new')
    const orphan = setInterval(() => rmSync(place, { recursive: true, force: true }), 20)
    const run = await runEirene(['people', 'list'], { dataDir }).finally(() => clearInterval(orphan))
    expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining('Made a new database') })
  })

  it('refuses a database of another PostgreSQL release and names both', async () => {
    const dataDir = folder()
    mkdirSync(join(dataDir, 'database', 'pgdata'), { recursive: true })
    writeFileSync(join(dataDir, 'database', 'pgdata', 'PG_VERSION'), '17\n')
    if (isRoot) chownSync(join(dataDir, 'database', 'pgdata'), NOBODY, NOBODY)
    const run = await runEirene(['start', '--port', '0'], { dataDir })
    expect(run.code).toBe(5)
    expect(run.stderr).toMatch(/made by PostgreSQL 17; this Eirene brings PostgreSQL 18/)
  })

  it('refuses a data directory that is a file', async () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    const run = await runEirene(['start', '--port', '0'], { dataDir: file })
    expect(run).toMatchObject({ code: 5, stderr: expect.stringContaining('--data') })
  })

  describe.skipIf(!isRoot || process.platform !== 'linux')('on a full disk (needs root to make one)', () => {
    const mounted: string[] = []
    const disk = (options: string): string => {
      const path = folder()
      const run = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path])
      if (run.status === 0) mounted.push(path)
      return path
    }
    afterEach(() => {
      for (const path of mounted.splice(0)) spawnSync('umount', ['-l', path])
    })

    it('says how much a new database needs before it begins', async (context) => {
      const dataDir = disk('size=60m,mode=755')
      if (mounted.length === 0) context.skip('this machine lets nobody mount')
      const run = await runEirene(['start', '--port', '0'], { dataDir })
      expect(run.code).toBe(5)
      expect(run.stderr).toMatch(/has \d+ MB free; a new database needs 150 MB/)
    })

    it('keeps nothing of a database when the disk becomes full while it is made', async (context) => {
      const dataDir = disk('size=400m,nr_inodes=200,mode=755')
      if (mounted.length === 0) context.skip('this machine lets nobody mount')
      const run = await runEirene(['start', '--port', '0'], { dataDir })
      expect(run.code).toBe(5)
      expect(run.stderr).toContain('became full while the database was made; nothing was kept')
      expect(existsSync(join(dataDir, 'database', 'pgdata'))).toBe(false)
      expect(readdirSync(join(dataDir, 'database')).filter((name) => name.startsWith('pgdata'))).toEqual([])
    })
  })
})

describe('with DATABASE_URL', () => {
  it('serves from that server, makes no database of its own, and still refuses a second on the data directory', async () => {
    const fresh = await freshDatabase(inject('databaseUrl'))
    const dataDir = folder()
    const env = { DATABASE_URL: fresh.url }
    const first = await started({ dataDir, env })
    expect((await fetch(`${first.address}/v1/health`)).status).toBe(200)
    expect(existsSync(join(dataDir, 'database', 'pgdata'))).toBe(false)
    const second = await runEirene(['start', '--port', '0'], { dataDir, env })
    expect(second).toMatchObject({ code: 4, stderr: expect.stringContaining(first.address) })
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    await fresh.drop()
  })

  it('is refused before anything is made when nothing answers there, without the password in the message', async () => {
    const dataDir = join(folder(), 'data')
    const env = { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/x' }
    const run = await runEirene(['start', '--port', '0'], { dataDir, env })
    expect(run).toMatchObject({ code: 5, stderr: expect.stringContaining('127.0.0.1:1/x cannot be used') })
    expect(run.stderr).not.toContain('secret')
    expect(existsSync(dataDir)).toBe(false)
  })
})
