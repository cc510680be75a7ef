import { markingKey, mayAct, withCompartments, type Marking, type Membership, type Realm } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import type { Issue } from '@eirene/domain/parse'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import type { ReportReceipt } from '@eirene/domain/report'
import { listWriters, numberMarkings, type Writer, type WriterNow } from '@eirene/store/access'
import { asReader, withSystem, type Db, type Lane, type LaneTx, type Tx } from '@eirene/store/db'
import { listProofs, proofsOf, sealInLane, type RecordRef } from '@eirene/store/ledger'
import {
  ensureActors,
  ensureFieldSources,
  findTakenReports,
  insertFieldReports,
  notifyIncidents,
  raiseCorrected,
  supersedeCorrected,
  type NewFieldReport,
  type Raised,
  type TakenReport,
} from '@eirene/store/report'
import { isSessionOver } from '../access/index.ts'
import type { PreparedReport } from './prepare-report.ts'

/** A report that waits for the next transaction. */
export interface WaitingReport {
  readonly writer: Writer
  readonly prepared: PreparedReport
}

/** What became of a waiting report: its receipt, or why its writer may not write (any more). */
export type Outcome = ReportReceipt | Problem

/** Ids that never change once they are stored, by operation: asked for once, and kept only after their commit. */
export interface KnownIds {
  readonly markingNos: Map<string, number>
  readonly sources: Map<string, string>
  readonly actors: Map<string, string>
}

/** Names that are remembered of a kind; beyond that all of it is forgotten, and asked for again as it comes. */
const KNOWN_MAX = 20_000

function forgetTooMuch(known: KnownIds): void {
  for (const ids of Object.values<Map<string, unknown>>({ ...known })) if (ids.size > KNOWN_MAX) ids.clear()
}

export interface StoreTools {
  readonly db: Db
  /** Where the batches go, one after the other. */
  readonly lane: Lane
  readonly clock: () => Date
  readonly codeListVersion: string
  readonly known: KnownIds
}

/** Why this writer may not write at this moment; undefined when they may. The same answers as at the door. */
function refusalOf(operation: Operation, { session, roles }: WriterNow, now: Date): Problem | undefined {
  if (session === null || isSessionOver(session, now)) return new Problem('access.sign_in_needed', 'Sign in to go on.')
  if (session.isLocked) return new Problem('access.locked', 'This screen is locked. Unlock it to go on.')
  const realm: Realm = operation.realm
  const membership: Membership = { operationId: operation.id, realm, roles, compartments: [] }
  const reader = { personId: '', organisation: '', clearances: {}, memberships: [membership] }
  if (roles.length === 0)
    return new Problem('operation.not_found', 'There is no such operation, or you have no part in it.')
  return mayAct(reader, 'report.submit', operation.id)
    ? undefined
    : new Problem('access.forbidden', 'This act belongs to another role in this operation.', { act: 'report.submit' })
}

function refused(id: string, issue: Omit<Issue, 'severity'>): ReportReceipt {
  return { id, outcome: 'refused', issues: [{ ...issue, severity: 'error' }] }
}

/** What is wrong with a correction; undefined when it may take the place of the report that it names. */
function correctionFault(
  { prepared, writer }: WaitingReport,
  corrected: TakenReport | undefined,
): ReportReceipt | undefined {
  const { id } = prepared.report
  // Somebody else's report and one that does not exist are answered alike.
  if (corrected?.personId !== writer.personId || corrected.method !== 'human')
    return refused(id, {
      code: 'report.not_own',
      message: 'There is no report of yours that this one could correct.',
      path: ['correctsId'],
      remedy: 'Send it as a new report. A report of somebody else is contested in the inbox, not corrected.',
    })
  if (corrected.isSuperseded)
    return refused(id, {
      code: 'report.corrected_already',
      message: 'You have corrected this report already.',
      path: ['correctsId'],
      remedy: 'Correct the newer one.',
    })
  return undefined
}

interface Sorted {
  readonly fresh: readonly WaitingReport[]
  readonly again: readonly { readonly place: number; readonly taken: TakenReport }[]
}

/** Sorts a batch: what is new, what is stored already, and the outcomes that are clear before anything is written. */
function sortBatch(
  batch: readonly WaitingReport[],
  taken: ReadonlyMap<string, TakenReport>,
  outcomes: (Outcome | undefined)[],
): Sorted {
  const fresh: WaitingReport[] = []
  const again: { place: number; taken: TakenReport }[] = []
  batch.forEach((waiting, place) => {
    if (outcomes[place] !== undefined) return
    const { report, contentHash } = waiting.prepared
    const before = taken.get(report.id)
    if (before !== undefined) {
      const isSame = before.personId === waiting.writer.personId && before.contentHash?.equals(contentHash) === true
      if (isSame) again.push({ place, taken: before })
      else
        outcomes[place] = refused(report.id, {
          code: 'report.id_reused',
          message: 'Another report was stored under this id.',
          path: ['id'],
          remedy: 'Send what you changed as a correction, under an id of its own.',
        })
      return
    }
    if (report.correctsId !== null) outcomes[place] = correctionFault(waiting, taken.get(report.correctsId))
    if (outcomes[place] === undefined) fresh.push(waiting)
  })
  return { fresh, again }
}

function missing<T>(items: Iterable<T>, keyOf: (item: T) => string, known: ReadonlyMap<string, unknown>): readonly T[] {
  const found = new Map<string, T>()
  for (const item of items) if (!known.has(keyOf(item))) found.set(keyOf(item), item)
  return [...found.values()]
}

/** Ids of everything that the reports name, made where they are new. Kept by the caller after the commit. */
async function idsFor(
  tx: Tx,
  operationId: string,
  known: KnownIds,
  { prepared: fresh, raised }: { readonly prepared: readonly PreparedReport[]; readonly raised: readonly Marking[] },
): Promise<KnownIds> {
  const markings = missing([...fresh.map((it) => it.marking), ...raised], markingKey, known.markingNos)
  const sources = missing(fresh, (it) => it.report.sourceCode, known.sources)
  const actors = missing(
    fresh.flatMap((it) => it.report.actors),
    (actor) => actor.name,
    known.actors,
  )
  const numbers = markings.length === 0 ? [] : await numberMarkings(tx, operationId, markings)
  const newSources = sources.map(({ report }) => ({ id: mintId(), code: report.sourceCode, kind: report.sourceKind }))
  const newActors = actors.map(({ name }) => ({ id: mintId(), name, kind: 'unknown', externalId: null }) as const)
  return {
    markingNos: new Map([...known.markingNos, ...numbers]),
    sources: new Map([...known.sources, ...(await ensureFieldSources(tx, operationId, newSources))]),
    actors: new Map([...known.actors, ...(await ensureActors(tx, operationId, newActors))]),
  }
}

function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no id was given to the ${what}`)
  return value
}

function rowFor(
  { prepared, writer }: WaitingReport,
  { ids, corrected, codeListVersion }: { ids: KnownIds; corrected: TakenReport | undefined; codeListVersion: string },
): NewFieldReport {
  const { report } = prepared
  return {
    ...prepared,
    personId: writer.personId,
    codeListVersion,
    markingNo: must(ids.markingNos.get(prepared.markingKey), 'marking'),
    sourceId: must(ids.sources.get(report.sourceCode), 'source'),
    involvements: report.actors.map(({ name, role }) => ({ actorId: must(ids.actors.get(name), 'actor'), role })),
    supersedesIncidentId: corrected?.incidentId ?? null,
  }
}

/** A marking with what a correction belongs to besides; undefined when it holds that already. */
function raisedBy({ marking: { compartments } }: PreparedReport, standing: Marking): Marking | undefined {
  const raised = withCompartments(standing, compartments)
  return raised.compartments.length > standing.compartments.length ? raised : undefined
}

/** The corrected report and its incident with the markings that they get: a correction that is for fewer people takes both along. */
function raisedMarkings(
  prepared: PreparedReport,
  corrected: TakenReport,
): readonly { readonly marking: Marking; readonly records: readonly Omit<Raised, 'markingNo'>[] }[] {
  const { id, marking, observationIds, incidentId, incidentMarking } = corrected
  const report = raisedBy(prepared, marking)
  const incident = incidentMarking === null ? undefined : raisedBy(prepared, incidentMarking)
  const observations = observationIds.map((observationId) => ({ kind: 'observation', id: observationId }) as const)
  return [
    ...(report === undefined ? [] : [{ marking: report, records: [{ kind: 'report', id } as const, ...observations] }]),
    ...(incident === undefined || incidentId === null
      ? []
      : [{ marking: incident, records: [{ kind: 'incident', id: incidentId } as const] }]),
  ]
}

/** What the fresh reports write and touch, in the ledger's words. */
function recordsOf(
  rows: readonly NewFieldReport[],
  corrected: readonly TakenReport[],
  raised: readonly Raised[],
): readonly RecordRef[] {
  return [
    ...rows.map(({ report }) => ({ kind: 'report', id: report.id }) as const),
    ...rows.flatMap(({ observationId: id }) => (id === null ? [] : [{ kind: 'observation', id } as const])),
    ...rows.map(({ incidentId }) => ({ kind: 'incident', id: incidentId }) as const),
    ...corrected.map(({ id }) => ({ kind: 'report', id }) as const),
    ...supersededIncidents(corrected).map((id) => ({ kind: 'incident', id }) as const),
    ...raised.map(({ kind, id }) => ({ kind, id })),
  ]
}

/** Incidents of corrected reports that nobody has screened yet. One that people have worked on stands until they decide. */
function supersededIncidents(corrected: readonly TakenReport[]): readonly string[] {
  return corrected.flatMap(({ incidentId, incidentState }) =>
    incidentId !== null && incidentState === 'received' ? [incidentId] : [],
  )
}

/** What is known of a batch before anything of it is written. */
interface Looked extends Sorted {
  /** Outcomes that are clear already, in the order of the batch. */
  readonly outcomes: (Outcome | undefined)[]
  readonly taken: ReadonlyMap<string, TakenReport>
}

async function look(tx: LaneTx, operation: Operation, batch: readonly WaitingReport[], at: Date): Promise<Looked> {
  const wanted = batch.flatMap(({ prepared: { report } }) =>
    report.correctsId === null ? [report.id] : [report.id, report.correctsId],
  )
  const [outcomes, taken] = await Promise.all([
    judgeWriters(tx, operation, batch, at),
    findTakenReports(tx, operation.id, wanted),
  ])
  return { ...sortBatch(batch, taken, outcomes), outcomes, taken }
}

function isAllKnown(known: KnownIds, batch: readonly WaitingReport[]): boolean {
  return batch.every(
    ({ prepared: { report, markingKey: key } }) =>
      // What a correction takes along is known only once it was looked at.
      report.correctsId === null &&
      known.markingNos.has(key) &&
      known.sources.has(report.sourceCode) &&
      report.actors.every(({ name }) => known.actors.has(name)),
  )
}

/** Learns the ids of markings, sources and parties that the batch names for the first time, in a transaction before its own. */
async function learnIds(tools: StoreTools, operation: Operation, batch: readonly WaitingReport[]): Promise<void> {
  const { fresh, taken } = await tools.lane.transaction((tx) => look(tx, operation, batch, tools.clock()))
  const prepared = fresh.map((waiting) => waiting.prepared)
  const raised = prepared.flatMap((one) => {
    const corrected = taken.get(one.report.correctsId ?? '')
    return corrected === undefined ? [] : raisedMarkings(one, corrected).map(({ marking }) => marking)
  })
  const ids = await withSystem(tools.db, (tx) => idsFor(tx, operation.id, tools.known, { prepared, raised }))
  for (const name of ['markingNos', 'sources', 'actors'] as const)
    for (const [key, id] of ids[name]) (tools.known[name] as Map<string, number | string>).set(key, id) // one map of each name
}

/**
 * Stores a batch of one operation in one transaction: every writer's session and part are looked at as they are now, the
 * rows are written under row-level security, the chain moves once, and open screens are told once. The outcomes come in
 * the order of the batch, after the commit. Throws what the database throws; then nothing of the batch is stored.
 */
export async function storeReports(
  tools: StoreTools,
  operation: Operation,
  batch: readonly WaitingReport[],
): Promise<readonly Outcome[]> {
  forgetTooMuch(tools.known)
  if (!isAllKnown(tools.known, batch)) await learnIds(tools, operation, batch)
  const at = tools.clock()
  const outcomes = await tools.lane.transaction(async (tx) => {
    const looked = await look(tx, operation, batch, at)
    const receipts = await writeFresh(tx, tools, { ...looked, operation, at })
    await answerAgain(tx, operation, looked.again, looked.outcomes)
    return batch.map((waiting, place) => looked.outcomes[place] ?? receipts.get(waiting))
  })
  return outcomes.map((outcome) => must(outcome, 'outcome'))
}

async function judgeWriters(
  tx: LaneTx,
  operation: Operation,
  batch: readonly WaitingReport[],
  now: Date,
): Promise<(Problem | undefined)[]> {
  const keyOf = ({ writer }: WaitingReport): string => `${writer.personId} ${writer.tokenHash.toString('hex')}`
  const writers = new Map(batch.map((waiting) => [keyOf(waiting), waiting.writer]))
  const standing = await listWriters(tx, operation.id, [...writers.values()])
  const refusals = new Map([...writers.keys()].map((key, n) => [key, standing[n]] as const))
  return batch.map((waiting) => {
    const writer = refusals.get(keyOf(waiting))
    return refusalOf(operation, writer ?? { session: null, roles: [] }, now)
  })
}

async function writeFresh(
  tx: LaneTx,
  { known, codeListVersion }: StoreTools,
  act: Pick<Looked, 'fresh' | 'taken'> & { readonly operation: Operation; readonly at: Date },
): Promise<ReadonlyMap<WaitingReport, ReportReceipt>> {
  const { operation, at, fresh, taken } = act
  if (fresh.length === 0) return new Map()
  const correctedBy = (waiting: WaitingReport): TakenReport | undefined => {
    const { correctsId } = waiting.prepared.report
    return correctsId === null ? undefined : taken.get(correctsId)
  }
  const rows = fresh.map((waiting) => rowFor(waiting, { ids: known, corrected: correctedBy(waiting), codeListVersion }))
  const corrected = fresh.flatMap((waiting) => correctedBy(waiting) ?? [])
  const incidentIds = supersededIncidents(corrected)
  const raised = fresh.flatMap((waiting) => {
    const stored = correctedBy(waiting)
    if (stored === undefined) return []
    return raisedMarkings(waiting.prepared, stored).flatMap(({ marking, records }) => {
      const markingNo = must(known.markingNos.get(markingKey(marking)), 'marking')
      return records.map((record) => ({ ...record, markingNo }))
    })
  })
  const raisedIncidents = raised.flatMap(({ kind, id }) => (kind === 'incident' ? [id] : []))
  const changed = [...rows.map((row) => row.incidentId), ...new Set([...incidentIds, ...raisedIncidents])]
  // The statements go out in this order; none waits for the one before.
  tx.leave(
    asReader(tx, { operationId: operation.id, markingNos: [], personId: null }, (part) =>
      insertFieldReports(part, operation.id, at, rows),
    ),
  )
  const reportIds = corrected.map((report) => report.id)
  tx.leave(supersedeCorrected(tx, operation.id, at, { reportIds, incidentIds }))
  tx.leave(raiseCorrected(tx, operation.id, raised))
  tx.leave(notifyIncidents(tx, operation.id, changed))
  const seal = await sealInLane(tx, operation.id, recordsOf(rows, corrected, raised), at)
  const proofs = proofsOf(seal, 'report', new Set(rows.map(({ report }) => report.id)))
  return new Map(
    fresh.map((waiting) => {
      const { id } = waiting.prepared.report
      const proof = must(proofs.get(id), 'proof')
      return [waiting, { id, outcome: 'stored', recordedAt: at.toISOString(), proof }]
    }),
  )
}

async function answerAgain(
  tx: LaneTx,
  operation: Operation,
  again: Sorted['again'],
  outcomes: (Outcome | undefined)[],
): Promise<void> {
  const proofs = await listProofs(
    tx,
    operation.id,
    'report',
    again.map(({ taken }) => ({ id: taken.id, sealedAt: taken.recordedAt })),
  )
  for (const { place, taken } of again)
    outcomes[place] = {
      id: taken.id,
      outcome: 'already_stored',
      recordedAt: taken.recordedAt.toISOString(),
      proof: must(proofs.get(taken.id), 'proof'),
    }
}
