import type { Geography } from '@eirene/domain/operation'
import type { FeatureCollection } from '../map/index.ts'

function isCollection(value: unknown): value is FeatureCollection {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    value.type === 'FeatureCollection' &&
    'features' in value &&
    Array.isArray(value.features)
  )
}

/** The operation's own geography, layer by layer; what is no feature collection is left out. Null when it has none. */
export function geographyOf(geography: Geography | null): Readonly<Record<string, FeatureCollection>> | null {
  if (geography === null) return null
  const layers = Object.entries(geography).filter((entry): entry is [string, FeatureCollection] =>
    isCollection(entry[1]),
  )
  return layers.length === 0 ? null : Object.fromEntries(layers)
}
