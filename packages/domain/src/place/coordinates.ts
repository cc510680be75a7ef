/** A point as somebody typed it; how surely it is known is asked apart. Degrees, WGS 84. */
export interface TypedPoint {
  readonly lon: number
  readonly lat: number
}

/** West, south, east, north in degrees. */
type Bounds = readonly [west: number, south: number, east: number, north: number]

const NUMBER = String.raw`(\d{1,3}(?:[.,]\d+)?)`
const ANGLE = new RegExp(
  String.raw`^([-+−]?)${NUMBER}\s*°?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*['′’]\s*)?(?:(\d{1,2}(?:[.,]\d+)?)\s*["″”]\s*)?([NSEWO]?)$`,
  'iu',
)

interface Angle {
  readonly degrees: number
  /** The letter that was written after it; empty when there was none. */
  readonly letter: string
}

function parseAngle(text: string): Angle | undefined {
  const match = ANGLE.exec(text.trim())
  if (match === null) return undefined
  const [, sign = '', degrees = '', minutes, seconds, letter = ''] = match
  const part = (digits: string | undefined): number => Number((digits ?? '0').replace(',', '.'))
  const size = part(degrees) + part(minutes) / 60 + part(seconds) / 3600
  const isNegative = (sign !== '' && sign !== '+') || /[SWO]/i.test(letter)
  return { degrees: isNegative ? -size : size, letter: letter.toUpperCase() }
}

/** The two halves of a pair: parted by a semicolon, by a letter, by comma and space, or by white space alone. */
function halves(text: string): readonly [string, string] | undefined {
  const ways = [/\s*;\s*/, /(?<=[NSEWO])[\s,]+/iu, /,\s+/, /\s+/, /,/]
  for (const way of ways) {
    const parts = text
      .trim()
      .split(way)
      .filter((part) => part !== '')
    const [first, second] = parts
    if (parts.length === 2 && first !== undefined && second !== undefined && parseAngle(first) && parseAngle(second))
      return [first, second]
  }
  return undefined
}

/**
 * A point from `4.36, 18.55`, `4°21'36"N 18°33'E` or `18.55E 4.36N`: latitude first unless letters say otherwise, as field
 * devices write it. Undefined when the text is no such pair or lies outside the globe. `O` is west, as in French.
 */
export function parseCoordinates(text: string): TypedPoint | undefined {
  const pair = halves(text)
  const [first, second] = [parseAngle(pair?.[0] ?? ''), parseAngle(pair?.[1] ?? '')]
  if (first === undefined || second === undefined) return undefined
  const isLonFirst = /[EWO]/.test(first.letter) || /[NS]/.test(second.letter)
  const isLatFirst = /[NS]/.test(first.letter) || /[EWO]/.test(second.letter)
  if (isLonFirst && isLatFirst) return undefined
  const [lat, lon] = isLonFirst ? [second.degrees, first.degrees] : [first.degrees, second.degrees]
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lon, lat } : undefined
}

function isNear({ lon, lat }: TypedPoint, [west, south, east, north]: Bounds): boolean {
  const margin = Math.max(2, (north - south) / 2)
  const width = west <= east ? east - west : east + 360 - west
  const fromWest = (((lon - west + margin) % 360) + 360) % 360
  return lat >= south - margin && lat <= north + margin && fromWest <= width + 2 * margin
}

/** Where a point lies as seen from the operation's area; `swapped` when it would lie in it with the two numbers exchanged. */
export function judgePoint(point: TypedPoint, bounds: Bounds | null): 'near' | 'far' | 'swapped' {
  if (bounds === null || isNear(point, bounds)) return 'near'
  const exchanged = { lon: point.lat, lat: point.lon }
  return Math.abs(exchanged.lat) <= 90 && isNear(exchanged, bounds) ? 'swapped' : 'far'
}
