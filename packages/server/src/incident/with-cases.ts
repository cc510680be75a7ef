import { membershipIn } from '@eirene/domain/access'
import { mayHandle, type Handled, type Handler, type VerificationAct } from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import { listDisplayNames } from '@eirene/store/access'
import type { Db, Tx } from '@eirene/store/db'
import { findLastAct, lockCase, type Case } from '@eirene/store/incident'
import { notFound, type OperationPart } from '../edge/index.ts'

export interface VerificationDeps {
  readonly db: Db
  readonly clock: () => Date
}

/** A record that an act is about, and how the person saw it; null: the act does not depend on it. */
export interface SeenCase {
  readonly id: string
  readonly seenRevision: number | null
}

/** What the person of a call holds in its operation. */
export function handlerOf({ reader, operation }: Pick<OperationPart, 'reader' | 'operation'>): Handler {
  const held = membershipIn(reader, operation.id)
  return { roles: held?.roles ?? [], compartments: held?.compartments ?? [] }
}

/** What `mayHandle` asks about a record. */
export function handledOf(record: Case): Handled {
  return { typeCode: record.typeCode, compartments: record.marking.compartments }
}

/** Throws Problem 'access.forbidden' when the act on this record belongs to others. */
export function assertMayHandle(call: OperationPart, act: VerificationAct, record: Case): void {
  if (!mayHandle(handlerOf(call), act, handledOf(record)))
    throw new Problem('access.forbidden', 'This step belongs to another role, for a record of this kind.', { act })
}

interface Stale {
  readonly record: Case
  readonly personId: string | null
  readonly at: Date | null
}

async function changedProblem(db: Db, { record, personId, at }: Stale): Promise<Problem> {
  const names = personId === null ? new Map<string, string>() : await listDisplayNames(db, [personId])
  const who = (personId === null ? undefined : names.get(personId)) ?? 'Somebody else'
  return new Problem(
    'incident.changed',
    `${who} changed this record while you looked at it. Nothing was stored: look at it again, then decide.`,
    {
      incidentId: record.id,
      state: record.state,
      revision: record.revision,
      personName: who,
      changedAt: at?.toISOString() ?? null,
    },
  )
}

/**
 * Runs an act on records that nobody else can change meanwhile, in one transaction under row-level security. Throws Problem
 * 'record.not_found' when one of them is not there for the reader, and 'incident.changed' when it is not as it was seen.
 */
export async function withCases<T>(
  { db }: VerificationDeps,
  call: OperationPart,
  seen: readonly SeenCase[],
  act: (tx: Tx, cases: ReadonlyMap<string, Case>) => Promise<T>,
): Promise<T> {
  const outcome = await call.read(async (tx) => {
    const cases = new Map<string, Case>()
    // In the order of ids, so that two acts on the same two records never wait for each other.
    for (const { id, seenRevision } of [...seen].sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const record = await lockCase(tx, call.operation.id, id)
      if (record === undefined || record.isSuperseded) throw notFound()
      if (seenRevision !== null && record.revision !== seenRevision) {
        const last = await findLastAct(tx, call.operation.id, id)
        return { stale: { record, personId: last?.personId ?? null, at: last?.at ?? null } }
      }
      cases.set(id, record)
    }
    return { done: await act(tx, cases) }
  })
  if (outcome.stale !== undefined) throw await changedProblem(db, outcome.stale)
  return outcome.done
}

/** `withCases` for one record. */
export function withCase<T>(
  deps: VerificationDeps,
  call: OperationPart,
  seen: SeenCase,
  act: (tx: Tx, record: Case) => Promise<T>,
): Promise<T> {
  return withCases(deps, call, [seen], (tx, cases) => {
    const record = cases.get(seen.id)
    if (record === undefined) throw new Error('a locked record is missing')
    return act(tx, record)
  })
}
