import { readFileSync } from 'node:fs'
import { Problem } from '@eirene/domain/problem'
import type { Ring } from '@eirene/domain/place'

const BOX = /^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/

/** The area of `--area`: `west,south,east,north` in degrees, or a GeoJSON file with one polygon. Throws Problem 'usage.invalid'. */
export function areaOfOption(text: string): Ring {
  return BOX.test(text) ? boxRing(text) : fileRing(text)
}

function refuse(text: string): Problem {
  return new Problem(
    'usage.invalid',
    `${text} Give west,south,east,north in degrees, or a GeoJSON file with one polygon.`,
  )
}

function boxRing(text: string): Ring {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
  if (west >= east || south >= north || west < -180 || east > 180 || south < -90 || north > 90)
    throw refuse(`--area ${text} is no box of degrees.`)
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
}

function fileRing(path: string): Ring {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // A file that is missing or is no JSON is ordinary input here.
    throw refuse(`${path} cannot be read as GeoJSON.`)
  }
  const ring = polygonRing(value)
  if (ring === undefined) throw refuse(`${path} holds no polygon.`)
  if (ring.length > 500) throw refuse(`The polygon of ${path} has ${ring.length} corners, at most 500 are taken.`)
  return ring
}

function part(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) as unknown) : undefined
}

/** The outer ring of a polygon, of a feature, or of the only feature of a collection; without the closing corner. */
function polygonRing(value: unknown): Ring | undefined {
  const features = part(value, 'features')
  if (Array.isArray(features)) return features.length === 1 ? polygonRing(features[0]) : undefined
  const geometry = part(value, 'geometry')
  if (geometry !== undefined) return polygonRing(geometry)
  const rings = part(value, 'type') === 'Polygon' ? part(value, 'coordinates') : undefined
  const outer: unknown = Array.isArray(rings) ? rings[0] : undefined
  const corners = Array.isArray(outer) ? outer.flatMap(cornerOf) : []
  const ring = isClosed(corners) ? corners.slice(0, -1) : corners
  return ring.length < 3 ? undefined : ring
}

function cornerOf(value: unknown): readonly (readonly [number, number])[] {
  const lon: unknown = Array.isArray(value) ? value[0] : undefined
  const lat: unknown = Array.isArray(value) ? value[1] : undefined
  return typeof lon === 'number' && typeof lat === 'number' ? [[lon, lat]] : []
}

function isClosed(corners: Ring): boolean {
  const [first, last] = [corners[0], corners.at(-1)]
  return corners.length > 3 && first?.[0] === last?.[0] && first?.[1] === last?.[1]
}
