import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { asReader, openLane, type Lane, type LaneTx } from './index.ts'
import { freshDatabase, type FreshDatabase } from './testing/index.ts'

let database: FreshDatabase
let lane: Lane
beforeAll(async () => {
  database = await freshDatabase(inject('databaseUrl'))
  await sql`create table note (no integer primary key, text text)`.execute(database.db)
})
afterAll(() => database.drop())
beforeEach(async () => {
  await sql`truncate note`.execute(database.db)
  lane = openLane(database.db)
})
afterEach(() => lane.close())

async function write(tx: LaneTx, no: number, text = ''): Promise<void> {
  await sql`insert into note values (${no}, ${text})`.execute(tx)
}

async function written(): Promise<readonly number[]> {
  const { rows } = await sql<{ no: number }>`select no from note order by no`.execute(database.db)
  return rows.map((row) => row.no)
}

describe('a transaction of a lane', () => {
  it('sends its statements in the order of the calls, although none waits for the one before', async () => {
    const seen = await lane.transaction(async (tx) => {
      const counts = Array.from({ length: 20 }, async (_, no) => {
        tx.leave(write(tx, no))
        const { rows } = await sql<{ count: bigint }>`select count(*) from note`.execute(tx)
        return Number(rows[0]?.count)
      })
      return Promise.all(counts)
    })
    expect(seen).toEqual(Array.from({ length: 20 }, (_, no) => no + 1))
  })

  it('writes as the reader exactly what is sent within the reader’s part, and as the system before and behind it', async () => {
    const who = (tx: LaneTx): Promise<string> =>
      sql<{ name: string }>`select current_user as name`.execute(tx).then(({ rows }) => rows[0]?.name ?? '')
    const names = await lane.transaction((tx) => {
      const before = who(tx)
      const within = asReader(tx, { operationId: '', markingNos: [], personId: null }, who)
      return Promise.all([before, within, who(tx)])
    })
    expect(names[1]).toBe('eirene_reader')
    expect(names[0]).not.toBe('eirene_reader')
    expect(names[2]).toBe(names[0])
  })

  it('sends nothing of the reader’s part as the system, and stores nothing when it comes too late', async () => {
    const broken = lane.transaction((tx) =>
      asReader(tx, { operationId: '', markingNos: [], personId: null }, async (part) => {
        await sql`select 1`.execute(part)
        await write(part, 1)
      }),
    )
    await expect(broken).rejects.toThrow('the reader’s part of this transaction is over')
    expect(await written()).toEqual([])
  })

  it('stores nothing when a statement fails that nobody waited for, and says what failed', async () => {
    const broken = lane.transaction(async (tx) => {
      await write(tx, 1)
      tx.leave(write(tx, 1))
      tx.leave(write(tx, 2))
    })
    await expect(broken).rejects.toMatchObject({ code: '23505' })
    expect(await written()).toEqual([])
  })

  it('names the statement that failed, not those that were sent behind it', async () => {
    const broken = lane.transaction(async (tx) => {
      tx.leave(sql`select 1 / 0`.execute(tx))
      await write(tx, 1)
    })
    await expect(broken).rejects.toMatchObject({ code: '22012' })
  })

  it('names the statement that failed however deep whoever waits for it, and also when nobody does', async () => {
    const fail = (tx: LaneTx): Promise<unknown> => sql`select 1 / 0`.execute(tx)
    /** As a function of functions waits: its fault comes later than that of a statement that was sent behind. */
    const deeply = (work: Promise<unknown>): Promise<unknown> =>
      Array.from({ length: 50 }).reduce<Promise<unknown>>((layer) => layer.then((value) => value), work)
    const waited = lane.transaction((tx) => Promise.all([deeply(fail(tx)), write(tx, 1)]))
    await expect(waited).rejects.toMatchObject({ code: '22012' })
    const within = lane.transaction((tx) =>
      asReader(tx, { operationId: '', markingNos: [], personId: null }, (part) => deeply(fail(part))),
    )
    await expect(within).rejects.toMatchObject({ code: '22012' })
    const ignored = lane.transaction(async (tx) => {
      await fail(tx).catch(() => undefined)
    })
    await expect(ignored).rejects.toMatchObject({ code: '22012' })
  })

  it('stores nothing when its act throws, with statements still under way', async () => {
    const broken = lane.transaction((tx) => {
      tx.leave(write(tx, 1))
      throw new Error('changed its mind')
    })
    await expect(broken).rejects.toThrow('changed its mind')
    expect(await written()).toEqual([])
  })

  it('begins after the one that was asked for before has ended, well or badly', async () => {
    const outcomes = await Promise.allSettled([
      lane.transaction((tx) => write(tx, 1)),
      lane.transaction((tx) => write(tx, 1)),
      lane.transaction((tx) => write(tx, 2)),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await written()).toEqual([1, 2])
  })

  it('fails when its connection is lost, and the next one has a new connection', async () => {
    const broken = lane.transaction(async (tx) => {
      await write(tx, 1)
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(database.db)
      await write(tx, 2)
    })
    await expect(broken).rejects.toThrow()
    await lane.transaction((tx) => write(tx, 3))
    expect(await written()).toEqual([3])
  })
})

describe('a lane whose database hangs', () => {
  const slow = (patience: Parameters<typeof openLane>[1]) => {
    const hasty = openLane(database.db, patience)
    const hangs = hasty.transaction(async (tx) => {
      tx.leave(write(tx, 1))
      await sql`select pg_sleep(600)`.execute(tx)
    })
    return { hasty, hangs }
  }

  it('gives a statement up that takes too long, stores nothing of it, and goes on', async () => {
    const { hasty, hangs } = slow({ statementMs: 50, answerMs: 600_000 })
    await expect(hangs).rejects.toMatchObject({ code: '57014' })
    await hasty.transaction((tx) => write(tx, 2))
    expect(await written()).toEqual([2])
    await hasty.close()
  })

  it('takes a connection for lost that does not answer, and has a new one for the next', async () => {
    const { hasty, hangs } = slow({ statementMs: 0, answerMs: 50 })
    await expect(hangs).rejects.toThrow()
    // The database does not know that nobody listens any more; a statement's own limit ends it otherwise.
    await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where query like 'select pg_sleep(600)%'`.execute(
      database.db,
    )
    await hasty.transaction((tx) => write(tx, 2))
    expect(await written()).toEqual([2])
    await hasty.close()
  })
})

it('a lane that has planned over a small table does not walk it when it has grown', async () => {
  await sql`create table grown (no integer primary key, text text)`.execute(database.db)
  await sql`insert into grown values (1, 'a')`.execute(database.db)
  await sql`analyze grown`.execute(database.db)
  const planned = await lane.transaction(async (tx) => {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select g.text from unnest(array[1, 2]) as key (no)
      join grown g on g.no = key.no`.execute(tx)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(planned).toContain('Index Scan using grown_pkey')
})

it('a lane that is closed ends after what was asked of it', async () => {
  const asked = lane.transaction((tx) => write(tx, 1))
  await lane.close()
  await asked
  expect(await written()).toEqual([1])
})

it('a lane that is closed opens no connection again', async () => {
  const connections = async (): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from pg_stat_activity
      where datname = current_database()`.execute(database.db)
    return rows[0]?.n ?? 0
  }
  await lane.transaction((tx) => write(tx, 1))
  await lane.close()
  const before = await connections()
  await expect(lane.transaction((tx) => write(tx, 2))).rejects.toMatchObject({
    code: 'environment.database_unreachable',
  })
  expect(await written()).toEqual([1])
  expect(await connections()).toBeLessThanOrEqual(before)
})
