import type { SitrepChanges } from '@eirene/domain/situation'
import { expect, it } from 'vitest'
import { withholdChanges } from './withhold-facts.ts'

const RECORD = { kind: 'added', place: 'Bria', period: 'current', section: 'security', aspects: [] } as const
/** Of 400 changed records two are listed. */
const CHANGES = {
  since: '2021-02-01T05:00:00Z',
  records: [
    { ...RECORD, incidentId: 'a' },
    { ...RECORD, incidentId: 'b' },
  ],
  recordCount: 400,
  figures: [{ section: 'security' }],
} as unknown as SitrepChanges // what is looked at here

it('tells all of what changed to whoever may see all of it', () => {
  const readable = new Set(['a', 'b'])
  expect(withholdChanges(CHANGES, { readable, isWithheld: false })).toEqual(CHANGES)
})

it('tells nothing of hidden records, nor by how many more are counted than listed', () => {
  const partly = withholdChanges(CHANGES, { readable: new Set(['a']), isWithheld: false })
  expect(partly).toMatchObject({ records: [{ incidentId: 'a' }], recordCount: 1, figures: [] })
  // The hidden one is among those that are not listed.
  const beyond = withholdChanges(CHANGES, { readable: new Set(['a', 'b']), isWithheld: true })
  expect(beyond).toMatchObject({ recordCount: 2, figures: [] })
})
