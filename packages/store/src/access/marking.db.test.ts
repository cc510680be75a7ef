import { markingKey, openMarking, withCompartments, type Marking } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { withSystem, type Db } from '../db/index.ts'
import { freshDatabase, type FreshDatabase } from '../db/testing/index.ts'
import { insertOperation } from '../operation/index.ts'
import { listMarkings, numberMarkings } from './index.ts'

let fresh: FreshDatabase
let db: Db
let operationId: string

beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
  db = fresh.db
  operationId = mintId()
  await insertOperation(db, {
    ...{ id: operationId, slug: 'minusca', name: 'M', acronym: 'M', realm: 'LIVE', timeZone: 'UTC' },
    ...{ hostCountriesIso3: [], libraryId: null, createdAt: '2024-01-01T00:00:00Z' },
  })
})
afterAll(() => fresh.drop())

function releasable(i: number): Marking {
  return { ...openMarking(operationId, 'LIVE'), releasableTo: [`N${i}`] }
}

describe('the dictionary of markings', () => {
  it('gives equal markings one number, whatever the order of their lists', async () => {
    const one = withCompartments(openMarking(operationId, 'LIVE'), ['CRSV', 'CAAC'])
    const same = { ...one, compartments: [...one.compartments].reverse() }
    const first = await withSystem(db, (tx) => numberMarkings(tx, operationId, [one]))
    const second = await withSystem(db, (tx) => numberMarkings(tx, operationId, [same]))
    expect(second.get(markingKey(same))).toBe(first.get(markingKey(one)))
    expect(await listMarkings(db, operationId)).toHaveLength(1)
  })

  it('stays without gaps and doubles when twenty writers come at once', async () => {
    const writers = Array.from({ length: 20 }, (_, i) =>
      withSystem(db, (tx) =>
        numberMarkings(
          tx,
          operationId,
          Array.from({ length: 5 }, (_unused, k) => releasable((i + k) % 12)),
        ),
      ),
    )
    const results = await Promise.all(writers)
    const dictionary = await listMarkings(db, operationId)
    expect(dictionary.map((entry) => entry.markingNo)).toEqual(dictionary.map((_, no) => no))
    expect(dictionary).toHaveLength(13)
    for (const numbers of results)
      for (const [key, no] of numbers) expect(markingKey(dictionary[no]!.marking)).toBe(key)
  })

  it('refuses a marking of another operation', async () => {
    await expect(
      withSystem(db, (tx) => numberMarkings(tx, operationId, [openMarking(mintId(), 'LIVE')])),
    ).rejects.toThrow(/another operation/)
  })

  it('does not read a marking that holds a value it does not know as a weaker one', async () => {
    const [first] = await db.selectFrom('marking').selectAll().where('marking_no', '=', 0).execute()
    await db
      .insertInto('marking')
      .values({ ...first!, marking_no: 99, marking_key: 'strange', compartments: ['NEW-COMPARTMENT'] })
      .execute()
    await expect(listMarkings(db, operationId)).rejects.toThrow(/NEW-COMPARTMENT/)
    await db.deleteFrom('marking').where('marking_no', '=', 99).execute()
  })
})
