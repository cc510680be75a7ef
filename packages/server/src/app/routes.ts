import { accessRoutes, isSessionUnchanged, type AccessDeps } from '../access/index.ts'
import { studyRoutes } from '../assessment/index.ts'
import type { Route } from '../edge/index.ts'
import { operationRoutes } from '../operation/index.ts'
import { incidentRoutes } from '../incident/index.ts'
import {
  attachmentRoutes,
  fieldReportRoutes,
  importRoutes,
  type ImportDesk,
  type ReportIntake,
} from '../report/index.ts'
import { placeRoutes } from '../place/index.ts'
import { situationRoutes, type Pictures } from '../situation/index.ts'
import type { AttachmentStore } from '../storage/index.ts'
import { INCIDENT_CODES } from './incident-codes.ts'
import { healthRoutes } from './health.routes.ts'

/** What the routes work with. */
export interface RouteDeps extends AccessDeps {
  readonly pictures: Pictures
  readonly importDesk: ImportDesk
  readonly intake: ReportIntake
  /** Data directory: attachments arrive there. */
  readonly dataDir: string
  readonly attachments: AttachmentStore
  /** Ends open streams when the server is stopped. */
  readonly ending: AbortSignal
  /** Time between signs of life in open streams; default 15 s. */
  readonly heartbeatMs?: number
}

/** The routes table: everything that the server answers besides the files of the web application. */
export function routesTable(deps: RouteDeps): readonly Route[] {
  return [
    ...healthRoutes(deps),
    ...accessRoutes(deps),
    ...placeRoutes(),
    ...studyRoutes(),
    ...operationRoutes(deps),
    ...importRoutes(deps.importDesk),
    ...fieldReportRoutes({ ...deps, codes: INCIDENT_CODES }),
    ...incidentRoutes(deps),
    ...attachmentRoutes(deps),
    ...situationRoutes({
      ...deps,
      isStillAdmitted: ({ reader, session }) =>
        isSessionUnchanged(deps.db, { reader, tokenHash: session.tokenHash }, deps.clock()),
      onAccessChange: ({ reader }, act) => deps.sessionWatch.follow(reader.personId, act),
    }),
  ]
}
