import {
  ACTIVITY_PATH,
  changePasswordSchema,
  LOCK_PATH,
  LOCK_SETTING_PATH,
  lockSettingSchema,
  OWN_SESSION_PATH,
  PASSWORD_PATH,
  SESSIONS_PATH,
  UNLOCK_PATH,
  unlockSchema,
  type OwnSessionView,
} from '@eirene/domain/access'
import { parseWith } from '@eirene/domain/parse'
import {
  endSessionById,
  endSessionsOf,
  findPerson,
  findSession,
  insertAccessEvent,
  listSessions,
  noteActivity,
  setIdleLock,
  setPasswordHash,
  setShared,
} from '@eirene/store/access'
import { withSystem } from '@eirene/store/db'
import { mustId, mustParse, notFound, type Route, type SessionCall } from '../edge/index.ts'
import type { AccessDeps, AccessLimits } from './access-deps.ts'
import { hashPassword, parsePassword } from './password.ts'
import { provePasskey } from './prove-passkey.ts'
import { SESSION_IDLE_MS, sessionView } from './session.ts'
import { assertOwnPassword, lockOwnSession, unlockOwnSession } from './unlock.ts'

/** What a person does with their own account: sessions, password, lock. */
export function accountRoutes(deps: AccessDeps, limits: AccessLimits): readonly Route[] {
  return [...ownSessionRoutes(deps), ...lockRoutes(deps, limits), passwordRoute(deps, limits)]
}

function ownSessionRoutes({ db, clock, sessionWatch }: AccessDeps): readonly Route[] {
  const log = (call: SessionCall, detail: Readonly<Record<string, unknown>>): Promise<void> =>
    insertAccessEvent(db, { kind: 'session.ended', at: clock(), personId: call.reader.personId, detail })
  return [
    {
      method: 'GET',
      path: SESSIONS_PATH,
      access: 'session',
      handle: async (call): Promise<readonly OwnSessionView[]> => {
        const since = new Date(clock().getTime() - SESSION_IDLE_MS)
        const sessions = await listSessions(db, call.reader.personId, since)
        return sessions.map(({ id, createdAt, lastSeenAt, device, isWallboard, method, isLocked }) => ({
          ...{ id, device, method, isLocked },
          createdAt: createdAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
          kind: isWallboard ? 'wallboard' : 'person',
          isThis: id === call.session.id,
        }))
      },
    },
    {
      method: 'DELETE',
      path: SESSIONS_PATH,
      access: 'session',
      handle: async (call) => {
        const ended = await endSessionsOf(db, call.reader.personId, clock(), call.session.tokenHash)
        await log(call, { sessions: ended })
        sessionWatch.tell(call.reader.personId)
        return call.reply.code(204).send()
      },
    },
    {
      method: 'DELETE',
      path: OWN_SESSION_PATH,
      access: 'session',
      handle: async (call) => {
        const id = mustId(call)
        if (!(await endSessionById(db, call.reader.personId, id, clock()))) throw notFound()
        await log(call, { session: id })
        sessionWatch.tell(call.reader.personId)
        return call.reply.code(204).send()
      },
    },
  ]
}

function lockRoutes(deps: AccessDeps, limits: AccessLimits): readonly Route[] {
  const { db, clock, sessionWatch } = deps
  const viewNow = async (call: SessionCall): Promise<unknown> => {
    const session = await findSession(db, call.session.tokenHash)
    if (session === undefined) throw notFound()
    return sessionView(db, { reader: call.reader, session }, clock())
  }
  return [
    {
      method: 'POST',
      path: LOCK_PATH,
      access: 'session',
      whileLocked: true,
      handle: async (call) => {
        await lockOwnSession({ db, now: clock(), sessionWatch }, call)
        return viewNow(call)
      },
    },
    {
      method: 'POST',
      path: UNLOCK_PATH,
      access: 'session',
      whileLocked: true,
      handle: async (call) => {
        const given = mustParse(parseWith(unlockSchema, call.request.body))
        await unlockOwnSession({ db, now: clock() }, call, async () => {
          if ('password' in given) {
            await assertOwnPassword({ db, now: clock(), limit: limits.perOwnPassword }, call, given.password)
            return 'password'
          }
          await provePasskey(deps, limits, call, { ...given, personId: call.reader.personId })
          return 'passkey'
        })
        return viewNow(call)
      },
    },
    {
      method: 'POST',
      path: ACTIVITY_PATH,
      access: 'session',
      handle: async (call) => {
        await noteActivity(db, call.session.tokenHash, clock())
        return call.reply.code(204).send()
      },
    },
    {
      method: 'PUT',
      path: LOCK_SETTING_PATH,
      access: 'session',
      handle: async (call) => {
        const { idleMinutes, isShared } = mustParse(parseWith(lockSettingSchema, call.request.body))
        await setIdleLock(db, call.reader.personId, idleMinutes)
        await noteActivity(db, call.session.tokenHash, clock())
        await setShared(db, call.session.tokenHash, isShared)
        return viewNow(call)
      },
    },
  ]
}

function passwordRoute({ db, clock, sessionWatch }: AccessDeps, limits: AccessLimits): Route {
  return {
    method: 'PUT',
    path: PASSWORD_PATH,
    access: 'session',
    handle: async (call) => {
      const { personId } = call.reader
      const { current, password } = mustParse(parseWith(changePasswordSchema, call.request.body))
      await assertOwnPassword({ db, now: clock(), limit: limits.perOwnPassword }, call, current)
      const person = await findPerson(db, { id: personId })
      const fresh = mustParse(parsePassword(password, person?.login ?? ''), 'access.password_weak')
      const passwordHash = await hashPassword(fresh)
      await withSystem(db, async (tx) => {
        await setPasswordHash(tx, personId, passwordHash)
        const sessions = await endSessionsOf(tx, personId, clock(), call.session.tokenHash)
        await insertAccessEvent(tx, { kind: 'password.changed', at: clock(), personId, detail: { sessions } })
      })
      sessionWatch.tell(personId)
      return call.reply.code(204).send()
    },
  }
}
