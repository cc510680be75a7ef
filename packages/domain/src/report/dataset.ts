import type { Parsed } from '../parse/index.ts'
import type { ImportedEvent, ReadContext, SourceRow } from './imported-event.ts'

/** How a dataset is known, named and read. */
export interface Dataset {
  /** Name on the command line: `ucdp-ged`. */
  readonly name: string
  readonly title: string
  readonly citation: string
  readonly url: string | null
  /** True when rows of a newer release replace rows of an older one by id. */
  readonly hasIds: boolean
  /** Columns without which a file is not this dataset; used to recognise it and to refuse another. */
  readonly marks: readonly (readonly string[])[]
  readonly releaseOfName: (fileName: string) => string | null
  /** Release when neither the file name nor the person names one; null: one must be named. */
  readonly defaultRelease: string | null
  /** Row 2 may carry HXL tags, which are no data. */
  readonly hasHxlRow: boolean
  readonly readRow: (row: SourceRow, context: ReadContext) => Parsed<ImportedEvent>
}
