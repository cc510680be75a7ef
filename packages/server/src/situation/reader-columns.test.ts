import { columnsOf, randomFrom, randomRows } from '@eirene/analysis/situation'
import { expect, it } from 'vitest'
import { columnsBodies } from './reader-columns.ts'

const rows = randomRows({
  ...{ count: 200, random: randomFrom(3), fromMs: Date.UTC(2026, 0, 1), spanMs: 9e9, actors: 5 },
  markings: ['open', 'closed'],
})
const columns = columnsOf(rows, 'UTC')
const readable = columns.dictionaries.markings.slice(0, 1)

function pictureAt(revision: string) {
  return { columns: () => columns, revisionOf: () => revision }
}

it('of a view that changes a hundred times one body is kept, and readers who see the same share it', async () => {
  const bodies = columnsBodies()
  const first = await bodies.bodyFor('op', pictureAt('0'), readable)
  const bytes = bodies.keptBytes()
  expect(bytes).toBe(first.body.bytes.length + first.body.gzipped.length)
  expect((await bodies.bodyFor('op', pictureAt('0'), readable)).body).toBe(first.body)
  for (let revision = 1; revision <= 100; revision++) {
    const asked = [1, 2].map(() => bodies.bodyFor('op', pictureAt(String(revision)), readable))
    const [one, other] = await Promise.all(asked)
    expect(one?.body).toBe(other?.body)
  }
  expect(bodies.keptBytes()).toBe(bytes)
})

it('a view that changes while its body is made gives that body and keeps the newer alone', async () => {
  const bodies = columnsBodies()
  const [before, after] = await Promise.all([
    bodies.bodyFor('op', pictureAt('a'), readable),
    bodies.bodyFor('op', pictureAt('b'), readable),
  ])
  expect(before.revision).not.toBe(after.revision)
  expect(bodies.keptBytes()).toBe(after.body.bytes.length + after.body.gzipped.length)
})
