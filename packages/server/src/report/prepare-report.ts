import { hash } from 'node:crypto'
import { markingKey, openMarking, withCompartments, type Marking } from '@eirene/domain/access'
import { canonicalJson } from '@eirene/domain/ledger'
import { areaOf, type Area, type Geography, type Operation } from '@eirene/domain/operation'
import { hexagonOf } from '@eirene/domain/place'
import {
  compartmentsOfReport,
  judgeFieldReport,
  parseFieldReport,
  type FieldReport,
  type ReportCodes,
  type ReportReceipt,
} from '@eirene/domain/report'
import { mintId } from '@eirene/domain/record'

/** A report that may be taken in, with everything that can be worked out before the transaction. */
export interface PreparedReport {
  readonly report: FieldReport
  readonly contentHash: Buffer
  readonly marking: Marking
  readonly markingKey: string
  readonly incidentId: string
  readonly observationId: string | null
  readonly h3: bigint | null
  /** By the operation's own list of districts. */
  readonly area: Area
}

type Refusal = Extract<ReportReceipt, { readonly outcome: 'refused' }>

/** The id that somebody gave to what is no report, where it can be read. */
function readableId(input: unknown): string | null {
  const id: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'id') : null
  return typeof id === 'string' && id.length <= 64 ? id : null
}

/** One report as sent: judged, marked and hashed, or refused with every issue. Pure but for the ids that it mints. */
export function prepareReport(
  input: unknown,
  {
    operation,
    geography,
    codes,
    now,
  }: {
    readonly operation: Operation
    readonly geography: Geography | null
    readonly codes: ReportCodes
    readonly now: Date
  },
): PreparedReport | Refusal {
  const read = parseFieldReport(input)
  if (!read.ok) {
    const remedy = 'Correct this field and send the report again under the same id.'
    return { id: readableId(input), outcome: 'refused', issues: read.issues.map((issue) => ({ remedy, ...issue })) }
  }
  // PostgreSQL writes ids in small letters: what is compared with it must be so.
  const correctsId = read.value.correctsId?.toLowerCase() ?? null
  const report: FieldReport = { ...read.value, id: read.value.id.toLowerCase(), correctsId }
  const issues = judgeFieldReport(report, codes, now)
  if (issues.length > 0) return { id: report.id, outcome: 'refused', issues }
  const marking = withCompartments(openMarking(operation.id, operation.realm), compartmentsOfReport(report, codes))
  return {
    report,
    contentHash: hash('sha256', canonicalJson(report), 'buffer'),
    marking,
    markingKey: markingKey(marking),
    incidentId: mintId(),
    observationId: report.sense === null ? null : mintId(),
    h3: hexagonOf(report.place.point),
    area: areaOf(geography, report.place),
  }
}
