import {
  FIELD_REPORTS_PATH,
  OWN_FIELD_REPORTS_PATH,
  type OwnFieldReport,
  type ReportCodes,
  type ReportReceipt,
} from '@eirene/domain/report'
import type { Db } from '@eirene/store/db'
import type { Route } from '../edge/index.ts'
import { listOwnFieldReports, receiveReports, rememberGeography } from './receive-reports.ts'
import type { ReportIntake } from './report-intake.ts'

/** Room for 200 reports of 4,000 characters in any script, with their parties. */
const REPORTS_BYTES = 6_000_000

/** Field reports: sending them, and one's own with their receipts. */
export function fieldReportRoutes(deps: {
  readonly db: Db
  readonly clock: () => Date
  readonly codes: ReportCodes
  readonly intake: ReportIntake
}): readonly Route[] {
  const geographyOf = rememberGeography(deps.db)
  return [
    {
      method: 'POST',
      path: FIELD_REPORTS_PATH,
      access: 'act:report.submit',
      isAdmittedAgain: true,
      bodyLimitBytes: REPORTS_BYTES,
      handle: async ({
        operation,
        reader,
        session,
        request,
      }): Promise<{ readonly receipts: readonly ReportReceipt[] }> => {
        const writer = { personId: reader.personId, tokenHash: session.tokenHash }
        return { receipts: await receiveReports({ ...deps, geographyOf }, operation, writer, request.body) }
      },
    },
    {
      method: 'GET',
      path: OWN_FIELD_REPORTS_PATH,
      access: 'act:report.submit',
      handle: async ({ scope, reader }): Promise<{ readonly reports: readonly OwnFieldReport[] }> => ({
        reports: await listOwnFieldReports(deps.db, scope, reader.personId),
      }),
    },
  ]
}
