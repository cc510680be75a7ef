import type { FieldReport } from './field-report.ts'
import type { Issue } from '../parse/index.ts'

/**
 * POST `{ "reports": [FieldReport, …] }`, 1 to 200: answers with `{ "receipts": [ReportReceipt, …] }` in the same order once
 * every accepted one is durable. Each report is judged by itself, so that a bad one does not hold the others.
 */
export const FIELD_REPORTS_PATH = '/v1/operations/:slug/field-reports'
/** GET `{ "reports": [OwnFieldReport, …] }`: the reader's own reports with their receipts, newest first, at most 200. */
export const OWN_FIELD_REPORTS_PATH = '/v1/operations/:slug/field-reports/own'
export const FIELD_REPORTS_MAX = 200

/** A step of a Merkle path: the other half, and on which side it stands. Hex. */
export interface MerkleStep {
  readonly side: 'left' | 'right'
  readonly hash: string
}

/** What proves that the ledger holds a record: its hash, the path to the root of its link, and the link. Hex SHA-256. */
export interface LedgerProof {
  readonly recordHash: string
  readonly path: readonly MerkleStep[]
  readonly root: string
  readonly linkNo: number
  readonly previousLinkHash: string
  readonly linkHash: string
}

/** What the sender gets for one report, in the order sent. */
export type ReportReceipt =
  | {
      readonly id: string
      readonly outcome: 'stored' | 'already_stored'
      readonly recordedAt: string
      readonly proof: LedgerProof
    }
  | {
      /** Null when the report has no readable id. */
      readonly id: string | null
      readonly outcome: 'refused'
      readonly issues: readonly Issue[]
    }

/** A report that the reader wrote. */
export interface OwnFieldReport {
  readonly receipt: Extract<ReportReceipt, { readonly proof: LedgerProof }>
  /** Null when it lies in a compartment that its writer may not read: then the receipt is all that they have of it. */
  readonly report: FieldReport | null
  /** True when a later report of theirs took its place. */
  readonly isSuperseded: boolean
}
