import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  // Provided to the database tests: `inject('databaseUrl')`.
  interface ProvidedContext {
    databaseUrl: string
  }
}

/**
 * Gives the database tests a fresh database: on the server that EIRENE_TEST_DATABASE_URL names, else on the embedded
 * PostgreSQL. Each test file makes its own schema by calling `freshDatabase()` of packages/store/src/db/testing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env['EIRENE_TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
  const name = `eirene_test_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  project.provide('databaseUrl', url.toString())
  return async () => {
    const last = new pg.Client({ connectionString: server })
    await last.connect()
    await last.query(`drop database if exists ${name} with (force)`)
    await last.end()
  }
}
