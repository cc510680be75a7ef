import type { Geography } from './operation.contract.ts'

interface LonLat {
  readonly lon: number
  readonly lat: number
}

/** Names of the region (adm1) and the district (adm2); null: the operation's own list does not say. */
export interface Area {
  readonly adm1: string | null
  readonly adm2: string | null
}

type Line = readonly (readonly number[])[]

/** The part of GeoJSON that areas are made of. */
interface Shape {
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null
  readonly properties: Readonly<Record<string, unknown>> | null
}

/** Features of a layer of the operation's own geography: made by its own generator or checked at import. */
export function shapesOf(geography: Geography | null, layer: string): readonly Shape[] {
  const collection = geography?.[layer]
  if (typeof collection !== 'object' || collection === null) return []
  const features: unknown = Reflect.get(collection, 'features')
  return Array.isArray(features) ? (features as readonly Shape[]) : []
}

/** Where a shape that is a point lies; undefined: it is none. */
export function pointOf({ geometry }: Shape): LonLat | undefined {
  // GeoJSON: coordinates of a point.
  const [lon, lat] = geometry?.type === 'Point' ? (geometry.coordinates as readonly number[]) : []
  return lon === undefined || lat === undefined ? undefined : { lon, lat }
}

/** Rings and lines of a shape as lists of lon/lat pairs; none of a point. */
export function linesOf({ geometry }: Shape): readonly Line[] {
  // GeoJSON: the type says how deep the coordinates are nested.
  switch (geometry?.type) {
    case 'Polygon':
    case 'MultiLineString':
      return geometry.coordinates as readonly Line[]
    case 'MultiPolygon':
      return (geometry.coordinates as readonly (readonly Line[])[]).flat()
    case 'LineString':
      return [geometry.coordinates as Line]
    default:
      return []
  }
}

/** By the even-odd rule: holes are rings too. */
function isInRings({ lon, lat }: LonLat, rings: readonly Line[]): boolean {
  const crossed = rings.flatMap((ring) =>
    ring.filter(([x1 = 0, y1 = 0], i) => {
      const [x2 = 0, y2 = 0] = ring[(i + 1) % ring.length] ?? []
      return y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1
    }),
  )
  return crossed.length % 2 === 1
}

function nameAt(geography: Geography | null, layer: string, point: LonLat): string | null {
  const name = shapesOf(geography, layer).find((shape) => isInRings(point, linesOf(shape)))?.properties?.['name']
  return typeof name === 'string' ? name : null
}

/** The region and the district in which a point lies, by the operation's own `adm1` and `adm2`. A point on a border falls to one side. */
export function areaAt(geography: Geography | null, point: LonLat): Area {
  return { adm1: nameAt(geography, 'adm1', point), adm2: nameAt(geography, 'adm2', point) }
}

/** A point known no closer than this may lie in any of several districts; metres. */
const AREA_MAX_PRECISION_M = 25_000

function pointNamed(geography: Geography | null, name: string): LonLat | null {
  const shape = shapesOf(geography, 'places').find(({ properties }) => properties?.['name'] === name)
  return (shape && pointOf(shape)) ?? null
}

function areaNamed(geography: Geography | null, name: string): Area {
  const named = (layer: string): Shape | undefined =>
    shapesOf(geography, layer).find(({ properties }) => properties?.['name'] === name)
  const district = named('adm2')
  const regionCode = district?.properties?.['adm1Pcode']
  const region =
    district === undefined
      ? named('adm1')
      : shapesOf(geography, 'adm1').find(({ properties }) => properties?.['pcode'] === regionCode)
  const regionName = region?.properties?.['name']
  return { adm1: typeof regionName === 'string' ? regionName : null, adm2: district === undefined ? null : name }
}

/**
 * The region and the district of a place, by the operation's own list: of its point where it is known within
 * AREA_MAX_PRECISION_M; without a point, of the district, the region or the settlement that its name is.
 */
export function areaOf(
  geography: Geography | null,
  { point, name }: { readonly point: (LonLat & { readonly precisionM: number }) | null; readonly name: string },
): Area {
  if (point !== null)
    return point.precisionM <= AREA_MAX_PRECISION_M ? areaAt(geography, point) : { adm1: null, adm2: null }
  const named = areaNamed(geography, name)
  const settlement = named.adm1 === null && named.adm2 === null ? pointNamed(geography, name) : null
  return settlement === null ? named : areaAt(geography, settlement)
}
