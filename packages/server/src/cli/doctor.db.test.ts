import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acquireCluster } from '../db/index.ts'
import { runEirene } from './testing/index.ts'

interface Report {
  readonly isWell: boolean
  readonly findings: readonly { readonly subject: string; readonly state: string; readonly text: string }[]
}

let parent: string
let dataDir: string
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'eirene-doctor-'))
  chmodSync(parent, 0o755)
  dataDir = join(parent, 'data')
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

async function doctor(): Promise<{ readonly code: number | null; readonly report: Report }> {
  const run = await runEirene(['doctor', '--json'], { dataDir, env: { EIRENE_PORT: '0' } })
  return { code: run.code, report: JSON.parse(run.stdout) as Report }
}

function stateOf(report: Report, subject: string): string | undefined {
  return report.findings.find((finding) => finding.subject === subject)?.state
}

/** The second run of the tests, on a PostgreSQL server, need not try the built-in one again. */
const onServer = process.env['EIRENE_TEST_DATABASE_URL'] !== undefined

describe.skipIf(onServer)('eirene doctor', () => {
  it('is content before the first start and makes nothing', async () => {
    const { code, report } = await doctor()
    expect({ code, isWell: report.isWell }).toEqual({ code: 0, isWell: true })
    expect(stateOf(report, 'built-in PostgreSQL')).toBe('ok')
    expect(() => chmodSync(dataDir, 0o755)).toThrow('ENOENT')
  })

  it('doubts a schema that waits for its migrations and leaves it as it is', async () => {
    const cluster = await acquireCluster({ dataDir, verb: 'test', durable: false })
    await cluster.release()
    expect(stateOf((await doctor()).report, 'schema')).toBe('doubt')
    expect(stateOf((await doctor()).report, 'schema')).toBe('doubt')
  })

  it('finds a password that others may read, and settings that may lose confirmed records', async () => {
    chmodSync(join(dataDir, 'database', 'password'), 0o644)
    // Held by this test with the settings of tests: fsync off.
    const cluster = await acquireCluster({ dataDir, verb: 'test', durable: false })
    const { code, report } = await doctor()
    await cluster.release()
    expect(code).toBe(5)
    expect(report.findings.filter((finding) => finding.state === 'fault').map((finding) => finding.subject)).toEqual([
      'rights',
      'durability',
    ])
    chmodSync(join(dataDir, 'database', 'password'), 0o600)
  })

  it('finds a migration of a newer Eirene, with which start refuses to work', async () => {
    const cluster = await acquireCluster({ dataDir, verb: 'test' })
    const url = new URL(cluster.url)
    url.pathname = '/eirene'
    const client = new pg.Client({ connectionString: url.toString() })
    await client.connect()
    await client.query(`create table schema_migration (name text primary key, sha256 text not null);
      insert into schema_migration values ('9999-from-the-future.sql', 'x')`)
    await client.end()
    const { code, report } = await doctor()
    expect(code).toBe(5)
    expect(report.findings.find((finding) => finding.state === 'fault')?.text).toContain('9999-from-the-future.sql')
    await cluster.release()
    const start = await runEirene(['start', '--port', '0'], { dataDir })
    expect(start).toMatchObject({ code: 5, stderr: expect.stringContaining('made by a newer Eirene') })
  })
})
