import * as z from 'zod/mini'

/**
 * GET: the columns of the picture that the reader may see, as one binary body (`decodeColumns` of @eirene/analysis/situation).
 * Row numbers and dictionaries are made anew for the reader, so that nothing tells of rows that are left out.
 */
export const COLUMNS_PATH = '/v1/operations/:slug/columns'
/** GET ?filter=…: figures of the picture (histograms, top lists, comparison, clusters) computed on the server. */
export const PICTURE_PATH = '/v1/operations/:slug/picture'
/** GET, server-sent events: `changed` when rows that the reader may see came in or changed. */
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
/** GET ?filter=…&format=csv|geojson|json: the rows that the filter selects and the reader may see, streamed. */
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
