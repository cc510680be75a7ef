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
