import { assertGrade, type GradeOrder } from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { listDisplayNames } from '@eirene/store/access'
import { listOriginReports } from '@eirene/store/incident'
import { insertGrade, listGrades, notifyIncidents } from '@eirene/store/report'
import { notFound, type OperationCall } from '../edge/index.ts'
import { assertMayHandle, withCase, type VerificationDeps } from './with-cases.ts'

/**
 * Grades a report of a record anew: source and information apart. The grades before stay. Throws Problem
 * 'incident.grade_refused', 'incident.changed' when somebody graded it meanwhile, 'access.forbidden'.
 */
export async function gradeReport(
  deps: VerificationDeps,
  call: OperationCall,
  reportId: string,
  order: GradeOrder,
): Promise<void> {
  const by = await withCase(deps, call, { id: order.incidentId, seenRevision: null }, async (tx, record) => {
    assertMayHandle(call, 'incident.grade', record)
    const reports = await listOriginReports(tx, call.operation.id, record.id)
    if (!reports.some(({ id }) => id === reportId)) throw notFound()
    const grades = await listGrades(tx, call.operation.id, [reportId])
    if (grades.length + 1 !== order.seenGrades) return grades.at(-1)?.personId ?? null
    assertGrade(order, reports)
    const { reliability, credibility, reason } = order
    const grade = { id: mintId(), reportId, reliability, credibility, reason, personId: call.reader.personId }
    await insertGrade(tx, call.operation.id, { ...grade, gradedAt: deps.clock() })
    await notifyIncidents(tx, call.operation.id, [record.id])
    return undefined
  })
  if (by === undefined) return
  const names = by === null ? new Map<string, string>() : await listDisplayNames(deps.db, [by])
  const who = (by === null ? undefined : names.get(by)) ?? 'Somebody else'
  throw new Problem(
    'incident.changed',
    `${who} graded this report while you looked at it. Nothing was stored: look at it again, then decide.`,
    { reportId, personName: who },
  )
}
