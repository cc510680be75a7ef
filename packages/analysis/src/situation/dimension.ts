import type { PictureFilter } from '@eirene/domain/situation'
import { entryAt, type Dictionaries } from './columns.ts'
import { TIME_STEPS, type TimeStep } from './period.ts'

/** Hexagon sizes of the picture: `hex3` is about 60 km to an edge, `hex7` about 1.2 km. */
export const HEX_DIMENSIONS = ['hex3', 'hex4', 'hex5', 'hex6', 'hex7'] as const
export type HexDimension = (typeof HEX_DIMENSIONS)[number]

/** What the picture can be counted by. */
export const DIMENSIONS = [
  ...TIME_STEPS,
  'type',
  'family',
  'state',
  'severity',
  'dataset',
  'actor',
  'place',
  'area',
  'country',
  ...HEX_DIMENSIONS,
] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Whether a dimension cuts time: day, week, month and so on. */
export function isTimeStep(by: Dimension): by is TimeStep {
  return (TIME_STEPS as readonly string[]).includes(by)
}

/** Whether a dimension cuts the map into hexagons of one resolution. */
export function isHex(by: Dimension): by is HexDimension {
  return (HEX_DIMENSIONS as readonly string[]).includes(by)
}

/** H3 resolution of a hexagon dimension, 3–7. */
export function resolutionOf(by: HexDimension): number {
  return Number(by.slice(3))
}

/** H3 index as h3-js writes it. */
export function cellKey(cell: bigint): string {
  return cell.toString(16)
}

/** Key of a place: its country and first-level area before its name, so that two towns of one name are told apart. */
export function placeKey({ places, areas, countries }: Dictionaries, placeNo: number): string {
  const name = entryAt(places.names, placeNo)
  if (name === '') return ''
  const area = entryAt(areas, places.areaNo[placeNo])
  return `${area === '' ? `${entryAt(countries, places.countryNo[placeNo])}/` : area}/${name}`
}

/** The filter without the part that this dimension brushes; places, areas and countries are brushed by no part. */
export function withoutOwn(filter: PictureFilter, by: Dimension): PictureFilter {
  const { fromOn, toOn, polygon, types, actorIds, states, severities, datasets } = filter
  const kept = {
    ...(isTimeStep(by) ? {} : { fromOn, toOn }),
    ...(isHex(by) ? {} : { polygon }),
    ...(by === 'type' || by === 'family' ? {} : { types }),
    ...(by === 'actor' ? {} : { actorIds }),
    ...(by === 'state' ? {} : { states }),
    ...(by === 'severity' ? {} : { severities }),
    ...(by === 'dataset' ? {} : { datasets }),
  }
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}
