/** GET: the operations in which the signed-in person has a part, by slug. */
export const OPERATIONS_PATH = '/v1/operations'
/** GET: the operation's own settings and, for a fictional country, its geography as GeoJSON layers. */
export const OPERATION_PATH = '/v1/operations/:slug'

/** A line of the list of operations. */
export interface OperationLine {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly acronym: string
  readonly realm: 'LIVE' | 'EXERCISE'
  readonly timeZone: string
}

/** Layer name → GeoJSON FeatureCollection: `land`, `adm1`, `adm2`, `sectors`, `roads`, `rivers`, `places`, `bases`, `lines`. */
export type Geography = Readonly<Record<string, unknown>>

export interface OperationView {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly acronym: string
  readonly realm: 'LIVE' | 'EXERCISE'
  readonly timeZone: string
  readonly hostCountriesIso3: readonly string[]
  readonly libraryId: string | null
  readonly geography: Geography | null
  /** West, south, east, north of what the reader may see; null when nothing has a place. */
  readonly bounds: readonly [number, number, number, number] | null
}
