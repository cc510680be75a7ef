import { linesOf, shapesOf, type Geography } from '@eirene/domain/operation'
import type { Bounds } from '../../map/index.ts'

/** Names of districts and regions, for matters whose place is told no closer. */
export function listAreas(geography: Geography | null): readonly string[] {
  const names = ['adm2', 'adm1'].flatMap((layer) =>
    shapesOf(geography, layer).flatMap(({ properties }) => {
      const name = properties?.['name']
      return typeof name === 'string' ? [name] : []
    }),
  )
  return [...new Set(names)].sort((a, b) => a.localeCompare(b))
}

/** Rings and lines of a layer as lists of lon/lat pairs. */
export function listLines(geography: Geography | null, layer: string): readonly (readonly (readonly number[])[])[] {
  return shapesOf(geography, layer).flatMap(linesOf)
}

/** What the small map shows: the operation's land, else what the reader may see of it; null when neither is known. */
export function mapBounds(geography: Geography | null, bounds: Bounds | null): Bounds | null {
  const points = listLines(geography, 'land').flat()
  if (points.length === 0) return bounds
  const lons = points.map(([lon = 0]) => lon)
  const lats = points.map(([, lat = 0]) => lat)
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b))
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b))
  return [least(lons), least(lats), most(lons), most(lats)]
}
