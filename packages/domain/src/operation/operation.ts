import type { Realm } from '../access/index.ts'

/** A mission that is run in this room: the boundary of tenancy and purpose. */
export interface Operation {
  readonly id: string
  /** Short lower-case name for addresses and the command line: `minusca`. */
  readonly slug: string
  readonly name: string
  readonly acronym: string
  readonly realm: Realm
  /** IANA zone in which its days and weeks are cut. */
  readonly timeZone: string
  /** ISO 3166-1 alpha-3 of the host countries; empty for a fictional or maritime operation. */
  readonly hostCountriesIso3: readonly string[]
  /** Id in the library of operations, when it is one of those. */
  readonly libraryId: string | null
  readonly createdAt: string
}

const SLUG = /^[a-z][a-z0-9-]{1,39}$/

/** True for a usable slug: 2–40 of a–z, 0–9 and hyphen, beginning with a letter. */
export function isOperationSlug(text: string): boolean {
  return SLUG.test(text)
}
