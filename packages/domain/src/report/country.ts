import { COUNTRY_ROWS } from './country-rows.ts'

/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

const boxes = new Map<string, Box>()
const byAlpha2 = new Map<string, string>()
const byGw = new Map<string, string>()
for (const line of COUNTRY_ROWS.trim().split('\n')) {
  const [iso3 = '', iso2 = '', gw = '', box = ''] = line.trim().split(' ')
  byAlpha2.set(iso2, iso3)
  if (gw !== '-') byGw.set(gw, iso3)
  const [west, south, east, north] = box.split(',').map(Number)
  if (west !== undefined && south !== undefined && east !== undefined && north !== undefined)
    boxes.set(iso3, [west, south, east, north])
}
// Serbia and Montenegro, then Serbia, carried 345 and 340.
byGw.set('345', 'SRB')
const iso3s = new Set(byAlpha2.values())

/** ISO 3166-1 alpha-3 of an alpha-2 or alpha-3 code; null when it is neither. `XKX` stands for Kosovo. */
export function iso3Of(code: string): string | null {
  const upper = code.toUpperCase()
  return iso3s.has(upper) ? upper : (byAlpha2.get(upper) ?? null)
}

/** ISO 3166-1 alpha-3 of a Gleditsch-Ward country number, as UCDP uses it; null when unknown. */
export function iso3OfGw(number: string): string | null {
  return byGw.get(number) ?? null
}

/** The box that holds a country's land; null when the country is unknown or has none. */
export function boxOf(iso3: string | null): Box | null {
  return iso3 === null ? null : (boxes.get(iso3) ?? null)
}

/** Degrees around a country's box that still count as there: coasts, islands, border areas. */
const MARGIN_DEG = 2

/**
 * Whether a point lies in a box of degrees or within a small margin of it. Boxes that cross the antimeridian are not
 * known here.
 */
export function isInside(box: Box, lon: number, lat: number): boolean {
  return (
    lon >= box[0] - MARGIN_DEG && lon <= box[2] + MARGIN_DEG && lat >= box[1] - MARGIN_DEG && lat <= box[3] + MARGIN_DEG
  )
}
