import { Problem } from '@eirene/domain/problem'
import { FIELD_REPORTS_MAX, type OwnFieldReport, type ReportCodes, type ReportReceipt } from '@eirene/domain/report'
import type { Writer } from '@eirene/store/access'
import { withSystem, type Db, type Scope } from '@eirene/store/db'
import { listProofs } from '@eirene/store/ledger'
import type { Geography, Operation } from '@eirene/domain/operation'
import { findGeography } from '@eirene/store/operation'
import { listOwnReports } from '@eirene/store/report'
import { prepareReport } from './prepare-report.ts'
import type { ReportIntake } from './report-intake.ts'

/** The reports of a body. Throws Problem 'input.invalid' or 'input.too_large' when it is no list of 1 to 200. */
function listIn(body: unknown): readonly unknown[] {
  const reports: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'reports') : undefined
  if (!Array.isArray(reports) || reports.length === 0)
    throw new Problem('input.invalid', 'Send { "reports": [ … ] } with at least one report.')
  if (reports.length > FIELD_REPORTS_MAX)
    throw new Problem(
      'input.too_large',
      `At most ${FIELD_REPORTS_MAX} reports go at once; these are ${reports.length}.`,
      {
        remedy: 'Send them in parts.',
      },
    )
  return reports
}

interface ReceiveDeps {
  readonly intake: ReportIntake
  readonly codes: ReportCodes
  readonly clock: () => Date
  readonly geographyOf: (operationId: string) => Promise<Geography | null>
}

/** An operation's own geography, asked for once: it never changes. What failed is asked for again. */
export function rememberGeography(db: Db): ReceiveDeps['geographyOf'] {
  const known = new Map<string, Geography | null>()
  return async (operationId) => {
    const before = known.get(operationId)
    if (before !== undefined) return before
    const geography = await withSystem(db, (tx) => findGeography(tx, operationId))
    known.set(operationId, geography)
    return geography
  }
}

/**
 * Takes in what a person sends: each report is judged by itself, and the receipts, in the order sent, come once every
 * accepted one is durable. Safe to repeat. Throws the Problem when the person may not submit, or nothing could be stored.
 */
export async function receiveReports(
  { intake, codes, clock, geographyOf }: ReceiveDeps,
  operation: Operation,
  writer: Writer,
  body: unknown,
): Promise<readonly ReportReceipt[]> {
  const reports = listIn(body)
  const context = { operation, geography: await geographyOf(operation.id), codes, now: clock() }
  const answers = reports.map(async (input): Promise<ReportReceipt> => {
    const prepared = prepareReport(input, context)
    return 'outcome' in prepared ? prepared : intake.receive(operation, writer, prepared)
  })
  const settled = await Promise.allSettled(answers)
  return settled.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason
    return answer.value
  })
}

const OWN_MAX = 200

/** The person's own reports with their receipts, newest first; of those that they may not read, the receipt alone. */
export async function listOwnFieldReports(db: Db, scope: Scope, personId: string): Promise<readonly OwnFieldReport[]> {
  const own = await listOwnReports(db, scope.operationId, personId, OWN_MAX)
  const sealed = own.map(({ id, recordedAt }) => ({ id, sealedAt: recordedAt }))
  const proofs = await listProofs(db, scope.operationId, 'report', sealed)
  return own.flatMap(({ id, recordedAt, markingNo, isSuperseded, report }) => {
    const proof = proofs.get(id)
    if (proof === undefined) return []
    return [
      {
        receipt: { id, outcome: 'stored', recordedAt: recordedAt.toISOString(), proof },
        report: scope.markingNos.includes(markingNo) ? report : null,
        isSuperseded,
      },
    ]
  })
}
