import type { Db } from '@eirene/store/db'
import Fastify from 'fastify'

export interface ServerSettings {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  readonly isHttps: boolean
  readonly webFolder: string | null
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  readonly requestsPerMinute: number
}

export interface RunningServer {
  readonly address: string
  readonly close: () => Promise<void>
}

/** Starts serving. */
export async function startServer({
  config,
}: {
  readonly config: ServerSettings
  readonly db: Db
  readonly clock: () => Date
}): Promise<RunningServer> {
  const app = Fastify({ forceCloseConnections: true })
  app.get('/v1/health', () => ({ ok: true }))
  const address = await app.listen({ host: config.host, port: config.port })
  return { address, close: () => app.close() }
}
