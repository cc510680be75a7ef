import { openMarking, type Compartment, type Realm } from '@eirene/domain/access'
import type { IncidentState } from '@eirene/domain/incident'
import type { Operation } from '@eirene/domain/operation'
import type { SitrepLanguage, SitrepStatus } from '@eirene/domain/situation'
import { draftSitrep, type SitrepMethods } from './draft-sitrep.ts'
import type { SitrepIncident } from './sitrep-material.ts'

const OPERATION_ID = '0190a000-0000-7000-8000-000000000001'

/** An operation for tests and benchmarks. */
function sampleOperation(realm: Realm = 'LIVE'): Operation {
  return {
    id: OPERATION_ID,
    slug: 'sample',
    name: 'Sample mission',
    acronym: 'SAMPLE',
    realm,
    timeZone: 'Africa/Bangui',
    hostCountriesIso3: ['CAF'],
    libraryId: null,
    createdAt: '2021-01-01T00:00:00.000Z',
  }
}

const PLACES = [
  ['Bangui', 'Bangui province', 18.58, 4.37],
  ['Bouar', 'Nana-Mambéré province', 15.59, 5.93],
  ['Bambari', 'Ouaka province', 20.67, 5.77],
  ['Bria', 'Haute-Kotto province', 21.99, 6.54],
  ['Birao', 'Vakaga province', 22.79, 10.28],
] as const
const TYPES = ['ARM-01', 'CIV-01', 'HUM-01', 'ARM-02', 'POL-01', 'CRI-02'] as const
const STATES: readonly IncidentState[] = [
  'reported',
  'verified',
  'corroborated',
  'contested',
  'under_verification',
  'unverifiable',
]

/** Incident number `n` of a made-up series: spread over days, places, types and states, every fifth with nobody's number known. */
export function sampleIncident(n: number, changes: Partial<SitrepIncident> = {}): SitrepIncident {
  const [name, adm1, lon, lat] = PLACES[n % PLACES.length] ?? PLACES[0]
  const day = Date.parse('2020-12-02T10:00:00Z') + ((n * 37) % 60) * 86_400_000
  const best = n % 5 === 0 ? null : (n * 7) % 12
  const serial = String(n).padStart(12, '0')
  return {
    id: `0190b000-0000-7000-8000-${serial}`,
    marking: openMarking(OPERATION_ID, 'LIVE'),
    typeCode: TYPES[n % TYPES.length] ?? 'ARM-01',
    occurred: { from: new Date(day).toISOString(), to: null, precision: 'day' },
    place: { point: { lon, lat, precisionM: 25_000 }, name, adm1, adm2: null, countryIso3: 'CAF' },
    state: STATES[n % STATES.length] ?? 'reported',
    killed: [{ countingRule: 'mission', low: best, best, high: best === null ? null : best + (n % 3) }],
    actors: [
      { name: 'Armed forces', role: 'side_a' },
      { name: `Group ${n % 3}`, role: 'side_b' },
    ],
    reports: [
      {
        marking: openMarking(OPERATION_ID, 'LIVE'),
        reportId: `0190c000-0000-7000-8000-${serial}`,
        dataset: null,
        release: null,
        externalId: null,
        rowNo: null,
        reliability: 'B',
        credibility: 2,
        source: {
          code: `PTL-${n % 4}`,
          name: `PTL-${n % 4}`,
          kind: 'patrol',
          citation: null,
          url: null,
          machineGenerated: false,
        },
      },
    ],
    ...changes,
  }
}

/** The same incident in a compartment. */
export function restrictedIncident(
  n: number,
  compartment: Compartment,
  changes: Partial<SitrepIncident> = {},
): SitrepIncident {
  const marking = { ...openMarking(OPERATION_ID, 'LIVE'), compartments: [compartment] }
  const reports = sampleIncident(n).reports.map((report) => ({ ...report, marking }))
  return sampleIncident(n, { marking, reports, ...changes })
}

/** A drafting without clusters and with a ratio that has no interval: for tests of form. */
const PLAIN_METHODS: SitrepMethods = {
  compare: (current, before) => ({
    ratio: before.count === 0 ? null : current.count / current.days / (before.count / before.days),
    low: 0.5,
    high: before.count === 0 ? null : 2,
  }),
  clusterRule: { radiusKm: 10, days: 14, least: 4 },
  clusters: () => [],
}

/** A draft of January 2021 from these incidents. */
export function sampleContent(
  incidents: readonly SitrepIncident[],
  language: SitrepLanguage = 'en',
  realm: Realm = 'LIVE',
): ReturnType<typeof draftSitrep> {
  const drafting = { draftedBy: 'Amara Diallo', at: new Date('2021-02-01T05:00:00Z'), correctsNumber: null }
  const order = {
    fromOn: '2021-01-01',
    toOn: '2021-02-01',
    language,
    comments: { outlook: 'A judgement of the drafter.' },
  }
  return draftSitrep(order, sampleOperation(realm), incidents, { methods: PLAIN_METHODS, drafting })
}

export const SAMPLE_STATUS: SitrepStatus = {
  id: '0190d000-0000-7000-8000-000000000001',
  number: '2021-02-01/1',
  state: 'draft',
  draftedAt: '2021-02-01T05:00:00.000Z',
  releasedBy: null,
  releasedAt: null,
  correctedBy: null,
}
