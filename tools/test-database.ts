import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { findNode24 } from './node24.mjs'

declare module 'vitest' {
  // Provided to the database tests: `inject('databaseUrl')`.
  interface ProvidedContext {
    databaseUrl: string
  }
}

interface TestServer {
  /** Address of its maintenance database, as an account that may make databases. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/**
 * Gives the database tests a fresh database: on the server that EIRENE_TEST_DATABASE_URL names, else on an embedded
 * PostgreSQL made for this run. Test files make their own databases beside it with `freshDatabase`
 * of packages/store/src/db/testing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env['EIRENE_TEST_DATABASE_URL']
  const server =
    named === undefined || named === ''
      ? await startEmbedded()
      : { url: named, stop: (): Promise<void> => Promise.resolve() }
  const name = `eirene_test_${randomBytes(6).toString('hex')}`
  await run(server.url, `create database ${name}`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  project.provide('databaseUrl', url.toString())
  return async () => {
    await run(server.url, `drop database if exists ${name} with (force)`)
    await server.stop()
  }
}

async function startEmbedded(): Promise<TestServer> {
  const program = join(dirname(fileURLToPath(import.meta.url)), 'test-cluster.ts')
  const child = spawn(findNode24() ?? process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })
  const url: unknown = await Promise.race([
    once(lines, 'line').then(([line]: unknown[]) => line),
    ended.then(() => undefined),
  ])
  if (typeof url !== 'string') throw new Error('the embedded PostgreSQL for the tests did not start; see above')
  return {
    url,
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
