import * as z from 'zod/mini'
import type { SituationRow } from './situation-row.ts'
import type { Tally } from './tally.ts'

/**
 * GET: the columns of the picture that the reader may see, as one binary body (`decodeColumns` of @eirene/analysis/situation).
 * Row numbers and dictionaries are made anew for the reader, so that nothing tells of rows that are left out.
 */
export const COLUMNS_PATH = '/v1/operations/:slug/columns'
/**
 * GET ?filter=…&by=month,type,…&own=ignored|applied&top=50: figures of the picture computed on the server, as PictureView.
 * `by` names dimensions of @eirene/analysis/situation; `own` says whether a histogram leaves out its own filter.
 */
export const PICTURE_PATH = '/v1/operations/:slug/picture'
/**
 * GET, server-sent events: `opened` with the revision at the start, then `changed` with a LiveChange when rows that the reader
 * may see came, changed or went. The revision is the ETag of COLUMNS_PATH without its quotes. `desk`, empty: a flash report,
 * a release or a situation report that the reader may see came or changed, or somebody took note; ask for the notices again.
 */
export const LIVE_PATH = '/v1/operations/:slug/live'
/** POST SitrepOrder: draft a situation report. GET: those drafted, newest first. */
export const SITREPS_PATH = '/v1/operations/:slug/sitreps'
/** GET: one situation report as JSON. */
export const SITREP_PATH = '/v1/operations/:slug/sitreps/:id'
/** GET: the same as a document; `:format` is html, docx or pdf. */
export const SITREP_DOCUMENT_PATH = '/v1/operations/:slug/sitreps/:id/document.:format'
/** GET: mine. POST {name, query}: save the address of a view. */
export const SAVED_VIEWS_PATH = '/v1/operations/:slug/saved-views'
/** DELETE: forget one of mine. */
export const SAVED_VIEW_PATH = '/v1/operations/:slug/saved-views/:id'
/**
 * GET ?filter=…&format=csv|geojson|jsonl: the rows that the filter selects and the reader may see, streamed, oldest first,
 * with their provenance. Rows of the protection compartments never leave as single events (docs/guide/people.md).
 */
export const EXPORT_PATH = '/v1/operations/:slug/export'

export const savedViewOrderSchema = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(120)),
  query: z.string().check(z.maxLength(8000)),
})

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly query: string
  readonly createdAt: string
}

/** Formats of an export. */
export const EXPORT_FORMATS = ['csv', 'geojson', 'jsonl'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Figures of the picture as JSON. */
export interface PictureView {
  readonly revision: string
  readonly total: Tally
  readonly histograms: Readonly<
    Record<
      string,
      {
        readonly bins: readonly { readonly key: string; readonly label: string; readonly tally: Tally }[]
        /** Bins beyond `top`. */
        readonly more: number
        /** Incidents that the dimension cannot place. */
        readonly none: Tally
      }
    >
  >
}

/** A changed row as it is sent to open screens: JSON has no bigint, so `h3` is hexadecimal text. */
export interface LiveRow extends Omit<SituationRow, 'h3'> {
  readonly h3: string | null
}

/** What changed of what the reader may see. */
export interface LiveChange {
  readonly revision: string
  /** Rows to put in or replace; null: too many, fetch the columns again. */
  readonly rows: readonly LiveRow[] | null
  /** Ids to take out. */
  readonly removedIds: readonly string[]
}
