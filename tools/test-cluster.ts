import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acquireCluster } from '../packages/server/src/db/index.ts'

// A PostgreSQL for one run of the tests: a process of its own, so that it ends and cleans up even when the tests are
// killed. Prints its address as one line and lives as long as its standard input.
const dataDir = mkdtempSync(join(tmpdir(), 'eirene-test-'))
const cluster = await acquireCluster({ dataDir, verb: 'test', durable: false })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.stdin.destroy())
process.stdin.once('close', () => {
  void cluster.release().finally(() => rmSync(dataDir, { recursive: true, force: true }))
})
process.stdin.resume()
process.stdout.write(`${cluster.url}\n`)
