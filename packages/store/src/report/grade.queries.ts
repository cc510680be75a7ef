import type { Tx } from '../db/index.ts'
import { sealRecords } from '../ledger/index.ts'

/** A later judgement on a report, as kept. */
export interface GradeRecord {
  readonly id: string
  readonly reportId: string
  readonly reliability: string
  readonly credibility: number
  readonly reason: string
  readonly personId: string
  readonly gradedAt: Date
}

/** Later grades of these reports, oldest first; what may not be seen is left out. */
export async function listGrades(
  tx: Tx,
  operationId: string,
  reportIds: readonly string[],
): Promise<readonly GradeRecord[]> {
  if (reportIds.length === 0) return []
  const rows = await tx
    .selectFrom('grade_change')
    .selectAll()
    .where('operation_id', '=', operationId)
    .where('report_id', 'in', [...reportIds])
    .orderBy('graded_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    reportId: row.report_id,
    reliability: row.reliability,
    credibility: row.credibility,
    reason: row.reason,
    personId: row.person_id,
    gradedAt: row.graded_at,
  }))
}

/** Adds a grade. The report's own first grade and those between stay. */
export async function insertGrade(tx: Tx, operationId: string, grade: GradeRecord): Promise<void> {
  await tx
    .insertInto('grade_change')
    .values({
      operation_id: operationId,
      id: grade.id,
      report_id: grade.reportId,
      reliability: grade.reliability,
      credibility: grade.credibility,
      reason: grade.reason,
      person_id: grade.personId,
      graded_at: grade.gradedAt,
    })
    .execute()
  await sealRecords(tx, operationId, [{ kind: 'grade_change', id: grade.id }], grade.gradedAt)
}
