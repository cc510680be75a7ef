import type { Db } from '@eirene/store/db'
import { keepEscalating, openPictures } from '../situation/index.ts'
import { buildApp, type AppSettings } from './build-app.ts'

/** Where to listen and what to serve. */
export interface ServerSettings extends AppSettings {
  /** Address to listen on; 127.0.0.1 unless somebody decided otherwise. */
  readonly host: string
  /** 0: any free port. */
  readonly port: number
}

/** A server that answers, and how to end it. */
export interface RunningServer {
  /** `http://127.0.0.1:4317`. */
  readonly address: string
  /**
   * Stops listening, ends open streams, lets requests under way finish, and then ends what they work with. The database stays
   * open: its owner ends it.
   */
  readonly close: () => Promise<void>
}

/** Starts serving. Throws what `listen` throws when the port cannot be had; the caller names who holds it. */
export async function startServer({
  config,
  db,
  databaseUrl,
  clock,
}: {
  readonly config: ServerSettings
  readonly db: Db
  /** The same database as `db`, for the connection that listens to changes. */
  readonly databaseUrl: string
  readonly clock: () => Date
}): Promise<RunningServer> {
  const pictures = openPictures({ db, databaseUrl })
  const app = await buildApp({ settings: config, db, clock, pictures })
  try {
    const address = await app.listen({ host: config.host, port: config.port })
    const escalation = keepEscalating(db, clock, (error) => {
      app.log.error({ err: error }, 'flash reports could not be escalated')
    })
    return {
      address,
      close: async () => {
        await app.close()
        await escalation.close()
        await pictures.close()
      },
    }
  } catch (error) {
    await pictures.close()
    await app.close()
    throw error
  }
}
