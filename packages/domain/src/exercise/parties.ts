import type { ActorKind } from '../actor/index.ts'
import type { Reliability, SourceKind } from '../report/index.ts'
import type { SectorName } from './country-outline.ts'

/** Parties of the scenario. Groups and forces only: no person and no people of any origin stands here (N11). */
export interface Party {
  readonly key: PartyKey
  readonly name: string
  readonly aliases: readonly string[]
  readonly kind: ActorKind
  readonly parent: PartyKey | null
  /** How its members are spoken of in a narrative, English and French. */
  readonly members: string
  readonly membersFr: string
  /** How it is named as a body. */
  readonly short: string
}

export const PARTY_KEYS = [
  'government',
  'army',
  'police',
  'front',
  'column',
  'committees',
  'guard',
  'robbers',
  'unknown',
  'boats',
  'protesters',
  'rioters',
  'civilians',
  'mission',
] as const
export type PartyKey = (typeof PARTY_KEYS)[number]

type PartyRow = readonly [
  key: PartyKey,
  name: string,
  kind: ActorKind,
  short: string,
  members: string,
  membersFr: string,
  parent: PartyKey | null,
]

const PARTY_ROWS: readonly PartyRow[] = [
  ['government', 'Government of Orevane', 'state_force', 'GoO', 'officials', 'des agents de l’État', null],
  ['army', 'Orevane Armed Forces', 'state_force', 'OAF', 'OAF soldiers', 'des soldats de l’OAF', 'government'],
  ['police', 'Orevane National Police', 'state_force', 'ONP', 'ONP officers', 'des agents de l’ONP', 'government'],
  ['front', 'Highland Front', 'rebel_group', 'HF', 'HF fighters', 'des combattants du HF', null],
  [
    'column',
    'Highland Front – Third Column',
    'rebel_group',
    'HF-TC',
    'Third Column fighters',
    'des combattants de la Troisième Colonne',
    'front',
  ],
  [
    'committees',
    'Lowland Self-Defence Committees',
    'political_militia',
    'LSDC',
    'LSDC members',
    'des membres des LSDC',
    null,
  ],
  [
    'guard',
    'Tanve Herders’ Guard',
    'identity_militia',
    'THG',
    'Herders’ Guard members',
    'des membres de la Garde des éleveurs',
    null,
  ],
  [
    'robbers',
    'Unidentified robbers',
    'unknown',
    'unidentified robbers',
    'armed robbers',
    'des hommes armés non identifiés',
    null,
  ],
  [
    'unknown',
    'Unidentified armed group',
    'unknown',
    'an unidentified group',
    'unidentified armed men',
    'des hommes armés non identifiés',
    null,
  ],
  [
    'boats',
    'Unidentified armed boats',
    'unknown',
    'unidentified boats',
    'armed persons in skiffs',
    'des personnes armées en barque',
    null,
  ],
  ['protesters', 'Protesters', 'protesters', 'protesters', 'protesters', 'des manifestants', null],
  ['rioters', 'Rioters', 'rioters', 'rioters', 'rioters', 'des émeutiers', null],
  ['civilians', 'Civilians', 'civilians', 'residents', 'residents', 'des habitants', null],
  ['mission', 'UNMOR', 'mission', 'UNMOR', 'mission personnel', 'du personnel de la mission', null],
]

/** The parties of the scenario. */
export const PARTIES: readonly Party[] = PARTY_ROWS.map(([key, name, kind, short, members, membersFr, parent]) => ({
  key,
  name,
  kind,
  short,
  members,
  membersFr,
  parent,
  aliases: /^[A-Z]{3,}|^HF/.test(short) && short !== name ? [short] : [],
}))

/** A party by its key. */
export function party(key: PartyKey): Party {
  const found = PARTIES.find((candidate) => candidate.key === key)
  if (found === undefined) throw new RangeError(`no party ${key}`)
  return found
}

/** A source under its code. Who stands behind it is recorded nowhere (N2). */
export interface ScenarioSource {
  readonly code: string
  readonly kind: SourceKind
  readonly name: string
  readonly reliability: Reliability
  /** Sectors it hears from. */
  readonly sectors: readonly SectorName[]
  readonly language: 'en' | 'fr'
  /** Share among the sources that could report an event. */
  readonly weight: number
}

const ALL: readonly SectorName[] = ['West', 'Centre', 'East']

type SourceRow = readonly [
  code: string,
  kind: SourceKind,
  name: string,
  reliability: Reliability,
  sectors: readonly SectorName[],
  language: 'en' | 'fr',
  weight: number,
]

const SOURCE_ROWS: readonly SourceRow[] = [
  ['PTL-W', 'patrol', 'Patrols, Sector West', 'A', ['West'], 'en', 10],
  ['PTL-C', 'patrol', 'Patrols, Sector Centre', 'A', ['Centre'], 'en', 10],
  ['PTL-E', 'patrol', 'Patrols, Sector East', 'A', ['East'], 'en', 10],
  ['UNPOL', 'patrol', 'Police patrols of the mission', 'A', ALL, 'en', 4],
  ['OP-W1', 'observation_post', 'OP W1', 'A', ['West'], 'en', 0],
  ['OP-W2', 'observation_post', 'OP W2', 'A', ['West'], 'en', 0],
  ['OP-C1', 'observation_post', 'OP C1', 'A', ['Centre'], 'en', 0],
  ['OP-C2', 'observation_post', 'OP C2', 'A', ['Centre'], 'en', 0],
  ['OP-C3', 'observation_post', 'OP C3', 'A', ['Centre'], 'en', 0],
  ['OP-E1', 'observation_post', 'OP E1', 'A', ['East'], 'en', 0],
  ['OP-E2', 'observation_post', 'OP E2', 'A', ['East'], 'en', 0],
  ['OP-E3', 'observation_post', 'OP E3', 'A', ['East'], 'en', 0],
  ['UAS-1', 'imagery', 'Unarmed aircraft unit', 'A', ALL, 'en', 2],
  ['CAM-3', 'sensor', 'Camera at OP C3', 'B', ['Centre'], 'en', 0],
  ['CLA-02', 'community_liaison', 'Community liaison 02', 'B', ['West'], 'fr', 5],
  ['CLA-05', 'community_liaison', 'Community liaison 05', 'B', ['West'], 'en', 5],
  ['CLA-07', 'community_liaison', 'Community liaison 07', 'B', ['Centre'], 'en', 6],
  ['CLA-09', 'community_liaison', 'Community liaison 09', 'C', ['Centre'], 'fr', 4],
  ['CLA-11', 'community_liaison', 'Community liaison 11', 'B', ['East'], 'en', 6],
  ['CLA-14', 'community_liaison', 'Community liaison 14', 'C', ['East'], 'en', 4],
  ['CAN-C', 'community_alert', 'Community alert network, Centre', 'C', ['Centre'], 'en', 4],
  ['CAN-E', 'community_alert', 'Community alert network, East', 'C', ['East'], 'en', 5],
  ['NGO-A', 'ngo', 'Partner organisation A', 'B', ALL, 'en', 4],
  ['NGO-B', 'ngo', 'Partner organisation B', 'B', ['West', 'Centre'], 'fr', 4],
  ['NGO-D', 'ngo', 'Partner organisation D', 'C', ['East'], 'en', 3],
  ['MED-1', 'media', 'Radio Estuary', 'C', ALL, 'en', 3],
  ['MED-2', 'media', 'Highland Voice', 'D', ['West', 'Centre', 'East'], 'en', 2],
  ['MED-3', 'media', 'Courrier du Sel', 'C', ['West', 'Centre'], 'fr', 2],
  ['AUT-W', 'authority', 'District administrations, West', 'C', ['West'], 'fr', 3],
  ['AUT-C', 'authority', 'District administrations, Centre', 'C', ['Centre'], 'en', 3],
  ['AUT-E', 'authority', 'District administrations, East', 'C', ['East'], 'en', 3],
  ['PAR-G', 'party', 'OAF liaison officer', 'D', ALL, 'en', 2],
  ['PAR-H', 'party', 'HF liaison officer', 'D', ALL, 'en', 2],
  ['PAR-T', 'party', 'Third Column spokesperson', 'E', ['East'], 'en', 1],
  ['HRO', 'mission', 'Human rights office', 'A', ALL, 'en', 0],
  ['PROT', 'mission', 'Women and child protection', 'A', ALL, 'en', 0],
  ['DDR', 'mission', 'DDR section', 'A', ALL, 'en', 0],
  ['POLAFF', 'mission', 'Political affairs', 'A', ALL, 'en', 0],
  ['MINEACT', 'mission', 'Mine action', 'A', ALL, 'en', 0],
  ['SAFETY', 'mission', 'Safety and security', 'A', ALL, 'en', 0],
  ['CDT', 'mission', 'Conduct and discipline team', 'A', ALL, 'en', 0],
  ['MARCEN', 'mission', 'Maritime information centre', 'B', ALL, 'en', 0],
  ['CALLER', 'other', 'Anonymous callers', 'F', ALL, 'en', 1],
]

/** The sources of the scenario. */
export const SCENARIO_SOURCES: readonly ScenarioSource[] = SOURCE_ROWS.map(
  ([code, kind, name, reliability, sectors, language, weight]) => ({
    code,
    kind,
    name,
    reliability,
    sectors,
    language,
    weight,
  }),
)

/** A post of the mission's own staff; the demonstration names functions, never people. */
export const STAFF_POSTS = [
  ['duty_day', 'JOC duty officer, day'],
  ['duty_night', 'JOC duty officer, night'],
  ['jmac_1', 'JMAC analyst, first'],
  ['jmac_2', 'JMAC analyst, second'],
  ['hro', 'Human rights officer'],
  ['wpa', 'Women protection adviser'],
  ['cpa', 'Child protection adviser'],
  ['team_west', 'Team leader, Sector West'],
  ['team_centre', 'Team leader, Sector Centre'],
  ['team_east', 'Team leader, Sector East'],
] as const
export type StaffKey = (typeof STAFF_POSTS)[number][0]
