import type { Db } from '@eirene/store/db'
import type { Route } from '../edge/index.ts'
import { awaitedActRoutes } from './awaited-acts.routes.ts'
import { columnsRoutes } from './columns.routes.ts'
import { correctionNoticeRoutes } from './correction-notice.routes.ts'
import { exportRoutes } from './export.routes.ts'
import { flashRoutes } from './flash.routes.ts'
import { incidentListRoutes } from './incident-list.routes.ts'
import { liveRoutes, type LiveDeps } from './live.routes.ts'
import { pictureRoutes } from './picture.routes.ts'
import { savedViewRoutes } from './saved-views.routes.ts'
import { searchRoutes } from './search.routes.ts'
import { publicReleaseRoutes } from './public-release.routes.ts'
import { releaseRoutes } from './release.routes.ts'
import { sitrepProcessRoutes } from './sitrep-process.routes.ts'
import { sitrepRoutes } from './sitrep.routes.ts'
import { watchLogRoutes } from './watch-log.routes.ts'

export interface SituationDeps extends LiveDeps {
  readonly db: Db
  readonly clock: () => Date
}

/** The picture with search and export, situation reports, flash reports, acts that are awaited, the log of the watch, and what leaves the mission. */
export function situationRoutes(deps: SituationDeps): readonly Route[] {
  return [
    ...columnsRoutes(deps),
    ...pictureRoutes(deps),
    ...liveRoutes(deps),
    ...incidentListRoutes(deps),
    ...exportRoutes(deps),
    ...savedViewRoutes(deps),
    ...searchRoutes(),
    ...sitrepRoutes(deps),
    ...flashRoutes(deps),
    ...awaitedActRoutes(deps),
    ...watchLogRoutes(deps),
    ...sitrepProcessRoutes(deps),
    ...correctionNoticeRoutes(deps),
    ...releaseRoutes(deps),
    ...publicReleaseRoutes(deps),
  ]
}
