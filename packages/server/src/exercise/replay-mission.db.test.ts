import { listPeople } from '@eirene/store/access'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestServer } from '../app/testing/index.ts'
import { verifyLedger } from '../ledger/index.ts'
import { createOperation } from '../operation/index.ts'
import { replayMission, type ReplayOutcome } from './index.ts'

let server: TestServer
let address: string
beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  address = await server.listen()
})
afterAll(() => server.close())

async function replay(slug: string, realm: 'LIVE' | 'EXERCISE'): Promise<ReplayOutcome> {
  const operation = await createOperation(server.db, { slug, timeZone: 'Etc/GMT+2', realm }, server.now())
  return replayMission(
    { db: server.db, clock: server.now },
    {
      ...{ operation, address, minutes: 0, leftShare: 0.25, signal: new AbortController().signal },
      script: { seed: 7, startOn: '2024-02-22', weeks: 1 },
    },
  )
}

describe('a replay', () => {
  it('is played over the interface by people in their roles, who are shut out afterwards, and the chain verifies', async () => {
    const outcome = await replay('train', 'EXERCISE')
    expect(outcome).toMatchObject({ turns: 28, alreadyStored: 0, refused: 0, handovers: 14 })
    expect(outcome.stored).toBeGreaterThan(50)
    for (const act of ['reported', 'under_verification', 'merged'])
      expect([act, outcome.acts[act]]).toEqual([act, expect.any(Number)])
    const players = (await listPeople(server.db, 100)).filter(({ login }) => login.startsWith('replay-'))
    expect(players).toHaveLength(7)
    expect(players.every(({ isDisabled }) => isDisabled)).toBe(true)
    const operation = await server.db
      .selectFrom('operation')
      .select(['id', 'slug'])
      .where('slug', '=', 'train')
      .executeTakeFirstOrThrow()
    const report = await verifyLedger(server.db, operation as Parameters<typeof verifyLedger>[1]) // needs id and slug alone
    expect(report.faults).toEqual([])
    expect(report.records).toBeGreaterThan(outcome.stored * 2)
  }, 900_000)

  it('is never played into a real mission', async () => {
    await expect(replay('real', 'LIVE')).rejects.toMatchObject({
      code: 'usage.invalid',
      message: expect.stringContaining('is no exercise'),
    })
  })
})
