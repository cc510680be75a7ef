import { pointOf, shapesOf } from './area-at.ts'
import type { Geography } from './operation.contract.ts'

/** A place of an operation that has a name. */
export interface NamedPlace {
  readonly name: string
  readonly lon: number
  readonly lat: number
}

/** Named points of an operation's own geography. */
export function listOwnPlaces(geography: Geography | null): readonly NamedPlace[] {
  return ['places', 'bases'].flatMap((layer) =>
    shapesOf(geography, layer).flatMap((shape) => {
      const name = shape.properties?.['name']
      const point = pointOf(shape)
      return typeof name === 'string' && point !== undefined ? [{ name, ...point }] : []
    }),
  )
}

/**
 * Where the work of an operation is: the middle of [west, south, east, north] of its records, else of its own places; null when
 * neither is known. For ranking what is near before what is far, not for measuring.
 */
export function middleOfWork(
  bounds: readonly [number, number, number, number] | null,
  geography: Geography | null,
): { readonly lon: number; readonly lat: number } | null {
  if (bounds !== null) {
    const [west, south, east, north] = bounds
    const lon = west <= east ? (west + east) / 2 : (((west + east + 360) / 2 + 540) % 360) - 180
    return { lon, lat: (south + north) / 2 }
  }
  const places = listOwnPlaces(geography)
  if (places.length === 0) return null
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  return { lon: mean(places.map(({ lon }) => lon)), lat: mean(places.map(({ lat }) => lat)) }
}
