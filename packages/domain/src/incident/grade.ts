import { Problem } from '../problem/index.ts'
import type { Credibility, Reliability } from '../report/index.ts'
import { countOrigins, INDEPENDENT_ORIGINS_MIN, type OriginReport } from './independence.ts'

/** A judgement on a report: how reliable its source is and, apart from it, how credible what it says. Append-only. */
export interface Grade {
  readonly reliability: Reliability
  readonly credibility: Credibility
  readonly reason: string
}

/**
 * Checks a grade: 1 means "confirmed by other sources", so the record behind the report needs two independent origins.
 * `reports` are those of the record, the graded one among them. Throws Problem 'incident.grade_refused'.
 */
export function assertGrade(grade: Grade, reports: readonly OriginReport[]): void {
  if (grade.reason.trim() === '') throw new Problem('incident.grade_refused', 'Say why: a grade needs its reason.')
  const origins = countOrigins(reports)
  if (grade.credibility === 1 && origins.count < INDEPENDENT_ORIGINS_MIN)
    throw new Problem(
      'incident.grade_refused',
      `Credibility 1 means confirmed by other sources: it needs ${INDEPENDENT_ORIGINS_MIN} independent origins, and this record has ${origins.count}.`,
      { origins },
    )
}
