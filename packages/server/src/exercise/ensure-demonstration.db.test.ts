import { mayRead, membershipIn, type Reader } from '@eirene/domain/access'
import { demonstrationAt, generateFictionalMission } from '@eirene/domain/exercise'
import type { InboxQueue } from '@eirene/domain/incident'
import { readerOf, scopeOf } from '@eirene/store/access'
import { withPublic, withReader, type Tx } from '@eirene/store/db'
import { countInbox } from '@eirene/store/incident'
import { findOperation, listOperations } from '@eirene/store/operation'
import { listPublicReleases, listReleases } from '@eirene/store/release'
import { listOpenSitreps } from '@eirene/store/situation'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../store/src/db/testing/index.ts'
import { ensureFirstPeople } from '../access/index.ts'
import { verifyLedger } from '../ledger/index.ts'
import { ensureDemonstration } from './index.ts'
import { releasableMonth } from './leave-desk-work.ts'

const clock = (): Date => new Date('2026-04-01T16:20:00Z')
const mission = generateFictionalMission(demonstrationAt(clock()))
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
  await ensureFirstPeople(fresh.db, clock)
  await ensureDemonstration(fresh.db, clock)
})
afterAll(async () => {
  await fresh.drop()
})

async function readerAs(login: string): Promise<Reader> {
  const person = await fresh.db.selectFrom('person').select('id').where('login', '=', login).executeTakeFirstOrThrow()
  const reader = await readerOf(fresh.db, person.id)
  if (reader === undefined) throw new Error(`there is no ${login}`)
  return reader
}

/** Codes of the incidents that a person sees in the store under row-level security, and of those the decision allows. */
async function seenBy(
  login: string,
): Promise<{ readonly seen: readonly string[]; readonly allowed: readonly string[] }> {
  const reader = await readerAs(login)
  const operation = await findOperation(fresh.db, mission.operation.slug)
  if (operation === undefined) throw new Error('the demonstration is not there')
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

  it('has a desk of the last hours: work in every queue, and what waits for a second person of each kind', async () => {
    const { id: operationId } = mission.operation
    const [head, protection] = [await readerAs('head'), await readerAs('protection')]
    const readBy = async <T>(reader: Reader, act: (tx: Tx) => Promise<T>): Promise<T> =>
      withReader(fresh.db, await scopeOf(fresh.db, reader, operationId), act)
    const waiting = async (reader: Reader, queues: readonly Exclude<InboxQueue, 'duplicates'>[]) => {
      const held = membershipIn(reader, operationId)
      const person = {
        operationId,
        personId: reader.personId,
        roles: held?.roles ?? [],
        compartments: held?.compartments ?? [],
      }
      return readBy(reader, (tx) => countInbox(tx, person, queues))
    }
    const ofDuty = await waiting(await readerAs('duty'), ['screen', 'grade', 'assign'])
    const ofHead = await waiting(head, ['assess', 'propose', 'confirm', 'contested'])
    for (const [queue, count] of [...ofDuty, ...ofHead]) expect([queue, count > 0]).toEqual([queue, true])
    expect(ofHead.get('confirm')).toBe(2)
    expect((await waiting(protection, ['restricted'])).get('restricted')).toBeGreaterThan(0)
    const yesterday = { personId: head.personId, since: new Date(clock().getTime() - 86_400_000) }
    expect(await readBy(head, (tx) => listOpenSitreps(tx, operationId, yesterday))).toMatchObject([
      { number: '2026-04-01/CONFIDENTIAL-1', draftedBy: 'JMAC analyst, first', isOwn: false, missing: [{}, {}] },
    ])
    const releases = await readBy(head, (tx) => listReleases(tx, operationId))
    expect(releases.map(({ state, audience, content }) => [state, audience, content.title])).toEqual([
      ['proposed', 'partner', 'Verified incidents of a week'],
      ['released', 'open', 'Incidents in January 2026'],
    ])
    const [proposal, released] = releases
    expect(proposal?.content.list.length).toBeGreaterThan(10)
    expect(clock().getTime() - (proposal?.proposedAt.getTime() ?? 0)).toBeLessThan(3 * 3_600_000)
    const [table] = released?.content.tables ?? []
    expect([table?.unit, table?.rows.length ?? 0]).toEqual(['2026-01', expect.any(Number)])
    expect(table?.totals.some((total) => total !== null)).toBe(true)
    const [published] = await withPublic(fresh.db, (tx) => listPublicReleases(tx))
    expect(published?.content.title).toBe('Incidents in January 2026')
  })

  it('is whole by its ledger', async () => {
    const operation = await findOperation(fresh.db, mission.operation.slug)
    if (operation === undefined) throw new Error('the demonstration is not there')
    expect((await verifyLedger(fresh.db, operation)).faults).toEqual([])
  })
})

describe.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])('the release of a demonstration of month %i', (month) => {
  it('covers a whole month that everybody may have by then', () => {
    for (const day of [1, 4, 5, 15, 28, 31]) {
      const { fromOn, toOn, month: name } = releasableMonth(Date.UTC(2027, month, day) / 86_400_000)
      expect([fromOn.slice(8), toOn.slice(8)]).toEqual(['01', '01'])
      const days = (Date.UTC(2027, month, day) - Date.parse(toOn)) / 86_400_000
      expect(days).toBeGreaterThanOrEqual(30)
      expect(days).toBeLessThan(61)
      expect(name).toMatch(/^[A-Z][a-z]+ 202[67]$/)
    }
  })
})
