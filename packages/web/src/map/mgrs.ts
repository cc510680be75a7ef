import * as mgrs from 'mgrs'
import type { LonLat } from './contract.ts'

/** Grid reference with spaces, `34N BL 41872 65821`; `digits` 1 (10 km) to 5 (1 m). Null beyond 84° north and 80° south, where MGRS has no zones. */
export function formatMgrs([lon, lat]: LonLat, digits = 5): string | null {
  if (lat > 84 || lat < -80 || !Number.isFinite(lon)) return null
  const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180
  const text = mgrs.forward([wrapped, lat], digits)
  const match = /^(\d{1,2}[A-Z])([A-Z]{2})(\d*)$/.exec(text)
  if (match === null) return null
  const [, zone = '', square = '', numbers = ''] = match
  const half = numbers.length / 2
  return `${zone} ${square} ${numbers.slice(0, half)} ${numbers.slice(half)}`
}

/** What a grid reference says: the middle of its square, and the radius that surely holds the square, in metres. */
export interface GridPlace {
  readonly lon: number
  readonly lat: number
  readonly precisionM: number
}

const GRID = /^\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z]{2}(\d*)$/

/** Reads `34N BL 41872 65821`, with or without spaces, 2 to 10 digits in pairs. Null for what is no grid reference. */
export function parseMgrs(text: string): GridPlace | null {
  const bare = text.replaceAll(/[\s-]+/g, '').toUpperCase()
  const digits = GRID.exec(bare)?.[1]?.length
  if (digits === undefined || digits % 2 !== 0 || digits < 2 || digits > 10) return null
  try {
    const [west, south, east, north] = mgrs.inverse(bare)
    const sideM = 10 ** (5 - digits / 2)
    return {
      lon: (west + east) / 2,
      lat: (south + north) / 2,
      precisionM: Math.max(1, Math.ceil(sideM * Math.SQRT1_2)),
    }
  } catch {
    // A zone and square that do not belong together.
    return null
  }
}
