import {
  countOrigins,
  duplicateReasons,
  mayHandle,
  mergeObstacle,
  restrictionOf,
  statesWithin,
  TRANSITIONS,
  type Handler,
  type MergeView,
  type VerificationView,
} from '@eirene/domain/incident'
import { listDisplayNames } from '@eirene/store/access'
import type { Tx } from '@eirene/store/db'
import {
  findCase,
  findIncident,
  findMergeOf,
  findOpenProposal,
  findVerified,
  listComparedPairs,
  listIncidentsById,
  listMergedInto,
  listOriginReports,
  type Case,
  type MergeRecord,
  type ProposalRecord,
  type VerifiedRecord,
} from '@eirene/store/incident'
import { listGrades, listReportViews } from '@eirene/store/report'
import { notFound, type OperationCall } from '../edge/index.ts'
import { reportersOf } from './verify-incident.ts'
import { handledOf, handlerOf, type VerificationDeps } from './with-cases.ts'

/** Suggestions shown beside one record. */
const SUGGESTIONS_MAX = 10

/** As `VerificationView`, with ids of people where names will stand. */
type Found = Awaited<ReturnType<typeof readCase>>

async function readCase(tx: Tx, operationId: string, id: string, person: Handler) {
  const record = await findCase(tx, operationId, id)
  if (record === undefined) throw notFound()
  const reports = await listOriginReports(tx, operationId, id)
  const merges = await listMergedInto(tx, operationId, id)
  const mergedInto = await findMergeOf(tx, operationId, id)
  return {
    record,
    origins: countOrigins(reports),
    grades: await listGrades(
      tx,
      operationId,
      reports.map((report) => report.id),
    ),
    proposal: await findOpenProposal(tx, operationId, record),
    verified: record.state === 'verified' ? await findVerified(tx, operationId, id) : undefined,
    mergedInto:
      mergedInto === undefined ? undefined : await withIncident(tx, operationId, mergedInto, mergedInto.intoId),
    merged: (await Promise.all(merges.map((merge) => readMerged(tx, operationId, merge)))).filter(
      (one) => one !== undefined,
    ),
    suggestions: record.isSuperseded ? [] : await readSuggestions(tx, operationId, record, person),
  }
}

async function withIncident(tx: Tx, operationId: string, merge: MergeRecord, incidentId: string) {
  const [incident] = await listIncidentsById(tx, operationId, [incidentId])
  return incident === undefined ? undefined : { merge, incident }
}

async function readMerged(tx: Tx, operationId: string, merge: MergeRecord) {
  const shown = await withIncident(tx, operationId, merge, merge.incidentId)
  const record = await findIncident(tx, operationId, merge.incidentId)
  if (shown === undefined || record === undefined) return undefined
  return { ...shown, harm: record.harm, reports: await listReportViews(tx, operationId, record.reportIds) }
}

async function readSuggestions(
  tx: Tx,
  operationId: string,
  record: Case,
  person: Handler,
): Promise<VerificationView['suggestions']> {
  const pairs = (await listComparedPairs(tx, operationId, { person, of: record.id, after: null })).flatMap((pair) => {
    const reasons = duplicateReasons(pair.record, pair.other)
    return reasons === null ? [] : [{ otherId: pair.other.id, reasons }]
  })
  const near = pairs.sort((a, b) => b.reasons.length - a.reasons.length).slice(0, SUGGESTIONS_MAX)
  const rows = await listIncidentsById(
    tx,
    operationId,
    near.map(({ otherId }) => otherId),
  )
  const suggestions: VerificationView['suggestions'][number][] = []
  for (const [i, { otherId, reasons }] of near.entries()) {
    const [incident, other] = [rows[i], await findCase(tx, operationId, otherId)]
    if (incident === undefined || other === undefined) continue
    suggestions.push({
      incident,
      reasons,
      revision: other.revision,
      obstacle: mergeObstacle(record, other),
      obstacleTheOtherWay: mergeObstacle(other, record),
    })
  }
  return suggestions
}

function mayOf(found: Found, person: Handler, part: { readonly isReporter: boolean; readonly isOwn: boolean }) {
  const { record, proposal } = found
  const handled = { ...handledOf(record), state: record.state }
  const may = (act: Parameters<typeof mayHandle>[1]): boolean => !record.isSuperseded && mayHandle(person, act, handled)
  const canVerify = record.state === 'corroborated' && !part.isReporter
  return {
    become: record.isSuperseded
      ? []
      : statesWithin(person, handled).filter(() => record.state !== 'duplicate' || found.mergedInto === undefined),
    grade: may('incident.grade'),
    propose: canVerify && proposal === undefined && may('incident.assess'),
    confirm: canVerify && proposal !== undefined && !part.isOwn && may('incident.confirm'),
    merge: TRANSITIONS[record.state].includes('duplicate') && may('incident.merge'),
    unmerge: found.mergedInto !== undefined && may('incident.merge'),
  }
}

function peopleIn({ grades, proposal, verified, merged, mergedInto }: Found): readonly string[] {
  const ids = [
    ...grades.map((grade) => grade.personId),
    proposal?.personId ?? null,
    verified?.proposedBy ?? null,
    verified?.confirmedBy ?? null,
    mergedInto?.merge.personId ?? null,
    ...merged.map(({ merge }) => merge.personId),
  ]
  return [...new Set(ids.filter((id) => id !== null))]
}

type NameOf = (personId: string | null) => string | null

function toMergeView(
  { merge, incident }: Pick<Found['merged'][number], 'merge' | 'incident'>,
  nameOf: NameOf,
): MergeView {
  const { id, reason, personId, mergedAt } = merge
  return { mergeId: id, incident, reason, personName: nameOf(personId), mergedAt: mergedAt.toISOString() }
}

function toProposalView(proposal: ProposalRecord, isOwn: boolean, nameOf: NameOf): VerificationView['proposal'] {
  const { id, basis, reason, personId, proposedAt } = proposal
  return { id, basis, reason, personName: nameOf(personId), proposedAt: proposedAt.toISOString(), isOwn }
}

function toVerifiedView(
  { basis, reason, proposedBy, confirmedBy, verifiedAt }: VerifiedRecord,
  nameOf: NameOf,
): VerificationView['verified'] {
  return {
    ...{ basis, reason, verifiedAt: verifiedAt.toISOString() },
    ...{ proposedByName: nameOf(proposedBy), confirmedByName: nameOf(confirmedBy) },
  }
}

/** How far a record is verified and what its reader may do. Throws Problem 'record.not_found', also for what may not be seen. */
export async function viewVerification(
  deps: VerificationDeps,
  call: OperationCall,
  incidentId: string,
): Promise<VerificationView> {
  const person = handlerOf(call)
  const found = await call.read((tx) => readCase(tx, call.operation.id, incidentId, person))
  const { record, proposal } = found
  const names = await listDisplayNames(deps.db, peopleIn(found))
  const nameOf: NameOf = (personId) => (personId === null ? null : (names.get(personId) ?? null))
  const isReporter = (await reportersOf(deps, call, incidentId)).includes(call.reader.personId)
  const isOwn = proposal?.personId === call.reader.personId
  return {
    incidentId,
    state: record.state,
    revision: record.revision,
    restriction: restrictionOf(handledOf(record)),
    isReporter,
    may: mayOf(found, person, { isReporter, isOwn }),
    origins: found.origins,
    grades: found.grades.map(({ reportId, reliability, credibility, reason, personId, gradedAt }) => ({
      reportId,
      reliability,
      credibility,
      reason,
      personName: nameOf(personId),
      gradedAt: gradedAt.toISOString(),
    })),
    proposal: proposal === undefined ? null : toProposalView(proposal, isOwn, nameOf),
    verified: found.verified === undefined ? null : toVerifiedView(found.verified, nameOf),
    mergedInto: found.mergedInto === undefined ? null : toMergeView(found.mergedInto, nameOf),
    merged: found.merged.map((one) => ({ ...toMergeView(one, nameOf), harm: one.harm, reports: one.reports })),
    suggestions: found.suggestions,
  }
}
