import { mayRead } from '@eirene/domain/access'
import { DEMONSTRATION, generateFictionalMission } from '@eirene/domain/exercise'
import { readerOf, scopeOf } from '@eirene/store/access'
import { withReader } from '@eirene/store/db'
import { findOperation, listOperations } from '@eirene/store/operation'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../store/src/db/testing/index.ts'
import { ensureFirstPeople } from '../access/index.ts'
import { ensureDemonstration } from './index.ts'

const clock = (): Date => new Date('2026-04-01T06:00:00Z')
const mission = generateFictionalMission(DEMONSTRATION)
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
  await ensureFirstPeople(fresh.db, clock)
  await ensureDemonstration(fresh.db, clock)
})
afterAll(async () => {
  await fresh.drop()
})

/** Codes of the incidents that a person sees in the store under row-level security, and of those the decision allows. */
async function seenBy(
  login: string,
): Promise<{ readonly seen: readonly string[]; readonly allowed: readonly string[] }> {
  const person = await fresh.db.selectFrom('person').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  const reader = await readerOf(fresh.db, person.id)
  const operation = await findOperation(fresh.db, mission.operation.slug)
  if (reader === undefined || operation === undefined) throw new Error('the demonstration is not there')
  const rows = await withReader(fresh.db, await scopeOf(fresh.db, reader, operation.id), (tx) =>
    tx.selectFrom('incident').select('id').orderBy('id').execute(),
  )
  return {
    seen: rows.map((row) => row.id),
    allowed: mission.incidents
      .filter((incident) => mayRead(reader, incident.marking))
      .map((incident) => incident.id)
      .sort(),
  }
}

const compartmented = new Set(
  mission.incidents.filter((incident) => incident.marking.compartments.length > 0).map((incident) => incident.id),
)

describe('the demonstration', () => {
  it('stores the whole fictional mission once, however often it is asked for', async () => {
    expect(await ensureDemonstration(fresh.db, clock)).toBeUndefined()
    expect((await listOperations(fresh.db)).map((operation) => [operation.slug, operation.realm])).toEqual([
      [mission.operation.slug, 'EXERCISE'],
    ])
    for (const [table, expected] of [
      ['incident', mission.incidents.length],
      ['report', mission.reports.length],
      ['observation', mission.observations.length],
      ['state_change', mission.stateChanges.length],
    ] as const) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(fresh.db)
      expect(rows[0]?.n, table).toBe(expected)
    }
  })

  it('shows the duty officer no record of a compartment, and the protection adviser those of theirs', async () => {
    const duty = await seenBy('duty')
    expect(duty.seen).toEqual(duty.allowed)
    expect(duty.seen.length).toBeGreaterThan(1000)
    expect(duty.seen.filter((id) => compartmented.has(id))).toEqual([])
    const protection = await seenBy('protection')
    expect(protection.seen).toEqual(protection.allowed)
    expect(protection.seen.filter((id) => compartmented.has(id)).length).toBeGreaterThan(0)
  })
})
