import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import type { Db } from '@eirene/store/db'
import Fastify, {
  LogController,
  type FastifyInstance,
  type FastifyLoggerOptions,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import type { PinoLoggerOptions } from 'fastify/types/logger.js'
import { openChallengeBook, openOidcClient, openSessionWatch, type OidcSettings } from '../access/index.ts'
import { sendProblem, type PublicCall, type Route } from '../edge/index.ts'
import { openImportDesk, openReportIntake } from '../report/index.ts'
import type { Pictures } from '../situation/index.ts'
import { openFolderStore, type AttachmentStore } from '../storage/index.ts'
import { INCIDENT_CODES } from './incident-codes.ts'
import { endInGoodOrder, type GoodEnd } from './end-in-good-order.ts'
import { admissionMemory, admit, type AdmitDeps } from './admit.ts'
import { routesTable } from './routes.ts'
import { addSecurityHeaders } from './security.ts'
import { serveWebFiles } from './web-files.ts'

export interface AppSettings {
  /** Where people reach the server when a proxy stands before it (its `X-Forwarded-For` is believed then); null: as it listens. */
  readonly publicUrl: string | null
  /** Folder of the built web application; it may not exist: then only the programming interface answers. */
  readonly webDir: string
  /** Data directory: uploads and imported files lie there. */
  readonly dataDir: string
  /** Where attachments lie; left out: in the data directory. */
  readonly attachments?: AttachmentStore
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Where log lines go; default: standard output. */
  readonly logTo?: { readonly write: (line: string) => void }
  /** Requests of one address per minute, files included. Default 1,200. */
  readonly requestsPerMinute?: number
  /** How long requests under way may take to finish when the server is stopped. Default 10 s. */
  readonly underWayMs?: number
  /** Sign-in by an organisation; null or left out: none, and nothing outside is ever asked. */
  readonly oidc?: OidcSettings | null
}

export interface AppDeps {
  readonly settings: AppSettings
  readonly db: Db
  readonly clock: () => Date
  readonly pictures: Pictures
  /** Time between signs of life in open streams; default 15 s. */
  readonly heartbeatMs?: number
  /** Is told the routes table: what the access matrix is generated from. */
  readonly onRoutes?: (table: readonly Route[]) => void
}

const BODY_LIMIT_BYTES = 65_536

/** The HTTP application, ready for `listen` or `inject`. */
export async function buildApp({
  settings,
  db,
  clock,
  pictures,
  heartbeatMs,
  onRoutes,
}: AppDeps): Promise<FastifyInstance> {
  const publicUrl = settings.publicUrl === null ? undefined : new URL(settings.publicUrl)
  const admission = { db, clock, isHttps: publicUrl?.protocol === 'https:', publicHost: publicUrl?.host ?? null }
  const app = Fastify({
    trustProxy: publicUrl === undefined ? false : 'loopback',
    bodyLimit: BODY_LIMIT_BYTES,
    routerOptions: { maxParamLength: 200 },
    genReqId: () => randomUUID(),
    // The hook below logs the pattern of the route: addresses hold tokens of invitations and filters of people.
    logController: new LogController({ disableRequestLogging: true }),
    logger: loggerOf(settings),
    // What the HTTP library refuses before any route is found, such as an address that cannot be decoded.
    frameworkErrors: (error, request, reply) => {
      sendProblem(error, request, reply)
    },
    requestTimeout: 0,
    connectionTimeout: 0,
    // Our own answer, below.
    return503OnClosing: false,
  })
  const end = endInGoodOrder(app, settings.underWayMs)
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  await addSecurityHeaders(app, admission)
  await app.register(cookie)
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false })
  await app.register(rateLimit, { max: settings.requestsPerMinute ?? 1200, timeWindow: 60_000 })
  app.addContentTypeParser('application/octet-stream', (_request, body, done) => {
    done(null, body)
  })
  app.addHook('onResponse', logAnswer)
  const importDesk = await openImportDesk({ db, clock, dataDir: settings.dataDir, codes: INCIDENT_CODES })
  app.addHook('onClose', () => importDesk.close())
  const intake = openReportIntake({ db, clock, codes: INCIDENT_CODES })
  app.addHook('onClose', () => intake.close())
  const table = routesTable({
    ...admission,
    pictures,
    importDesk,
    intake,
    publicUrl: settings.publicUrl,
    sessionWatch: openSessionWatch(),
    challenges: openChallengeBook(clock),
    oidc: settings.oidc ? openOidcClient(settings.oidc) : null,
    dataDir: settings.dataDir,
    attachments: attachmentsOf(settings),
    ending: end.signal,
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
  })
  onRoutes?.(table)
  for (const route of table) addRoute(app, route, { ...admission, follow: end.follow })
  await serveWebFiles(app, settings.webDir)
  // Hooks of this kind run from the last to the first: import desk and intake are closed when nobody works with them.
  app.addHook('onClose', () => end.settled())
  return app
}

function attachmentsOf({ attachments, dataDir }: AppSettings): AttachmentStore {
  return attachments ?? openFolderStore(dataDir)
}

/** One line an answer: what was asked by the pattern of its route, and how it went. */
function logAnswer(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { statusCode: status } = reply
  const route = request.routeOptions.url ?? '-'
  request.log.info({ method: request.method, route, status, ms: Math.round(reply.elapsedTime) }, 'answered')
  done()
}

function loggerOf({ logLevel = 'warn', logTo }: AppSettings): false | (FastifyLoggerOptions & PinoLoggerOptions) {
  if (logLevel === 'silent') return false
  return { ...loggerSettings(logLevel), ...(logTo === undefined ? {} : { stream: logTo }) }
}

/** Logs neither addresses nor bodies nor the values in a database error's detail: only what happened and where. */
function loggerSettings(level: string): FastifyLoggerOptions & PinoLoggerOptions {
  return {
    level,
    serializers: {
      req: () => ({}),
      err: (error) => ({
        type: error.name,
        code: error.code,
        message: error.message,
        stack: error.stack ?? '',
      }),
    },
  }
}

/** Registers one entry of the table: admitted before the body is read, nothing of it is ever cached by others. */
function addRoute(app: FastifyInstance, route: Route, deps: AdmitDeps & Pick<GoodEnd, 'follow'>): void {
  const calls = new WeakMap<FastifyRequest, PublicCall>()
  const letIn = route.isAdmittedAgain
    ? admissionMemory(deps, route)
    : (request: FastifyRequest, reply: FastifyReply) => admit(deps, route, request, reply)
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimitBytes ?? BODY_LIMIT_BYTES,
    // After the rate limit, which is an onRequest hook, and before the body is read.
    preParsing: async (request, reply, payload) => {
      void reply.header('cache-control', 'no-store')
      calls.set(request, await letIn(request, reply))
      return payload
    },
    handler: async (request) => {
      const call = calls.get(request)
      if (call === undefined) throw new Error('a request reached its route without being admitted')
      // `admit` gave the kind of call that belongs to this access class.
      return deps.follow((route.handle as (call: PublicCall) => Promise<unknown>)(call))
    },
  })
}
