import type { ReleaseContent } from '@eirene/domain/release'
import { expect, it } from 'vitest'
import { releaseDigest } from './release-digest.ts'

const CONTENT: ReleaseContent = {
  layout: 1,
  audience: 'partner',
  operation: { name: 'Mission d’observation', acronym: 'MINUSCA', realm: 'LIVE' },
  title: 'Été: "attaques" \\ à Bria 🕊',
  text: 'Ligne\n\tالأولى\u0001\u2028€ﬁ',
  fromOn: '2024-01-01',
  toOn: '2024-02-01',
  time: 'month',
  delayDays: 30,
  k: null,
  basis: 'verified',
  asOfOn: '2024-03-05',
  tables: [
    {
      unit: 'month',
      fromOn: '2024-01-01',
      toOn: '2024-02-01',
      areas: ['Haute-Kotto', 'Ouaka'],
      rows: [{ family: 'armed', cells: [{ least: 12, most: 12 }, { least: 0, most: null }, null] }],
      totals: [null, { least: 5, most: 9 }, { least: 17, most: null }],
    },
  ],
  list: [{ on: '2024-01-03', typeCode: 'ARM-01', place: '866a1d14fffffff', incidents: 2 }],
}

/** The same content as a database may give it back: every object with its keys the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, turned(part)]),
  )
}

it('gives releases that are out already the digest that they were given', () => {
  expect(releaseDigest(CONTENT)).toBe('14a5473d9eb865dc37f1f32ccf8c5426708b01d74072104bc68bbc0089db5ebe')
  expect(releaseDigest({ ...CONTENT, title: 'Reports of violence', text: '', k: 5 })).toBe(
    'fdbc69f8c85c90b99acd308abc164140da039bd09b2e73a91d2df38b95622f01',
  )
})

it('does not depend on the order of keys', () => {
  expect(releaseDigest(turned(CONTENT) as ReleaseContent)).toBe(releaseDigest(CONTENT))
})
