import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Operation } from '@eirene/domain/operation'
import { mintId } from '@eirene/domain/record'
import { freshDatabase, type FreshDatabase } from '@eirene/store/db/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createOperation } from '../operation/index.ts'
import { IMPORTS_AT_ONCE, openImportDesk, type ImportDesk } from './import-desk.ts'

const fixture = join(import.meta.dirname, '../../../../fixtures/report/ged231_valid-49.csv')
const dataDir = mkdtempSync(join(tmpdir(), 'eirene-desk-'))
const clock = (): Date => new Date('2026-01-01T12:00:00Z')
let database: FreshDatabase
let desk: ImportDesk

beforeAll(async () => {
  database = await freshDatabase(inject('databaseUrl'))
  desk = await openImportDesk({ db: database.db, clock, dataDir, codes: { version: 'test', has: () => true } })
})
afterAll(async () => {
  await desk.close()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function startIn(operation: Operation): Promise<string> {
  const caller = { operation, personId: mintId() }
  const { uploadId } = await desk.receive(caller, 'ged231_valid-49.csv', undefined, createReadStream(fixture))
  const { id } = await desk.start(caller, { uploadId, dataset: 'ucdp-ged', release: '23.1', onError: 'keep' })
  return id
}

describe('the import desk', () => {
  it('runs so many imports at once that the others still get a connection, and says so to one more', async () => {
    const operations = await Promise.all(
      Array.from({ length: IMPORTS_AT_ONCE + 1 }, (_, i) =>
        createOperation(database.db, { slug: `op-${i}`, timeZone: 'UTC' }, clock()),
      ),
    )
    // Whoever begins waits for this lock, so that all stand in their first step at the same time.
    let release: () => void = () => undefined
    let held: Promise<void> = Promise.resolve()
    await new Promise<void>((locked) => {
      held = database.db.transaction().execute(async (tx) => {
        await sql`lock table dataset_import in share mode`.execute(tx)
        locked()
        await new Promise<void>((resolve) => {
          release = resolve
        })
      })
    })
    const starts = operations.map((operation) => startIn(operation))
    const refusal = await new Promise((resolve) => {
      for (const start of starts) start.catch(resolve)
    }).finally(release)
    await held
    expect(refusal).toMatchObject({ code: 'import.busy' })
    const outcomes = await Promise.allSettled(starts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(IMPORTS_AT_ONCE)
  })
})
