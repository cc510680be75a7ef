import type { Marking } from '../access/index.ts'
import type { SearchPlace } from './search-query.ts'

/**
 * GET ?q=…&kinds=incident,report&from=…&to=…&before=…: records that hold the words and that the reader may see, newest first.
 * `from` and `to` are instants, ISO 8601. There is no count of all: the next page tells whether there is more.
 */
export const SEARCH_PATH = '/v1/operations/:slug/search'

/** Kinds of record that a search finds, in the order in which a page names them. A new kind is one entry here and in the store. */
export const SEARCH_KINDS = ['incident', 'report', 'sitrep', 'actor', 'source'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

/** Words that matched: half-open ranges of UTF-16 code units, in order, apart from each other. */
export type MarkedRanges = readonly (readonly [from: number, to: number])[]

export interface MarkedText {
  readonly text: string
  readonly marks: MarkedRanges
}

/** One record that was found. */
export interface SearchHit {
  readonly kind: SearchKind
  readonly id: string
  readonly title: MarkedText
  /** The part of the text in which the words stand; empty when there is no text. */
  readonly snippet: MarkedText
  /** BCP 47; `und` when not known. */
  readonly language: string
  /** When it happened, was written or drafted, ISO 8601 UTC; null for what has no time of its own (a party, a source). */
  readonly at: string | null
  /** State of an incident or situation report; null for a kind without states. */
  readonly state: string | null
  /** Type of an incident or report, kind of a party or source; null otherwise. */
  readonly type: string | null
  /** The incident that a report belongs to and that may be seen; null otherwise. */
  readonly incidentId: string | null
  /** Null for a party or source, which are known only through records. */
  readonly marking: Marking | null
}

export interface SearchPage {
  readonly hits: readonly SearchHit[]
  /** Cursor of the next page; null on the last. */
  readonly before: string | null
  /** The place that was typed, when there was one: a search looks at words and time, the map looks at places. */
  readonly place: SearchPlace | null
}
