import type { PointKm } from './local-frame.ts'

/** Points of the coast, clockwise from the north-western cape; borders of districts end at some of them. */
export const COAST: readonly (readonly [id: string, point: PointKm])[] = [
  ['c0', [-205, 60]],
  ['c1', [-152, 120]],
  ['c2', [-95, 128]],
  ['c3', [-58, 152]],
  ['c4', [-10, 138]],
  ['c5', [22, 118]],
  ['c6', [62, 150]],
  ['c7', [112, 170]],
  ['c8', [158, 142]],
  ['c9', [222, 156]],
  ['c10', [212, 104]],
  ['c11', [164, 84]],
  ['c12', [188, 42]],
  ['c13', [204, -8]],
  ['c14', [172, -52]],
  ['c15', [116, -62]],
  ['c16', [102, -97]],
  ['c17', [142, -124]],
  ['c18', [128, -168]],
  ['c19', [72, -162]],
  ['c20', [33, -124]],
  ['c21', [12, -152]],
  ['c22', [-42, -168]],
  ['c23', [-92, -142]],
  ['c24', [-112, -100]],
  ['c25', [-160, -86]],
  ['c26', [-184, -42]],
  ['c27', [-228, -14]],
  ['c28', [-200, 24]],
]

/** Bays, estuaries and spits: points between one coast point and the next. */
export const COAST_VIA: Readonly<Record<string, readonly PointKm[]>> = {
  c0: [
    [-196, 74],
    [-186, 70],
    [-178, 84],
    [-172, 108],
  ],
  c2: [
    [-84, 140],
    [-78, 134],
  ],
  c4: [
    [4, 130],
    [12, 119],
    [18, 116],
  ],
  c6: [
    [78, 148],
    [88, 158],
  ],
  c8: [
    [174, 146],
    [186, 138],
    [202, 148],
  ],
  c10: [
    [190, 102],
    [180, 108],
    [176, 94],
  ],
  c11: [
    [168, 72],
    [178, 66],
  ],
  c12: [
    [196, 32],
    [190, 22],
    [200, 10],
  ],
  c13: [
    [194, -22],
    [186, -26],
    [190, -38],
  ],
  c14: [
    [156, -48],
    [142, -62],
    [132, -54],
  ],
  c15: [
    [100, -70],
    [92, -82],
    [94, -92],
  ],
  c16: [
    [116, -112],
    [124, -106],
  ],
  c18: [
    [116, -164],
    [104, -172],
    [90, -168],
  ],
  c19: [
    [58, -154],
    [46, -150],
    [40, -138],
  ],
  c20: [
    [29, -135],
    [27, -146],
    [20, -156],
  ],
  c21: [
    [-2, -160],
    [-10, -150],
    [-22, -164],
  ],
  c22: [
    [-58, -166],
    [-66, -156],
    [-82, -158],
  ],
  c23: [
    [-104, -130],
    [-100, -118],
  ],
  c24: [
    [-126, -90],
    [-140, -92],
  ],
  c25: [
    [-168, -72],
    [-176, -70],
  ],
  c26: [
    [-198, -36],
    [-204, -26],
    [-222, -28],
  ],
  c27: [
    [-216, 2],
    [-200, 3],
    [-186, 8],
    [-202, 13],
  ],
  c28: [
    [-212, 34],
    [-214, 48],
  ],
}

/** Meeting points of district borders inland. */
export const JUNCTIONS: Readonly<Record<string, PointKm>> = {
  a1: [-110, 64],
  a2: [-52, 70],
  a3: [-8, 78],
  a4: [28, 76],
  a5: [86, 82],
  b1: [-122, -6],
  b2: [-52, 9],
  b3: [18, 1],
  b4: [96, 9],
  d1: [-56, -62],
  d2: [36, -60],
  d3: [70, -116],
}

/** District borders: ends, and points on the way. */
export const INLAND_BORDERS: readonly (readonly [from: string, to: string, via: readonly PointKm[]])[] = [
  ['c0', 'a1', [[-160, 52]]],
  ['a1', 'a2', [[-80, 74]]],
  ['a2', 'a3', [[-30, 66]]],
  ['a3', 'a4', []],
  ['a4', 'a5', [[58, 70]]],
  ['a5', 'c11', [[128, 94]]],
  ['c2', 'a1', [[-112, 96]]],
  ['c4', 'a3', [[-18, 108]]],
  ['c6', 'a5', [[84, 116]]],
  ['c8', 'c11', [[150, 112]]],
  ['c27', 'b1', [[-170, 6]]],
  ['b1', 'b2', [[-88, 14]]],
  ['b2', 'b3', [[-16, -6]]],
  ['b3', 'b4', [[58, 12]]],
  ['b4', 'c13', [[150, -2]]],
  ['a1', 'b1', [[-124, 30]]],
  ['a2', 'b2', [[-44, 40]]],
  ['a4', 'b3', [[34, 38]]],
  ['a5', 'b4', [[82, 44]]],
  ['b1', 'c24', [[-128, -52]]],
  ['b2', 'd1', [[-64, -26]]],
  ['b3', 'd2', [[22, -32]]],
  ['b4', 'c15', [[104, -28]]],
  ['c24', 'd1', [[-84, -78]]],
  ['d1', 'd2', [[-10, -72]]],
  ['d2', 'c15', [[78, -48]]],
  ['d1', 'c22', [[-48, -112]]],
  ['d2', 'c20', [[46, -92]]],
  ['c16', 'd3', [[86, -108]]],
  ['d3', 'c19', [[64, -140]]],
]

/** Islands, each a rough ring; all belong to the district of Ilouva. */
export const ISLANDS: readonly (readonly [name: string, ring: readonly PointKm[]])[] = [
  [
    'Grand Sarrouve',
    [
      [-274, -52],
      [-258, -46],
      [-249, -58],
      [-254, -72],
      [-268, -76],
      [-280, -66],
    ],
  ],
  [
    'Petit Sarrouve',
    [
      [-252, -88],
      [-244, -85],
      [-240, -93],
      [-247, -99],
    ],
  ],
  [
    'Îlot du Phare',
    [
      [-290, -88],
      [-284, -86],
      [-283, -91],
    ],
  ],
]

/** A first-level area: P-code, name, the mission's sector that covers it. */
export interface Region {
  readonly pcode: string
  readonly name: string
  readonly sector: SectorName
}
export const SECTOR_NAMES = ['West', 'Centre', 'East'] as const
export type SectorName = (typeof SECTOR_NAMES)[number]

/** The six regions. `XO` is a prefix from the range of ISO 3166 that is kept for private use. */
export const REGIONS: readonly Region[] = [
  { pcode: 'XO01', name: 'Harneth', sector: 'West' },
  { pcode: 'XO02', name: 'Ulmarr', sector: 'Centre' },
  { pcode: 'XO03', name: 'Kesvath', sector: 'East' },
  { pcode: 'XO04', name: 'Ilouva', sector: 'West' },
  { pcode: 'XO05', name: 'Amarelle', sector: 'Centre' },
  { pcode: 'XO06', name: 'Tenavi', sector: 'East' },
]

/** A second-level area, named for its main town, with its population (mid-year estimate). */
export interface District {
  readonly pcode: string
  readonly name: string
  readonly population: number
  /** A point inside, by which the area is recognised. */
  readonly inside: PointKm
}

/** The nineteen districts; the first four characters of a P-code are the region's. */
export const DISTRICTS: readonly District[] = [
  { pcode: 'XO0101', name: 'Harneth', population: 268_000, inside: [-150, 88] },
  { pcode: 'XO0102', name: 'Tolgesh', population: 164_000, inside: [-60, 108] },
  { pcode: 'XO0103', name: 'Vorruk', population: 121_000, inside: [-160, 30] },
  { pcode: 'XO0201', name: 'Ulmarr', population: 203_000, inside: [28, 100] },
  { pcode: 'XO0202', name: 'Marroth', population: 139_000, inside: [-85, 40] },
  { pcode: 'XO0203', name: 'Berrul', population: 337_000, inside: [-5, 40] },
  { pcode: 'XO0301', name: 'Kesvath', population: 176_000, inside: [118, 122] },
  { pcode: 'XO0302', name: 'Tessarn', population: 84_000, inside: [195, 128] },
  { pcode: 'XO0303', name: 'Gharveth', population: 118_000, inside: [60, 44] },
  { pcode: 'XO0304', name: 'Ostrul', population: 127_000, inside: [140, 50] },
  { pcode: 'XO0401', name: 'Ilouva', population: 312_000, inside: [-165, -40] },
  { pcode: 'XO0402', name: 'Naviore', population: 158_000, inside: [-92, -35] },
  { pcode: 'XO0403', name: 'Merisaye', population: 171_000, inside: [-80, -110] },
  { pcode: 'XO0501', name: 'Pont-Selmane', population: 229_000, inside: [-15, -35] },
  { pcode: 'XO0502', name: 'Amarelle', population: 1_048_000, inside: [0, -115] },
  { pcode: 'XO0601', name: 'Tenavi', population: 287_000, inside: [60, -25] },
  { pcode: 'XO0602', name: 'Estamaye', population: 162_000, inside: [150, -25] },
  { pcode: 'XO0603', name: 'Cassoune', population: 133_000, inside: [62, -85] },
  { pcode: 'XO0604', name: 'Rivessol', population: 114_000, inside: [108, -138] },
]
