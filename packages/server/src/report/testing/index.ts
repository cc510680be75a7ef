import type { FieldReport } from '@eirene/domain/report'
import { mintId } from '@eirene/domain/record'

/** A field report of a test; what is left out is ordinary. */
export function sampleReport(change: Partial<FieldReport> = {}): FieldReport {
  return {
    id: mintId(),
    type: 'PATREP',
    typeCode: 'ARM-01',
    occurred: { from: '2024-03-02T06:30:00Z', to: null, precision: 'hour' },
    place: { point: { lon: 20.5, lat: 6.25, precisionM: 500 }, name: 'Bridge at Kaga' },
    sense: 'seen',
    sourceKind: 'patrol',
    sourceCode: 'PTL-N-04',
    title: 'Shots at the bridge',
    narrative: 'Two bursts, then a lorry left to the north.',
    language: 'en',
    harm: [{ category: 'injured', group: 'all', sex: null, ageBand: null, low: 1, best: 2, high: null }],
    actors: [{ name: 'Valley Defence Group', role: 'side_a' }],
    compartments: [],
    originKey: null,
    correctsId: null,
    writtenAt: '2024-03-02T07:00:00Z',
    ...change,
  }
}
