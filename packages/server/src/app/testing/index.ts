import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Compartment, Policy, Role } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import { insertPerson, setClearance, setMembership } from '@eirene/store/access'
import { freshDatabase } from '@eirene/store/db/testing'
import type { Db } from '@eirene/store/db'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { openSession } from '../../access/testing/index.ts'
import { CSRF_HEADER, type Route } from '../../edge/index.ts'
import { openPictures } from '../../situation/index.ts'
import { buildApp, type AppSettings } from '../build-app.ts'

/** A signed-in person of a test. */
export interface TestPerson {
  readonly id: string
  readonly login: string
  readonly cookie: string
  readonly csrfToken: string
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<LightMyRequestResponse>
  readonly send: (
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: Readonly<Record<string, unknown>>,
  ) => Promise<LightMyRequestResponse>
}

/** What a person holds in an operation. */
export interface TestPart {
  readonly operationId: string
  readonly roles: readonly Role[]
  readonly compartments?: readonly Compartment[]
}

interface PersonExtras {
  /** The session is a wallboard of this operation, for an hour. */
  readonly wallboardOf?: string
  readonly organisation?: string
  readonly clearances?: Partial<Record<Policy, string>>
}

/** A whole server without a port, on a database of its own, with a clock that the test moves. */
export interface TestServer {
  readonly app: FastifyInstance
  readonly routes: readonly Route[]
  readonly db: Db
  readonly databaseUrl: string
  readonly dataDir: string
  readonly now: () => Date
  readonly wait: (ms: number) => void
  /** A new person with a session. */
  readonly person: (login: string, parts: readonly TestPart[], more?: PersonExtras) => Promise<TestPerson>
  /** Waits until every change told so far was taken into the pictures. */
  readonly settled: () => Promise<void>
  /** Address of a real port, opened at the first call. */
  readonly listen: () => Promise<string>
  readonly close: () => Promise<void>
}

const TEST_SETTINGS = {
  publicUrl: null,
  webDir: '/nowhere',
  logLevel: 'silent',
  requestsPerMinute: 100_000,
} as const

export async function openTestServer(databaseUrl: string, settings: Partial<AppSettings> = {}): Promise<TestServer> {
  const { db, url, drop } = await freshDatabase(databaseUrl)
  const ownDir = mkdtempSync(join(tmpdir(), 'eirene-server-'))
  const dataDir = settings.dataDir ?? ownDir
  let nowMs = Date.parse('2024-03-02T09:00:00Z')
  const clock = (): Date => new Date(nowMs)
  const pictures = openPictures({ db, databaseUrl: url })
  const routes: Route[] = []
  const app = await buildApp({
    settings: { ...TEST_SETTINGS, dataDir, ...settings },
    heartbeatMs: 50,
    onRoutes: (table) => routes.push(...table),
    db,
    clock,
    pictures,
  })
  await app.ready()
  let address: Promise<string> | undefined
  return {
    app,
    routes,
    db,
    databaseUrl: url,
    dataDir,
    now: clock,
    wait: (ms) => {
      nowMs += ms
    },
    person: (login, parts, more = {}) => signInPerson({ app, db, clock }, login, parts, more),
    settled: () => pictures.settled(),
    listen: () => {
      address ??= app.listen({ host: '127.0.0.1', port: 0 })
      return address
    },
    close: async () => {
      await pictures.close()
      await app.close()
      await drop()
      rmSync(ownDir, { recursive: true, force: true })
    },
  }
}

/** A new person with a session, without the work of a password. */
async function signInPerson(
  { app, db, clock }: { readonly app: FastifyInstance; readonly db: Db; readonly clock: () => Date },
  login: string,
  parts: readonly TestPart[],
  more: PersonExtras,
): Promise<TestPerson> {
  const id = mintId()
  await insertPerson(db, { id, login, displayName: login, organisation: more.organisation ?? 'UN' }, clock())
  for (const [policy, level] of Object.entries(more.clearances ?? {}))
    await setClearance(db, id, policy as Policy, level) // keys of a record by Policy
  for (const part of parts) await setMembership(db, { personId: id, compartments: [], ...part })
  const endsAt = new Date(clock().getTime() + 3_600_000)
  const wallboard = more.wallboardOf === undefined ? null : { operationId: more.wallboardOf, endsAt }
  const session = { personId: id, method: 'password', device: '', isShared: false, wallboard } as const
  const { token, csrfToken } = await openSession(db, session, clock())
  const cookie = `eirene=${token}`
  return {
    id,
    login,
    cookie,
    csrfToken,
    get: (path, headers = {}) => app.inject({ method: 'GET', url: path, headers: { cookie, ...headers } }),
    send: (method, path, body) =>
      app.inject({
        method,
        url: path,
        headers: { cookie, [CSRF_HEADER]: csrfToken },
        ...(body === undefined ? {} : { payload: body }),
      }),
  }
}

export { arrivingFiles, beginUpload, openConnection, type HalfUpload } from './half-upload.ts'
export { findVocabulary, fuzzRuns, mutateBytes, mutateValue, type Pick } from './fuzz.ts'
