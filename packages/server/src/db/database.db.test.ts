import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { openDatabase } from './index.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'eirene-db-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const request = { dataDir, verb: 'test', maxConnections: 2 }

describe('a database named by DATABASE_URL', () => {
  it('is brought to the newest schema once, and described without its password', async () => {
    const url = new URL(inject('databaseUrl'))
    const first = await openDatabase({ ...request, databaseUrl: url.toString() })
    const client = new pg.Client({ connectionString: first.url })
    await client.connect()
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from schema_migration')
    await client.end()
    expect(rows[0]?.n).toBeGreaterThan(0)
    if (url.password !== '') expect(first.description).not.toContain(url.password)
    await first.close()
    const second = await openDatabase({ ...request, databaseUrl: url.toString() })
    expect(second.appliedMigrations).toEqual([])
    await second.close()
  })

  it('is refused with the reason and the remedy when nothing answers there', async () => {
    const opening = openDatabase({ ...request, databaseUrl: 'postgres://me:secret@127.0.0.1:1/eirene' })
    await expect(opening).rejects.toMatchObject({
      code: 'environment.database_unreachable',
      message: expect.stringMatching(/127\.0\.0\.1:1\/eirene cannot be used: .*ECONNREFUSED.*Check DATABASE_URL/),
    })
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('secret') })
  })
})
