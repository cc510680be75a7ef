import type { PointKm } from './local-frame.ts'

type SettlementKind = 'capital' | 'city' | 'town' | 'village'

/** A named place of the fictional country. */
export interface Settlement {
  readonly name: string
  readonly kind: SettlementKind
  readonly population: number
  readonly at: PointKm
}

type Row = readonly [name: string, kind: SettlementKind, population: number, xKm: number, yKm: number]

const ROWS: readonly Row[] = [
  ['Amarelle', 'capital', 684_000, 26, -117],
  ['Berrul', 'city', 142_000, -10, 46],
  ['Ilouva', 'city', 118_000, -181, -36],
  ['Tenavi', 'city', 102_000, 62, -28],
  ['Harneth', 'city', 96_000, -148, 104],
  ['Suvaye', 'city', 91_000, -16, -138],
  ['Ulmarr', 'city', 74_000, 26, 112],
  ['Pont-Selmane', 'city', 63_000, 6, -30],
  ['Kesvath', 'city', 58_000, 116, 124],
  ['Merisaye', 'town', 52_000, -82, -112],
  ['Estamaye', 'town', 47_000, 178, -34],
  ['Naviore', 'town', 44_000, -88, -34],
  ['Tolgesh', 'town', 41_000, -60, 112],
  ['Rivessol', 'town', 39_000, 122, -142],
  ['Gharveth', 'town', 37_000, 60, 44],
  ['Marroth', 'town', 33_000, -88, 44],
  ['Ostrul', 'town', 31_000, 148, 54],
  ['Cassoune', 'town', 30_000, 62, -84],
  ['Vorruk', 'town', 28_000, -166, 34],
  ['Tessarn', 'town', 22_000, 203, 134],
  ['Dolvane', 'town', 19_000, -98, -88],
  ['Palouve', 'town', 18_500, -6, -90],
  ['Olgarn', 'town', 17_000, -128, 90],
  ['Corimau', 'town', 16_000, -160, -66],
  ['Brennuk', 'town', 15_500, -32, 124],
  ['Sundrek', 'town', 14_000, 10, 22],
  ['Soubrelle', 'town', 13_000, 86, -14],
  ['Gorrek', 'town', 12_500, 62, 124],
  ['Keldur', 'town', 11_500, -104, 20],
  ['Orlouse', 'town', 11_000, 134, -20],
  ['Lisendou', 'town', 10_500, -36, -40],
  ['Varnesh', 'town', 9_800, 118, 30],
  ['Saltève', 'town', 9_200, -214, -14],
  ['Drevath', 'town', 8_900, 92, 104],
  ['Courvane', 'town', 8_600, -34, -86],
  ['Halduk', 'town', 8_100, 172, 40],
  ['Tamelou', 'town', 7_800, -70, -8],
  ['Ashkul', 'village', 6_900, -92, 98],
  ['Ruveth', 'village', 6_400, 8, 92],
  ['Ormuth', 'village', 6_100, 136, 102],
  ['Belouane', 'village', 5_900, -142, -26],
  ['Sekkarn', 'village', 5_600, -176, 66],
  ['Polvath', 'village', 5_200, -38, 30],
  ['Gouriane', 'village', 4_900, 44, -8],
  ['Arnukh', 'village', 4_700, 6, 62],
  ['Vellande', 'village', 4_500, 18, -52],
  ['Hask', 'village', 4_200, -66, 24],
  ['Tévane', 'village', 4_100, 126, -118],
  ['Marende', 'village', 3_900, 52, -104],
  ['Lunnok', 'village', 3_700, 40, 24],
  ['Ronvaye', 'village', 3_500, -106, -10],
  ['Terrun', 'village', 3_300, 78, 62],
  ['Navesque', 'village', 3_200, 184, -4],
  ['Ouressane', 'village', 3_000, -62, -142],
  ['Ildrak', 'village', 2_900, -76, 82],
  ['Yarruk', 'village', 2_800, 182, 118],
  ['Danneth', 'village', 2_600, -146, 18],
  ['Bessane', 'village', 2_300, -18, -14],
  ['Lamouvre', 'village', 2_200, 98, -154],
  ['Kirruth', 'village', 2_000, -16, 14],
  ['Houldène', 'village', 1_800, 66, 2],
  ['Sarrouve', 'village', 1_600, -263, -60],
  ['Orrinfold', 'village', 1_500, 26, 10],
  ['Pessarnine', 'village', 1_300, 152, 8],
]

/** The sixty-four named places, largest first. */
export const SETTLEMENTS: readonly Settlement[] = ROWS.map(([name, kind, population, xKm, yKm]) => ({
  name,
  kind,
  population,
  at: [xKm, yKm],
}))

/** A settlement by its name; throws RangeError if there is none of that name. */
export function settlement(name: string): Settlement {
  const found = SETTLEMENTS.find((candidate) => candidate.name === name)
  if (found === undefined) throw new RangeError(`no settlement ${name}`)
  return found
}
