import { spawnSync } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Operation } from '@eirene/domain/operation'
import type { FieldReport, ReportReceipt } from '@eirene/domain/report'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { writeBackup } from '../backup/index.ts'
import { openFolderStore } from '../storage/index.ts'
import { acquireCluster, waitForEnd, type Cluster } from '../db/index.ts'
import { verifyLedger } from '../ledger/index.ts'
import { createOperation } from '../operation/index.ts'
import { sampleReport } from '../report/testing/index.ts'
import { openTestServer, type TestPerson, type TestServer } from './testing/index.ts'

const MEGABYTES = 220
const PATH = '/v1/operations/small/field-reports'

/** A disk of its own, made of memory; undefined where this account may not mount one. */
function mountSmallDisk(): string | undefined {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return undefined
  const path = mkdtempSync(join(tmpdir(), 'eirene-disk-'))
  chmodSync(path, 0o755)
  const run = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=755`, 'tmpfs', path])
  if (run.status === 0) return path
  rmSync(path, { recursive: true })
  return undefined
}

const disk = process.env['EIRENE_TEST_DATABASE_URL'] === undefined ? mountSmallDisk() : undefined
if (disk === undefined)
  console.warn(
    'full disk: not tested here, since only root of a Linux can mount a small disk (built-in PostgreSQL only)',
  )

let cluster: Cluster
let server: TestServer
let operation: Operation
let observer: TestPerson

/** Takes all the room that is left, as a forgotten log does. */
function fillDisk(): void {
  const file = openSync(join(disk ?? '', 'ballast'), 'a')
  try {
    // Whole blocks first, then single bytes, so that not one page is left over.
    for (const bytes of [1 << 20, 4096])
      for (let written = bytes; written === bytes;) {
        try {
          written = writeSync(file, Buffer.alloc(bytes, 1))
        } catch {
          written = 0
        }
      }
  } finally {
    closeSync(file)
  }
}

function freeDisk(): void {
  rmSync(join(disk ?? '', 'ballast'), { force: true })
}

function send(reports: readonly FieldReport[]) {
  return observer.send('POST', PATH, { reports })
}

function outcomes(reply: Awaited<ReturnType<typeof send>>): readonly string[] {
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json<{ receipts: ReportReceipt[] }>().receipts.map((receipt) => receipt.outcome)
}

async function countStored(reports: readonly FieldReport[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from report where operation_id = ${operation.id}
      and id = any(${reports.map((report) => report.id)}::uuid[])`.execute(server.db)
  return rows[0]?.n ?? 0
}

const someReports = (): readonly FieldReport[] =>
  Array.from({ length: 40 }, (_, n) => sampleReport({ narrative: `The patrol saw ${n} of them. `.repeat(120) }))

describe.skipIf(disk === undefined)('a disk that is full', () => {
  beforeAll(async () => {
    const dataDir = join(disk ?? '', 'data')
    mkdirSync(dataDir, { mode: 0o755 })
    cluster = await acquireCluster({ dataDir, verb: 'test' })
    server = await openTestServer(cluster.url, { dataDir })
    operation = await createOperation(server.db, { slug: 'small', timeZone: 'UTC' }, server.now())
    observer = await server.person('observer', [{ operationId: operation.id, roles: ['OBS'] }])
    expect(new Set(outcomes(await send(someReports())))).toEqual(new Set(['stored']))
  })
  afterAll(async () => {
    freeDisk()
    await server.close()
    await cluster.release()
    spawnSync('umount', [disk ?? ''])
    rmSync(disk ?? '', { recursive: true, force: true })
  })

  it('refuses reports in words, keeps nothing of them, and takes the same once there is room again', async () => {
    fillDisk()
    const taken: FieldReport[] = []
    let reports = someReports()
    let reply = await send(reports)
    // What the database has set aside already is used up first.
    while (reply.statusCode === 200) {
      taken.push(...reports)
      fillDisk()
      reports = someReports()
      reply = await send(reports)
    }
    expect(reply.statusCode, reply.body).toBe(507)
    expect(reply.json()).toMatchObject({
      type: 'environment.disk_full',
      title: 'The disk of the server is full. Nothing was stored.',
      remedy: expect.stringContaining('Free some space'),
    })
    expect(await countStored(reports)).toBe(0)
    expect(await countStored(taken)).toBe(taken.length)
    // Reading goes on.
    expect((await observer.get('/v1/operations/small/field-reports/own')).statusCode).toBe(200)

    freeDisk()
    expect(new Set(outcomes(await send(reports)))).toEqual(new Set(['stored']))
    expect(new Set(outcomes(await send(reports)))).toEqual(new Set(['already_stored']))
    expect(await countStored(reports)).toBe(reports.length)
    expect((await verifyLedger(server.db, operation)).faults).toEqual([])
  })

  it('refuses an attachment in words, leaves neither row nor half a file, and takes it once there is room again', async () => {
    const report = sampleReport()
    await send([report])
    const width = 1200
    const pixels = Buffer.from(Array.from({ length: width * width * 3 }, (_, i) => (i * 7919) % 251))
    const photo = await sharp(pixels, { raw: { width, height: width, channels: 3 } })
      .png()
      .toBuffer()
    const post = () =>
      server.app.inject({
        method: 'POST',
        url: `/v1/operations/small/reports/${report.id}/attachments`,
        headers: {
          cookie: observer.cookie,
          'x-eirene-csrf': observer.csrfToken,
          'content-type': 'application/octet-stream',
        },
        payload: photo,
      })
    fillDisk()
    const refused = await post()
    expect(refused.statusCode, refused.body).toBe(507)
    expect(refused.json()).toMatchObject({
      type: 'environment.disk_full',
      title: expect.stringContaining('no room left'),
      remedy: expect.stringContaining('Free some space'),
    })
    const { rows } = await sql`select from attachment where operation_id = ${operation.id}`.execute(server.db)
    expect(rows).toHaveLength(0)
    const files = readdirSync(join(disk ?? '', 'data', 'attachments'), { recursive: true, withFileTypes: true })
    expect(files.filter((file) => file.isFile())).toEqual([])

    freeDisk()
    expect((await post()).statusCode).toBe(201)
  })

  it('refuses a backup in words, leaves no half of one, and writes it whole once there is room again', async () => {
    const backups = join(disk ?? '', 'backups')
    mkdirSync(backups)
    const order = {
      databaseUrl: server.databaseUrl,
      dataDir: join(disk ?? '', 'data'),
      attachments: openFolderStore(join(disk ?? '', 'data')),
      target: join(backups, 'small.backup'),
      passphrase: 'lantern orchard quiet seven',
      eirene: 'test',
      at: server.now(),
    }
    fillDisk()
    await expect(writeBackup(order)).rejects.toMatchObject({
      code: 'environment.disk_full',
      message: `There is no room left for ${order.target}.`,
      details: { remedy: expect.stringContaining('Free some space') },
    })
    expect(readdirSync(backups)).toEqual([])
    freeDisk()
    expect((await writeBackup(order)).tables.find(({ name }) => name === 'report')?.rows).toBeGreaterThan(40)
    expect(readdirSync(backups)).toEqual(['small.backup'])
  })

  it('and a database that was stopped: reports are refused until it runs again, then kept once', async () => {
    const reports = someReports()
    process.kill(cluster.postmasterPid, 'SIGINT')
    await waitForEnd(cluster.postmasterPid, 60_000)
    // The first answers may come from connections that were still open.
    const refused = await send(reports)
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({
      type: 'environment.database_unreachable',
      title: 'The database does not answer. Try again in a moment.',
    })
    const again = await acquireCluster({ dataDir: join(disk ?? '', 'data'), verb: 'test' })
    expect(again.url).toBe(cluster.url)
    cluster = again
    const reply = await vi.waitUntil(
      async () => {
        const one = await send(reports)
        return one.statusCode === 200 ? one : undefined
      },
      { timeout: 60_000 },
    )
    expect(new Set(outcomes(reply))).toEqual(new Set(['stored']))
    expect(await countStored(reports)).toBe(reports.length)
    expect((await verifyLedger(server.db, operation)).faults).toEqual([])
  })
})
