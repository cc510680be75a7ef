import type { SessionView } from '@eirene/domain/access'
import { endSession, findSession, insertAccessEvent } from '@eirene/store/access'
import { notFound, type OperationCall } from '../edge/index.ts'
import type { AccessDeps } from './access-deps.ts'
import { beginSession } from './begin-session.ts'

/**
 * The browser of the call becomes a wallboard: a session of its own takes the place of the person's, and keeps how that person
 * had signed in.
 */
export async function startWallboard(deps: AccessDeps, call: OperationCall, minutes: number): Promise<SessionView> {
  const { db, clock, sessionWatch } = deps
  const { reader, operation, session } = call
  const now = clock()
  const endsAt = new Date(now.getTime() + minutes * 60_000)
  const before = await findSession(db, session.tokenHash)
  if (before === undefined) throw notFound()
  await endSession(db, session.tokenHash, now)
  await insertAccessEvent(db, {
    kind: 'wallboard.started',
    at: now,
    personId: reader.personId,
    operationId: operation.id,
    detail: { until: endsAt.toISOString() },
  })
  sessionWatch.tell(reader.personId)
  const wallboard = { operationId: operation.id, endsAt }
  return beginSession(deps, call, { personId: reader.personId, method: before.method, isShared: true, wallboard })
}
