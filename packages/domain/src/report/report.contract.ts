import type { AttachmentView } from './attachment.contract.ts'
import * as z from 'zod/mini'
import { parseWith, type Issue, type Parsed } from '../parse/index.ts'

/**
 * POST a file's bytes (application/octet-stream, `?name=`, `&encoding=` when it is not UTF-8): keeps it for an hour and
 * answers with an ImportPreview. At most three files of a person wait at once; the oldest makes room.
 */
export const IMPORT_PREVIEWS_PATH = '/v1/operations/:slug/import-previews'
/** POST ImportOrder: starts the import of a previewed file. GET: the acts of import, newest first. */
export const IMPORTS_PATH = '/v1/operations/:slug/imports'
/** GET: progress and outcome of one act of import. */
export const IMPORT_PATH = '/v1/operations/:slug/imports/:id'
/** POST: undo the act as one; nothing is deleted. */
export const IMPORT_UNDO_PATH = '/v1/operations/:slug/imports/:id/undo'
/** GET: one report with its source and its original row. */
export const REPORT_PATH = '/v1/operations/:slug/reports/:id'

export interface ImportPreview {
  readonly uploadId: string
  readonly fileName: string
  readonly fileBytes: number
  /** Dataset that the file was recognised as; null when it needs a mapping. */
  readonly dataset: string | null
  readonly release: string | null
  readonly columns: readonly string[]
  /** The first rows as they stand in the file. */
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** Rows read for the preview and what became of them. */
  readonly rowsRead: number
  readonly rowsAccepted: number
  readonly rowsRestricted: number
  readonly issues: readonly Issue[]
}

const importOrderSchema = z.strictObject({
  uploadId: z.uuid(),
  dataset: z.string().check(z.minLength(1), z.maxLength(60)),
  release: z.optional(z.string().check(z.maxLength(40))),
  onError: z.enum(['keep', 'none']),
  /** CSV mapping (docs/guide/import.md) when dataset is `csv`. */
  mapping: z.optional(z.unknown()),
  /** Of a file that is not UTF-8: `windows-1252`. */
  encoding: z.optional(z.string().check(z.maxLength(40))),
})
export type ImportOrder = Readonly<z.infer<typeof importOrderSchema>>

/** What to import of an uploaded file, and how. */
export function parseImportOrder(input: unknown): Parsed<ImportOrder> {
  return parseWith(importOrderSchema, input)
}

/** One act of import, running or ended. */
export interface ImportView {
  readonly id: string
  readonly dataset: string
  readonly release: string
  readonly fileName: string
  readonly state: 'running' | 'done' | 'failed' | 'undone'
  readonly rowsRead: number
  /** Null while the size of the file is not known. */
  readonly rowsTotal: number | null
  readonly rowsStored: number
  readonly rowsUnchanged: number
  readonly rowsSuperseding: number
  readonly rowsRejected: number
  readonly rowsRestricted: number
  /** Rows per compartment, counts only; a row may be in two. */
  readonly restricted: Readonly<Record<string, number>>
  /** Share of the file that is read, 0 … 1; null when the act is not run by this server. */
  readonly share: number | null
  readonly secondsLeft: number | null
  readonly issues: readonly Issue[]
  readonly startedAt: string
  readonly endedAt: string | null
  readonly personName: string | null
}

export interface ReportView {
  readonly id: string
  readonly type: string
  readonly title: string
  readonly body: string
  readonly language: string
  readonly originatedAt: string | null
  readonly reliability: string
  readonly credibility: number
  readonly recordedAt: string
  readonly supersededAt: string | null
  readonly source: {
    readonly code: string
    readonly name: string
    readonly kind: string
    readonly reliability: string
    readonly citation: string | null
    readonly url: string | null
    readonly machineGenerated: boolean
  }
  readonly dataset: {
    readonly dataset: string
    readonly release: string
    readonly externalId: string
    readonly rowNo: number
    readonly fileName: string | null
  } | null
  readonly original: Readonly<Record<string, unknown>> | null
  readonly attachments: readonly AttachmentView[]
  readonly observations: readonly {
    readonly id: string
    readonly what: string
    readonly sense: string
    readonly occurredFrom: string
    readonly directionDeg: number | null
    readonly distanceM: number | null
    readonly count: number | null
    readonly countIsApproximate: boolean
    readonly weapon: string | null
  }[]
}
