import { uuidv7obj } from 'uuidv7'
import type { Marking } from '../access/index.ts'

/** How a record came to be. */
export const PROVENANCE_METHODS = ['human', 'import', 'machine'] as const

/** Who made a record, by which means, when the system learned of it. */
export interface Provenance {
  readonly method: (typeof PROVENANCE_METHODS)[number]
  /** Null when no signed-in person made it (the demonstration's own records). */
  readonly personId: string | null
  /** The act of import that brought it, when there is one. */
  readonly importId: string | null
  /** ISO 8601 UTC. */
  readonly recordedAt: string
}

/** What every record carries. Nothing is overwritten: a correction is a new record that names what it supersedes. */
export interface Envelope {
  /** UUIDv7, minted where the record is made. */
  readonly id: string
  readonly operationId: string
  readonly marking: Marking
  readonly provenance: Provenance
  /** Language of the original text, BCP 47; `und` when not known. */
  readonly language: string
  /** Record of the same kind that this one corrects or replaces. */
  readonly supersedesId: string | null
}

/** Mints a UUIDv7. Sorts by time; needs no connection. */
export function mintId(): string {
  return uuidv7obj().toString()
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** True for a lower-case UUID. */
export function isId(text: string): boolean {
  return UUID.test(text)
}
