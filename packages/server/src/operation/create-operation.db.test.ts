import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../../store/src/db/testing/index.ts'
import { createOperation } from './index.ts'

const now = new Date('2026-04-01T06:00:00Z')
let fresh: FreshDatabase

beforeAll(async () => {
  fresh = await freshDatabase(inject('databaseUrl'))
})
afterAll(async () => {
  await fresh.drop()
})

describe('a new operation', () => {
  it('that the library knows takes its name, acronym and host countries from there', async () => {
    const operation = await createOperation(fresh.db, { slug: 'minusca', timeZone: 'Africa/Bangui' }, now)
    expect(operation).toMatchObject({ acronym: 'MINUSCA', hostCountriesIso3: ['CAF'], libraryId: 'minusca' })
    expect(operation.name).toContain('Central African Republic')
  })

  it('keeps the name it was given, and its short name where nobody knows a better one', async () => {
    const named = await createOperation(fresh.db, { slug: 'unmil', timeZone: 'Africa/Monrovia', name: 'Liberia' }, now)
    expect(named.name).toBe('Liberia')
    const unknown = await createOperation(fresh.db, { slug: 'horn', timeZone: 'UTC' }, now)
    expect(unknown).toMatchObject({ name: 'HORN', acronym: 'HORN', libraryId: null, hostCountriesIso3: [] })
  })

  it('is refused under a short name that is taken, and in a zone that is none', async () => {
    await expect(createOperation(fresh.db, { slug: 'minusca', timeZone: 'UTC' }, now)).rejects.toThrow('already')
    await expect(createOperation(fresh.db, { slug: 'other', timeZone: 'Nowhere/At-All' }, now)).rejects.toThrow(
      'time zone',
    )
  })
})
