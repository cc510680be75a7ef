import type { PointKm } from './local-frame.ts'

/** A road between settlements, in order; `surface` says how it fares in the rains. */
export interface Route {
  readonly name: string
  readonly surface: 'paved' | 'gravel' | 'track'
  readonly through: readonly string[]
}

/** Main supply routes and local roads. */
export const ROUTES: readonly Route[] = [
  {
    name: 'N1',
    surface: 'paved',
    through: [
      'Amarelle',
      'Palouve',
      'Vellande',
      'Pont-Selmane',
      'Bessane',
      'Kirruth',
      'Berrul',
      'Arnukh',
      'Ruveth',
      'Ulmarr',
    ],
  },
  {
    name: 'N2',
    surface: 'paved',
    through: ['Amarelle', 'Suvaye', 'Ouressane', 'Merisaye', 'Dolvane', 'Corimau', 'Ilouva', 'Saltève'],
  },
  {
    name: 'N3',
    surface: 'paved',
    through: ['Amarelle', 'Marende', 'Cassoune', 'Tenavi', 'Soubrelle', 'Orlouse', 'Estamaye'],
  },
  { name: 'N4', surface: 'paved', through: ['Berrul', 'Polvath', 'Hask', 'Marroth', 'Olgarn', 'Harneth'] },
  {
    name: 'N5',
    surface: 'gravel',
    through: ['Berrul', 'Lunnok', 'Gharveth', 'Terrun', 'Drevath', 'Kesvath', 'Yarruk', 'Tessarn'],
  },
  { name: 'R11', surface: 'gravel', through: ['Merisaye', 'Naviore', 'Tamelou', 'Lisendou', 'Pont-Selmane'] },
  { name: 'R12', surface: 'gravel', through: ['Ilouva', 'Belouane', 'Ronvaye', 'Tamelou'] },
  { name: 'R13', surface: 'gravel', through: ['Belouane', 'Danneth', 'Vorruk', 'Sekkarn', 'Harneth'] },
  { name: 'R14', surface: 'track', through: ['Danneth', 'Keldur', 'Marroth'] },
  { name: 'R15', surface: 'track', through: ['Ronvaye', 'Keldur'] },
  {
    name: 'R16',
    surface: 'gravel',
    through: ['Marroth', 'Ildrak', 'Ashkul', 'Tolgesh', 'Brennuk', 'Ulmarr', 'Gorrek', 'Kesvath'],
  },
  { name: 'R21', surface: 'track', through: ['Tamelou', 'Hask'] },
  { name: 'R22', surface: 'gravel', through: ['Pont-Selmane', 'Gouriane', 'Orrinfold', 'Sundrek', 'Berrul'] },
  { name: 'R23', surface: 'gravel', through: ['Gouriane', 'Tenavi'] },
  { name: 'R24', surface: 'track', through: ['Courvane', 'Lisendou'] },
  { name: 'R25', surface: 'gravel', through: ['Palouve', 'Courvane', 'Dolvane'] },
  { name: 'R31', surface: 'gravel', through: ['Tenavi', 'Houldène', 'Lunnok'] },
  { name: 'R32', surface: 'gravel', through: ['Gharveth', 'Varnesh', 'Ostrul', 'Halduk'] },
  { name: 'R33', surface: 'track', through: ['Varnesh', 'Soubrelle'] },
  { name: 'R34', surface: 'gravel', through: ['Orlouse', 'Pessarnine', 'Ostrul', 'Ormuth', 'Kesvath'] },
  { name: 'R35', surface: 'track', through: ['Pessarnine', 'Navesque', 'Estamaye'] },
  { name: 'R41', surface: 'gravel', through: ['Cassoune', 'Tévane', 'Rivessol', 'Lamouvre', 'Marende'] },
]

/** A river from its spring to its mouth. */
export interface River {
  readonly name: string
  readonly course: readonly PointKm[]
}

/** The four rivers; the last point of each lies in the sea, so that the mouth meets the coast. */
export const RIVERS: readonly River[] = [
  {
    name: 'Sel',
    course: [
      [128, 108],
      [104, 84],
      [92, 62],
      [66, 50],
      [48, 30],
      [34, 14],
      [20, -8],
      [8, -28],
      [14, -48],
      [-2, -66],
      [6, -88],
      [18, -104],
      [30, -122],
      [33, -136],
    ],
  },
  {
    name: 'Ourme',
    course: [
      [-58, 92],
      [-72, 66],
      [-80, 48],
      [-100, 34],
      [-122, 30],
      [-148, 26],
      [-172, 14],
      [-186, 8.5],
      [-204, 8],
    ],
  },
  {
    name: 'Tanve',
    course: [
      [108, 62],
      [120, 38],
      [134, 26],
      [148, 20],
      [168, 24],
      [186, 22],
      [204, 22],
    ],
  },
  {
    name: 'Morlou',
    course: [
      [-60, -40],
      [-74, -58],
      [-86, -76],
      [-94, -92],
      [-88, -110],
      [-100, -126],
      [-116, -144],
    ],
  },
]

/** The ceasefire line from coast to coast; both ends lie in the sea. */
export const CEASEFIRE_COURSE: readonly PointKm[] = [
  [-236, 4],
  [-196, -2],
  [-160, 4],
  [-124, 2],
  [-96, 6],
  [-70, 10],
  [-44, 14],
  [-20, 2],
  [4, 2],
  [26, -4],
  [48, 10],
  [76, 16],
  [104, 12],
  [132, 6],
  [160, 16],
  [186, 8],
  [222, 6],
]

/** The buffer zone reaches this far to either side of the ceasefire line. */
export const BUFFER_HALF_WIDTH_KM = 5

/** Kinds of site that the mission and its partners keep. */
type SiteKind =
  | 'force_headquarters'
  | 'sector_headquarters'
  | 'company_base'
  | 'team_site'
  | 'observation_post'
  | 'hospital'
  | 'idp_site'
  | 'airfield'
  | 'port'

/** A site: a base of the mission, or the site for displaced people. */
export interface Site {
  readonly name: string
  readonly kind: SiteKind
  readonly at: PointKm
}

/** Bases, observation posts and the displacement site. */
export const SITES: readonly Site[] = [
  { name: 'FHQ Camp Estuary', kind: 'force_headquarters', at: [22, -112] },
  { name: 'Sector West HQ', kind: 'sector_headquarters', at: [-177, -33] },
  { name: 'Sector Centre HQ', kind: 'sector_headquarters', at: [9, -34] },
  { name: 'Sector East HQ', kind: 'sector_headquarters', at: [66, -31] },
  { name: 'Level II Hospital', kind: 'hospital', at: [5, -35] },
  { name: 'Amarelle Airfield', kind: 'airfield', at: [14, -124] },
  { name: 'Amarelle Port', kind: 'port', at: [31, -121] },
  { name: 'COB Danneth', kind: 'company_base', at: [-143, 15] },
  { name: 'COB Keldur', kind: 'company_base', at: [-101, 17] },
  { name: 'COB Tamelou', kind: 'company_base', at: [-67, -6] },
  { name: 'COB Berrul', kind: 'company_base', at: [-6, 43] },
  { name: 'COB Houldène', kind: 'company_base', at: [68, -1] },
  { name: 'COB Varnesh', kind: 'company_base', at: [115, 27] },
  { name: 'TS Harneth', kind: 'team_site', at: [-145, 102] },
  { name: 'TS Ulmarr', kind: 'team_site', at: [23, 108] },
  { name: 'TS Kesvath', kind: 'team_site', at: [113, 121] },
  { name: 'TS Ostrul', kind: 'team_site', at: [145, 52] },
  { name: 'TS Estamaye', kind: 'team_site', at: [174, -32] },
  { name: 'TS Merisaye', kind: 'team_site', at: [-79, -109] },
  { name: 'OP W1', kind: 'observation_post', at: [-172, 3] },
  { name: 'OP W2', kind: 'observation_post', at: [-120, 4] },
  { name: 'OP C1', kind: 'observation_post', at: [-72, 8] },
  { name: 'OP C2', kind: 'observation_post', at: [-20, 4] },
  { name: 'OP C3', kind: 'observation_post', at: [28, -1] },
  { name: 'OP E1', kind: 'observation_post', at: [70, 13] },
  { name: 'OP E2', kind: 'observation_post', at: [104, 14] },
  { name: 'OP E3', kind: 'observation_post', at: [158, 14] },
  { name: 'Sel Bend IDP site', kind: 'idp_site', at: [17, -44] },
]
