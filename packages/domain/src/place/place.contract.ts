import * as z from 'zod/mini'

/**
 * GET ?q=…, with &near=lon,lat those nearby alone where there are any; or ?bbox=west,south,east,north; &limit=…: towns of the gazetteer, most populous
 * first. Open reference data.
 */
export const PLACES_PATH = '/v1/places'

/** The address that finds towns by name, those around a point first. */
export function placesAddress(
  words: string,
  limit: number,
  near: { readonly lon: number; readonly lat: number } | null,
): string {
  const around = near === null ? '' : `&near=${near.lon.toFixed(2)},${near.lat.toFixed(2)}`
  return `${PLACES_PATH}?q=${encodeURIComponent(words)}${around}&limit=${limit}`
}

const limit = z.coerce.number().check(z.int(), z.gte(1), z.lte(200))

export const placesQuerySchema = z.union([
  z.strictObject({
    q: z.string().check(z.minLength(1), z.maxLength(80)),
    /** lon,lat in degrees: where the work is. */
    near: z.optional(z.string().check(z.regex(/^-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?$/))),
    limit: z._default(limit, 12),
  }),
  z.strictObject({
    /** west,south,east,north in degrees; west > east crosses the antimeridian. */
    bbox: z.string().check(z.regex(/^-?\d{1,3}(\.\d+)?(,-?\d{1,3}(\.\d+)?){3}$/)),
    limit: z._default(limit, 40),
  }),
])

/** A town of the gazetteer. The point is the town's centre; its extent is not known. */
export interface GazetteerPlace {
  readonly geonamesId: number
  readonly name: string
  /** ISO 3166-1 alpha-2, as GeoNames gives it. */
  readonly countryIso2: string
  /** Null when GeoNames has none. */
  readonly population: number | null
  readonly lon: number
  readonly lat: number
}

export interface PlacesView {
  readonly places: readonly GazetteerPlace[]
  /** Attribution that the licence asks for. */
  readonly citation: string
}

export const GAZETTEER_CITATION = 'GeoNames (geonames.org), cities over 1,000 inhabitants, CC BY 4.0'
