import { replayScript } from '@eirene/domain/exercise'
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

const SCRIPT = { seed: 7, startOn: '2024-02-22', weeks: 1 }

async function replay(slug: string, realm: 'LIVE' | 'EXERCISE'): Promise<ReplayOutcome> {
  const operation = await createOperation(server.db, { slug, timeZone: 'Etc/GMT+2', realm }, server.now())
  return replayMission(
    { db: server.db, clock: server.now },
    {
      ...{ operation, address, minutes: 0, leftShare: 0.25, signal: new AbortController().signal },
      script: SCRIPT,
    },
  )
}

describe('a replay', () => {
  it('is played over the interface by people in their roles, who are shut out afterwards, and the chain verifies', async () => {
    const outcome = await replay('train', 'EXERCISE')
    const reports = replayScript(SCRIPT).flatMap((turn) => turn.reports)
    // All of it follows from the seed: what is sent, and by its titles what the desk does.
    expect(outcome).toEqual({
      ...{ turns: 28, stored: reports.length, alreadyStored: 0, refused: 0, flashes: 5, handovers: 14 },
      acts: {
        ...{ reported: 104, rejected: 5, under_verification: 83, corroborated: 4, unverifiable: 9 },
        ...{ merged: 23, 'kept apart': 17, proposed: 4, confirmed: 4 },
      },
    })
    expect(outcome.stored).toBe(303)
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
